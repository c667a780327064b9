import { createHash } from "node:crypto";
import { beforeAll, beforeEach, expect, test } from "vitest";
import { GET as listRoute } from "@/app/api/v1/reviews/route";
import { POST as reviewRoute } from "@/app/api/v1/tools/[slug]/classification/review/route";
import { openSession, sessionCookie } from "@/lib/auth/session";
import { db, inTransaction } from "@/lib/db";
import { get, post } from "@/lib/http/testing";
import { Refusal } from "@/lib/refusal";
import { reviewClass } from "@/lib/risk/reviews/commands";
import { classForReview, countReviews, countStaleAnswers, listReviews, reviewCsvRows, riskTasks } from "@/lib/risk/reviews/queries";
import { reviewDateOf, reviewStateOn } from "@/lib/risk/reviews/rules";
import { reviewClassSchema, reviewListSchema } from "@/lib/risk/reviews/schema";
import { newAuditor, newOfficer, newPerson } from "@/lib/testing";
import type { RiskClass } from "@/prisma/generated/enums";

const now = new Date("2026-07-08T07:00:00Z");
const day = (date: string) => new Date(`${date}T00:00:00Z`);

let officer: Awaited<ReturnType<typeof newOfficer>>;
let vendorId: number;
let tableSetId: number;

beforeAll(async () => {
  officer = await newOfficer({ name: "Zhou Ting" });
  const select = { id: true } as const;
  vendorId = (await db.vendor.create({ data: { slug: "maker", name: "Maker", confidence: "HIGH" }, select })).id;
  const checksum = createHash("sha256").update("tables").digest();
  const tables = { name: "test", version: "1", checksum, content: {}, status: "RETIRED" as const, origin: "shipped", proposedAt: now };
  tableSetId = (await db.tableSet.create({ data: tables, select })).id;
});

beforeEach(async () => {
  await db.riskReview.deleteMany();
  await db.classification.deleteMany();
  await db.finding.deleteMany();
  await db.decision.deleteMany();
  await db.tool.deleteMany();
});

async function newTool(slug: string, held?: { class: RiskClass; fromAt: Date }): Promise<number> {
  const data = { slug, name: slug, vendorId, category: "ai-ide", confidence: "HIGH" as const };
  const { id } = await db.tool.create({ data, select: { id: true } });
  const said = { toolId: id, tableSetId, inputs: {}, outcomes: {}, cause: "inputs" };
  if (held) await db.classification.create({ data: { ...said, ...held }, select: { id: true } });
  return id;
}

const reviewed = (slug: string, changes: Record<string, unknown> = {}, at = now) =>
  reviewClass(officer.viewer, { slug, ...reviewClassSchema.parse({ note: "Looked it over.", ...changes }) }, at);
const listed = (filters: Record<string, unknown> = {}) => listReviews(officer.viewer, reviewListSchema.parse(filters), now);
const refusalOf = async (work: Promise<unknown>) => {
  const error = await work.catch((thrown: unknown) => thrown);
  if (!(error instanceof Refusal)) throw error;
  return { code: error.code, key: error.reason.key, fields: error.fields };
};

test("classes, findings and decisions stand in one queue, the longest overdue first", async () => {
  const overdue = await newTool("a-overdue", { class: "CRITICAL", fromAt: new Date("2026-03-01T00:00:00Z") });
  const later = await newTool("b-later", { class: "LOW", fromAt: now });
  const finding = { title: "Reads too much", summary: "So.", behaviour: "OTHER", openedOn: now, recordedAt: now, updatedAt: now } as const;
  await db.finding.create({ data: { ...finding, toolId: later, reviewOn: day("2026-07-20") }, select: { id: true } });
  await db.finding.create({ data: { ...finding, toolId: later, title: "Open" }, select: { id: true } });
  const decision = { status: "APPROVED", reason: "So.", decidedById: officer.id, decidedAt: now } as const;
  await db.decision.create({ data: { ...decision, toolId: overdue, reviewOn: day("2026-07-08") }, select: { id: true } });
  const { items } = await listed();
  expect(items.map(({ kind, tool, what, state }) => [kind, tool, what, state])).toEqual([
    ["classification", "a-overdue", "CRITICAL", "overdue"],
    ["decision", "a-overdue", "APPROVED", "overdue"],
    ["finding", "b-later", "Reads too much", "due"],
  ]);
  expect(await countReviews(officer.viewer, {}, now)).toEqual({ overdue: 2, due: 1, later: 1, none: 1 });
  expect((await listed({ state: "none" })).items.map(({ what }) => what)).toEqual(["Open"]);
  expect((await listed({ kind: "finding", state: "all", tool: "later" })).items).toHaveLength(2);
  expect(await riskTasks(officer.viewer, now)).toEqual({ overdue: 2, due: 1, proposals: 0 });
  expect(await reviewCsvRows(officer.viewer, reviewListSchema.parse({ state: "all" }), now)).toHaveLength(5);
  const first = await listed({ limit: "2", state: "all" });
  const rest = await listed({ limit: "10", state: "all", cursor: first.next ?? "" });
  expect(rest.items.map(({ what }) => what)).toEqual(["Reads too much", "LOW", "Open"]);
});

test("the queue and the rule agree on the day and the state, whatever class and review there is", async () => {
  const cases: { class: RiskClass; fromAt: Date; review: { reviewOn: Date; reviewedAt: Date } | null }[] = [];
  for (const one of ["LOW", "MODERATE", "HIGH", "CRITICAL"] as const)
    for (const from of ["2025-06-01T20:00:00Z", "2026-04-09T23:30:00Z", "2026-07-08T06:00:00Z"])
      for (const review of [null, ["2026-06-01", "2026-07-01"], ["2025-01-01", "2027-01-01"], ["2026-07-08", "2026-08-01"]] as const)
        cases.push({
          ...{ class: one, fromAt: new Date(from) },
          review: review && { reviewedAt: day(review[0]), reviewOn: day(review[1]) },
        });
  for (const [index, { review, ...held }] of cases.entries()) {
    const toolId = await newTool(`tool-${index}`, held);
    if (review) await db.riskReview.create({ data: { toolId, ...review }, select: { toolId: true } });
  }
  const { items } = await listed({ state: "all", limit: "500" });
  expect(items).toHaveLength(cases.length);
  for (const [index, { review, ...held }] of cases.entries()) {
    const on = reviewDateOf(held, review);
    const item = items.find(({ toolSlug }) => toolSlug === `tool-${index}`);
    expect([index, item?.reviewOn, item?.state]).toEqual([index, on, reviewStateOn(on, now)]);
  }
});

test("a review sets the next day, says who and what they found, and leaves the class alone", async () => {
  await newTool("helper", { class: "HIGH", fromAt: new Date("2025-06-01T00:00:00Z") });
  expect((await classForReview(officer.viewer, "helper", now))?.last).toBeNull();
  expect(await reviewed("helper", { seen: "never" })).toEqual({ class: "HIGH", reviewOn: "2027-01-04" });
  const review = await classForReview(officer.viewer, "helper", now);
  expect(review).toMatchObject({ class: "HIGH", reviewOn: day("2027-01-04"), last: { by: "Zhou Ting", note: "Looked it over." } });
  expect((await listed()).items).toEqual([]);
  const event = await db.auditEvent.findFirst({ where: { action: "risk.reviewed" }, orderBy: { id: "desc" } });
  expect(event).toMatchObject({ subjectId: "helper", after: { class: "HIGH", reviewOn: "2027-01-04" }, reason: "Looked it over." });
});

test("a day that is past or beyond the interval of the class is refused, and so is a tool without a class", async () => {
  await newTool("helper", { class: "CRITICAL", fromAt: now });
  await newTool("unknown");
  expect((await refusalOf(reviewed("helper", { reviewOn: "2026-07-08" }))).fields).toMatchObject({
    reviewOn: { key: "reviews.whyNot.past" },
  });
  expect((await refusalOf(reviewed("helper", { reviewOn: "2026-12-01" }))).fields).toMatchObject({
    reviewOn: { key: "reviews.whyNot.late" },
  });
  expect((await refusalOf(reviewed("unknown"))).key).toBe("reviews.whyNot.unclassified");
  expect((await refusalOf(reviewed("no-such"))).code).toBe("not-found");
});

test("who reviews second is told who was faster", async () => {
  await newTool("helper", { class: "CRITICAL", fromAt: now });
  await reviewed("helper", { seen: "never" });
  expect(await refusalOf(reviewed("helper", { seen: "never" }))).toMatchObject({ code: "conflict", key: "reviews.overtaken.by" });
  await reviewed("helper", { seen: now.toISOString() }, new Date(now.getTime() + 60_000));
});

test("an accepted override decides how often a tool is looked at, for as long as it holds", async () => {
  const toolId = await newTool("helper", { class: "LOW", fromAt: now });
  const other = await newPerson();
  const override = {
    ...{ toolId, class: "CRITICAL" as const, reason: "So.", untilAt: new Date("2026-08-01T00:00:00Z"), status: "ACCEPTED" as const },
    ...{ proposedById: other.id, proposedAt: now, settledById: officer.id, settledAt: now },
  };
  await db.classOverride.create({ data: override, select: { id: true } });
  expect(await classForReview(officer.viewer, "helper", now)).toMatchObject({ class: "CRITICAL", reviewOn: day("2026-10-06") });
  const after = new Date("2026-08-02T00:00:00Z");
  expect(await classForReview(officer.viewer, "helper", after)).toMatchObject({ class: "LOW", reviewOn: day("2027-07-08") });
  await db.classOverride.deleteMany();
});

test("answers older than a year are counted", async () => {
  const toolId = await newTool("helper");
  const answer = { toolId, answer: "yes", reason: "So.", claimIds: [] };
  await db.hygieneAnswer.createMany({
    data: [
      { ...answer, question: "sign-in", setAt: new Date("2025-07-01T00:00:00Z") },
      { ...answer, question: "encryption", setAt: new Date("2026-07-01T00:00:00Z") },
    ],
  });
  expect(await countStaleAnswers(officer.viewer, now)).toBe(1);
  await db.hygieneAnswer.deleteMany();
});

test("at the door: auditors read and take the queue away, and review nothing", async () => {
  await newTool("helper", { class: "HIGH", fromAt: new Date("2025-06-01T00:00:00Z") });
  const auditor = await newAuditor();
  const session = await inTransaction((tx) => openSession(tx, auditor.id, { userAgent: "test", address: "192.0.2.1" }));
  const cookie = (await sessionCookie(session)).split(";")[0] ?? "";
  const csv = await get(listRoute, { path: "/api/v1/reviews?format=csv", cookie });
  expect(await csv.text()).toContain("classification");
  const json = { note: "Looked." };
  const at = { path: "/api/v1/tools/helper/classification/review", params: { slug: "helper" }, cookie };
  expect((await post(reviewRoute, { ...at, json })).status).toBe(403);
});
