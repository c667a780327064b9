import { Readable } from "node:stream";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { GET as rejectsRoute } from "@/app/api/v1/tools/[slug]/releases/imports/[id]/rejects/route";
import { GET as listRoute, POST as recordRoute } from "@/app/api/v1/tools/[slug]/releases/route";
import { openSession, sessionCookie } from "@/lib/auth/session";
import { closeConnections, db, inTransaction } from "@/lib/db";
import { get, post } from "@/lib/http/testing";
import { Refusal } from "@/lib/refusal";
import { newAuditor, newOfficer, newPerson } from "@/lib/testing";
import { recordRelease, reinstateRelease, removeRelease, withdrawRelease } from "./commands";
import { importReleases } from "./import/commands";
import { allReleaseRejects, getReleaseImport } from "./import/queries";
import { countReleases, getRelease, listReleases, newestReleases, unrecordedVersions } from "./queries";
import { recordReleaseSchema, releaseListSchema } from "./schema";

const CLAUDE = "@anthropic-ai/claude-code";
const now = new Date("2026-07-08T07:00:00Z");
let officer: Awaited<ReturnType<typeof newOfficer>>;
let auditor: Awaited<ReturnType<typeof newAuditor>>;
let vendorId: number;
let nth = 0;

/** A tool of its own for every test. */
async function newTool(): Promise<{ id: number; slug: string }> {
  nth += 1;
  const slug = `tool-${nth}`;
  const identifiers = {
    create: [{ kind: "NPM" as const, value: CLAUDE, matchValue: CLAUDE, confidence: "HIGH" as const, source: "test" }],
  };
  const { id } = await db.tool.create({
    data: { slug, name: slug, vendorId, category: "coding agent", confidence: "HIGH", identifiers },
    select: { id: true },
  });
  return { id, slug };
}

beforeAll(async () => {
  [officer, auditor] = [await newOfficer(), await newAuditor()];
  vendorId = (await db.vendor.create({ data: { slug: "vendor", name: "Vendor", confidence: "HIGH" }, select: { id: true } })).id;
});
afterAll(closeConnections);

const record = (slug: string, input: Record<string, unknown>) =>
  recordRelease(officer.viewer, { slug, ...recordReleaseSchema.parse({ kind: "NPM", source: "Registry", ...input }) }, now);
const list = (toolId: number, input: Record<string, unknown> = {}) => listReleases(auditor.viewer, toolId, releaseListSchema.parse(input));
const take = (slug: string, content: unknown, fileName: string | null = "packument.json") => {
  const bytes = typeof content === "string" || Buffer.isBuffer(content) ? Buffer.from(content) : Buffer.from(JSON.stringify(content));
  return importReleases(officer.viewer, { slug, stream: Readable.from([bytes]), fileName }, now);
};
const refused = (promise: Promise<unknown>) =>
  promise.then(
    () => null,
    (error: unknown) => (error instanceof Refusal ? { code: error.code, key: error.reason.key, fields: Object.keys(error.fields) } : error),
  );
const eventsOf = (slug: string) =>
  db.auditEvent.findMany({
    where: { subjectKind: "tool", subjectId: slug },
    orderBy: { id: "asc" },
    select: { action: true, before: true, after: true, reason: true },
  });

describe("by hand", () => {
  test("a release is recorded with its date and source, once", async () => {
    const tool = await newTool();
    const { id } = await record(tool.slug, { version: "2.1.91", publishedAt: "2026-04-02", note: "Reported" });
    expect(await getRelease(auditor.viewer, tool.id, id)).toMatchObject({
      version: "2.1.91",
      publishedAt: new Date("2026-04-02T00:00:00Z"),
      source: "Registry",
      note: "Reported",
      devices: 0,
      recordedBy: { name: "An officer" },
    });
    expect(await refused(record(tool.slug, { version: "2.1.91" }))).toEqual({
      code: "conflict",
      key: "releases.whyNot.known",
      fields: ["version"],
    });
    expect(await eventsOf(tool.slug)).toMatchObject([{ action: "release.recorded", after: { version: "2.1.91", source: "Registry" } }]);
  });

  test("what cannot be is refused beside its field and leaves no trace", async () => {
    const tool = await newTool();
    expect(await refused(record(tool.slug, { version: "2.1" }))).toMatchObject({
      code: "invalid",
      key: "releases.whyNot.version",
      fields: ["version"],
    });
    expect(await refused(record(tool.slug, { version: "2.1.91", publishedAt: "2030-01-01" }))).toMatchObject({
      key: "releases.whyNot.future",
      fields: ["publishedAt"],
    });
    expect(await refused(record("no-such-tool", { version: "2.1.91" }))).toMatchObject({ code: "not-found" });
    expect([await eventsOf(tool.slug), (await list(tool.id)).items]).toEqual([[], []]);
  });

  test("it is withdrawn, reinstated and removed, each with a reason that the log keeps", async () => {
    const tool = await newTool();
    const { id } = await record(tool.slug, { version: "2.1.91" });
    const of = { slug: tool.slug, id, reason: "Yanked by the publisher" };
    await withdrawRelease(officer.viewer, of, now);
    expect(await getRelease(auditor.viewer, tool.id, id)).toMatchObject({ isWithdrawn: true, note: "Yanked by the publisher" });
    expect(await refused(withdrawRelease(officer.viewer, of, now))).toMatchObject({ code: "conflict", key: "releases.whyNot.withdrawn" });
    await reinstateRelease(officer.viewer, { ...of, reason: "Offered again" }, now);
    expect(await refused(reinstateRelease(officer.viewer, of, now))).toMatchObject({ code: "conflict" });
    await removeRelease(officer.viewer, { ...of, reason: "A mistake" }, now);
    expect(await refused(removeRelease(officer.viewer, of, now))).toMatchObject({ code: "not-found" });
    expect((await eventsOf(tool.slug)).map(({ action, reason }) => [action, reason])).toEqual([
      ["release.recorded", null],
      ["release.withdrawn", "Yanked by the publisher"],
      ["release.reinstated", "Offered again"],
      ["release.removed", "A mistake"],
    ]);
  });

  test("a release of one tool is none of another", async () => {
    const [tool, other] = [await newTool(), await newTool()];
    const { id } = await record(tool.slug, { version: "2.1.91" });
    expect(await getRelease(auditor.viewer, other.id, id)).toBeNull();
    expect(await refused(removeRelease(officer.viewer, { slug: other.slug, id, reason: "Not mine" }, now))).toMatchObject({
      code: "not-found",
    });
  });

  test("who reads may not write, and employees do neither", async () => {
    const tool = await newTool();
    const { viewer } = await newPerson();
    const input = recordReleaseSchema.parse({ kind: "NPM", version: "1.0.0", source: "x" });
    expect(await refused(recordRelease(auditor.viewer, { slug: tool.slug, ...input }, now))).toMatchObject({ code: "forbidden" });
    expect(
      await refused(importReleases(auditor.viewer, { slug: tool.slug, stream: Readable.from([]), fileName: null }, now)),
    ).toMatchObject({ code: "forbidden" });
    expect(await refused(listReleases(viewer, tool.id, releaseListSchema.parse({})))).toMatchObject({ code: "forbidden" });
    expect(await refused(getReleaseImport(viewer, { slug: tool.slug, id: 1 }))).toMatchObject({ code: "forbidden" });
  });
});

describe("the list", () => {
  test("walks all releases in the order of their scheme, whatever the size of the page", async () => {
    const tool = await newTool();
    for (const version of ["1.9.0", "1.10.0", "1.10.0-rc.1", "2.0.0", "1.2.0"]) await record(tool.slug, { version });
    await record(tool.slug, { kind: "BREW_CASK", version: "1.10.0,abc" });
    const walked: string[] = [];
    for (let cursor: string | undefined; ; ) {
      const page = await list(tool.id, { limit: 2, ...(cursor && { cursor }) });
      walked.push(...page.items.map(({ version }) => version));
      if (page.next === null) break;
      cursor = page.next;
    }
    expect(walked).toEqual(["2.0.0", "1.10.0", "1.10.0-rc.1", "1.9.0", "1.2.0", "1.10.0,abc"]);
    expect(await countReleases(auditor.viewer, tool.id)).toEqual([
      { kind: "NPM", releases: 5 },
      { kind: "BREW_CASK", releases: 1 },
    ]);
    const newest = await newestReleases(auditor.viewer, tool.id);
    expect([newest.total, newest.items.map(({ version }) => version)]).toEqual([6, ["2.0.0", "1.10.0", "1.10.0-rc.1", "1.10.0,abc"]]);
  });

  test("says which are inside a range, or shows those alone", async () => {
    const tool = await newTool();
    for (const version of ["2.1.90", "2.1.91", "2.1.198", "2.1.199"]) await record(tool.slug, { version });
    await record(tool.slug, { kind: "VSCODE", version: "2.1.91" });
    const range = "vers:npm/>=2.1.91|<2.1.199";
    const all = await list(tool.id, { range });
    expect(all.items.map(({ kind, version, inRange }) => [kind, version, inRange])).toEqual([
      ["NPM", "2.1.199", false],
      ["NPM", "2.1.198", true],
      ["NPM", "2.1.91", true],
      ["NPM", "2.1.90", false],
      ["VSCODE", "2.1.91", null],
    ]);
    expect((await list(tool.id, { range, inside: "true", kind: "NPM" })).items.map(({ version }) => version)).toEqual([
      "2.1.198",
      "2.1.91",
    ]);
    expect(await refused(list(tool.id, { range: "vers:npm/<2.1.199|>=2.1.91" }))).toEqual({
      code: "invalid",
      key: "releases.vers.canonical",
      fields: ["range"],
    });
    expect(await refused(list(tool.id, { cursor: "nonsense" }))).toMatchObject({ code: "invalid" });
  });

  test("counts the devices that hold a version now, and names what they hold and nobody recorded", async () => {
    const tool = await newTool();
    const source = await db.source.create({ data: { system: "OSQUERY", instance: tool.slug, periodMinutes: 60 }, select: { id: true } });
    const identifier = await db.identifier.findFirstOrThrow({ where: { toolId: tool.id }, select: { id: true } });
    const at = { firstSeenAt: now, lastSeenAt: now };
    for (const [version, devices, gone] of [
      ["2.1.91", 2, 1],
      ["2.1.180", 1, 0],
    ] as const) {
      const data = {
        kind: "NPM" as const,
        matchValue: `${CLAUDE}-${tool.slug}`,
        version,
        name: "x",
        firstSeenAt: now,
        tools: { create: { toolId: tool.id, identifierId: identifier.id } },
      };
      const software = await db.software.create({ data, select: { id: true } });
      for (let n = 0; n < devices + gone; n++) {
        const device = await db.device.create({ data: { platform: "MACOS", ...at }, select: { id: true } });
        const held = {
          deviceId: device.id,
          softwareId: software.id,
          sourceId: source.id,
          pathKey: 1n,
          path: "",
          ...at,
          goneAt: n < gone ? now : null,
        };
        await db.installation.createMany({ data: held });
      }
    }
    await record(tool.slug, { version: "2.1.91" });
    expect((await list(tool.id)).items).toMatchObject([{ version: "2.1.91", devices: 2 }]);
    expect(await unrecordedVersions(auditor.viewer, tool.id)).toEqual({
      items: [{ kind: "NPM", version: "2.1.180", devices: 1 }],
      total: 1,
    });
  });
});

const packument = (versions: Record<string, object>, time: Record<string, unknown> = {}) => ({ name: CLAUDE, versions, time });

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
