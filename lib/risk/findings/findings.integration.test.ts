import { beforeAll, describe, expect, test } from "vitest";
import { db } from "@/lib/db";
import { sentenceOf } from "@/lib/http/sentences";
import { Refusal } from "@/lib/refusal";
import { newApprover, newAuditor, newOfficer, newPerson } from "@/lib/testing";
import { FindingStatus } from "@/prisma/generated/enums";
import { changeFix, changeStatus, createFinding, editFinding } from "./commands";
import { getFinding } from "./detail/queries";
import { linkClaims, unlinkClaim } from "./links/commands";
import { listFindings, riskFindingsOf } from "./queries";
import { NEXT_STATUSES } from "./rules";
import { createFindingSchema, findingListSchema, fixSchema, statusSchema } from "./schema";
import { proposeTrust, settleTrust } from "./trust/commands";

type Somebody = Awaited<ReturnType<typeof newOfficer>>;
const AT = new Date("2026-07-08T07:00:00Z");
const RANGE = "vers:npm/>=2.1.91|<2.1.199";
let [officer, colleague, approver, auditor, employee]: Somebody[] = [];
let toolId: number;
let claims: { own: number; second: number; vendors: number; foreign: number };

beforeAll(async () => {
  officer = await newOfficer({ name: "Gao Lin" });
  colleague = await newOfficer({ name: "Li Wei" });
  [approver, auditor, employee] = [await newApprover(), await newAuditor(), await newPerson()];
  const vendor = await db.vendor.create({ data: { slug: "anthropic", name: "Anthropic", confidence: "HIGH" } });
  const tool = (slug: string, name: string) =>
    db.tool.create({ data: { slug, name, vendorId: vendor.id, category: "coding-agent", confidence: "HIGH" }, select: { id: true } });
  toolId = (await tool("claude-code", "Claude Code")).id;
  const other = await tool("codex", "Codex");
  for (const version of ["2.1.91", "2.1.198", "2.1.199"])
    await db.release.create({ data: { toolId, kind: "NPM", version, source: "test", recordedAt: AT } });
  const claim = async (subject: { toolId: number } | { vendorId: number }) => {
    const said = {
      ...subject,
      statement: "It reads the time zone.",
      bearing: "RAISES",
      reportedOn: new Date("2026-06-30"),
      recordedAt: AT,
    } as const;
    return (await db.claim.create({ data: said, select: { id: true } })).id;
  };
  const [own, second, foreign, vendors] = [
    await claim({ toolId }),
    await claim({ toolId }),
    await claim({ toolId: other.id }),
    await claim({ vendorId: vendor.id }),
  ];
  claims = { own, second, foreign, vendors };
});

/** Beforehand `beforeAll` has made them. */
const by = (person: Somebody | undefined) => {
  if (!person) throw new Error("Nobody was made.");
  return person.viewer;
};

async function refusedWith(work: Promise<unknown>): Promise<{ code: string; detail: string; fields: Record<string, string> } | null> {
  const error = await work.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (error === null) return null;
  if (!(error instanceof Refusal)) throw error;
  const fields = Object.fromEntries(Object.entries(error.fields).map(([field, why]) => [field, sentenceOf(why, "en")]));
  return { code: error.code, detail: sentenceOf(error.reason, "en"), fields };
}

const record = (changes: object = {}) =>
  createFinding(
    by(officer),
    createFindingSchema.parse({
      ...{ tool: "Claude Code", title: "Reads the time zone", summary: "It does.", behaviour: "ENVIRONMENT_FINGERPRINTING" },
      ...{ versionRange: RANGE, openedOn: "2026-07-01", claims: [claims.own], ...changes },
    }),
    AT,
  );
const status = (id: number, to: FindingStatus, who = officer, more: object = {}) => {
  const said = { AFFECTED: { action: "Remove it." }, NOT_AFFECTED: { justification: "component_not_present" } }[to as string] ?? {};
  const body = statusSchema.parse({ status: to, effectiveOn: "2026-07-08", reason: "As the claims say.", ...said, ...more });
  return changeStatus(by(who), { id, ...body }, AT);
};
const fix = (id: number, body: object, who = officer) =>
  changeFix(by(who), { id, ...fixSchema.parse({ effectiveOn: "2026-07-08", reason: "As the claims say.", ...body }) }, AT);
const CONFIRMED = { fix: "CONFIRMED", version: "2.1.199" };

/** A finding of its own in this status. */
async function findingIn(wanted: FindingStatus): Promise<number> {
  const { id } = await record();
  if (wanted === "NOT_AFFECTED" || wanted === "AFFECTED") await status(id, wanted);
  if (wanted === "FIXED") {
    await status(id, "AFFECTED");
    await fix(id, CONFIRMED);
    await status(id, "FIXED");
  }
  return id;
}

const STATUSES = Object.values(FindingStatus);

describe("steps", () => {
  test("the database lets through exactly the steps that the rules allow", async () => {
    for (const from of STATUSES) {
      for (const to of STATUSES) {
        const id = await findingIn(from);
        const facts = {
          status: to,
          justification: to === "NOT_AFFECTED" ? "component_not_present" : null,
          fix: "CONFIRMED",
          fixVersion: "9",
        } as const;
        const isDone = await db.finding.update({ where: { id }, data: facts }).then(
          () => true,
          (error: unknown) => {
            expect(String(error)).toContain("finding_transition");
            return false;
          },
        );
        expect(isDone, `${from} → ${to}`).toBe(from === to || NEXT_STATUSES[from].includes(to));
      }
    }
  });

  test("officers take every allowed step, and everybody else none", async () => {
    for (const from of STATUSES) {
      for (const to of STATUSES) {
        const id = await findingIn(from);
        for (const who of [approver, auditor, employee]) expect((await refusedWith(status(id, to, who)))?.code).toBe("forbidden");
        // Without a confirmed fix nothing is fixed.
        const isAllowed = NEXT_STATUSES[from].includes(to) && to !== "FIXED";
        expect((await refusedWith(status(id, to)))?.code, `${from} → ${to}`).toBe(isAllowed ? undefined : "conflict");
      }
    }
  });

  test("a step keeps who took it, why, and from which day it holds", async () => {
    const { id } = await record();
    await status(id, "AFFECTED", officer, { effectiveOn: "2026-07-02" });
    await fix(id, { fix: "UNCONFIRMED", candidates: "2.1.198, 2.1.199", effectiveOn: "2026-07-04" });
    const finding = await getFinding(by(auditor), id);
    expect(finding).toMatchObject({
      status: "AFFECTED",
      fix: "UNCONFIRMED",
      fixCandidates: ["2.1.198", "2.1.199"],
      action: "Remove it.",
      revision: 3,
    });
    expect(finding?.steps.map(({ before, after, fix: ofStep, effectiveOn, by: who }) => [before, after, ofStep, effectiveOn, who])).toEqual(
      [
        ["AFFECTED", "AFFECTED", "UNCONFIRMED", "2026-07-04", "Gao Lin"],
        ["UNDER_INVESTIGATION", "AFFECTED", "NONE", "2026-07-02", "Gao Lin"],
        [null, "UNDER_INVESTIGATION", "NONE", "2026-07-01", "Gao Lin"],
      ],
    );
    const events = await db.auditEvent.findMany({
      where: { subjectKind: "finding", subjectId: String(id) },
      select: { action: true },
      orderBy: { id: "asc" },
    });
    expect(events.map(({ action }) => action)).toEqual(["finding.recorded", "finding.status-changed", "finding.fix-changed"]);
    expect((await refusedWith(status(id, "UNDER_INVESTIGATION", officer, { effectiveOn: "2026-07-03" })))?.fields.effectiveOn).toMatch(
      /2026-07-04/,
    );
  });

  test("what a step lacks is said in its field", async () => {
    const { id } = await record();
    expect((await refusedWith(status(id, "NOT_AFFECTED", officer, { justification: undefined })))?.fields.justification).toMatch(
      /five reasons/,
    );
    expect((await refusedWith(status(id, "AFFECTED", officer, { action: undefined })))?.fields.action).toMatch(/should do/);
    await status(id, "AFFECTED");
    expect((await refusedWith(fix(id, { fix: "CONFIRMED" })))?.fields.version).toMatch(/Name the version/);
    expect((await refusedWith(fix(id, { fix: "CONFIRMED", version: "2.1.198" })))?.fields.version).toMatch(/among the affected versions/);
    expect((await refusedWith(fix(id, { fix: "UNCONFIRMED", candidates: "9.9.9" })))?.fields.candidates).toMatch(/not a recorded release/);
  });

  test("a range may not take in the version that is confirmed to be fixed", async () => {
    const id = await findingIn("FIXED");
    const edit = (versionRange: string | null) => editFinding(by(officer), { id, changes: { versionRange } }, AT);
    expect((await refusedWith(edit("vers:npm/>=2.1.91")))?.fields.versionRange).toMatch(/among the affected versions/);
    expect((await refusedWith(edit(null)))?.fields.versionRange).toMatch(/every version/);
    await edit("vers:npm/>=2.1.91|<2.1.198");
  });
});

describe("two people", () => {
  test("the second learns who changed what, and what it says now", async () => {
    const { id, revision } = await record();
    await editFinding(by(colleague), { id, revision, changes: { title: "Reads the zone", assessor: colleague?.id ?? null } }, AT);
    const why = await refusedWith(editFinding(by(officer), { id, revision, changes: { title: "Mine", summary: "Mine too." } }, AT));
    expect(why?.detail).toMatch(/^Li Wei changed F-\d+ on 8 July 2026/);
    expect(why?.fields).toEqual({ title: "It now says: Reads the zone" });
    expect((await refusedWith(status(id, "AFFECTED", officer, { revision })))?.detail).toMatch(/^Li Wei changed/);
  });

  test("two steps at the same moment: one of them is told", async () => {
    const { id } = await record();
    const both = await Promise.all([refusedWith(status(id, "AFFECTED")), refusedWith(status(id, "AFFECTED", colleague))]);
    expect(both.filter((one) => one === null)).toHaveLength(1);
  });
});

describe("claims", () => {
  test("a finding rests on claims about its tool or its vendor only", async () => {
    const { id } = await record();
    await linkClaims(by(officer), { id, claims: [claims.second, claims.vendors] }, AT);
    expect((await getFinding(by(officer), id))?.claimIds).toEqual([claims.own, claims.second, claims.vendors].sort((a, b) => a - b));
    expect((await refusedWith(linkClaims(by(officer), { id, claims: [claims.foreign] }, AT)))?.fields.claims).toMatch(
      /neither about Claude Code/,
    );
    expect((await refusedWith(linkClaims(by(officer), { id, claims: [999_999] }, AT)))?.fields.claims).toMatch(/no claim C-999999/);
    expect((await refusedWith(linkClaims(by(officer), { id, claims: [claims.own] }, AT)))?.detail).toMatch(/already/);
    expect((await refusedWith(record({ claims: [claims.foreign] })))?.fields.claims).toMatch(/neither about/);
  });

  test("the last claim of what affects us stays, and nothing is half done", async () => {
    const id = await findingIn("AFFECTED");
    const unlink = (claimId: number) => unlinkClaim(by(officer), { id, claimId, reason: "It is about something else." }, AT);
    expect((await refusedWith(unlink(claims.own)))?.detail).toMatch(/last claim/);
    expect((await getFinding(by(officer), id))?.claimIds).toEqual([claims.own]);
    await linkClaims(by(officer), { id, claims: [claims.second] }, AT);
    await unlink(claims.own);
    expect((await getFinding(by(officer), id))?.claimIds).toEqual([claims.second]);
  });
});

describe("trust", () => {
  test("one proposes, another decides, and the tool says so as a fact of its own", async () => {
    const id = await findingIn("FIXED");
    const isRestored = async () => (await riskFindingsOf(by(auditor), "claude-code")).find((one) => one.id === id)?.isTrustRestored;
    const propose = (who: Somebody | undefined) => proposeTrust(by(who), { id, reason: "The vendor publishes what it checks." }, AT);
    expect((await refusedWith(propose(approver)))?.code).toBe("forbidden");
    const { id: restorationId } = await propose(officer);
    const settle = (who: Somebody | undefined, outcome: "accept" | "decline" = "accept") =>
      settleTrust(by(who), { id, restorationId, outcome, reason: "Agreed after a test." }, AT);
    expect(await isRestored()).toBe(false);
    expect((await refusedWith(settle(officer)))?.detail).toBe("Somebody other than whoever proposed it has to decide.");
    expect((await refusedWith(settle(auditor)))?.code).toBe("forbidden");
    expect((await refusedWith(propose(colleague)))?.detail).toMatch(/waits for a second person/);
    await settle(approver);
    expect(await isRestored()).toBe(true);
    expect((await refusedWith(settle(colleague, "decline")))?.detail).toMatch(/settled already/);
    await status(id, "UNDER_INVESTIGATION");
    expect(await isRestored()).toBe(false);
  });

  test("a finding that is looked at again ends what was proposed of it", async () => {
    const id = await findingIn("FIXED");
    const { id: restorationId } = await proposeTrust(by(officer), { id, reason: "It is fixed." }, AT);
    await status(id, "UNDER_INVESTIGATION");
    expect((await getFinding(by(officer), id))?.restorations).toMatchObject([{ status: "WITHDRAWN", settledBy: null }]);
    const settled = settleTrust(by(approver), { id, restorationId, outcome: "decline", reason: "Too late." }, AT);
    expect((await refusedWith(settled))?.detail).toMatch(/settled already/);
  });
});

describe("lists", () => {
  test("filters find findings by tool, status, fix and what is due, and pages follow each other", async () => {
    const id = await findingIn("NOT_AFFECTED");
    const list = async (query: object) =>
      (await listFindings(by(auditor), findingListSchema.parse({ limit: 500, ...query }), AT)).items.map((one) => one.id);
    expect(await list({ status: "NOT_AFFECTED" })).toContain(id);
    expect(await list({ status: "AFFECTED" })).not.toContain(id);
    expect(await list({ tool: "claude-code", q: `F-${id}` })).toEqual([id]);
    expect(await list({ tool: "codex" })).toEqual([]);
    await editFinding(by(officer), { id, changes: { reviewOn: "2026-07-09" } }, AT);
    expect(await list({ review: "due" })).toEqual([]);
    const later = await listFindings(by(auditor), findingListSchema.parse({ review: "due" }), new Date("2026-07-09T00:00:00Z"));
    expect(later.items.map((one) => one.id)).toEqual([id]);
    const whole = await list({});
    const first = await listFindings(by(auditor), findingListSchema.parse({ limit: 2 }), AT);
    const rest = await listFindings(by(auditor), findingListSchema.parse({ limit: 500, cursor: first.next ?? "" }), AT);
    expect([...first.items, ...rest.items].map((one) => one.id)).toEqual(whole);
    expect((await refusedWith(listFindings(by(employee), findingListSchema.parse({}), AT)))?.code).toBe("forbidden");
  });
});
