import { beforeAll, expect, test } from "vitest";
import { mintViewer, type Viewer } from "@/lib/auth/viewer";
import { blastRadius } from "@/lib/bans/blast-radius/queries";
import { findInCatalogue, findTeams, namesIn } from "@/lib/bans/choices/queries";
import { type BanDraftInput, banDraftSchema } from "@/lib/bans/schema";
import { newTeam, newTool, newVendor, newViewer } from "@/lib/bans/testing";
import { db } from "@/lib/db";

const now = new Date("2026-07-08T07:00:00Z");
const daysAgo = (days: number) => new Date(now.getTime() - days * 86_400_000);
const everyone = { everyone: true, include: [], exclude: [] };
const draft = (said: BanDraftInput) => banDraftSchema.parse(said);

let officer: Viewer;
let cloud: number;
let search: number;
let vendor: number;
let tool: number;

async function newDevice(
  owner: { personId: number | null; teamId?: number },
  { software, seenDaysAgo = 0 }: { software: number[]; seenDaysAgo?: number },
) {
  const seen = { firstSeenAt: daysAgo(30), lastSeenAt: daysAgo(seenDaysAgo) };
  const data = { platform: "MACOS" as const, ownerPersonId: owner.personId, ownerTeamId: owner.teamId ?? null, ...seen };
  const { id } = await db.device.create({ data, select: { id: true } });
  const rows = software.map((softwareId) => ({ deviceId: id, softwareId, sourceId: 1, pathKey: 1n, path: "/usr/local", ...seen }));
  await db.installation.createMany({ data: rows });
  return id;
}

async function newSoftware(version: string, toolId: number): Promise<number> {
  const data = { kind: "NPM" as const, matchValue: "claude-code", version, name: "claude-code", firstSeenAt: now };
  const { id } = await db.software.create({ data, select: { id: true } });
  const identity = { toolId, kind: "NPM" as const, value: version, matchValue: "claude-code", confidence: "HIGH" as const, source: "test" };
  // The database names known software by itself when an identifier comes.
  await db.identifier.create({ data: identity, select: { id: true } });
  return id;
}

beforeAll(async () => {
  const root = await newTeam("Meridian");
  cloud = await newTeam("Cloud", root);
  search = await newTeam("Search", root);
  officer = await newViewer("Li Wei", ["SECURITY_OFFICER"], root);
  const { personId: fang } = await newViewer("Wang Fang", [], cloud);
  const { personId: min } = await newViewer("Zhao Min", [], search);
  vendor = await newVendor("Anthropic");
  tool = await newTool("Claude Code", vendor);
  const first = await newSoftware("1", tool);
  const second = await newSoftware("2", tool);
  await newDevice({ personId: fang }, { software: [first, second] });
  await newDevice({ personId: fang }, { software: [first] });
  await newDevice({ personId: min }, { software: [first], seenDaysAgo: 9 });
  await newDevice({ personId: null, teamId: search }, { software: [second] });
  await newDevice({ personId: min }, { software: [] });
});

test("counts people, devices and installations once each, and what is silent or ownerless beside them", async () => {
  const radius = await blastRadius(officer, draft({ selector: { vendors: [vendor], tools: [tool] }, population: everyone }), now);
  expect(radius.found).toEqual({ people: 1, teams: 2, devices: 3, installations: 4, versions: 2 });
  expect(radius.population).toEqual({ people: 3, devices: 1, teams: 3, withoutDevice: 1 });
  expect(radius.silent).toEqual({ devices: 1, withTool: 1 });
  expect(radius.ownerless).toEqual({ devices: 1, teams: [{ id: search, name: "Search", devices: 1 }] });
  expect(radius.tools).toMatchObject([{ name: "Claude Code", people: 1, devices: 3, installations: 4 }]);
  expect(radius.topTeams.map(({ name, devices }) => [name, devices])).toEqual([
    ["Cloud", 2],
    ["Search", 1],
  ]);
});

test("follows the population, and is empty without one", async () => {
  const selector = { vendors: [], tools: [tool] };
  const without = await blastRadius(officer, draft({ selector, population: { everyone: true, include: [], exclude: [cloud] } }), now);
  expect(without.found).toEqual({ people: 0, teams: 1, devices: 1, installations: 1, versions: 1 });
  const nobody = await blastRadius(officer, draft({ selector }), now);
  expect(nobody).toMatchObject({ found: { people: 0, devices: 0 }, population: { people: 0 }, silent: { devices: 0 } });
});

test("is not for a manager, whose view ends at their own teams", async () => {
  const manager = mintViewer({ ...officer, roles: ["EMPLOYEE", "MANAGER"], managedPaths: ["1"] });
  await expect(blastRadius(manager, draft({ population: everyone }), now)).rejects.toMatchObject({ code: "forbidden" });
});

test("vendors, tools and teams are found by name, and a tool by what its package is called", async () => {
  expect((await findInCatalogue(officer, "anthro")).vendors).toMatchObject([{ name: "Anthropic", tools: 1 }]);
  expect((await findInCatalogue(officer, "claude-code")).tools).toMatchObject([{ name: "Claude Code", vendor: "Anthropic" }]);
  expect((await findTeams(officer, "clou")).teams).toMatchObject([{ id: cloud, above: ["Meridian"], people: 1 }]);
  expect((await findTeams(officer, "100%")).teams).toEqual([]);
  const names = await namesIn(
    officer,
    draft({ selector: { vendors: [vendor], tools: [] }, population: { everyone: false, include: [cloud], exclude: [search] } }),
  );
  expect([names.vendors, names.tools, names.teams].map((list) => list.map(({ name }) => name))).toEqual([
    ["Anthropic"],
    [],
    ["Cloud", "Search"],
  ]);
});
