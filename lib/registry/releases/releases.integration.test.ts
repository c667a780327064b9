import { Readable } from "node:stream";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { closeConnections, db } from "@/lib/db";
import { newAuditor, newOfficer, newPerson } from "@/lib/testing";
import { recordRelease, reinstateRelease, removeRelease, withdrawRelease } from "./commands";
import { importReleases } from "./import/commands";
import { getReleaseImport } from "./import/queries";
import { countReleases, getRelease, listReleases, newestReleases, unrecordedVersions } from "./queries";
import { recordReleaseSchema, releaseListSchema } from "./schema";
import { CLAUDE, eventsOf, listAs, NOW, recordAs, refused, toolWithPackage } from "./testing";

let officer: Awaited<ReturnType<typeof newOfficer>>;
let auditor: Awaited<ReturnType<typeof newAuditor>>;
let nth = 0;

const now = NOW;
const newTool = () => toolWithPackage(`tool-${++nth}`);
const record = (slug: string, input: Record<string, unknown>) => recordAs(officer.viewer, slug, input);
const list = (toolId: number, input?: Record<string, unknown>) => listAs(auditor.viewer, toolId, input);

beforeAll(async () => {
  [officer, auditor] = [await newOfficer(), await newAuditor()];
});
afterAll(closeConnections);

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
