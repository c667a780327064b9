import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { populationNow, resolveScope, scopeNow } from "@/lib/bans/selector/queries";
import { covers } from "@/lib/bans/selector/rules";
import { type Population, populationSchema, type Selector, selectorSchema } from "@/lib/bans/selector/schema";
import { newTeam, newTool, newVendor, newViewer } from "@/lib/bans/testing";
import { db } from "@/lib/db";
import { WorkerType } from "@/prisma/generated/enums";

// What the database means by the words of a ban, against the same said once more in plain TypeScript, on random companies and catalogues.

type Vendor = { id: number; parentId: number | null };
type Tool = { id: number; vendorId: number; mergedIntoId: number | null };
type Family = { id: number; vendorId: number };
type Edge = { toolId: number; familyId: number; channel: string };

const CHANNELS = ["anthropic-api", "amazon-bedrock", "openrouter"];
const RANGES = ["vers:npm/>=2.1.91", "vers:npm/<2.0.0"];

const [vendors, tools, families, edges]: [Vendor[], Tool[], Family[], Edge[]] = [[], [], [], []];

/** Always the same sequence, so that a failure can be looked at again. */
function dice(seed: number): (sides: number) => number {
  let state = seed;
  return (sides) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor((state / 2_147_483_648) * sides);
  };
}

beforeAll(async () => {
  const roll = dice(7);
  for (let n = 0; n < 14; n += 1) {
    const parentId = n > 2 && roll(3) > 0 ? (vendors[roll(vendors.length)]?.id ?? null) : null;
    vendors.push({ id: await newVendor(`Vendor ${n}`, parentId), parentId });
  }
  for (let n = 0; n < 40; n += 1) {
    const vendorId = vendors[roll(vendors.length)]?.id ?? 0;
    const id = await newTool(`Tool ${n}`, vendorId);
    const mergedIntoId = n > 5 && roll(8) === 0 ? (tools.find((tool) => tool.mergedIntoId === null)?.id ?? null) : null;
    if (mergedIntoId !== null) await db.tool.update({ where: { id }, data: { mergedIntoId } });
    tools.push({ id, vendorId, mergedIntoId });
  }
  for (let n = 0; n < 8; n += 1) {
    const vendorId = vendors[roll(vendors.length)]?.id ?? 0;
    const data = { slug: `family-${n}`, name: `Family ${n}`, vendorId, openWeights: false, confidence: "HIGH" as const };
    families.push({ ...(await db.modelFamily.create({ data, select: { id: true } })), vendorId });
  }
  for (const { id: toolId, mergedIntoId } of tools)
    for (const { id: familyId } of families)
      for (const channel of CHANNELS) if (mergedIntoId === null && roll(6) === 0) edges.push({ toolId, familyId, channel });
  await db.modelAccess.createMany({ data: edges.map((edge) => ({ ...edge, mode: "SELECTABLE" as const, source: "test" })) });
});

function ownedBy(named: readonly number[]): Set<number> {
  const owned = new Set(named);
  for (let before = -1; before !== owned.size; ) {
    before = owned.size;
    for (const { id, parentId } of vendors) if (parentId !== null && owned.has(parentId)) owned.add(id);
  }
  return owned;
}

const survivor = (id: number) => tools.find((tool) => tool.id === id)?.mergedIntoId ?? id;

/** The same in plain words: everything that one list means, less what is left out; whole where anything means it whole. */
function naively(selector: Selector): { tools: string[]; access: string[] } {
  const [owned, without] = [ownedBy(selector.vendors), ownedBy(selector.exclude.vendors)];
  const leftOut = new Set(selector.exclude.tools.map(survivor));
  const vendorOf = new Map(tools.map(({ id, vendorId }) => [id, vendorId]));
  const isIn = (toolId: number) => !leftOut.has(toolId) && !without.has(vendorOf.get(toolId) ?? 0);
  const meant = new Map<number, string | null>();
  for (const { toolId, range } of selector.ranges) meant.set(survivor(toolId), range);
  for (const { id, vendorId, mergedIntoId } of tools) if (mergedIntoId === null && owned.has(vendorId)) meant.set(id, null);
  for (const id of selector.tools) meant.set(survivor(id), null);
  const scope = [...meant].filter(([id]) => isIn(id));
  const whole = new Set(scope.filter(([, range]) => range === null).map(([id]) => id));
  const banned = new Set(
    families
      .filter(({ id, vendorId }) => owned.has(vendorId) || selector.families.includes(id))
      .filter(({ id, vendorId }) => !without.has(vendorId) && !selector.exclude.families.includes(id))
      .map(({ id }) => id),
  );
  const access = edges
    .filter(({ familyId, channel }) => banned.has(familyId) || selector.channels.includes(channel))
    .filter(({ toolId }) => isIn(toolId) && !whole.has(toolId))
    .filter(
      ({ familyId }) =>
        !selector.exclude.families.includes(familyId) && !without.has(families.find(({ id }) => id === familyId)?.vendorId ?? 0),
    )
    .filter(({ channel }) => !selector.exclude.channels.includes(channel));
  return {
    tools: scope.map(([id, range]) => `${id} ${range ?? "*"}`).sort(),
    access: access.map(({ toolId, familyId, channel }) => `${toolId} ${familyId} ${channel}`).sort(),
  };
}

const some = <Value>(values: readonly Value[], maxLength: number) => fc.uniqueArray(fc.constantFrom(...values), { maxLength });

test("a selector means in the database what it means in plain words", async () => {
  const ids = (list: readonly { id: number }[], most: number) =>
    some(
      list.map(({ id }) => id),
      most,
    );
  const selectors = fc.record({
    vendors: ids(vendors, 2),
    tools: ids(tools, 3),
    families: ids(families, 2),
    // A tool once: two ranges of one are refused before they get here.
    ranges: fc.uniqueArray(
      fc.record({
        toolId: fc.constantFrom(...tools.filter((tool) => tool.mergedIntoId === null).map(({ id }) => id)),
        range: fc.constantFrom(...RANGES),
      }),
      {
        maxLength: 3,
        selector: ({ toolId }) => toolId,
      },
    ),
    channels: some(CHANNELS, 1),
    exclude: fc.record({ vendors: ids(vendors, 2), tools: ids(tools, 2), families: ids(families, 1), channels: some(CHANNELS, 1) }),
  });
  await fc.assert(
    fc.asyncProperty(selectors, async (said) => {
      const selector = selectorSchema.parse(said);
      const scope = await resolveScope(db, selector);
      expect({
        tools: scope.tools.map(({ id, versionRange }) => `${id} ${versionRange ?? "*"}`).sort(),
        access: scope.access.map(({ toolId, familyId, channel }) => `${toolId} ${familyId} ${channel}`).sort(),
      }).toEqual(naively(selector));
    }),
    { numRuns: 250 },
  );
}, 120_000);

describe("a population", () => {
  const [ENTITIES, COUNTRIES] = [
    ["Meridian CN", "Meridian SG", "Meridian DE"],
    ["CN", "SG", "DE"],
  ];
  const WORKERS = Object.values(WorkerType);
  let teams: number[] = [];

  beforeAll(async () => {
    const roll = dice(11);
    teams = [await newTeam("Company")];
    for (let n = 0; n < 25; n += 1) teams.push(await newTeam(`Team ${n}`, teams[roll(teams.length)] ?? null));
    const people = Array.from({ length: 300 }, (_, n) => ({
      ...{ externalId: `p${n}`, name: `Person ${n}`, email: `p${n}@meridian.example`, active: roll(12) > 0 },
      ...{ teamId: teams[roll(teams.length)] ?? 0, legalEntity: ENTITIES[roll(3)] ?? "", country: COUNTRIES[roll(3)] ?? "" },
      workerType: WORKERS[roll(3)] ?? "EMPLOYEE",
    }));
    await db.person.createMany({ data: people });
  });

  test("is in the database whom the rule covers, one person at a time", async () => {
    const people = await db.$queryRaw<(Parameters<typeof covers>[1] & { id: number; active: boolean })[]>`
      SELECT p.id, p.active, t.path::text AS "teamPath", p.legal_entity AS "legalEntity", p.country::text, p.worker_type::text AS "workerType"
      FROM person p JOIN team t ON t.id = p.team_id`;
    const sides = <Value>(values: readonly Value[]) => fc.record({ include: some(values, 2), exclude: some(values, 1) });
    const populations: fc.Arbitrary<Population> = fc.record({
      ...{ everyone: fc.boolean(), include: some(teams, 3), exclude: some(teams, 2) },
      ...{ legalEntities: sides(ENTITIES), countries: sides(COUNTRIES), workerTypes: sides(WORKERS) },
    });
    await fc.assert(
      fc.asyncProperty(populations, async (population) => {
        const found = await db.$queryRaw<{ id: number }[]>`
          SELECT person_id AS id FROM population_people(${JSON.stringify(population)}::jsonb) ORDER BY person_id`;
        const covered = people.filter((person) => person.active && covers(population, person)).map(({ id }) => id);
        expect(found.map(({ id }) => id)).toEqual(covered.sort((a, b) => a - b));
      }),
      { numRuns: 150 },
    );
  }, 120_000);

  test("and scope are counted as one chooses them", async () => {
    const officer = await newViewer("Li Wei", ["SECURITY_OFFICER"], teams[0] ?? 0);
    const population = populationSchema.parse({ everyone: true, include: [], exclude: [], countries: { include: ["CN"] } });
    const people = await db.person.count({ where: { active: true, country: "CN" } });
    expect(await populationNow(officer, { population })).toMatchObject({ people, devices: 0 });
    expect(await populationNow(officer, {})).toBeNull();
    const [first] = tools;
    const selector = selectorSchema.parse({ vendors: [], tools: [first?.id] });
    expect(await scopeNow(officer, { selector }, 1)).toMatchObject({ counts: { tools: 1, devices: 0, people: 0 }, waiting: 0 });
    expect(await scopeNow(officer, {}, 1)).toBeNull();
  });
});
