import { beforeAll, expect, test } from "vitest";
import type { Viewer } from "@/lib/auth/viewer";
import { approveBan } from "@/lib/bans/approval/commands";
import { draftBan, submitBan } from "@/lib/bans/commands";
import { publishBan } from "@/lib/bans/publication/commands";
import { banCode } from "@/lib/bans/rules";
import { banContent } from "@/lib/bans/testing";
import { db } from "@/lib/db";
import { deliver, npmSnapshot } from "@/lib/inventory/testing";
import { takeStep } from "@/lib/inventory/triage/commands";
import { countTriage, getTriageItem, listSteps, listTriage } from "@/lib/inventory/triage/queries";
import { type Step, stepSchema, triageListSchema } from "@/lib/inventory/triage/schema";
import { countStale, rateUnrated } from "@/lib/inventory/triage/sweep";
import { undoStep } from "@/lib/inventory/triage/undo/commands";
import { Refusal } from "@/lib/refusal";
import { newApprover, newOfficer, newPerson, newTeam } from "@/lib/testing";

const since = new Date("2026-07-08T00:00:00Z");
const at = (minute: number) => new Date(since.getTime() + minute * 60_000);

let officer: Viewer;
let colleague: Viewer;
let banned: number;
let code: string;

beforeAll(async () => {
  const team = await newTeam({ name: "Search" });
  officer = (await newOfficer({ name: "Li Wei" })).viewer;
  colleague = (await newOfficer({ name: "Gao Lin" })).viewer;
  const vendor = await db.vendor.create({ data: { slug: "unheard", name: "Unheard", confidence: "HIGH" } });
  const data = { slug: "unheard-coder", name: "Unheard Coder", vendorId: vendor.id, category: "coding-agent", confidence: "HIGH" as const };
  banned = (await db.tool.create({ data, select: { id: true } })).id;
  await db.identifier.create({
    data: { toolId: banned, kind: "NPM", value: "unheard", matchValue: "unheard", confidence: "HIGH", source: "test" },
  });
  for (const [n, name] of ["Wang Fang", "Zhao Min", "Sun Li"].entries()) {
    const person = await newPerson({ name, teamId: team.id });
    const device = { platform: "MACOS" as const, ownerPersonId: person.id, firstSeenAt: at(0), lastSeenAt: at(0) };
    const { id } = await db.device.create({ data: device, select: { id: true } });
    await db.deviceIdentity.create({ data: { kind: "SERIAL", value: `serial-000${n}`, deviceId: id } });
  }
  const drafted = await draftBan(officer, { content: banContent({ selector: { vendors: [], tools: [banned] } }) }, at(0));
  const approver = (await newApprover()).viewer;
  await submitBan(officer, { banId: drafted.banId }, at(0));
  await approveBan(approver, { banId: drafted.banId }, at(0));
  code = banCode(drafted.banId);
  await publishBan(officer, { banId: drafted.banId, code }, at(0));
});

let minute = 1;
/** Real deliveries of three laptops; the first two hold what is given. */
async function seen(...packages: string[]): Promise<void> {
  minute += 10;
  for (const n of [0, 1]) await deliver(npmSnapshot(since, minute, packages, { serial: `SERIAL-000${n}` }), at(minute + 1));
  await countStale(at(minute + 2), { againAfterMs: 0 });
  await rateUnrated();
}

const idOf = async (matchValue: string) => (await db.triageItem.findFirstOrThrow({ where: { matchValue }, select: { id: true } })).id;
const listed = async (search: object = {}) => (await listTriage(officer, triageListSchema.parse(search))).items;
const step = (given: Partial<Step> & Pick<Step, "deed">): Step => stepSchema.parse(given);
const refusal = (work: Promise<unknown>) =>
  work.then(
    () => null,
    (error: unknown) => (error instanceof Refusal ? error.reason : Promise.reject(error)),
  );

test("what inventories bring and nothing matches is counted and rated, likely AI tools first", async () => {
  await seen("left-pad@1.0.0", "unheard-ai-agent@1.0.0", "unheard@1.0.0");
  const items = await listed();
  expect(items.map(({ name, devices, teams }) => [name, devices, teams])).toEqual([
    ["unheard-ai-agent", 2, 1],
    ["left-pad", 2, 1],
  ]);
  expect(items[0]?.signals.map(({ key }) => key)).toContain("word");
  expect(items[0]?.firstSeenAt).toEqual(at(minute + 1));
  expect((await listed({ likely: "yes" })).map(({ name }) => name)).toEqual(["unheard-ai-agent"]);
  expect((await listed({ q: "PAD" })).map(({ name }) => name)).toEqual(["left-pad"]);
  expect(await listed({ kind: "VSCODE" })).toEqual([]);
  const detail = await getTriageItem(officer, await idOf("left-pad"));
  expect(detail).toMatchObject({
    ...{
      versionCount: 1,
      versions: [{ key: "1.0.0", devices: 2 }],
      platforms: [{ key: "MACOS", devices: 2 }],
      topTeams: [{ name: "Search", devices: 2 }],
    },
    ...{ paths: ["/usr/local/lib/node_modules/left-pad/package.json"], tools: [] },
  });
  expect(JSON.stringify(detail)).not.toContain("Wang Fang");
});

test("a merge notes what it changed, and it is counted again", async () => {
  await seen("left-pad@1.0.0", "unheard-ai-agent@1.0.0", "unheard@1.0.0");
  await deliver(npmSnapshot(since, minute + 5, ["left-pad@1.0.0"], { serial: "SERIAL-0002" }), at(minute + 6));
  expect((await listed({ q: "left-pad" }))[0]?.devices).toBe(2);
  await countStale(at(minute + 7), { againAfterMs: 60 * 60_000 });
  expect((await listed({ q: "left-pad" }))[0]?.devices).toBe(2);
  await countStale(at(minute + 7), { againAfterMs: 0 });
  expect((await listed({ q: "left-pad" }))[0]?.devices).toBe(3);
  expect(await db.triageTouch.count()).toBe(0);
});

test("assigning to a tool under a ban gives duties at once, and undoing takes them away", async () => {
  await seen("left-pad@1.0.0", "unheard-ai-agent@1.0.0");
  const installed = () => db.obligation.count({ where: { state: "INSTALLED", closedAt: null } });
  expect(await installed()).toBe(0);
  const item = await idOf("unheard-ai-agent");
  const done = await takeStep(officer, step({ deed: "assign", items: [item], tool: "unheard-coder" }), at(minute + 3));
  expect(done).toMatchObject({
    deed: "assigned",
    items: 1,
    identifiers: 1,
    held: { devices: 2, bans: [{ code, people: 2 }] },
    leftOut: [],
  });
  expect(await installed()).toBeGreaterThan(0);
  expect(await listed({ q: "unheard-ai" })).toEqual([]);
  const [identifier] = await db.identifier.findMany({ where: { matchValue: "unheard-ai-agent" } });
  expect(identifier).toMatchObject({ toolId: banned, kind: "NPM", confidence: "MEDIUM", source: "seen in our inventories" });
  expect(await db.auditEvent.count({ where: { action: "triage.assigned", subjectId: String(done.id) } })).toBe(1);

  const undone = await undoStep(colleague, { id: done.id }, at(minute + 4));
  expect(undone).toMatchObject({ removed: 1, kept: [], tool: { slug: "unheard-coder", isGone: false } });
  expect(await installed()).toBe(0);
  expect((await listed({ q: "unheard-ai" })).map(({ id }) => id)).toEqual([item]);
  expect(await refusal(undoStep(officer, { id: done.id }, at(minute + 5)))).toEqual({ key: "triage.whyNot.undone" });
  expect((await listSteps(officer, { limit: 5 })).items[0]).toMatchObject({
    deed: "assigned",
    by: "Li Wei",
    names: ["unheard-ai-agent"],
    undoneAt: at(minute + 4),
  });
});

test("an identifier that somebody has worked on since stays", async () => {
  await seen("worked-on-ai@1.0.0");
  const { id } = await takeStep(
    officer,
    step({ deed: "assign", items: [await idOf("worked-on-ai")], tool: "Unheard Coder" }),
    at(minute + 3),
  );
  await db.identifier.updateMany({ where: { matchValue: "worked-on-ai" }, data: { confidence: "VERIFIED" } });
  expect((await refusal(undoStep(officer, { id }, at(minute + 4))))?.key).toBe("triage.whyNot.changed");
  expect(await db.identifier.count({ where: { matchValue: "worked-on-ai" } })).toBe(1);
  expect(await db.triageAction.findUnique({ where: { id }, select: { undoneAt: true } })).toEqual({ undoneAt: null });
});

test("of two officers who assign the same, the second is told what it is now", async () => {
  await seen("raced-ai@1.0.0");
  const items = [await idOf("raced-ai")];
  const both = [officer, colleague].map((viewer) =>
    refusal(takeStep(viewer, step({ deed: "assign", items, tool: "unheard-coder" }), at(minute + 3))),
  );
  const answers = await Promise.all(both);
  expect(answers.filter((answer) => answer === null)).toHaveLength(1);
  expect(answers.find((answer) => answer !== null)).toEqual({
    key: "triage.whyNot.matched",
    values: { name: "raced-ai", tool: "Unheard Coder" },
  });
  expect(await db.identifier.count({ where: { matchValue: "raced-ai" } })).toBe(1);
});

test("what is dismissed stays dismissed when it appears again, until that is undone", async () => {
  await seen("ordinary@1.0.0");
  const item = await idOf("ordinary");
  const { id } = await takeStep(officer, step({ deed: "dismiss", items: [item], reason: "A library." }), at(minute + 3));
  await seen();
  await seen("ordinary@2.0.0");
  expect((await listed({ q: "ordinary" })).map(({ name }) => name)).toEqual([]);
  expect((await listed({ q: "ordinary", state: "dismissed" }))[0]).toMatchObject({ dismissReason: "A library.", devices: 2 });
  expect((await listed({ q: "ordinary", state: "all" })).map(({ id: found }) => found)).toEqual([item]);
  expect((await refusal(takeStep(officer, step({ deed: "assign", items: [item], tool: "unheard-coder" }), at(minute + 4))))?.key).toBe(
    "triage.whyNot.dismissed",
  );
  await undoStep(officer, { id }, at(minute + 5));
  expect((await listed({ q: "ordinary" })).map(({ id: found }) => found)).toEqual([item]);
});

test("many at once: those that can are taken, the others are named with their reason", async () => {
  await seen("bulk-ai-1@1.0.0", "bulk-ai-2@1.0.0", "bulk-ai-3@1.0.0");
  const items = await Promise.all(["bulk-ai-1", "bulk-ai-2", "bulk-ai-3"].map(idOf));
  const first = items[0] ?? 0;
  await takeStep(officer, step({ deed: "dismiss", items: [first], reason: "Not ours." }), at(minute + 3));
  const done = await takeStep(officer, step({ deed: "assign", items, tool: "unheard-coder", confidence: "HIGH" }), at(minute + 4));
  expect(done).toMatchObject({
    items: 2,
    identifiers: 2,
    leftOut: [{ id: first, name: "bulk-ai-1", why: { key: "triage.whyNot.dismissed" } }],
  });
  expect(await refusal(takeStep(officer, step({ deed: "assign", items, tool: "unheard-coder" }), at(minute + 5)))).toEqual({
    ...{ key: "triage.whyNot.none", values: { n: 3 } },
  });
});

test("all that the filter names, unless the set has changed", async () => {
  await seen("whole-1@1.0.0", "whole-2@1.0.0");
  const filters = triageListSchema.parse({ q: "whole-" });
  const { count, seen: set } = await countTriage(officer, filters);
  expect(count).toBe(2);
  const all = step({ deed: "dismiss", reach: "matching", q: "whole-", seen: set ?? "", reason: "Libraries." });
  await seen("whole-1@1.0.0", "whole-2@1.0.0", "whole-3@1.0.0");
  expect(await refusal(takeStep(officer, all, at(minute + 3)))).toEqual({ key: "triage.whyNot.setChanged", values: { n: 3 } });
  expect(await listed({ q: "whole-" })).toHaveLength(3);
  const now = await countTriage(officer, filters);
  expect(await takeStep(officer, { ...all, seen: now.seen ?? "" }, at(minute + 3))).toMatchObject({ items: 3 });
  expect(await listed({ q: "whole-" })).toEqual([]);
});

test("a tool made of it, and unmade as long as nothing rests on it", async () => {
  await seen("novel-gpt@1.0.0");
  const items = [await idOf("novel-gpt")];
  const make = step({ deed: "create", items, name: "Novel GPT", vendor: "Unheard", category: "coding-agent" });
  const first = await takeStep(officer, make, at(minute + 3));
  expect(first).toMatchObject({ deed: "created", tool: { slug: "novel-gpt" }, identifiers: 1, held: { devices: 2, bans: [] } });
  expect(await undoStep(officer, { id: first.id }, at(minute + 4))).toMatchObject({ tool: { isGone: true, keptBy: null } });
  expect(await db.tool.count({ where: { slug: "novel-gpt" } })).toBe(0);

  const second = await takeStep(officer, make, at(minute + 5));
  const tool = await db.tool.findUniqueOrThrow({ where: { slug: "novel-gpt" } });
  await db.decision.create({ data: { toolId: tool.id, status: "UNDER_REVIEW", reason: "Looking at it.", decidedAt: at(minute + 6) } });
  expect(await undoStep(officer, { id: second.id }, at(minute + 7))).toMatchObject({
    removed: 1,
    tool: { isGone: false, keptBy: "decisions" },
  });
  expect((await refusal(takeStep(officer, make, at(minute + 8))))?.key).toBe("tools.refusal.like");
});

test("software of a kind that names none can only be dismissed", async () => {
  const item = await db.triageItem.create({
    data: { kind: "PURL", matchValue: "pkg:generic/thing", name: "thing", firstSeenAt: at(0) },
    select: { id: true },
  });
  const items = [item.id];
  expect((await refusal(takeStep(officer, step({ deed: "assign", items, tool: "unheard-coder" }), at(1))))?.key).toBe("triage.whyNot.kind");
  expect(await takeStep(officer, step({ deed: "dismiss", items, reason: "No program." }), at(1))).toMatchObject({ items: 1 });
});

test("a change of the registry rates everything again", async () => {
  await seen("zzz-yonder@1.0.0");
  const score = async () => (await listed({ q: "zzz-yonder" }))[0]?.score;
  expect(await score()).toBe(0);
  await db.tool.update({ where: { id: banned }, data: { aliases: ["zzz yonder"] } });
  await rateUnrated();
  expect(await score()).toBe(60);
});

test("whoever only reads cannot take a step", async () => {
  const { viewer } = await newPerson({ roles: ["AUDITOR"] });
  expect(() => takeStep(viewer, step({ deed: "dismiss", items: [1], reason: "Because." }), at(0))).toThrow(Refusal);
  expect(() => undoStep(viewer, { id: 1 }, at(0))).toThrow(Refusal);
  expect((await listTriage(viewer, triageListSchema.parse({}))).items.length).toBeGreaterThan(0);
});
