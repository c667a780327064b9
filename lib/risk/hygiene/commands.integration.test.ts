import { Readable } from "node:stream";
import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { GET as questionnaireRoute } from "@/app/api/v1/questionnaire/route";
import { POST as answerRoute } from "@/app/api/v1/tools/[slug]/hygiene/answers/route";
import { POST as importRoute } from "@/app/api/v1/tools/[slug]/hygiene/import/route";
import { GET as hygieneRoute } from "@/app/api/v1/tools/[slug]/hygiene/route";
import { openSession, sessionCookie } from "@/lib/auth/session";
import { db, inTransaction } from "@/lib/db";
import { get, post, TEST_ORIGIN } from "@/lib/http/testing";
import { Refusal } from "@/lib/refusal";
import { answerQuestion, setWeight } from "@/lib/risk/hygiene/commands";
import { importAnswers } from "@/lib/risk/hygiene/import/commands";
import { answerHistory, findSubject, hygieneOfSubject, listHygiene, type Subject, weightHistory } from "@/lib/risk/hygiene/queries";
import { answerSchema, type SubjectRef, weightSchema } from "@/lib/risk/hygiene/schema";
import { newAuditor, newOfficer, newPerson } from "@/lib/testing";

const now = new Date("2026-07-08T07:00:00Z");
const minute = (n: number) => new Date(now.getTime() + n * 60_000);
const TOOL = { kind: "tool", slug: "helper" } as const;
const VENDOR = { kind: "vendor", slug: "maker" } as const;
const OWNER = { kind: "vendor", slug: "holding" } as const;

let officer: Awaited<ReturnType<typeof newOfficer>>;
let cookie: string;
let toolId: number;
let vendorId: number;

beforeAll(async () => {
  officer = await newOfficer({ name: "Zhou Ting" });
  const session = await inTransaction((tx) => openSession(tx, officer.id, { userAgent: "test", address: "192.0.2.1" }));
  cookie = (await sessionCookie(session)).split(";")[0] ?? "";
  const select = { id: true } as const;
  const owner = await db.vendor.create({ data: { slug: "holding", name: "Holding", confidence: "HIGH" }, select });
  vendorId = (await db.vendor.create({ data: { slug: "maker", name: "Maker", parentId: owner.id, confidence: "HIGH" }, select })).id;
  toolId = (await db.tool.create({ data: { slug: "helper", name: "Helper", vendorId, category: "ai-ide", confidence: "HIGH" }, select }))
    .id;
  await db.tool.create({ data: { slug: "other", name: "Other", vendorId, category: "ai-ide", confidence: "HIGH" }, select });
});

beforeEach(async () => {
  await db.hygieneAnswer.deleteMany();
  await db.hygieneWeight.deleteMany();
});

const answered = (ref: SubjectRef, question: string, answer: string, more: Record<string, unknown> = {}, at = now) =>
  answerQuestion(officer.viewer, ref, answerSchema.parse({ question, answer, reason: "Looked at it.", ...more }), at);
const subjectOf = async (ref: SubjectRef): Promise<Subject> => {
  const subject = await findSubject(officer.viewer, ref);
  if (!subject) throw new Error(`There is no ${ref.slug}.`);
  return subject;
};
const hygieneOf = async (ref: SubjectRef) => hygieneOfSubject(officer.viewer, await subjectOf(ref));
const refusalOf = async (work: Promise<unknown>) => {
  const error = await work.catch((thrown: unknown) => thrown);
  if (!(error instanceof Refusal)) throw error;
  return { code: error.code, key: error.reason.key, values: error.reason.values, fields: error.fields };
};

describe("answering", () => {
  test("a tool takes over what its vendor and that one's owner answered, unless it answers itself", async () => {
    await answered(OWNER, "sign-in", "no");
    await answered(OWNER, "encryption", "partly");
    await answered(VENDOR, "encryption", "no");
    await answered(VENDOR, "patching", "yes");
    await answered(TOOL, "patching", "partly", { evidence: "https://example.com/patches" });
    const { answers } = await hygieneOf(TOOL);
    const said = [...answers.values()].map(({ question, answer, from }) => `${question} ${answer} ${from.name}`).sort();
    expect(said).toEqual(["encryption no Maker", "patching partly Helper", "sign-in no Holding"]);
    expect((await hygieneOf(OWNER)).answers.size).toBe(2);
    const list = await listHygiene(officer.viewer);
    expect(list.map(({ slug, hygiene }) => [slug, hygiene.answered])).toEqual([
      ["helper", 3],
      ["other", 3],
    ]);
    const one = list.find(({ id }) => id === toolId);
    expect(one?.hygiene).toEqual((await hygieneOf(TOOL)).hygiene);
  });

  test("records who, when and why, keeps what was said before, and tells the audit log", async () => {
    await answered(TOOL, "sign-in", "no");
    await answered(TOOL, "sign-in", "yes", { reason: "Shown in the pilot." }, minute(5));
    const given = (await hygieneOf(TOOL)).answers.get("sign-in");
    expect(given).toMatchObject({ answer: "yes", reason: "Shown in the pilot.", by: "Zhou Ting", at: minute(5) });
    expect(await answerHistory(officer.viewer, await subjectOf(TOOL), "sign-in")).toMatchObject([{ answer: "no", until: minute(5) }]);
    const event = await db.auditEvent.findFirst({ where: { action: "hygiene.answered" }, orderBy: { id: "desc" } });
    expect(event).toMatchObject({ subjectKind: "tool", subjectId: "helper", before: { answer: "no" }, after: { answer: "yes" } });
  });

  test("taking an own answer back lets the vendor's hold again; what is taken over cannot be taken back", async () => {
    await answered(VENDOR, "sign-in", "no");
    expect(await refusalOf(answered(TOOL, "sign-in", "unknown"))).toMatchObject({ key: "hygiene.whyNot.nothingAnswered" });
    await answered(TOOL, "sign-in", "yes");
    await answered(TOOL, "sign-in", "unknown", {}, minute(1));
    expect((await hygieneOf(TOOL)).answers.get("sign-in")).toMatchObject({ answer: "no", from: { slug: "maker" } });
  });

  test("who answers second is told who was faster, when, and what it says now", async () => {
    const first = await answered(TOOL, "sign-in", "no", { replaces: 0 });
    const refused = await refusalOf(answered(TOOL, "sign-in", "yes", { replaces: 0 }, minute(1)));
    expect(refused).toMatchObject({ code: "conflict", key: "hygiene.overtaken.by", values: { who: "Zhou Ting" } });
    expect(refused.fields.answer?.values).toEqual({ answer: "no", reason: "Looked at it." });
    await answered(TOOL, "sign-in", "yes", { replaces: first.id ?? 0 }, minute(2));
    expect((await hygieneOf(TOOL)).answers.get("sign-in")?.answer).toBe("yes");
  });

  test("two answers at the same moment leave one in force", async () => {
    const both = await Promise.allSettled([
      answered(TOOL, "sign-in", "no", { replaces: 0 }),
      answered(TOOL, "sign-in", "yes", { replaces: 0 }),
    ]);
    expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    expect(await db.hygieneAnswer.count({ where: { supersededAt: null } })).toBe(1);
  });

  test("an answer may rest on claims, which have to exist", async () => {
    const select = { id: true } as const;
    const data = { vendorId, statement: "It is so.", bearing: "CONTEXT", reportedOn: now, recordedAt: now } as const;
    const claim = await db.claim.create({ data, select });
    const refused = await refusalOf(answered(TOOL, "sign-in", "no", { claimIds: [claim.id, 999_999] }));
    expect(refused.fields).toMatchObject({ claimIds: { key: "hygiene.field.claims", values: { ids: "999999" } } });
    await answered(TOOL, "sign-in", "no", { claimIds: `${claim.id}` });
    expect((await hygieneOf(TOOL)).answers.get("sign-in")?.claims).toEqual([{ id: claim.id, statement: "It is so." }]);
  });

  test("auditors read and do not answer; employees do neither", async () => {
    const [auditor, employee] = [await newAuditor(), await newPerson()];
    const input = answerSchema.parse({ question: "sign-in", answer: "yes", reason: "Because." });
    expect((await refusalOf(answerQuestion(auditor.viewer, TOOL, input, now))).code).toBe("forbidden");
    expect(await findSubject(auditor.viewer, TOOL)).toMatchObject({ name: "Helper" });
    expect((await refusalOf(findSubject(employee.viewer, TOOL))).code).toBe("forbidden");
  });
});

describe("weights", () => {
  const weighed = (changes: Record<string, unknown>, at = now) =>
    setWeight(officer.viewer, weightSchema.parse({ scope: "question", key: "sign-in", reason: "Matters to us.", ...changes }), at);

  test("the company's own weight counts, with its history, until it is taken back", async () => {
    await answered(TOOL, "sign-in", "no");
    await answered(TOOL, "encryption", "yes");
    const score = async () => (await hygieneOf(TOOL)).hygiene.categories[0]?.score;
    expect(await score()).toBe(5);
    const { id } = await weighed({ weight: "0" });
    expect(await score()).toBeNull();
    await answered(TOOL, "patching", "yes");
    expect(await score()).toBe(10);
    await weighed({ weight: "shipped", replaces: id ?? 0 }, minute(1));
    expect(await score()).toBeCloseTo(20 / 3);
    expect(await weightHistory(officer.viewer, "question", "sign-in")).toMatchObject([{ weight: 0, by: "Zhou Ting", until: minute(1) }]);
    expect((await refusalOf(weighed({ weight: "shipped" }))).key).toBe("hygiene.whyNot.shippedAlready");
  });

  test("who changes a weight second is told", async () => {
    await weighed({ weight: "1", replaces: 0 });
    const refused = await refusalOf(weighed({ weight: "4", replaces: 0 }));
    expect(refused).toMatchObject({ key: "hygiene.overtaken.weightBy", fields: { weight: { values: { weight: "1" } } } });
  });
});

describe("the file", () => {
  const importing = (csv: string) => importAnswers(officer.viewer, TOOL, Readable.from([Buffer.from(csv)]), now);
  const exported = async () => {
    const response = await get(hygieneRoute, {
      path: "/api/v1/tools/helper/hygiene?format=csv",
      params: { slug: "helper" },
      cookie,
    });
    expect(response.headers.get("content-disposition")).toContain("hygiene-helper-");
    return response.text();
  };

  test("what was exported can be taken in again and changes nothing, inherited answers included", async () => {
    await answered(VENDOR, "encryption", "no", { reason: "=SUM(A1) is what a spreadsheet reads.\nTwo lines." });
    await answered(TOOL, "sign-in", "partly", { evidence: "A document, with a comma" });
    const csv = await exported();
    expect(csv.split("\r\n").length).toBeGreaterThan(49);
    expect(await importing(csv)).toEqual({ rows: 48, changed: 0, same: 2, empty: 46 });
    expect(await db.hygieneAnswer.count()).toBe(2);
  });

  test("filled-in rows are taken, each with its record", async () => {
    await answered(VENDOR, "encryption", "no");
    const csv = "question,answer,reason\nencryption,Yes,Shown to us\nsign-in,not applicable,No accounts\npatching,,\n";
    expect(await importing(csv)).toEqual({ rows: 3, changed: 2, same: 0, empty: 1 });
    const { answers } = await hygieneOf(TOOL);
    expect(answers.get("encryption")).toMatchObject({ answer: "yes", from: { slug: "helper" } });
    expect(answers.get("sign-in")?.answer).toBe("not-applicable");
  });

  test("one wrong row and nothing is written; every wrong row is named with its line", async () => {
    await answered(TOOL, "retention", "no");
    const csv = [
      "question,answer,reason,claims,answer_id",
      "sign-in,yes,Shown,,",
      "no-such,yes,Shown,,",
      "encryption,maybe,Shown,,",
      "patching,yes,,,",
      "telemetry,yes,Shown,999999,",
      "sign-in,no,Twice,,",
      "retention,yes,Shown,,0",
    ].join("\n");
    const refused = await refusalOf(importing(csv));
    expect(refused).toMatchObject({ code: "invalid", key: "hygiene.import.refused", values: { wrong: 6, rows: 7 } });
    expect(Object.entries(refused.fields).map(([line, { key }]) => `${line} ${key.replace("hygiene.import.", "")}`)).toEqual([
      "line3 noQuestion",
      "line4 noAnswer",
      "line5 noReason",
      "line6 claimsUnknown",
      "line7 double",
      "line8 overtaken",
    ]);
    expect(await db.hygieneAnswer.count()).toBe(1);
  });

  test("a file that is none is refused with a sentence", async () => {
    expect((await refusalOf(importing("name,value\na,b\n"))).key).toBe("hygiene.import.columns");
    expect((await refusalOf(importing('question,answer,reason\n"never closed'))).key).toBe("hygiene.import.csv");
    expect((await refusalOf(importing(""))).key).toBe("hygiene.import.nothing");
    const many = `question,answer,reason\n${"sign-in,,\n".repeat(300)}`;
    expect((await refusalOf(importing(many))).key).toBe("hygiene.import.rows");
    expect((await refusalOf(importing(`question,answer,reason\nsign-in,yes,${"x".repeat(2_500_000)}`))).code).toMatch(/too-large|invalid/);
  });

  test("it is uploaded as a form", async () => {
    const form = new FormData();
    form.set("file", new File(["question,answer,reason\nsign-in,yes,Shown\n"], "answers.csv", { type: "text/csv" }));
    const headers = { origin: TEST_ORIGIN, accept: "application/json", cookie, "x-forwarded-for": "203.0.113.7" };
    const request = new Request(`${TEST_ORIGIN}/api/v1/tools/helper/hygiene/import`, { method: "POST", headers, body: form });
    const response = await importRoute(request, { params: Promise.resolve({ slug: "helper" }) });
    expect(response.status).toBe(200);
    expect(await response.json()).toMatchObject({
      changed: 1,
      seeOther: "/tools/helper/hygiene",
      message: expect.stringContaining("1 answer changed"),
    });
  });
});

describe("at the door", () => {
  test("the questionnaire says where each question comes from, in the reader's language", async () => {
    const response = await get(questionnaireRoute, { path: "/api/v1/questionnaire", cookie: `${cookie}; locale=zh-CN` });
    const { version, categories } = await response.json();
    expect(version).toBe("2026.1");
    expect(categories).toHaveLength(6);
    expect(categories[0].questions[0].sources[0]).toMatchObject({ framework: "ccm", refs: ["IAM-14"] });
  });

  test("an answer and what comes of it", async () => {
    const json = { question: "sign-in", answer: "yes", reason: "Shown." };
    const made = await post(answerRoute, { path: "/api/v1/tools/helper/hygiene/answers", params: { slug: "helper" }, cookie, json });
    expect(made.status).toBe(201);
    const wrong = { question: "no-such", answer: "perhaps", reason: "" };
    const refused = await post(answerRoute, {
      path: "/api/v1/tools/helper/hygiene/answers",
      params: { slug: "helper" },
      cookie,
      json: wrong,
    });
    expect(refused.status).toBe(422);
    expect(Object.keys((await refused.json()).errors).sort()).toEqual(["answer", "question", "reason"]);
    const read = await get(hygieneRoute, { path: "/api/v1/tools/helper/hygiene", params: { slug: "helper" }, cookie });
    const { score, answered: count, categories } = await read.json();
    expect([score, count]).toEqual([null, 1]);
    expect(categories[0].questions[0].given).toMatchObject({ answer: "yes", by: "Zhou Ting", from: { kind: "tool", slug: "helper" } });
  });
});
