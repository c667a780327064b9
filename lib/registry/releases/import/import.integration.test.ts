import { Readable } from "node:stream";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { GET as rejectsRoute } from "@/app/api/v1/tools/[slug]/releases/imports/[id]/rejects/route";
import { GET as listRoute, POST as recordRoute } from "@/app/api/v1/tools/[slug]/releases/route";
import { openSession, sessionCookie } from "@/lib/auth/session";
import { closeConnections, db, inTransaction } from "@/lib/db";
import { get, post } from "@/lib/http/testing";
import { newAuditor, newOfficer } from "@/lib/testing";
import { eventsOf, listAs, NOW, packument, recordAs, refused, takeAs, toolWithPackage } from "../testing";
import { importReleases } from "./commands";
import { allReleaseRejects, getReleaseImport } from "./queries";

let officer: Awaited<ReturnType<typeof newOfficer>>;
let auditor: Awaited<ReturnType<typeof newAuditor>>;
let nth = 0;

const now = NOW;
const newTool = () => toolWithPackage(`tool-${++nth}`);
const record = (slug: string, input: Record<string, unknown>) => recordAs(officer.viewer, slug, input);
const list = (toolId: number, input?: Record<string, unknown>) => listAs(auditor.viewer, toolId, input);
const take = (slug: string, content: unknown, fileName?: string) => takeAs(officer.viewer, slug, content, fileName);

beforeAll(async () => {
  [officer, auditor] = [await newOfficer(), await newAuditor()];
});
afterAll(closeConnections);

describe("a file", () => {
  test("adds, updates, leaves alone and rejects, and does nothing the second time", async () => {
    const tool = await newTool();
    const first = packument({ "1.0.0": {}, "1.0.1": {}, "1.1": {} }, { "1.0.0": "2026-01-01T00:00:00Z", "1.0.1": "2026-01-02T00:00:00Z" });
    expect(await take(tool.slug, first)).toMatchObject({ added: 2, updated: 0, unchanged: 0, rejected: 1 });
    expect(await take(tool.slug, first)).toMatchObject({ added: 0, updated: 0, unchanged: 2, rejected: 1 });
    const second = packument({ "1.0.0": { deprecated: "Old" }, "1.0.1": {}, "1.0.2": {} }, { "1.0.1": "2026-01-02T00:00:00Z" });
    const third = await take(tool.slug, second, "second.json");
    expect(third).toMatchObject({ added: 1, updated: 1, unchanged: 1, rejected: 0 });
    expect(
      (await list(tool.id)).items.map(({ version, isWithdrawn, note, publishedAt }) => [
        version,
        isWithdrawn,
        note,
        publishedAt?.toISOString().slice(0, 10),
      ]),
    ).toEqual([
      ["1.0.2", false, null, undefined],
      ["1.0.1", false, null, "2026-01-02"],
      ["1.0.0", true, "Old", "2026-01-01"],
    ]);
    const events = (await eventsOf(tool.slug)).filter(({ action }) => action === "releases.imported");
    expect(events).toHaveLength(3);
    expect(events.at(-1)?.after).toMatchObject({ import: third.id, format: "npm", file: "second.json", added: 1, updated: 1 });
  });

  test("keeps what somebody recorded from elsewhere, and says where the two contradict", async () => {
    const tool = await newTool();
    await record(tool.slug, { version: "2.1.91", publishedAt: "2026-04-02", source: "Researcher" });
    const imported = await take(tool.slug, packument({ "2.1.91": {} }, { "2.1.91": "2026-04-03T02:28:29.141Z" }));
    expect(imported).toMatchObject({ added: 0, updated: 0, unchanged: 0, rejected: 1 });
    expect((await getReleaseImport(auditor.viewer, { slug: tool.slug, id: imported.id }))?.rejects).toMatchObject([
      { place: "/versions/2.1.91", reason: { key: "releases.reject.contradicts" } },
    ]);
    expect((await list(tool.id)).items).toMatchObject([{ publishedAt: new Date("2026-04-02T00:00:00Z"), source: "Researcher" }]);
  });

  test("of 10 MB is taken whole, and one that is too large not at all", async () => {
    const tool = await newTool();
    const readme = "x".repeat(1_000);
    const versions = Object.fromEntries(Array.from({ length: 9_600 }, (_, n) => [`1.${Math.floor(n / 100)}.${n % 100}`, { readme }]));
    const time = Object.fromEntries(Object.keys(versions).map((version) => [version, "2026-01-01T00:00:00Z"]));
    const large = Buffer.from(JSON.stringify(packument(versions, time)));
    expect(large.length).toBeGreaterThan(10_000_000);
    expect(await take(tool.slug, large)).toMatchObject({ added: 9_600, rejected: 0 });
    expect(await take(tool.slug, large)).toMatchObject({ added: 0, unchanged: 9_600 });
    expect((await list(tool.id, { limit: 1 })).items).toMatchObject([{ version: "1.95.99" }]);
    const endless = Readable.from(
      (function* () {
        for (;;) yield Buffer.alloc(1_000_000, " ");
      })(),
    );
    expect(await refused(importReleases(officer.viewer, { slug: tool.slug, stream: endless, fileName: null }, now))).toMatchObject({
      code: "too-large",
      key: "releases.file.tooLarge",
    });
  });

  test.each([
    ["no JSON", "{ half", "releases.file.json"],
    ["another shape", { hello: "world" }, "releases.file.shape"],
    ["nothing", "", "releases.file.empty"],
  ])("with %s is refused and leaves nothing behind", async (_, content, key) => {
    const tool = await newTool();
    expect(await refused(take(tool.slug, content))).toMatchObject({ code: "invalid", key });
    expect([(await list(tool.id)).items, await eventsOf(tool.slug), await db.releaseImport.count({ where: { toolId: tool.id } })]).toEqual([
      [],
      [],
      0,
    ]);
  });

  test("that would become too much once it is read is refused before, and nothing is kept", async () => {
    const tool = await newTool();
    const sent = (text: string) =>
      importReleases(officer.viewer, { slug: tool.slug, stream: Readable.from([Buffer.from(text)]), fileName: null }, now);
    const refusals: [string, string][] = [
      [`[${"[],".repeat(3_000_000)}0]`, "releases.file.tooManyValues"],
      [`${"[".repeat(100_000)}${"]".repeat(100_000)}`, "releases.file.tooDeep"],
    ];
    for (const [text, key] of refusals) await expect(sent(text), key).rejects.toMatchObject({ code: "too-large", reason: { key } });
    expect(await db.releaseImport.count({ where: { toolId: tool.id } })).toBe(0);
  });

  test("that breaks off in the middle leaves nothing behind", async () => {
    const tool = await newTool();
    const broken = Readable.from(
      (async function* () {
        yield Buffer.from('{"name":');
        throw new Error("connection lost");
      })(),
    );
    await expect(importReleases(officer.viewer, { slug: tool.slug, stream: broken, fileName: null }, now)).rejects.toThrow(
      "connection lost",
    );
    expect((await list(tool.id)).items).toEqual([]);
  });

  test("full of scripts and signs keeps them as text, also its name and what it rejects", async () => {
    const tool = await newTool();
    const script = "<script>alert(1)</script>";
    const hostile = packument(
      { "1.0.0": { deprecated: `${script}\u0000${"é".repeat(2_000)}` }, [script]: {}, "=cmd()": {} },
      { [script]: `\u0000"'` },
    );
    const { id } = await take(tool.slug, hostile, `${script}.json`);
    expect((await list(tool.id)).items[0]?.note).toHaveLength(1_000);
    expect((await allReleaseRejects(auditor.viewer, { slug: tool.slug, id }))?.map(({ place }) => place)).toEqual([
      "/versions/<script>alert(1)<~1script>",
      "/versions/=cmd()",
    ]);
  });

  test("delivered twice at once is written once", async () => {
    const tool = await newTool();
    const file = packument({ "1.0.0": {}, "1.0.1": {} });
    const both = await Promise.all([take(tool.slug, file), take(tool.slug, file)]);
    expect(both.map(({ added }) => added).sort()).toEqual([0, 2]);
  });

  test("is not taken by a tool that was merged into another", async () => {
    const [tool, other] = [await newTool(), await newTool()];
    await db.tool.update({ where: { id: tool.id }, data: { mergedIntoId: other.id }, select: { id: true } });
    expect(await refused(take(tool.slug, packument({ "1.0.0": {} })))).toMatchObject({ code: "not-found" });
  });
});

describe("at the door", () => {
  const cookie = async () => {
    const id = await inTransaction((tx) => openSession(tx, officer.id, { userAgent: "test", address: "192.0.2.1" }));
    return (await sessionCookie(id)).split(";")[0] ?? "";
  };

  test("a form and a machine record alike, and a wrong date is said beside its field", async () => {
    const { slug } = await newTool();
    const sent = { path: `/api/v1/tools/${slug}/releases`, params: { slug }, cookie: await cookie() };
    const made = await post(recordRoute, {
      ...sent,
      json: { kind: "NPM", version: "1.0.0", source: "x", publishedAt: "2026-07-01T10:00:00+08:00" },
    });
    expect([made.status, made.headers.get("location")]).toEqual([
      201,
      expect.stringMatching(new RegExp(`/api/v1/tools/${slug}/releases/\\d+`)),
    ]);
    const form = await post(recordRoute, { ...sent, form: { kind: "NPM", version: "1.0.1", source: "x", publishedAt: "", note: "" } });
    expect([form.status, form.headers.get("location")]).toEqual([303, expect.stringContaining(`/tools/${slug}/releases/`)]);
    const wrong = await post(recordRoute, { ...sent, json: { kind: "NPM", version: "1.0.2", source: "x", publishedAt: "2 April" } });
    expect(wrong.status).toBe(422);
    expect((await wrong.json()).errors.publishedAt).toEqual([expect.stringContaining("2026-07-08")]);
    const listed = await get(listRoute, { ...sent, path: `${sent.path}?range=${encodeURIComponent("vers:npm/>=1.0.1")}` });
    expect((await listed.json()).items.map((row: { version: string; inRange: boolean }) => [row.version, row.inRange])).toEqual([
      ["1.0.1", true],
      ["1.0.0", false],
    ]);
  });

  test("rejected rows are downloaded, and no cell is a formula", async () => {
    const { slug } = await newTool();
    const { id } = await take(slug, packument({ "=cmd()": {} }));
    const answer = await get(rejectsRoute, { params: { slug, id: String(id) }, cookie: await cookie() });
    const text = await answer.text();
    expect(text).toContain("place,reason,key,excerpt");
    expect(text).toContain("/versions/=cmd()");
    expect(text).toContain("releases.whyNot.version");
    expect((await get(rejectsRoute, { params: { slug: "no-such-slug", id: String(id) }, cookie: await cookie() })).status).toBe(404);
  });
});
