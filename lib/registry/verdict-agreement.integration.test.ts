import fc from "fast-check";
import { beforeAll, expect, test } from "vitest";
import { db } from "@/lib/db";
import { decisionsInForce, ownPlace } from "@/lib/registry/queries";
import { type BanFact, decideVerdict } from "@/lib/registry/rules";
import { toolTableSchema } from "@/lib/registry/schema";
import { listTools } from "@/lib/registry/search/queries";
import { decidingBans } from "@/lib/registry/search/rules";
import { aBan } from "@/lib/registry/testing";
import { newOfficer, newPerson, newTeam } from "@/lib/testing";
import { DecisionStatus, WorkerType } from "@/prisma/generated/enums";

// The list decides in SQL what pages decide by the rule. Here both answer the same random companies.

const now = new Date("2026-07-08T07:00:00Z");
const hours = (n: number) => new Date(now.getTime() + n * 3_600_000);
const TOOLS = 12;

let officer: Awaited<ReturnType<typeof newOfficer>>;
let teams: number[];
let tools: number[];
let people: Awaited<ReturnType<typeof newPerson>>[];

beforeAll(async () => {
  officer = await newOfficer();
  const company = await newTeam({ name: "Company" });
  const [a, b] = [await newTeam({ parentId: company.id }), await newTeam({ parentId: company.id })];
  const [c, d] = [await newTeam({ parentId: a.id }), await newTeam({ parentId: a.id })];
  const e = await newTeam({ parentId: c.id });
  teams = [company, a, b, c, d, e].map(({ id }) => id);
  people = [];
  for (const [index, teamId] of teams.entries()) {
    const person = await newPerson({ teamId, country: index % 2 === 0 ? "CN" : "SG" });
    const workerType = Object.values(WorkerType)[index % 3] ?? "EMPLOYEE";
    await db.person.update({ where: { id: person.id }, data: { workerType }, select: { id: true } });
    people.push(person);
  }
  const vendor = await db.vendor.create({ data: { slug: "maker", name: "Maker", confidence: "HIGH" }, select: { id: true } });
  tools = [];
  for (let n = 0; n < TOOLS; n++) {
    const data = { slug: `tool-${n}`, name: `Tool ${n}`, vendorId: vendor.id, category: "ai-ide", confidence: "HIGH" as const };
    tools.push((await db.tool.create({ data, select: { id: true } })).id);
  }
});

const tool = fc.integer({ min: 0, max: TOOLS - 1 });
const team = fc.integer({ min: 0, max: 5 });
const decision = fc.record({
  tool,
  team: fc.option(team, { nil: null }),
  workerTypes: fc.subarray(Object.values(WorkerType)),
  countries: fc.subarray(["CN", "SG"]),
  status: fc.constantFrom(...Object.values(DecisionStatus)),
  hour: fc.integer({ min: -3, max: 0 }),
  superseded: fc.boolean(),
});
const exemptions = fc.array(
  fc
    .record({ from: fc.integer({ min: -9, max: 9 }), long: fc.integer({ min: 1, max: 20 }) })
    .map(({ from, long }) => ({ from: hours(from), until: hours(from + long) })),
  { maxLength: 2 },
);
const ban = fc
  .record({ tool, cutoff: fc.integer({ min: -9, max: 9 }), isLifted: fc.boolean(), applies: fc.boolean(), exemptions })
  .map(({ tool: of, cutoff, isLifted, applies, exemptions: given }) => ({
    tool: of,
    fact: aBan(hours(cutoff), { status: isLifted ? "LIFTED" : "PUBLISHED", applies, exemptions: given }),
  }));

test("the list and the rule give the same verdicts for every decision, audience, sensitive team, ban and person", async () => {
  const seen = new Set<string>();
  await fc.assert(
    fc.asyncProperty(
      fc.array(decision, { maxLength: 40 }),
      fc.uniqueArray(team, { maxLength: 3 }),
      fc.array(ban, { maxLength: 10 }),
      async (decisions, sensitive, bans) => {
        await db.$executeRaw`TRUNCATE decision, sensitive_team`;
        const kept = new Set<string>();
        await db.decision.createMany({
          data: decisions.map(({ tool: of, team: at, hour, superseded, ...said }) => {
            const audience = `${of} ${at} ${said.workerTypes} ${said.countries}`;
            const isOver = superseded || kept.has(audience);
            if (!isOver) kept.add(audience);
            const ids = { toolId: tools[of] ?? 0, teamId: at === null ? null : (teams[at] ?? null) };
            return { ...ids, ...said, reason: "tested", decidedAt: hours(hour), supersededAt: isOver ? now : null };
          }),
        });
        await db.sensitiveTeam.createMany({ data: sensitive.map((at) => ({ teamId: teams[at] ?? 0, reason: "tested", markedAt: now })) });
        const facts = new Map<number, BanFact[]>();
        for (const [index, { tool: of, fact }] of bans.entries()) {
          const id = tools[of] ?? 0;
          facts.set(id, [...(facts.get(id) ?? []), { ...fact, banId: index + 1 }]);
        }
        const held = await decisionsInForce(tools);
        const places = [null, ...(await Promise.all(people.map(({ viewer }) => ownPlace(viewer))))];
        for (const person of places) {
          const scope = { person, bans: decidingBans(facts, now), now };
          const { rows } = await listTools(officer.viewer, toolTableSchema.parse({}), scope);
          const expected = rows.map(({ id }) => decideVerdict({ decisions: held.get(id) ?? [], bans: facts.get(id) ?? [] }, person, now));
          expect(rows).toHaveLength(TOOLS);
          expect(rows.map(({ verdict }) => verdict)).toEqual(expected.map(({ kind }) => kind));
          expect(rows.map(({ cutoffAt }) => cutoffAt)).toEqual(expected.map(({ ban: decides }) => decides?.cutoffAt ?? null));
          for (const { kind, sensitive: withheld, exemption } of expected) {
            seen
              .add(kind)
              .add(withheld ? "withheld" : kind)
              .add(exemption ? "exempt" : kind);
          }
        }
      },
    ),
    { numRuns: 40 },
  );
  expect(seen).toEqual(new Set(["approved", "limits", "review", "unassessed", "refused", "scheduled", "banned", "withheld", "exempt"]));
}, 180_000);
