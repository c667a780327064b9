import { beforeAll, expect, test } from "vitest";
import type { Viewer } from "@/lib/auth/viewer";
import { type BlastRadius, blastRadius } from "@/lib/bans/blast-radius/queries";
import { radiusCsvRows, radiusRows } from "@/lib/bans/blast-radius/rows/queries";
import type { RadiusFilters, RadiusList } from "@/lib/bans/blast-radius/rows/schema";
import { naiveRadius } from "@/lib/bans/blast-radius/testing";
import { draftBan } from "@/lib/bans/commands";
import type { BanDraft, BanDraftInput } from "@/lib/bans/schema";
import { banDraftSchema } from "@/lib/bans/schema";
import { newTeam, newViewer } from "@/lib/bans/testing";
import { db } from "@/lib/db";
import { testDatabaseUrl } from "@/lib/testing";
import { DevicePlatform } from "@/prisma/generated/enums";
import { chance } from "@/prisma/seed/chance";
import { loadShippedCatalogue } from "@/scripts/load-catalogue";

const now = new Date("2026-07-03T07:00:00Z");
const CUTOFF_DAY = "2026-07-10";
const daysAgo = (days: number) => new Date(now.getTime() - days * 86_400_000);
const one = <Value>(id: number, salt: string, values: readonly Value[]): Value =>
  values[Math.floor(chance(id, salt) * values.length)] as Value;

let officer: Viewer;
let largest: number;
let teams: number[];
const contents: Record<string, BanDraft> = {};

/** The vendor with the most tools and families, those of the vendors it owns included. */
async function largestVendor(): Promise<number> {
  const [row] = await db.$queryRaw<[{ id: number }]>`
    SELECT v.id FROM vendor v WHERE v.merged_into_id IS NULL ORDER BY (SELECT count(*) FROM tool t WHERE t.vendor_id IN (SELECT vendor_id FROM owned_vendors(ARRAY[v.id])))
      + (SELECT count(*) FROM model_family f WHERE f.vendor_id IN (SELECT vendor_id FROM owned_vendors(ARRAY[v.id]))) DESC, v.id LIMIT 1`;
  return row.id;
}

/** Three versions of whatever inventories can see of every tool of the catalogue; some names belong to several tools. */
async function everySoftware(): Promise<number[]> {
  await db.$executeRaw`
    INSERT INTO software (kind, match_value, version, name, first_seen_at)
    SELECT DISTINCT ON (i.kind, i.match_value, v) i.kind, i.match_value, v, i.value, ${now}::timestamptz
    FROM identifier i CROSS JOIN unnest(ARRAY['1.0.0', '1.1.0', '2.0.0']) AS v WHERE i.kind IN ('NPM', 'PYPI', 'VSCODE', 'MACOS_BUNDLE', 'WINDOWS_PROGRAM', 'BREW_CASK', 'JETBRAINS')`;
  await db.$queryRaw`SELECT match_software(ARRAY(SELECT id FROM software))::text`;
  // Tools of the largest vendor, and what reaches its models, are on more devices than others.
  const rows = await db.$queryRaw<{ id: number }[]>`
    SELECT s.id FROM software s LEFT JOIN software_tool m ON m.software_id = s.id LEFT JOIN tool t ON t.id = m.tool_id AND (
      t.vendor_id IN (SELECT vendor_id FROM owned_vendors(ARRAY[${largest}::int])) OR t.id IN (SELECT tool_id FROM resolve_access(${`{"vendors":[${largest}]}`}::jsonb)))
    CROSS JOIN generate_series(1, CASE WHEN t.id IS NULL THEN 1 ELSE 6 END) ORDER BY s.match_value, s.id`;
  return rows.map(({ id }) => id);
}

beforeAll(async () => {
  await loadShippedCatalogue(testDatabaseUrl(), now);
  largest = await largestVendor();
  const root = await newTeam("Meridian");
  const upper = await Promise.all(["Cloud", "Search", "Maps"].map((name) => newTeam(name, root)));
  const lower: number[] = [];
  for (const [index, parent] of upper.entries()) for (const n of [1, 2]) lower.push(await newTeam(`Part ${index}${n}`, parent));
  teams = [root, ...upper, ...lower];
  officer = await newViewer("Li Wei", ["SECURITY_OFFICER"], root);
  const sources = await Promise.all(
    (
      [
        ["OSQUERY", 60, true],
        ["FLEET", 1440, true],
        ["INTUNE", 10_080, false],
      ] as const
    ).map(([system, periodMinutes, enabled]) =>
      db.source.create({ data: { system, instance: "main", periodMinutes, enabled }, select: { id: true } }),
    ),
  );
  const software = await everySoftware();
  for (let n = 1; n <= 90; n++) {
    const leave = chance(n, "leave");
    const person = await db.person.create({
      data: {
        ...{
          externalId: `p${n}`,
          name: `Person ${n}`,
          email: `p${n}@meridian.example`,
          teamId: one(n, "team", teams),
          legalEntity: "Meridian",
        },
        ...{
          country: one(n, "country", ["CN", "US", "SG"]),
          workerType: one(n, "type", ["EMPLOYEE", "CONTRACTOR", "INTERN"]),
          active: chance(n, "active") < 0.9,
        },
        ...(leave < 0.2 ? { leaveFrom: new Date("2026-07-06"), leaveUntil: new Date(leave < 0.1 ? "2026-07-10" : "2026-07-09") } : {}),
      },
      select: { id: true },
    });
    const count = Math.floor(chance(n, "devices") * 3);
    for (let m = 0; m < count; m++) await newDevice(n * 10 + m, chance(n * 10 + m, "own") < 0.85 ? person.id : null, sources, software);
  }
});

async function newDevice(n: number, ownerPersonId: number | null, sources: { id: number }[], software: number[]) {
  const seen = { firstSeenAt: daysAgo(40), lastSeenAt: chance(n, "silent") < 0.2 ? daysAgo(9) : daysAgo(1) };
  const { id } = await db.device.create({
    data: {
      ...{
        platform: one(n, "platform", Object.values(DevicePlatform)),
        hostName: chance(n, "named") < 0.9 ? `host-${n}` : null,
        ownerPersonId,
        ...seen,
      },
      ownerTeamId: ownerPersonId === null && chance(n, "held") < 0.7 ? one(n, "holder", teams) : null,
      purpose: one(n, "purpose", [null, null, "WORKSTATION", "CI", "SHARED"]),
    },
    select: { id: true },
  });
  const source = (salt: string) => one(n, salt, sources).id;
  const items = Array.from({ length: Math.floor(chance(n, "items") * 9) }, (_, k) => ({
    ...{
      deviceId: id,
      softwareId: one(n, `item ${k}`, software),
      sourceId: source(`source ${k}`),
      pathKey: BigInt(k),
      path: `/opt/${k}`,
      ...seen,
    },
    ...(chance(n, `gone ${k}`) < 0.2 ? { lastSeenAt: daysAgo(20), goneAt: daysAgo(15) } : {}),
  }));
  await db.installation.createMany({ data: items });
  if (chance(n, "report") < 0.85)
    await db.report.create({ data: { deviceId: id, sourceId: source("reporter"), kinds: 1, collectedAt: daysAgo(1) } });
}

async function banOf(said: BanDraftInput): Promise<number> {
  const content = banDraftSchema.parse({
    ...said,
    duties: [{ kind: "UNINSTALL", deadlineLocal: "2026-07-10T00:00", deadlineZone: "Asia/Shanghai" }],
  });
  const { banId } = await draftBan(officer, { content }, now);
  contents[banId] = content;
  return banId;
}

const everyone = { everyone: true, include: [], exclude: [] };

async function rowsOf(banId: number, list: RadiusList, filters: RadiusFilters = {}) {
  const content = contents[banId];
  if (!content) throw new Error("Draft it first.");
  const rows: Awaited<ReturnType<typeof radiusRows>>["items"] = [];
  let cursor: string | undefined;
  do {
    // Small pages, so that paging is held to the counts as well.
    const page = await radiusRows(officer, { banId, content, list, filters }, { cursor, limit: 7 }, now);
    rows.push(...page.items);
    cursor = page.next ?? undefined;
  } while (cursor);
  return rows;
}

test.each([
  ["everybody", () => ({ selector: { vendors: [largest], tools: [] }, population: everyone })],
  [
    "a subtree without a part of it",
    () => ({
      selector: { vendors: [largest], tools: [] },
      population: { everyone: false, include: [teams[1] ?? 0, teams[2] ?? 0], exclude: [teams[4] ?? 0] },
    }),
  ],
  [
    "one country and no interns",
    () => ({
      selector: { vendors: [largest], tools: [] },
      population: { ...everyone, countries: { include: ["CN"], exclude: [] }, workerTypes: { include: [], exclude: ["INTERN" as const] } },
    }),
  ],
])("a ban of the largest vendor touches what a recomputation from the raw tables finds: %s", async (_, said) => {
  const banId = await banOf(said());
  const content = contents[banId] as BanDraft;
  const radius = await blastRadius(officer, content, now, banId);
  const naive = await naiveRadius(content, now, CUTOFF_DAY);
  expect(naive.found.devices).toBeGreaterThan(3);
  expect(naive.reach.tools).toBeGreaterThan(3);
  expect(radius.population).toEqual(naive.population);
  expect(radius.found).toEqual(naive.found);
  expect(radius.silent).toEqual(naive.silent);
  expect(radius.unmanaged).toBe(naive.unmanaged);
  expect(radius.onLeave).toEqual(naive.onLeave);
  expect([radius.ownerless.devices, radius.ci.devices, radius.kiosks.devices]).toEqual([naive.ownerless, naive.ci, naive.kiosks]);
  const byPeriod = (list: { periodMinutes: number; devices: number }[]) =>
    list.map(({ periodMinutes, devices }) => [periodMinutes, devices]).toSorted((a, b) => Number(a[0]) - Number(b[0]));
  expect(byPeriod(radius.sources)).toEqual(byPeriod(naive.periods));
  expect(radius.tools.map(({ name: _n, slug: _s, versionRange: _v, ...tool }) => tool).toSorted((a, b) => a.id - b.id)).toEqual(
    naive.perTool.toSorted((a, b) => a.id - b.id),
  );
  const { modes, ...reach } = radius.reach;
  expect(reach).toEqual(naive.reach);
  expect(modes.toSorted((a, b) => a.mode.localeCompare(b.mode))).toEqual(naive.modes.toSorted((a, b) => a.mode.localeCompare(b.mode)));
  expect((await rowsOf(banId, "reach")).map(({ tool }) => tool).toSorted()).toEqual(naive.reachTools.toSorted());
});

test("every count opens as many rows, on pages and in the file", async () => {
  const banId = await banOf({ selector: { vendors: [largest], tools: [] }, population: everyone });
  const content = contents[banId] as BanDraft;
  const radius: BlastRadius = await blastRadius(officer, content, now, banId);
  const counts: [RadiusList, number][] = [
    ["people", radius.found.people],
    ["population", radius.population.people],
    ["on-leave", radius.onLeave.people],
    ["without-device", radius.population.withoutDevice],
    ["teams", radius.found.teams],
    ["all-teams", radius.population.teams],
    ["devices", radius.found.devices],
    ["ownerless", radius.ownerless.devices],
    ["ci", radius.ci.devices],
    ["kiosks", radius.kiosks.devices],
    ["without-owner", radius.population.devices],
    ["silent", radius.silent.devices],
    ["unmanaged", radius.unmanaged],
    ["installations", radius.found.installations],
    ["versions", radius.found.versions],
    ["tools", radius.tools.length],
    ["reach", radius.reach.tools],
    ["edges", radius.reach.edges],
    ["channels", radius.channels.filter(({ isOpen }) => isOpen).length],
    ["seats", radius.seats.tools],
    ["workflows", radius.workflows.workflows],
    ["exceptions", radius.exceptions],
  ];
  for (const [list, count] of counts) {
    const rows = await rowsOf(banId, list);
    expect([list, rows.length]).toEqual([list, count]);
    expect(new Set(rows.map(({ key, id }) => `${key} ${id}`)).size).toBe(count);
    expect(await Array.fromAsync(radiusCsvRows(officer, { banId, content, list, filters: {} }, now))).toHaveLength(count);
  }
  for (const tool of radius.tools) {
    expect(await rowsOf(banId, "devices", { tool: tool.id })).toHaveLength(tool.devices);
    expect(await rowsOf(banId, "people", { tool: tool.id })).toHaveLength(tool.people);
    expect(await rowsOf(banId, "installations", { tool: tool.id })).toHaveLength(tool.installations);
  }
  for (const { mode, tools } of radius.reach.modes) expect(await rowsOf(banId, "reach", { mode })).toHaveLength(tools);
  for (const { id, isTop, people, devices } of radius.topTeams) {
    const filters = { team: id, ...(isTop && { exact: "true" as const }) };
    expect(await rowsOf(banId, "devices", filters)).toHaveLength(devices);
    expect(await rowsOf(banId, "people", filters)).toHaveLength(people);
  }
});
