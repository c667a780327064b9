import { beforeAll, describe, expect, test } from "vitest";
import { broke, db } from "@/lib/db";
import { addVendor } from "@/lib/registry/vendors/testing";
import { CONFIRMATIONS } from "@/lib/risk/claims/rules";
import { STEPS } from "@/lib/risk/claims/settling/rules";
import { AT, addClaim, addTool, step, whyNot } from "@/lib/risk/claims/testing";
import { newAdministrator, newApprover, newAuditor, newOfficer, newPerson } from "@/lib/testing";
import type { Confirmation } from "@/prisma/generated/enums";

let people: Record<"officer" | "approver" | "auditor" | "administrator" | "manager" | "employee", Awaited<ReturnType<typeof newOfficer>>>;
let tool: { id: number; slug: string };
let successor: number;

beforeAll(async () => {
  const manager = await newPerson();
  people = {
    officer: await newOfficer({ name: "Li Wei" }),
    approver: await newApprover(),
    auditor: await newAuditor(),
    administrator: await newAdministrator(),
    manager: await newPerson({ manages: [manager.teamId] }),
    employee: await newPerson(),
  };
  const vendor = await addVendor(people.officer.viewer, { name: "Vendor of steps" });
  tool = await addTool(people.officer.viewer, vendor.slug);
  successor = (await addClaim(people.officer.viewer, { tool: tool.slug })).id;
});

/** A claim as it stands after what led there. */
async function claimThatIs(confirmation: Confirmation): Promise<number> {
  const { id } = await db.claim.create({
    data: {
      toolId: tool.id,
      statement: "Something.",
      bearing: "RAISES",
      reportedOn: new Date("2026-06-30"),
      recordedAt: AT,
      confirmation,
      supersededById: confirmation === "SUPERSEDED" ? successor : null,
    },
    select: { id: true },
  });
  return id;
}

const take = (role: keyof typeof people, id: number, to: Confirmation) =>
  step(people[role].viewer, id, to, {
    party: to === "ACKNOWLEDGED" || to === "VERIFIED" ? "A laboratory" : null,
    supersededBy: to === "SUPERSEDED" ? successor : null,
  });

const OVER = (state: string) => `This claim was ${state}, and that is final. Record a new claim for what is said now.`;
const ALREADY = (state: string) => `This claim is ${state} already. Load the page again to see who changed it.`;
const BACK = "A claim does not go back to reported. Retract it if it proved wrong, or let another claim take its place.";
const LESS = "Reproduced says more than acknowledged. Keep the acknowledgement as a source of this claim.";

/** Every step that is not taken, with what is said instead. */
const REFUSED: Record<Confirmation, Partial<Record<Confirmation, string>>> = {
  REPORTED: { REPORTED: ALREADY("reported") },
  ACKNOWLEDGED: { REPORTED: BACK, ACKNOWLEDGED: ALREADY("acknowledged") },
  VERIFIED: { REPORTED: BACK, ACKNOWLEDGED: LESS, VERIFIED: ALREADY("reproduced") },
  RETRACTED: {
    ...{ REPORTED: OVER("retracted"), ACKNOWLEDGED: OVER("retracted"), VERIFIED: OVER("retracted") },
    ...{ RETRACTED: ALREADY("retracted"), SUPERSEDED: OVER("retracted") },
  },
  SUPERSEDED: {
    ...{ REPORTED: OVER("superseded"), ACKNOWLEDGED: OVER("superseded"), VERIFIED: OVER("superseded") },
    ...{ RETRACTED: OVER("superseded"), SUPERSEDED: ALREADY("superseded") },
  },
};

describe.each(CONFIRMATIONS)("from %s", (from) => {
  test.each(CONFIRMATIONS)("an officer takes it to %s, or reads why not", async (to) => {
    const id = await claimThatIs(from);
    const sentence = REFUSED[from][to];
    const refused = await whyNot(take("officer", id, to));
    expect(refused).toEqual(sentence === undefined ? null : { code: "conflict", detail: sentence, fields: {} });
    const { confirmation } = await db.claim.findUniqueOrThrow({ where: { id }, select: { confirmation: true } });
    expect(confirmation).toBe(sentence === undefined ? to : from);
    expect(await db.claimStep.count({ where: { claimId: id } })).toBe(sentence === undefined ? 1 : 0);
  });

  test.each(["approver", "auditor", "administrator", "manager", "employee"] as const)("%s: takes it nowhere", async (role) => {
    const id = await claimThatIs(from);
    for (const to of CONFIRMATIONS) expect((await whyNot(take(role, id, to)))?.code).toBe("forbidden");
    expect(await db.claimStep.count({ where: { claimId: id } })).toBe(0);
  });

  test("the database holds the same table", async () => {
    for (const to of CONFIRMATIONS.filter((one) => one !== from)) {
      const id = await claimThatIs(from);
      const data = { confirmation: to, supersededById: to === "SUPERSEDED" ? successor : null };
      const error = await db.claim.update({ where: { id }, data, select: { id: true } }).then(
        () => null,
        (thrown: unknown) => thrown,
      );
      expect([from, to, error === null]).toEqual([from, to, STEPS[from].includes(to)]);
      if (error !== null) expect(broke(error, "claim_transition")).toBe(true);
    }
  });
});

describe("what a step has to say", () => {
  const officer = () => people.officer.viewer;

  test("who acknowledged or reproduced it, and the vendor does not reproduce itself", async () => {
    const id = await claimThatIs("REPORTED");
    expect((await whyNot(step(officer(), id, "ACKNOWLEDGED")))?.fields).toEqual({ party: "Say who acknowledged it." });
    expect((await whyNot(step(officer(), id, "VERIFIED")))?.fields).toEqual({ party: "Say who reproduced it." });
    expect((await whyNot(step(officer(), id, "VERIFIED", { party: "vendor of  STEPS" })))?.fields.party).toMatch(/for somebody else/);
  });

  test("a day that has come, and none before what is known already", async () => {
    const id = await claimThatIs("REPORTED");
    const acknowledge = (effectiveOn: string) => whyNot(step(officer(), id, "ACKNOWLEDGED", { party: "X", effectiveOn }));
    expect((await acknowledge("2026-07-09"))?.fields.effectiveOn).toMatch(/not come yet/);
    expect((await acknowledge("2026-06-29"))?.fields.effectiveOn).toBe(
      "What is known of it already holds from 2026-06-30. Give that day or a later one.",
    );
    expect(await acknowledge("2026-07-02")).toBeNull();
    expect((await whyNot(step(officer(), id, "RETRACTED", { effectiveOn: "2026-07-01" })))?.fields.effectiveOn).toMatch(/2026-07-02/);
  });

  test("the day is the officer’s own: on the evening of 8 July in Beijing it is 9 July in Auckland", async () => {
    const id = await claimThatIs("REPORTED");
    const auckland = await newOfficer({ zone: "Pacific/Auckland" });
    const evening = new Date("2026-07-08T13:00:00Z");
    const on9 = { party: "X", effectiveOn: "2026-07-09" };
    expect((await whyNot(step(officer(), id, "ACKNOWLEDGED", on9, evening)))?.fields.effectiveOn).toMatch(/not come yet/);
    expect(await whyNot(step(auckland.viewer, id, "ACKNOWLEDGED", on9, evening))).toBeNull();
  });

  test("which claim takes its place: one that stands, of the same vendor, and not itself", async () => {
    const id = await claimThatIs("REPORTED");
    const supersede = async (by: number | null) =>
      (await whyNot(step(officer(), id, "SUPERSEDED", { supersededBy: by })))?.fields.supersededBy;
    const elsewhere = await addVendor(officer(), {});
    expect(await supersede(null)).toBe("Say which claim takes its place.");
    expect(await supersede(id)).toMatch(/its own place/);
    expect(await supersede(2_000_000)).toMatch(/There is no claim C-2000000/);
    expect(await supersede(await claimThatIs("RETRACTED"))).toMatch(/was retracted itself/);
    expect(await supersede((await addClaim(officer(), { vendor: elsewhere.slug })).id)).toMatch(/another vendor/);
    expect(await supersede(successor)).toBeUndefined();
  });
});

test("two officers who settle a claim at once do not both succeed", async () => {
  const id = await claimThatIs("REPORTED");
  const colleague = await newOfficer();
  const both = await Promise.all([
    whyNot(step(people.officer.viewer, id, "RETRACTED")),
    whyNot(step(colleague.viewer, id, "SUPERSEDED", { supersededBy: successor })),
  ]);
  expect(both.filter((refused) => refused === null)).toHaveLength(1);
  expect(await db.claimStep.count({ where: { claimId: id } })).toBe(1);
});
