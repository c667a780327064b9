import { beforeAll, describe, expect, test } from "vitest";
import { db } from "@/lib/db";
import { decisionsInForce, ownPlace, ownTools, verdictFacts } from "@/lib/registry/queries";
import { decideVerdict, type VerdictPerson } from "@/lib/registry/rules";
import { toolListSchema, toolTableSchema } from "@/lib/registry/schema";
import { listToolItems, listTools, toolCsvRows, toolFacets, type VerdictScope } from "@/lib/registry/search/queries";
import { decidingBans } from "@/lib/registry/search/rules";
import { aBan, aPlace } from "@/lib/registry/testing";
import { newAuditor, newOfficer, newPerson, newTeam, testDatabaseUrl } from "@/lib/testing";
import { loadShippedCatalogue } from "@/scripts/load-catalogue";

const now = new Date("2026-07-08T07:00:00Z");
const cutoff = new Date("2026-07-09T16:00:00Z");
const past = new Date("2026-07-01T16:00:00Z");
const nobody: VerdictScope = { person: null, bans: decidingBans(new Map(), now), now };

let officer: Awaited<ReturnType<typeof newOfficer>>;

beforeAll(async () => {
  await loadShippedCatalogue(testDatabaseUrl(), now);
  officer = await newOfficer();
});

const table = (search: Record<string, unknown> = {}) => toolTableSchema.parse(search);
const slugs = async (search: Record<string, unknown>, scope = nobody) =>
  (await listTools(officer.viewer, table(search), scope)).rows.map(({ slug }) => slug);
const idOf = async (slug: string) => (await db.tool.findUniqueOrThrow({ where: { slug }, select: { id: true } })).id;

const ban = aBan;

test("the registry is searched by name, former name, vendor and identifier", async () => {
  expect(await slugs({ q: "claude code" })).toContain("claude-code");
  for (const q of ["通义灵码", "通義靈碼", "通義", "tongyi", "lingma", "tongyi lingma", "TONGYI LINGMA"])
    expect(await slugs({ q }), q).toContain("lingma");
  expect(await slugs({ q: "com.todesktop.230313mzl4w4u92" })).toEqual(["cursor"]);
  expect(await slugs({ q: "@ANTHROPIC-ai/claude-code-linux" })).toEqual(["claude-code"]);
  expect(await slugs({ q: "Anysphere" })).toContain("cursor");
  expect(await slugs({ q: "100%" })).toEqual([]);
});

test("filters narrow together, and a vendor brings what it owns", async () => {
  expect(await slugs({ vendor: "anthropic", client: "desktop" })).toEqual(["claude-code", "claude-desktop"]);
  expect(await slugs({ vendor: "microsoft" })).toContain("github-copilot");
  expect(await slugs({ category: ["ai-ide", "ai-terminal"], client: "ide-extension" })).toEqual(["qoder", "codebuddy", "windsurf"]);
  expect(await slugs({ status: "DISCONTINUED" })).toEqual([]);
});

test("pages are cut on the server, and one past the end shows the last", async () => {
  const first = await listTools(officer.viewer, table({ size: "25" }), nobody);
  const last = await listTools(officer.viewer, table({ size: "25", page: "9" }), nobody);
  expect([first.rows.length, first.total, first.page]).toEqual([25, 107, 1]);
  expect([last.rows.length, last.page]).toEqual([7, 5]);
});

test("several values come one by one or with commas, on pages and through the door", () => {
  const expected = ["scheduled", "banned"];
  for (const verdict of ["scheduled,banned", expected, ["scheduled,banned"]]) {
    expect(table({ verdict }).verdict).toEqual(expected);
    expect(toolListSchema.parse({ verdict }).verdict).toEqual(expected);
  }
  expect(table({}).verdict).toBeUndefined();
});

test("an address that means nothing shows the registry from its beginning", () => {
  expect(table({ sort: "password", page: "-1", size: "7", verdict: "great", confidence: "" })).toMatchObject({
    sort: "name",
    page: 1,
    size: 50,
  });
});

describe("with decisions, a ban and devices", () => {
  let person: VerdictPerson;
  let scope: VerdictScope;
  let employee: Awaited<ReturnType<typeof newPerson>>;

  beforeAll(async () => {
    const company = await newTeam({ name: "Company" });
    const team = await newTeam({ name: "Search", parentId: company.id });
    employee = await newPerson({ teamId: team.id });
    person = (await ownPlace(employee.viewer)) ?? aPlace();
    const decide = async (
      slug: string,
      status: "APPROVED" | "APPROVED_WITH_CONDITIONS" | "NOT_APPROVED" | "UNDER_REVIEW",
      teamId: number | null = null,
    ) =>
      db.decision.create({
        data: { toolId: await idOf(slug), teamId, status, reason: "tested", decidedAt: past, reviewOn: new Date("2026-09-01") },
        select: { id: true },
      });
    await decide("qoder", "APPROVED");
    await decide("cursor", "APPROVED");
    await decide("cursor", "NOT_APPROVED", team.id);
    await decide("copilot-cli", "UNDER_REVIEW");
    await decide("claude-code", "APPROVED_WITH_CONDITIONS");
    await db.toolPresence.create({ data: { toolId: await idOf("claude-code"), devices: 18_552, people: 16_912, asOf: now } });
    await db.toolPresence.create({ data: { toolId: await idOf("cursor"), devices: 9, people: 8, asOf: now } });
    const bans = new Map([
      [await idOf("claude-code"), [ban(cutoff)]],
      [await idOf("trae"), [ban(past), ban(cutoff, { banId: 2 })]],
      [await idOf("poe"), [ban(past, { applies: false })]],
      [await idOf("dia"), [ban(past, { status: "LIFTED" })]],
    ]);
    scope = { person: null, bans: decidingBans(bans, now), now };
  });

  test("an answer on one tool, or on one's own, knows the same decisions and the same place", async () => {
    const [cursor, qoder] = [await idOf("cursor"), await idOf("qoder")];
    const decisions = await decisionsInForce([cursor, qoder]);
    const byPlace = (a: { teamPath: string | null }, b: { teamPath: string | null }) => (a.teamPath ?? "").localeCompare(b.teamPath ?? "");
    const facts = await verdictFacts(employee.viewer, [cursor]);
    expect(facts.person).toEqual(person);
    expect(facts.decisions.toSorted(byPlace)).toEqual(decisions.get(cursor)?.toSorted(byPlace));
    expect(await verdictFacts(employee.viewer, [await idOf("poe")])).toEqual({ person, decisions: [] });
    expect(await verdictFacts({ ...employee.viewer, personId: null }, [])).toEqual({ person: null, decisions: [] });

    expect((await ownTools(employee.viewer)).tools).toEqual([]);
    const source = await db.source.create({ data: { system: "OSQUERY", instance: "own", periodMinutes: 240 }, select: { id: true } });
    const device = { platform: "LINUX", ownerPersonId: employee.id, firstSeenAt: past, lastSeenAt: now } as const;
    const { id: deviceId } = await db.device.create({ data: device, select: { id: true } });
    for (const [slug, goneAt] of [
      ["cursor", null],
      ["poe", null],
      ["qoder", now],
    ] as const) {
      const { id: softwareId } = await db.software.create({
        data: { kind: "NPM", matchValue: slug, version: "1", name: slug, firstSeenAt: past },
        select: { id: true },
      });
      const { id: identifierId } = await db.identifier.findFirstOrThrow({ where: { tool: { slug } }, select: { id: true } });
      await db.softwareTool.create({ data: { softwareId, toolId: await idOf(slug), identifierId }, select: { toolId: true } });
      await db.$executeRaw`
        INSERT INTO installation (device_id, software_id, source_id, path_key, path, first_seen_at, last_seen_at, gone_at)
        VALUES (${deviceId}, ${softwareId}, ${source.id}, 1, '', ${past}, ${past}, ${goneAt})`;
    }
    const own = await ownTools(employee.viewer);
    expect(own.person).toEqual(person);
    expect(own.tools.map(({ slug, decisions: held }) => [slug, held.length])).toEqual([
      ["cursor", 2],
      ["poe", 0],
    ]);
    expect(own.tools[0]?.decisions.toSorted(byPlace)).toEqual(decisions.get(cursor)?.toSorted(byPlace));
  });

  test("the list and the rule decide alike, for the company and for a person", async () => {
    const ids = (await db.tool.findMany({ select: { id: true } })).map(({ id }) => id);
    const decisions = await decisionsInForce(ids);
    for (const asked of [null, person]) {
      const { rows } = await listTools(officer.viewer, table({ size: "200" }), { ...scope, person: asked });
      const bansOf = (id: number) => {
        const index = scope.bans.toolIds.indexOf(id);
        return index < 0 ? [] : [ban(scope.bans.cutoffs[index] ?? now)];
      };
      const expected = rows.map(({ id }) => decideVerdict({ decisions: decisions.get(id) ?? [], bans: bansOf(id) }, asked, now).kind);
      expect(rows.map(({ verdict }) => verdict)).toEqual(expected);
      expect(new Set(expected)).toEqual(
        new Set(["approved", "banned", "review", "scheduled", "unassessed", ...(asked ? ["refused"] : [])]),
      );
    }
  });

  test("the verdict sorts from the worst news down and filters by several", async () => {
    expect((await slugs({ sort: "verdict" }, scope)).slice(0, 2)).toEqual(["trae", "claude-code"]);
    expect(await slugs({ verdict: ["approved", "scheduled"] }, scope)).toEqual(["claude-code", "cursor", "qoder"]);
    expect(await slugs({ verdict: "approved,scheduled" }, scope)).toEqual(["claude-code", "cursor", "qoder"]);
  });

  test("devices and people sort with the unknown last", async () => {
    expect((await slugs({ sort: "-devices" }, scope)).slice(0, 2)).toEqual(["claude-code", "cursor"]);
    expect((await slugs({ sort: "people" }, scope)).slice(0, 2)).toEqual(["cursor", "claude-code"]);
    expect((await slugs({ sort: "next" }, scope)).slice(0, 2)).toEqual(["trae", "claude-code"]);
  });

  test("the export is exactly what is filtered, in the order of the page", async () => {
    const rows = await toolCsvRows(officer.viewer, { verdict: ["approved", "scheduled"] }, "-devices", scope);
    expect(rows.map(([slug]) => slug)).toEqual(["claude-code", "cursor", "qoder"]);
    expect(rows[0]).toEqual(expect.arrayContaining(["scheduled", cutoff, 18_552, 16_912, "2026-09-01"]));
  });

  test("an employee lists tools without anybody's numbers and cannot export", async () => {
    const { viewer } = await newPerson();
    const { items } = await listToolItems(viewer, toolListSchema.parse({ q: "claude-code" }), scope);
    expect(items[0]).toMatchObject({ verdict: "scheduled", devices: null, people: null });
    await expect(toolCsvRows(viewer, {}, "name", scope)).rejects.toThrow("forbidden");
    await expect(listTools(viewer, table(), scope)).rejects.toThrow("forbidden");
  });
});

test("the API walks every tool once", async () => {
  const seen: string[] = [];
  let cursor: string | undefined;
  do {
    const { items, next } = await listToolItems(officer.viewer, toolListSchema.parse({ limit: "40", ...(cursor && { cursor }) }), nobody);
    seen.push(...items.map(({ slug }) => slug));
    cursor = next ?? undefined;
  } while (cursor);
  expect([seen.length, new Set(seen).size]).toEqual([107, 107]);
});

test("the filters offer what is there", async () => {
  const { vendors, categories, clients } = await toolFacets((await newAuditor()).viewer);
  expect([vendors.length, categories.length, clients.length]).toEqual([76, 21, 10]);
});
