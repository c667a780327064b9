import { beforeEach, describe, expect, test } from "vitest";
import { db } from "@/lib/db";
import { answerRequest, makeRequest, withdrawRequest } from "@/lib/registry/requests/commands";
import { countRequests, getRequest, listRequests, ownRequests, waitingFor } from "@/lib/registry/requests/queries";
import { MOST_OPEN } from "@/lib/registry/requests/rules";
import { answerRequestSchema, makeRequestSchema, requestListSchema, requestPageSchema } from "@/lib/registry/requests/schema";
import { newAuditor, newOfficer, newPerson } from "@/lib/testing";

const now = new Date("2026-07-08T07:00:00Z");
const later = (minutes: number) => new Date(now.getTime() + minutes * 60_000);

type Somebody = Awaited<ReturnType<typeof newPerson>>;
let [ann, ben, officer]: Somebody[] = [];

beforeEach(async () => {
  await db.$executeRaw`TRUNCATE tool_request, tool, vendor CASCADE`;
  [ann, ben, officer] = [await newPerson({ name: "Ann" }), await newPerson({ name: "Ben" }), await newOfficer()];
  const { id: vendorId } = await db.vendor.create({ data: { slug: "maker", name: "Maker", confidence: "HIGH" }, select: { id: true } });
  const tool = { vendorId, category: "assistant", confidence: "HIGH" } as const;
  await db.tool.create({ data: { ...tool, slug: "helper", name: "Helper" }, select: { id: true } });
});

const viewer = (somebody: Somebody | undefined) => {
  if (!somebody) throw new Error("Nobody is there.");
  return somebody.viewer;
};
const ask = (who: Somebody | undefined, name: string, at = now, more: Record<string, string> = {}) =>
  makeRequest(viewer(who), makeRequestSchema.parse({ name, purpose: "Write tests", ...more }), at);
const list = async (search: Record<string, unknown> = {}) =>
  (await listRequests(viewer(officer), requestListSchema.parse(search))).items.map(({ name, people, status }) => [name, people, status]);
const eventsOf = async (action: string) =>
  db.auditEvent.findMany({
    where: { action },
    orderBy: { id: "desc" },
    take: 5,
    select: { subjectId: true, after: true, actorName: true },
  });

describe("asking", () => {
  test("who asks for what somebody waits for joins them, however they write it", async () => {
    expect(await ask(ann, "New Tool")).toMatchObject({ name: "New Tool", others: 0 });
    expect(await ask(ben, " ｎｅｗ-tool ", later(1))).toMatchObject({ others: 1 });
    expect(await list()).toEqual([["New Tool", 2, "OPEN"]]);
    expect(await waitingFor(viewer(ann), "NEWTOOL")).toEqual({ ownSince: now, others: 1 });
    expect(await countRequests(viewer(ann))).toEqual({ own: 1, waiting: null });
    expect(await countRequests(viewer(officer))).toEqual({ own: 0, waiting: 1 });
    expect((await eventsOf("request.made"))[0]).toMatchObject({ actorName: "Ben" });
  });

  test("the same person asks once for one name, also when two requests arrive at once", async () => {
    const both = await Promise.allSettled([ask(ann, "Twice"), ask(ann, "twice")]);
    expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    await expect(ask(ann, "TWICE")).rejects.toMatchObject({ code: "conflict", reason: { key: "requests.whyNot.alreadyAsked" } });
    expect(await db.toolRequest.count()).toBe(1);
  });

  test("nobody floods the officers", async () => {
    for (let n = 0; n < MOST_OPEN; n += 1) await ask(ann, `Tool ${n}`);
    await expect(ask(ann, "One more")).rejects.toMatchObject({ code: "conflict", reason: { key: "requests.whyNot.tooMany" } });
  });

  test("a tool that the registry knows is linked, by its slug or because it is called so", async () => {
    await ask(ann, "helper");
    await ask(ben, "whatever", now, { tool: "helper" });
    const { items } = await listRequests(viewer(officer), requestListSchema.parse({}));
    expect(items).toMatchObject([{ people: 2, tool: { slug: "helper" } }]);
    await expect(ask(ann, "x1", now, { tool: "no-such-tool" })).rejects.toMatchObject({ code: "not-found" });
  });

  test.each([
    [{ name: "", purpose: "abc" }],
    [{ name: "…", purpose: "abc" }],
    [{ name: "x".repeat(101), purpose: "abc" }],
    [{ name: "Tool" }],
    [{ name: "Tool", purpose: "no" }],
    [{ name: "Tool", purpose: "abc", homepage: "javascript:alert(1)" }],
    [{ name: "Tool", purpose: "abc", homepage: "example" }],
    [{ name: "Tool", purpose: "x".repeat(1_001) }],
    [{ name: "Tool", purpose: "abc", status: "ANSWERED" }],
  ])("%j does not fit", (input) => {
    expect(makeRequestSchema.safeParse(input).success).toBe(false);
  });

  test("text stays text, whatever is in it", async () => {
    const canary = `<img src=x onerror=alert(1)>'"; DROP TABLE tool_request; -- %_\\ {n, plural} ‮`;
    const { id } = await ask(ann, canary, now, { purpose: canary });
    expect(await getRequest(viewer(officer), id)).toMatchObject({ name: canary.trim(), askings: [{ purpose: canary.trim() }] });
    expect(await list({ q: "%_\\" })).toHaveLength(1);
    expect(await list({ q: "%%" })).toEqual([]);
  });
});

describe("withdrawing", () => {
  test("one's own open request, once; then one may ask anew", async () => {
    const { id } = await ask(ann, "Tool");
    await ask(ben, "Tool");
    await withdrawRequest(viewer(ann), { id }, later(1));
    expect(await list()).toEqual([["Tool", 1, "OPEN"]]);
    await expect(withdrawRequest(viewer(ann), { id }, later(2))).rejects.toMatchObject({ code: "conflict" });
    await ask(ann, "Tool", later(3));
    expect((await ownRequests(viewer(ann))).map(({ status, others }) => [status, others])).toEqual([
      ["OPEN", 1],
      ["WITHDRAWN", 0],
    ]);
    expect(await eventsOf("request.withdrawn")).toMatchObject([{ subjectId: String(id) }]);
  });

  test("somebody else's request and one that does not exist are one answer", async () => {
    const { id } = await ask(ann, "Tool");
    for (const one of [id, 2_000_000_000]) {
      await expect(withdrawRequest(viewer(ben), { id: one }, now)).rejects.toMatchObject({
        code: "not-found",
        reason: { key: "http.refusal.notFound" },
      });
    }
  });
});

describe("answering", () => {
  test("with a tool, everybody who waits for the name is led to its page", async () => {
    const { id } = await ask(ann, "Halper");
    await ask(ben, "halper", later(1));
    await ask(ben, "Other", later(2));
    const answered = await answerRequest(viewer(officer), { id, tool: "helper", answer: "It is spelled Helper." }, later(5));
    expect(answered).toEqual({ name: "Halper", people: 2 });
    for (const who of [ann, ben]) {
      const own = (await ownRequests(viewer(who))).find(({ name }) => /halper/i.test(name));
      expect(own).toMatchObject({ status: "ANSWERED", answer: "It is spelled Helper.", tool: { slug: "helper" }, answeredAt: later(5) });
    }
    expect(await list({ state: "all" })).toEqual([
      ["Other", 1, "OPEN"],
      ["Halper", 2, "ANSWERED"],
    ]);
    expect((await eventsOf("request.answered"))[0]).toMatchObject({ after: { tool: "helper", answer: "It is spelled Helper." } });
    await expect(answerRequest(viewer(officer), { id, answer: "again" }, later(6))).rejects.toMatchObject({ code: "conflict" });
    expect((await getRequest(viewer(officer), id))?.askings).toHaveLength(2);
  });

  test("without a tool it needs words, and a tool has to exist", async () => {
    const { id } = await ask(ann, "Tool");
    await expect(answerRequest(viewer(officer), { id }, now)).rejects.toMatchObject({
      fields: { answer: { key: "requests.whyNot.empty" } },
    });
    await expect(answerRequest(viewer(officer), { id, tool: "nothing" }, now)).rejects.toMatchObject({
      fields: { tool: { key: "requests.whyNot.toolUnknown" } },
    });
    await answerRequest(viewer(officer), { id, answer: "It keeps what is typed." }, now);
    expect(await ownRequests(viewer(ann))).toMatchObject([{ status: "ANSWERED", tool: null, answer: "It keeps what is typed." }]);
  });

  test("two officers answer at once: one does", async () => {
    const { id } = await ask(ann, "Tool");
    const both = await Promise.allSettled([1, 2].map((n) => answerRequest(viewer(officer), { id, answer: `Answer ${n}` }, later(n))));
    expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  });

  test("a tool that was merged since leads on to the other", async () => {
    const { id } = await ask(ann, "Tool");
    await answerRequest(viewer(officer), { id, tool: "Helper" }, now);
    const { vendorId } = await db.tool.findUniqueOrThrow({ where: { slug: "helper" }, select: { vendorId: true } });
    const other = { slug: "other", name: "Other", vendorId, category: "assistant", confidence: "HIGH" } as const;
    const { id: mergedIntoId } = await db.tool.create({ data: other, select: { id: true } });
    await db.tool.update({ where: { slug: "helper" }, data: { mergedIntoId } });
    expect(await ownRequests(viewer(ann))).toMatchObject([{ tool: { slug: "other" } }]);
  });
});

describe("who may", () => {
  test("only readers of the registry see what others ask for, and only officers answer", async () => {
    const { id } = await ask(ann, "Tool");
    const auditor = await newAuditor();
    await expect(listRequests(viewer(ben), requestListSchema.parse({}))).rejects.toThrow("forbidden");
    await expect(getRequest(viewer(ben), id)).rejects.toThrow("forbidden");
    await expect(answerRequest(viewer(ben), { id, answer: "no" }, now)).rejects.toThrow("forbidden");
    await expect(answerRequest(auditor.viewer, { id, answer: "no" }, now)).rejects.toThrow("forbidden");
    expect(await getRequest(auditor.viewer, id)).toMatchObject({ askings: [{ person: { name: "Ann" } }] });
    expect(await ownRequests(viewer(ben))).toEqual([]);
  });

  test("what most people wait for stands first, and pages follow one another", async () => {
    for (const [index, name] of ["A", "B", "C"].entries()) await ask(ann, `Tool ${name}`, later(index));
    await ask(ben, "Tool C", later(9));
    const first = await listRequests(viewer(officer), requestListSchema.parse({ limit: "2" }));
    const rest = await listRequests(viewer(officer), requestListSchema.parse({ limit: "2", cursor: first.next }));
    expect([...first.items, ...rest.items].map(({ name }) => name)).toEqual(["Tool C", "Tool A", "Tool B"]);
    expect(rest.next).toBeNull();
    expect((await ownRequests(viewer(ann))).map(({ name, ahead }) => [name, ahead])).toEqual([
      ["Tool C", 2],
      ["Tool B", 1],
      ["Tool A", 0],
    ]);
  });
});

test("an address that means nothing shows the list from its beginning", () => {
  expect(requestPageSchema.parse({ state: "great", q: ["a", "b"], cursor: undefined, limit: "7" })).toEqual({ state: "open", limit: 50 });
  expect(answerRequestSchema.safeParse({ answer: "x".repeat(1_001) }).success).toBe(false);
});
