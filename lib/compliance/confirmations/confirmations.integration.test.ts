import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Viewer } from "@/lib/auth/viewer";
import { newTool, newVendor } from "@/lib/bans/testing";
import { confirmDuty, refuseRecord, verifyRecord } from "@/lib/compliance/confirmations/commands";
import { listConfirmations, ownSaidDuties, waitingRecords } from "@/lib/compliance/confirmations/queries";
import { confirmationListSchema } from "@/lib/compliance/confirmations/schema";
import { newPublishedBan } from "@/lib/compliance/testing-bans";
import { closeConnections, db } from "@/lib/db";
import { newOfficer, newPerson, newTeam } from "@/lib/testing";
import type { DutyKind } from "@/prisma/generated/enums";

afterAll(closeConnections);

const NOW = new Date("2026-07-08T07:00:00Z");
const date = { deadlineLocal: "2026-07-10T00:00", deadlineZone: "Asia/Shanghai" };

let officer: Viewer;
let approver: Viewer;
let manager: Viewer;
let employee: Viewer;
let owner: Viewer;
let stranger: Viewer;
let banId: number;
let code: string;

beforeAll(async () => {
  const company = await newTeam({ name: "Company" });
  const team = await newTeam({ name: "Team", parentId: company.id });
  const elsewhere = await newTeam({ name: "Elsewhere", parentId: company.id });
  officer = (await newOfficer({ teamId: company.id, name: "Officer" })).viewer;
  approver = (await newPerson({ teamId: company.id, name: "Approver", roles: ["APPROVER"] })).viewer;
  manager = (await newPerson({ teamId: team.id, name: "Manager", manages: [team.id] })).viewer;
  employee = (await newPerson({ teamId: team.id, name: "Employee" })).viewer;
  owner = (await newPerson({ teamId: elsewhere.id, name: "Network owner", roles: ["APPROVER"] })).viewer;
  stranger = (await newPerson({ teamId: elsewhere.id, name: "Stranger" })).viewer;
  const toolId = await newTool("Claude Code", await newVendor("Anthropic"));
  const ownerId = owner.personId;
  const named = (kind: DutyKind) => ({ ...date, kind, ownerId });
  const duties = [
    { ...date, kind: "STOP_USE" as const },
    { ...date, kind: "UNINSTALL" as const },
    named("BLOCK_NETWORK"),
    named("REVOKE_ACCOUNTS"),
    named("STOP_REIMBURSEMENT"),
    { ...named("DISABLE_IN_THIRD_PARTY"), instructions: { en: "Switch it off in Copilot.", "zh-CN": "在 Copilot 中关闭。" } },
    { ...date, kind: "ROTATE_CREDENTIALS" as const },
    { ...date, kind: "CERTIFY" as const },
  ];
  const population = { everyone: false, include: [team.id], exclude: [] };
  ({ banId, code } = await newPublishedBan({ authorId: officer.personId ?? 0, toolIds: [toolId], duties, content: { population } }, NOW));
});

async function owed(viewer: Viewer, kind: DutyKind) {
  const found = (await ownSaidDuties(viewer, NOW)).find((duty) => duty.kind === kind && duty.banId === banId);
  if (!found) throw new Error(`${viewer.name} owes no ${kind}`);
  return found;
}

const list = (viewer: Viewer, query: object = {}) => listConfirmations(viewer, banId, confirmationListSchema.parse(query));

describe("who is asked to say what", () => {
  test("each finds their own duties: everybody, the manager, the person who is named", async () => {
    const kinds = async (viewer: Viewer) => (await ownSaidDuties(viewer, NOW)).map(({ kind }) => kind);
    expect(await kinds(employee)).toEqual(["ROTATE_CREDENTIALS"]);
    expect(await kinds(manager)).toEqual(["ROTATE_CREDENTIALS", "CERTIFY"]);
    expect(await kinds(owner)).toEqual(["BLOCK_NETWORK", "REVOKE_ACCOUNTS", "STOP_REIMBURSEMENT", "DISABLE_IN_THIRD_PARTY"]);
    expect(await kinds(stranger)).toEqual([]);
  });

  test("what to do stands beside it, in the reader's language", async () => {
    expect((await owed(owner, "DISABLE_IN_THIRD_PARTY")).instructions).toBe("Switch it off in Copilot.");
    expect((await owed({ ...owner, locale: "zh-CN" }, "DISABLE_IN_THIRD_PARTY")).instructions).toBe("在 Copilot 中关闭。");
  });

  test("a manager sees the numbers of their teams beside the statement", async () => {
    expect((await owed(manager, "CERTIFY")).certified).toEqual({ installed: 0, unknown: 2, stated: 0, cleared: 0, excepted: 0, total: 2 });
    expect((await owed(employee, "ROTATE_CREDENTIALS")).certified).toBeNull();
  });
});

describe("a statement", () => {
  test("is kept in its words and counts at once; a second one is refused", async () => {
    const { obligationId } = await owed(employee, "ROTATE_CREDENTIALS");
    const input = { obligationId, wording: "I have replaced the credentials.", note: "All three." };
    const [first, second] = await Promise.allSettled([confirmDuty(employee, input, NOW), confirmDuty(employee, input, NOW)]);
    const said = [first, second].filter(({ status }) => status === "fulfilled");
    expect(said).toMatchObject([{ value: { obligationId, confirmation: "stated", state: "STATED" } }]);
    expect([first, second].find(({ status }) => status === "rejected")).toMatchObject({
      reason: { reason: { key: "duties.whyNot.stated" } },
    });
    expect(await db.attestation.findMany({ where: { banId, personId: employee.personId ?? 0 } })).toMatchObject([
      { wording: "I have replaced the credentials.", note: "All three.", dutyId: expect.any(Number) },
    ]);
  });

  test("is only for oneself: of others' duties there are none", async () => {
    const { obligationId } = await owed(manager, "CERTIFY");
    await expect(confirmDuty(employee, { obligationId }, NOW)).rejects.toMatchObject({ code: "not-found" });
    await expect(confirmDuty(officer, { obligationId }, NOW)).rejects.toMatchObject({ code: "not-found" });
  });

  test("needs no second look", async () => {
    const { obligationId } = await owed(manager, "CERTIFY");
    const { confirmationId } = await confirmDuty(manager, { obligationId }, NOW);
    await expect(verifyRecord(officer, { confirmationId }, NOW)).rejects.toMatchObject({ reason: { key: "duties.whyNot.statement" } });
  });

  test("an inventory is not replaced by words", async () => {
    const [row] = await db.$queryRaw<{ id: number }[]>`
      SELECT o.id FROM obligation o JOIN duty d ON d.id = o.duty_id AND d.kind = 'UNINSTALL' WHERE o.ban_id = ${banId} AND o.person_id = ${employee.personId}`;
    await expect(confirmDuty(employee, { obligationId: row?.id ?? 0 }, NOW)).rejects.toMatchObject({
      reason: { key: "duties.whyNot.inventory" },
    });
  });
});

describe("a record", () => {
  test("says where it is, waits for somebody else, and proves once they have looked", async () => {
    const { obligationId } = await owed(owner, "BLOCK_NETWORK");
    await expect(confirmDuty(owner, { obligationId }, NOW)).rejects.toMatchObject({
      code: "invalid",
      fields: { reference: { key: "duties.field.reference" } },
    });
    const { confirmationId, ...said } = await confirmDuty(owner, { obligationId, reference: "NET-1204" }, NOW);
    expect(said).toMatchObject({ confirmation: "waiting", state: "STATED" });
    expect((await list(officer, { state: "waiting" })).items).toMatchObject([
      { id: confirmationId, reference: "NET-1204", person: { name: "Network owner" }, state: "waiting" },
    ]);
    expect(await waitingRecords(officer)).toEqual([{ code, title: "Claude Code", n: 1 }]);
    // One's own is not waiting for oneself, and an approver does not look at it either.
    expect(await waitingRecords(owner)).toEqual([]);
    await expect(verifyRecord(owner, { confirmationId }, NOW)).rejects.toMatchObject({ reason: { key: "duties.whyNot.own" } });
    await expect(verifyRecord(stranger, { confirmationId }, NOW)).rejects.toMatchObject({ code: "forbidden" });
    expect(await verifyRecord(approver, { confirmationId }, NOW)).toEqual({
      code,
      confirmationId,
      confirmation: "verified",
      state: "PROVED",
    });
    expect((await owed(owner, "BLOCK_NETWORK")).said).toMatchObject({ state: "verified", by: "Approver" });
    await expect(confirmDuty(owner, { obligationId, reference: "NET-1205" }, NOW)).rejects.toMatchObject({
      reason: { key: "duties.whyNot.verified" },
    });
  });

  test("that is refused opens the duty again and tells its person why", async () => {
    const { obligationId } = await owed(owner, "REVOKE_ACCOUNTS");
    const { confirmationId } = await confirmDuty(owner, { obligationId, reference: "IT-1" }, NOW);
    expect(await refuseRecord(officer, { confirmationId, reason: "The ticket is still open." }, NOW)).toMatchObject({ state: "UNKNOWN" });
    expect((await owed(owner, "REVOKE_ACCOUNTS")).said).toMatchObject({
      state: "refused",
      rejectReason: "The ticket is still open.",
      by: "Officer",
    });
    const notices = await db.notice.findMany({
      where: { personId: owner.personId ?? 0 },
      select: { topic: true, content: true },
      orderBy: { id: "asc" },
    });
    expect(notices).toMatchObject([
      { topic: "duty.verified" },
      { topic: "duty.refused", content: { reason: "The ticket is still open.", by: "Officer" } },
    ]);
    expect(await confirmDuty(owner, { obligationId, reference: "IT-2" }, NOW)).toMatchObject({ state: "STATED" });
  });

  test("that still waits is replaced by the next one, and only the newest can be looked at", async () => {
    const { obligationId } = await owed(owner, "STOP_REIMBURSEMENT");
    const older = await confirmDuty(owner, { obligationId, reference: "FIN-1" }, NOW);
    const newer = await confirmDuty(owner, { obligationId, reference: "FIN-2" }, NOW);
    await expect(verifyRecord(officer, older, NOW)).rejects.toMatchObject({ reason: { key: "duties.whyNot.settled.voided" } });
    expect(await verifyRecord(officer, newer, NOW)).toMatchObject({ state: "PROVED" });
  });

  test("of two who look at once one decides, and the other is told", async () => {
    const { obligationId } = await owed(owner, "DISABLE_IN_THIRD_PARTY");
    const record = await confirmDuty(owner, { obligationId, reference: "M365" }, NOW);
    const both = await Promise.allSettled([verifyRecord(officer, record, NOW), refuseRecord(approver, { ...record, reason: "No." }, NOW)]);
    expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    expect(both.find(({ status }) => status === "rejected")).toMatchObject({ reason: { code: "conflict" } });
    const [event, ...more] = await db.auditEvent.findMany({
      where: { action: { in: ["duty.verified", "duty.refused"] }, after: { path: ["confirmationId"], equals: record.confirmationId } },
    });
    expect(event).toBeDefined();
    expect(more).toEqual([]);
  });

  test("the database lets nobody look at their own record", async () => {
    const id = owner.personId ?? 0;
    const own = db.attestation.updateMany({ where: { personId: id, dutyId: { not: null } }, data: { verifiedById: id } });
    await expect(own).rejects.toThrow(/attestation_four_eyes/);
  });
});

describe("the list of what was said", () => {
  test("a manager sees their people, and pages do not lose anybody", async () => {
    const names = async (viewer: Viewer) => [...new Set((await list(viewer)).items.map(({ person }) => person.name))].sort();
    expect(await names(officer)).toEqual(["Employee", "Manager", "Network owner"]);
    expect(await names(manager)).toEqual(["Employee", "Manager"]);
    const all = (await list(officer, { limit: "100" })).items.map(({ id }) => id);
    const paged: number[] = [];
    for (let cursor: string | null | undefined; cursor !== null; ) {
      const page = await list(officer, { limit: "2", ...(cursor && { cursor }) });
      paged.push(...page.items.map(({ id }) => id));
      cursor = page.next;
    }
    expect(paged).toEqual(all);
    expect((await list(officer, { duty: "CERTIFY" })).items).toMatchObject([{ person: { name: "Manager" }, state: "stated" }]);
    expect((await list(officer, { q: "FIN-" })).items.map(({ reference, state }) => [reference, state])).toEqual([
      ["FIN-2", "verified"],
      ["FIN-1", "voided"],
    ]);
  });
});

test("a ban that is over asks nothing, and says so", async () => {
  const { obligationId } = await owed(manager, "ROTATE_CREDENTIALS");
  await db.ban.update({ where: { id: banId }, data: { status: "SUSPENDED", suspendedAt: NOW } });
  expect(await ownSaidDuties(manager, NOW)).toEqual([]);
  await expect(confirmDuty(manager, { obligationId }, NOW)).rejects.toMatchObject({ reason: { key: "duties.whyNot.suspended" } });
});
