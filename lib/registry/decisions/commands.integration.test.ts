import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { POST as decideRoute } from "@/app/api/v1/tools/[slug]/decisions/route";
import { openSession, sessionCookie } from "@/lib/auth/session";
import { db, inTransaction } from "@/lib/db";
import { post } from "@/lib/http/testing";
import { Refusal } from "@/lib/refusal";
import { decisionsInForce, placeOfPerson } from "@/lib/registry/queries";
import { decideVerdict } from "@/lib/registry/rules";
import { markTeam } from "@/lib/registry/sensitivity/commands";
import { sensitiveTeams } from "@/lib/registry/sensitivity/queries";
import { newAuditor, newOfficer, newPerson, newTeam } from "@/lib/testing";
import { decide, withdrawDecision } from "./commands";
import { countDecisions, countriesOfPeople, decisionCsvRows, decisionHistory, listDecisions, previewDecision } from "./queries";
import { decideSchema, decisionListSchema } from "./schema";

const now = new Date("2026-07-08T07:00:00Z");
const minute = (n: number) => new Date(now.getTime() + n * 60_000);

let officer: Awaited<ReturnType<typeof newOfficer>>;
let company: Awaited<ReturnType<typeof newTeam>>;
let legal: Awaited<ReturnType<typeof newTeam>>;
let tool: { id: number; slug: string };

beforeAll(async () => {
  company = await newTeam({ name: "Company" });
  legal = await newTeam({ name: "Legal", parentId: company.id });
  officer = await newOfficer({ teamId: company.id, name: "Zhou Ting" });
  const vendor = await db.vendor.create({ data: { slug: "maker", name: "Maker", confidence: "HIGH" }, select: { id: true } });
  const data = { slug: "cursor", name: "Cursor", vendorId: vendor.id, category: "ai-ide", confidence: "HIGH" as const };
  tool = await db.tool.create({ data, select: { id: true, slug: true } });
});

beforeEach(async () => {
  await db.decision.deleteMany();
  await db.sensitiveTeam.deleteMany();
});

const given = (changes: Record<string, unknown> = {}) => decideSchema.parse({ status: "APPROVED", reason: "Checked.", ...changes });
const decided = (changes: Record<string, unknown> = {}, at = now) => decide(officer.viewer, { slug: "cursor", ...given(changes) }, at);
const refusalOf = async (work: Promise<unknown>) => {
  const error = await work.catch((thrown: unknown) => thrown);
  if (!(error instanceof Refusal)) throw error;
  return { code: error.code, key: error.reason.key, values: error.reason.values, fields: error.fields };
};
const inForce = async () => (await decisionsInForce([tool.id])).get(tool.id) ?? [];

describe("deciding", () => {
  test("records who, for whom, why and on what, and is told by the audit log", async () => {
    const { id } = await decided({
      team: String(legal.id),
      countries: "SG,CN",
      workerTypes: "CONTRACTOR",
      status: "APPROVED_WITH_CONDITIONS",
      dataClasses: "PUBLIC",
      basis: "https://example.com/assessment",
      reviewOn: "2026-12-01",
    });
    expect(await inForce()).toMatchObject([
      {
        id,
        team: "Legal",
        countries: ["CN", "SG"],
        workerTypes: ["CONTRACTOR"],
        dataClasses: ["PUBLIC"],
        basis: "https://example.com/assessment",
        decidedBy: "Zhou Ting",
        reviewOn: new Date("2026-12-01"),
      },
    ]);
    const [event] = await db.auditEvent.findMany({
      where: { action: "decision.made", subjectId: "cursor" },
      orderBy: { id: "desc" },
      take: 1,
    });
    expect(event).toMatchObject({
      reason: "Checked.",
      before: null,
      after: { decision: id, status: "APPROVED_WITH_CONDITIONS", team: legal.id },
    });
  });

  test("takes the place of what held for the same people, and leaves the rest", async () => {
    const first = await decided();
    const team = await decided({ team: legal.id, status: "NOT_APPROVED" });
    const second = await decided({ status: "UNDER_REVIEW", reason: "Again." }, minute(1));
    expect(second.replaces).toBe(first.id);
    expect((await inForce()).map(({ id }) => id).sort()).toEqual([team.id, second.id].sort());
    const history = await decisionHistory(officer.viewer, tool);
    expect(history.map(({ id, ending }) => [id, ending?.by?.id ?? null])).toEqual([
      [second.id, null],
      [team.id, null],
      [first.id, second.id],
    ]);
    expect(history[2]?.ending).toEqual({ at: minute(1), by: { id: second.id, status: "UNDER_REVIEW" }, withdrawn: null });
  });

  test("says per field what is wrong, and that a team or tool is not there", async () => {
    const late = { status: "APPROVED_WITH_CONDITIONS", reviewOn: "2026-07-08", team: "999999" };
    expect(Object.keys((await refusalOf(decided(late))).fields)).toEqual(["conditions", "reviewOn", "team"]);
    expect(await refusalOf(decide(officer.viewer, { slug: "nothing", ...given() }, now))).toMatchObject({ code: "not-found" });
    expect(await inForce()).toEqual([]);
  });

  test("is refused to whoever saw something else, with who was faster", async () => {
    const { id } = await decided({ status: "NOT_APPROVED" });
    expect(await refusalOf(decided({ replaces: "0" }, minute(1)))).toMatchObject({
      code: "conflict",
      key: "decisions.whyNot.overtaken",
      values: { who: "Zhou Ting", status: "NOT_APPROVED" },
    });
    await decided({ replaces: id }, minute(1));
    await withdrawDecision(officer.viewer, { slug: "cursor", id: (await inForce())[0]?.id ?? 0, reason: "A mistake." }, minute(2));
    expect(await refusalOf(decided({ replaces: id }, minute(3)))).toMatchObject({ key: "decisions.whyNot.withdrawnSince" });
  });

  test("at once for the same people leaves one decision in force and tells the other", async () => {
    const both = await Promise.allSettled([decided({ replaces: 0 }), decided({ replaces: 0, status: "NOT_APPROVED" })]);
    expect(both.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    const lost = both.find((one) => one.status === "rejected");
    expect(lost?.reason).toMatchObject({ code: "conflict" });
    expect(await inForce()).toHaveLength(1);
  });

  test("is for officers only", async () => {
    const auditor = await newAuditor();
    await expect(decide(auditor.viewer, { slug: "cursor", ...given() }, now)).rejects.toThrow("forbidden");
    await expect(withdrawDecision(auditor.viewer, { slug: "cursor", id: 1, reason: "no" }, now)).rejects.toThrow("forbidden");
    await expect(markTeam(auditor.viewer, { teamId: legal.id, sensitive: true, reason: "no" }, now)).rejects.toThrow("forbidden");
    expect(await decisionHistory(auditor.viewer, tool)).toEqual([]);
  });
});

test("what is taken back ends without a successor, says who and why, and cannot be taken back twice", async () => {
  const { id } = await decided();
  await withdrawDecision(officer.viewer, { slug: "cursor", id, reason: "Decided by mistake." }, minute(5));
  expect(await inForce()).toEqual([]);
  const [past] = await decisionHistory(officer.viewer, tool);
  expect(past?.ending).toEqual({ at: minute(5), by: null, withdrawn: { by: "Zhou Ting", reason: "Decided by mistake." } });
  expect(await refusalOf(withdrawDecision(officer.viewer, { slug: "cursor", id, reason: "Again." }, now))).toMatchObject({
    key: "decisions.whyNot.over",
  });
  expect(await refusalOf(withdrawDecision(officer.viewer, { slug: "other", id, reason: "Again." }, now))).toMatchObject({
    code: "not-found",
  });
});

test("a team is marked and unmarked with a reason, and its people get their own answer at once", async () => {
  await decided();
  const person = await newPerson({ teamId: legal.id });
  const verdict = async () => decideVerdict({ decisions: await inForce(), bans: [] }, await placeOfPerson(person.id), now);
  expect((await verdict()).kind).toBe("approved");
  await markTeam(officer.viewer, { teamId: legal.id, sensitive: true, reason: "Privileged files." }, now);
  expect(await verdict()).toMatchObject({ kind: "unassessed", sensitive: { team: { name: "Legal", reason: "Privileged files." } } });
  expect(await sensitiveTeams(officer.viewer)).toMatchObject([
    { id: legal.id, above: ["Company"], reason: "Privileged files.", markedBy: "Zhou Ting" },
  ]);
  await decided({ team: legal.id });
  expect((await verdict()).kind).toBe("approved");
  await markTeam(officer.viewer, { teamId: legal.id, sensitive: false, reason: "Moved elsewhere." }, now);
  expect(await sensitiveTeams(officer.viewer, legal.id)).toEqual([]);
  expect(await refusalOf(markTeam(officer.viewer, { teamId: legal.id, sensitive: false, reason: "Again." }, now))).toMatchObject({
    code: "conflict",
  });
  expect(await refusalOf(markTeam(officer.viewer, { teamId: 999_999, sensitive: true, reason: "Nobody." }, now))).toMatchObject({
    code: "not-found",
  });
  const events = await db.auditEvent.findMany({ where: { subjectKind: "team", subjectId: String(legal.id) }, orderBy: { id: "asc" } });
  expect(events.map(({ action, reason }) => [action, reason])).toEqual([
    ["team.marked-sensitive", "Privileged files."],
    ["team.unmarked-sensitive", "Moved elsewhere."],
  ]);
});

test("lists what is due first, page by page, and narrows by tool, team, decision and date", async () => {
  await decided({ reviewOn: "2027-01-01" });
  await decided({ team: legal.id, status: "NOT_APPROVED" });
  await decided({ countries: "SG", reviewOn: "2026-07-20" });
  await db.decision.create({
    data: { toolId: tool.id, workerTypes: ["INTERN"], status: "APPROVED", reason: "old", decidedAt: now, reviewOn: new Date("2026-07-08") },
    select: { id: true },
  });
  const list = async (query: Record<string, unknown> = {}) => listDecisions(officer.viewer, decisionListSchema.parse(query), now);
  const days = (items: readonly { reviewOn: Date | null }[]) => items.map(({ reviewOn }) => reviewOn?.toISOString().slice(0, 10) ?? null);
  const all = ["2026-07-08", "2026-07-20", "2027-01-01", null];
  expect(days((await list()).items)).toEqual(all);
  const first = await list({ limit: 3 });
  expect(days(first.items)).toEqual(all.slice(0, 3));
  expect(days((await list({ limit: 3, cursor: first.next })).items)).toEqual([null]);
  for (const [due, day] of [
    ["overdue", all[0]],
    ["soon", all[1]],
    ["later", all[2]],
    ["none", null],
  ] as const) {
    expect(days((await list({ due })).items)).toEqual([day]);
  }
  expect((await list({ team: "lega" })).items).toHaveLength(1);
  expect((await list({ q: "CURS", status: "APPROVED" })).items).toHaveLength(3);
  expect((await list({ q: "100%" })).items).toEqual([]);
  expect(await countDecisions(officer.viewer, {}, now)).toEqual({ total: 4, overdue: 1 });
  const rows = await decisionCsvRows(officer.viewer, { due: "none" }, now);
  expect(rows).toEqual([["Cursor", "cursor", "NOT_APPROVED", "Legal", "", "", null, "", undefined, "Checked.", null, "Zhou Ting", now]]);
});

test("the preview counts active people by the decision that is theirs", async () => {
  const team = await newTeam({ name: "Preview", parentId: legal.id });
  for (const country of ["CN", "CN", "SG"]) await newPerson({ teamId: team.id, country });
  const left = await newPerson({ teamId: team.id });
  await db.person.update({ where: { id: left.id }, data: { active: false }, select: { id: true } });
  await decided({ status: "NOT_APPROVED" });
  await decided({ team: team.id, countries: "SG" });
  const preview = (audience: object) =>
    previewDecision(officer.viewer, tool.id, { workerTypes: [], countries: [], ...audience }, "APPROVED", now);
  const found = await preview({ team: team.id });
  expect(found.people).toBe(3);
  expect(found.rows.map(({ current, people, outcome }) => [current?.status, people, outcome])).toEqual([
    ["NOT_APPROVED", 2, "gets"],
    ["APPROVED", 1, "keeps"],
  ]);
  expect((await preview({ team: team.id, countries: ["SG"], workerTypes: ["EMPLOYEE"] })).people).toBe(1);
  expect((await preview({ team: team.id, workerTypes: ["INTERN"] })).people).toBe(0);
  expect(await countriesOfPeople(officer.viewer)).toEqual(["CN", "SG"]);
});

test("a form decides, goes on to the tool, and names unknown countries in place", async () => {
  const id = await inTransaction((tx) => openSession(tx, officer.id, { userAgent: "test", address: "192.0.2.1" }));
  const cookie = (await sessionCookie(id)).split(";")[0] ?? "";
  const params = { slug: "cursor" };
  const made = await post(decideRoute, {
    params,
    cookie,
    form: [
      ["status", "APPROVED"],
      ["reason", "Checked."],
      ["countries", "CN"],
      ["countries", "SG"],
      ["replaces", "0"],
    ],
  });
  expect([made.status, made.headers.get("location")]).toEqual([303, "/tools/cursor#decisions"]);
  const wrong = await post(decideRoute, { params, cookie, json: { status: "APPROVED", reason: "Checked.", countries: ["XX"] } });
  expect([wrong.status, Object.keys((await wrong.json()).errors)]).toEqual([422, ["countries"]]);
});
