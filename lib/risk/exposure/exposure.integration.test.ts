import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { db } from "@/lib/db";
import { newOfficer, newPerson, newTeam } from "@/lib/testing";
import type { IdentifierKind } from "@/prisma/generated/enums";
import { exposureOfDevice } from "./device/queries";
import { exposureSummary, listExposure } from "./queries";
import { exposureByTeam } from "./teams/queries";

const RANGE = "vers:npm/>=2.1.91|<2.1.199";
/** What a device may hold: affected, not affected, unreadable, of unknown version, another package of the tool, and another tool. */
const SOFTWARE: { kind: IdentifierKind; value: string; version: string; standing: "inside" | "outside" | "unplaced" | "other" }[] = [
  { kind: "NPM", value: "@anthropic-ai/claude-code", version: "2.1.91", standing: "inside" },
  { kind: "NPM", value: "@anthropic-ai/claude-code", version: "2.1.198", standing: "inside" },
  { kind: "NPM", value: "@anthropic-ai/claude-code", version: "2.1.90", standing: "outside" },
  { kind: "NPM", value: "@anthropic-ai/claude-code", version: "2.1.199", standing: "outside" },
  { kind: "NPM", value: "@anthropic-ai/claude-code", version: "", standing: "unplaced" },
  { kind: "NPM", value: "@anthropic-ai/claude-code", version: "latest", standing: "unplaced" },
  { kind: "VSCODE", value: "anthropic.claude-code", version: "2.1.100", standing: "unplaced" },
  { kind: "NPM", value: "@openai/codex", version: "2.1.100", standing: "other" },
];

let officer: Awaited<ReturnType<typeof newOfficer>>;
let finding: { id: number; toolId: number; versionRange: string | null };
let softwareIds: number[];
let teams: { top: number; left: number; right: number };
let owners: number[];

beforeAll(async () => {
  officer = await newOfficer();
  const vendor = await db.vendor.create({ data: { slug: "anthropic", name: "Anthropic", confidence: "HIGH" } });
  const [claude, codex] = await Promise.all(
    ["claude-code", "codex"].map((slug) =>
      db.tool.create({
        data: { slug, name: slug, vendorId: vendor.id, category: "coding-agent", confidence: "HIGH" },
        select: { id: true },
      }),
    ),
  );
  if (!claude || !codex) throw new Error("The tools were not made.");
  softwareIds = [];
  for (const { kind, value, version, standing } of SOFTWARE) {
    const row = { kind, matchValue: value, version, name: value, firstSeenAt: new Date("2026-06-01") };
    const { id } = await db.software.create({ data: row, select: { id: true } });
    const toolId = standing === "other" ? codex.id : claude.id;
    await db.softwareTool.create({ data: { softwareId: id, toolId, identifierId: 1 } });
    softwareIds.push(id);
  }
  const said = { title: "Reads the time zone", summary: "It does.", behaviour: "ENVIRONMENT_FINGERPRINTING", versionRange: RANGE } as const;
  const when = { openedOn: new Date("2026-07-01"), recordedAt: new Date("2026-07-01"), updatedAt: new Date("2026-07-01") };
  const { id } = await db.finding.create({ data: { ...said, ...when, toolId: claude.id }, select: { id: true } });
  finding = { id, toolId: claude.id, versionRange: RANGE };
  const top = await newTeam({ name: "Company" });
  const [left, right] = [await newTeam({ name: "Left", parentId: top.id }), await newTeam({ name: "Right", parentId: top.id })];
  teams = { top: top.id, left: left.id, right: right.id };
  owners = [];
  for (const teamId of [left.id, left.id, right.id, top.id]) owners.push((await newPerson({ teamId })).id);
});

const HOUR = 3_600_000;
const START = Date.UTC(2026, 6, 1);
const HOURS = 60;
const at = (hour: number) => new Date(START + hour * HOUR);

type EpisodeGiven = { software: number; source: number; path: number; from: number; length: number | null };
type DeviceGiven = { owner: number | null; episodes: EpisodeGiven[] };

const episode: fc.Arbitrary<EpisodeGiven> = fc.record({
  software: fc.nat({ max: SOFTWARE.length - 1 }),
  source: fc.integer({ min: 1, max: 2 }),
  path: fc.integer({ min: 1, max: 2 }),
  from: fc.nat({ max: HOURS - 1 }),
  length: fc.option(fc.nat({ max: 20 }), { nil: null, freq: 4 }),
});
const device: fc.Arbitrary<DeviceGiven> = fc.record({
  owner: fc.option(fc.nat({ max: 3 }), { nil: null, freq: 4 }),
  // The key of an episode is where it is, whose, what, and from when.
  episodes: fc.uniqueArray(episode, {
    maxLength: 8,
    selector: ({ software, source, path, from }) => `${software} ${source} ${path} ${from}`,
  }),
});

async function store(devices: readonly DeviceGiven[]): Promise<number[]> {
  await db.installation.deleteMany();
  await db.device.deleteMany();
  const ids: number[] = [];
  for (const { owner, episodes } of devices) {
    const ownerPersonId = owner === null ? null : (owners[owner] ?? null);
    const made = await db.device.create({
      data: { platform: "MACOS", hostName: "host", ownerPersonId, firstSeenAt: at(0), lastSeenAt: at(HOURS) },
      select: { id: true },
    });
    ids.push(made.id);
    const rows = episodes.map(({ software, source, path, from, length }) => ({
      deviceId: made.id,
      softwareId: softwareIds[software] ?? 0,
      sourceId: source,
      pathKey: BigInt(path),
      path: `/path/${path}`,
      firstSeenAt: at(from),
      lastSeenAt: at(from),
      goneAt: length === null ? null : at(from + length),
    }));
    await db.installation.createMany({ data: rows });
  }
  return ids;
}

/** Step through every hour and ask whether it was there: what windows mean, said as plainly as possible. */
function naive({ episodes }: DeviceGiven, standing: "inside" | "unplaced"): { from: number; until: number | null }[] {
  const windows: { from: number; until: number | null }[] = [];
  const far = HOURS + 30;
  let open: number | null = null;
  for (let hour = 0; hour <= far; hour += 1) {
    const isThere = episodes.some(
      ({ software, from, length }) =>
        SOFTWARE[software]?.standing === standing && from <= hour && (length === null || hour < from + length),
    );
    if (isThere && open === null) open = hour;
    if (!isThere && open !== null) {
      windows.push({ from: open, until: hour });
      open = null;
    }
  }
  if (open !== null) windows.push({ from: open, until: null });
  return windows;
}

type Expected = Map<number, { windows: { from: Date; until: Date | null }[]; isStill: boolean }>;

function expected(devices: readonly DeviceGiven[], ids: readonly number[], group: "affected" | "unknown"): Expected {
  const rows: Expected = new Map();
  for (const [index, one] of devices.entries()) {
    const inside = naive(one, "inside");
    const windows = group === "affected" ? inside : inside.length > 0 ? [] : naive(one, "unplaced");
    if (windows.length === 0) continue;
    const dated = windows.map(({ from, until }) => ({ from: at(from), until: until === null ? null : at(until) }));
    rows.set(ids[index] ?? 0, { windows: dated, isStill: windows.some(({ until }) => until === null) });
  }
  return rows;
}

const list = (filters: object) => listExposure(officer.viewer, finding, { group: "affected", limit: 500, ...filters });

describe("windows", () => {
  test("on random histories they are what stepping through every hour finds, for lists, sums, teams and the device itself", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(device, { minLength: 1, maxLength: 6 }), async (devices) => {
        const ids = await store(devices);
        for (const group of ["affected", "unknown"] as const) {
          const wanted = expected(devices, ids, group);
          const { items } = await list({ group });
          const got = new Map(items.map(({ deviceId, windows, isStill }) => [deviceId, { windows, isStill }]));
          expect(got).toEqual(wanted);
          const { [group]: counts } = await exposureSummary(officer.viewer, finding);
          const people = new Set(items.flatMap(({ owner }) => owner?.id ?? []));
          expect([counts.devices, counts.people, counts.stillDevices]).toEqual([
            wanted.size,
            people.size,
            items.filter((one) => one.isStill).length,
          ]);
          const { rows } = await exposureByTeam(officer.viewer, finding, { group });
          expect(rows.reduce((sum, row) => sum + row.devices, 0)).toBe(wanted.size);
        }
        for (const [index, id] of ids.entries()) {
          const [own] = await exposureOfDevice(officer.viewer, id);
          const windows = naive(devices[index] ?? { owner: null, episodes: [] }, "inside");
          expect((own?.windows ?? []).map(({ from, until }) => ({ from, until }))).toEqual(
            windows.map(({ from, until }) => ({ from: at(from), until: until === null ? null : at(until) })),
          );
        }
      }),
      { numRuns: 40 },
    );
  }, 120_000);
});

const there = (software: number, from: number, length: number | null): EpisodeGiven => ({ software, source: 1, path: 1, from, length });

describe("lists", () => {
  test("what is still there stands first, the longest first, and pages follow each other without gaps", async () => {
    await store([
      { owner: 0, episodes: [there(0, 5, 10)] },
      { owner: 1, episodes: [there(0, 9, null)] },
      { owner: 2, episodes: [there(1, 3, null)] },
      { owner: null, episodes: [there(0, 1, 2)] },
    ]);
    const whole = (await list({})).items.map(({ deviceId }) => deviceId);
    const paged: number[] = [];
    let cursor: string | undefined;
    do {
      const { items, next } = await list({ limit: 1, cursor });
      paged.push(...items.map(({ deviceId }) => deviceId));
      cursor = next ?? undefined;
    } while (cursor !== undefined);
    expect(paged).toEqual(whole);
    expect((await list({})).items.map(({ windows, isStill }) => [isStill, windows[0]?.from])).toEqual([
      [true, at(3)],
      [true, at(9)],
      [false, at(1)],
      [false, at(5)],
    ]);
  });

  test("the counts of teams open the devices that they count", async () => {
    await store([
      { owner: 0, episodes: [there(0, 5, 10)] },
      { owner: 1, episodes: [there(0, 9, null)] },
      { owner: 3, episodes: [there(0, 9, null)] },
      { owner: null, episodes: [there(0, 1, 2)] },
    ]);
    // Other tests' people have teams of their own, so there is no single team on top here.
    const { rows, above } = await exposureByTeam(officer.viewer, finding, { group: "affected", parent: teams.top });
    expect(above.map(({ name }) => name)).toEqual(["Company"]);
    expect(rows.map(({ name, devices, people, stillDevices, isParent }) => [name, devices, people, stillDevices, isParent])).toEqual([
      ["Left", 2, 2, 1, false],
      ["Company", 1, 1, 1, true],
    ]);
    for (const { id, devices, isParent } of rows) {
      expect((await list({ team: id, within: isParent ? "own" : "subtree" })).items).toHaveLength(devices);
    }
    expect((await list({ team: 0 })).items).toHaveLength(1);
    expect((await list({ presence: "gone" })).items).toHaveLength(2);
  });

  test("a version that nobody can place is a group of its own, unless the device also had an affected one", async () => {
    await store([
      { owner: 0, episodes: [there(4, 5, null)] },
      { owner: 1, episodes: [there(6, 5, null), there(0, 1, 2)] },
      { owner: 2, episodes: [there(2, 5, null)] },
    ]);
    expect((await list({ group: "unknown" })).items.map(({ versions }) => versions)).toEqual([[{ kind: "NPM", version: "" }]]);
    expect((await list({})).items).toHaveLength(1);
  });

  test("a finding about every version counts every version, known or not", async () => {
    await store([
      { owner: 0, episodes: [there(4, 5, null)] },
      { owner: 1, episodes: [there(2, 5, null)] },
      { owner: 2, episodes: [there(7, 5, null)] },
    ]);
    const { items } = await listExposure(officer.viewer, { ...finding, versionRange: null }, { group: "affected", limit: 50 });
    expect(items).toHaveLength(2);
  });
});
