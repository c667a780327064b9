import { Readable } from "node:stream";
import { beforeAll, beforeEach, expect, test } from "vitest";
import { db, pool } from "@/lib/db";
import { loadCatalogue, offerShipped } from "@/lib/registry/catalogue/commands";
import { changeKey } from "@/lib/registry/catalogue/difference/schema";
import { exportRegistry } from "@/lib/registry/catalogue/export/commands";
import type { Catalogue } from "@/lib/registry/catalogue/schema";
import { applyUpdate } from "@/lib/registry/catalogue/updates/application/commands";
import { compareAgain, discardUpdate, proposeUpdate } from "@/lib/registry/catalogue/updates/commands";
import { getUpdate, listChanges, listProblems } from "@/lib/registry/catalogue/updates/queries";
import { applySchema, changesQuery } from "@/lib/registry/catalogue/updates/schema";
import { undoUpdate } from "@/lib/registry/catalogue/updates/undoing/commands";
import { newAuditor, newOfficer, newTeam } from "@/lib/testing";
import { shippedCatalogue } from "@/scripts/load-catalogue";

const now = new Date("2026-07-08T07:00:00Z");
const shipped = shippedCatalogue();
let officer: Awaited<ReturnType<typeof newOfficer>>;

beforeAll(async () => {
  officer = await newOfficer();
});

async function clear() {
  await db.$executeRaw`DELETE FROM catalogue_update`;
  await db.$executeRaw`DELETE FROM decision`;
  await db.$executeRaw`DELETE FROM sensitive_team`;
  await db.$executeRaw`DELETE FROM vendor_event`;
  await db.$executeRaw`DELETE FROM tool`;
  await db.$executeRaw`DELETE FROM model_family`;
  await db.$executeRaw`DELETE FROM vendor`;
  await db.$executeRaw`DELETE FROM catalogue_source`;
}

beforeEach(async () => {
  await clear();
  const client = await pool.connect();
  await loadCatalogue(client, shipped, now).finally(() => client.release());
});

function edition(change: (next: Catalogue) => void): Catalogue {
  const next = structuredClone(shipped);
  change(next);
  return next;
}

function toolIn(catalogue: Catalogue, slug: string) {
  const tool = catalogue.tools.find((one) => one.slug === slug);
  if (!tool) throw new Error(slug);
  return tool;
}

async function propose(content: unknown, { complete = true, name = "next.json" } = {}): Promise<number> {
  const text = typeof content === "string" ? content : JSON.stringify(content);
  return (await proposeUpdate(officer.viewer, { stream: Readable.from([Buffer.from(text)]), name, complete }, now)).id;
}

const changes = async (id: number, query: object = { show: "all" }) =>
  (await listChanges(officer.viewer, id, changesQuery.parse({ size: 100, ...query }))).items;
const apply = (id: number, input: object) => applyUpdate(officer.viewer, { ...applySchema.parse(input), id }, now);

async function exported(): Promise<string> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of await exportRegistry(officer.viewer, now)) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}

const tool = (slug: string) => db.tool.findUniqueOrThrow({ where: { slug } });

const NEXT = edition((next) => {
  const cursor = toolIn(next, "cursor");
  cursor.name = "Cursor Next";
  cursor.licence = "changed";
  cursor.identifiers.push({ kind: "NPM", value: "cursor-next", confidence: "HIGH", source: "npm", note: null });
  cursor.identifiers = cursor.identifiers.filter(
    ({ value }) => value !== shipped.tools.find(({ slug }) => slug === "cursor")?.identifiers[0]?.value,
  );
  next.vendors.push({ ...structuredClone(next.vendors[0] as Catalogue["vendors"][number]), slug: "brand-new", name: "Brand new" });
  next.tools.push({
    ...structuredClone(cursor),
    slug: "brand-new-tool",
    name: "Brand new tool",
    vendor: "brand-new",
    identifiers: [],
    access: [],
  });
  next.tools = next.tools.filter(({ slug }) => slug !== "poe");
});

test("an update shows what is added, changed, removed and in conflict, and changes nothing", async () => {
  await db.tool.update({ where: { slug: "cursor" }, data: { name: "Cursor (ours)" } });
  const before = await exported();
  const id = await propose(NEXT);
  const update = await getUpdate(officer.viewer, id);
  expect(update).toMatchObject({
    status: "PROPOSED",
    isFresh: true,
    problemCount: 0,
    counts: { added: 2, changed: 1, removed: 1, conflicts: 1, open: 4 },
  });
  const [cursor] = await changes(id, { show: "conflicts" });
  expect(cursor).toMatchObject({ kind: "tool", slug: "cursor", state: "changed", conflicts: 1 });
  expect(cursor?.changes.map(({ part, field, is, before, here, now }) => [part, field, is, before, here, now]).slice(0, 2)).toEqual([
    [null, "name", "conflict", "Cursor", "Cursor (ours)", "Cursor Next"],
    [null, "licence", "changed", toolIn(shipped, "cursor").licence, toolIn(shipped, "cursor").licence, "changed"],
  ]);
  expect(cursor?.changes.slice(2).map(({ part, is }) => `${is} ${part?.split(" ")[0]}`)).toEqual([
    "added identifier",
    "removed identifier",
  ]);
  expect(await exported()).toBe(before);
});

test("applied as a whole: ours stays in a conflict, nothing is removed, and a second comparison finds only what may be removed", async () => {
  await db.tool.update({ where: { slug: "cursor" }, data: { name: "Cursor (ours)" } });
  const { revision } = await tool("cursor");
  const id = await propose(NEXT);
  expect(await apply(id, { scope: "all" })).toMatchObject({ entries: 3, added: 2, changed: 1, removed: 0 });
  expect(await tool("cursor")).toMatchObject({ name: "Cursor (ours)", licence: "changed", revision: revision + 1 });
  expect(await db.tool.count({ where: { slug: { in: ["poe", "brand-new-tool"] } } })).toBe(2);
  const again = await propose(NEXT);
  expect((await changes(again)).map(({ slug, state }) => [slug, state])).toEqual([
    ["cursor", "changed"],
    ["poe", "removed"],
  ]);
  expect((await changes(again))[0]?.changes.map(({ is }) => is)).toEqual(["removed"]);
  const event = await db.auditEvent.findFirstOrThrow({ where: { action: "catalogue.applied" }, orderBy: { id: "desc" } });
  expect(event).toMatchObject({
    personId: officer.id,
    subjectId: String(id),
    after: { entries: 3, named: expect.arrayContaining(["tool/cursor"]) },
  });
});

test("applied by entry: only that, what it needs, and the catalogue's value where it was chosen", async () => {
  await db.tool.update({ where: { slug: "cursor" }, data: { name: "Cursor (ours)", licence: "ours" } });
  const id = await propose(NEXT);
  const theirs = [changeKey({ kind: "tool", slug: "cursor" }, { part: null, field: "name" })];
  await apply(id, { entries: ["tool/cursor"], theirs });
  expect(await tool("cursor")).toMatchObject({ name: "Cursor Next", licence: "ours" });
  expect(await db.tool.count({ where: { slug: "brand-new-tool" } })).toBe(0);
  // The rest of the same update, later: the tool brings its vendor.
  expect(await apply(id, { entries: ["tool/brand-new-tool"] })).toMatchObject({ entries: 2, needed: 1 });
  expect(await db.vendor.count({ where: { slug: "brand-new" } })).toBe(1);
  await expect(apply(id, { entries: ["tool/brand-new-tool"] })).rejects.toMatchObject({
    reason: { key: "catalogue.whyNot.nothingChosen" },
  });
});

test("what the catalogue no longer names goes only where it was chosen, and never what is in use", async () => {
  const id = await propose(NEXT);
  const [cursor] = await changes(id, { q: "cursor", show: "changed" });
  const gone = cursor?.changes.find(({ is }) => is === "removed");
  await db.decision.create({ data: { toolId: (await tool("poe")).id, status: "APPROVED", reason: "because", decidedAt: now } });
  const remove = [changeKey({ kind: "tool", slug: "cursor" }, gone ?? { part: null, field: null })];
  await expect(apply(id, { entries: ["tool/cursor"], remove: [...remove, "tool/poe"] })).rejects.toMatchObject({
    reason: { key: "catalogue.whyNot.inUse", values: { names: "Poe", n: 1 } },
  });
  await apply(id, { entries: ["tool/cursor"], remove });
  expect(
    await db.identifier.count({ where: { tool: { slug: "cursor" }, value: toolIn(shipped, "cursor").identifiers[0]?.value ?? "" } }),
  ).toBe(0);
  await db.decision.deleteMany();
  await apply(id, { remove: ["tool/poe"] });
  expect(await db.tool.count({ where: { slug: "poe" } })).toBe(0);
});

test("undoing puts everything back as it was, removals too", async () => {
  await db.tool.update({ where: { slug: "cursor" }, data: { name: "Cursor (ours)" } });
  const before = await exported();
  const id = await propose(NEXT);
  const theirs = [changeKey({ kind: "tool", slug: "cursor" }, { part: null, field: "name" })];
  const [cursor] = await changes(id, { show: "conflicts" });
  const gone = cursor?.changes.find(({ is }) => is === "removed") ?? { part: null, field: null };
  await apply(id, { scope: "all", theirs, remove: ["tool/poe", changeKey({ kind: "tool", slug: "cursor" }, gone)] });
  expect(await exported()).not.toBe(before);
  expect(await undoUpdate(officer.viewer, { id, rest: false }, now)).toEqual({ undone: 4, kept: 0 });
  expect(withoutSources(await exported())).toBe(withoutSources(before));
  expect(await getUpdate(officer.viewer, id)).toMatchObject({ status: "UNDONE", counts: { undone: 4 } });
  expect(await db.auditEvent.count({ where: { action: "catalogue.undone", subjectId: String(id) } })).toBe(1);
});

const withoutSources = (document: string) => document.slice(document.indexOf('"vendors":'));

test("undoing names what was changed since, and can leave that and undo the rest", async () => {
  const id = await propose(NEXT);
  await apply(id, { scope: "all" });
  await db.tool.update({ where: { slug: "cursor" }, data: { notes: "Edited since.", revision: { increment: 1 } } });
  await expect(undoUpdate(officer.viewer, { id, rest: false }, now)).rejects.toMatchObject({
    reason: { key: "catalogue.whyNot.changedSince", values: { names: "Cursor", n: 1 } },
  });
  expect(await db.tool.count({ where: { slug: "brand-new-tool" } })).toBe(1);
  expect(await undoUpdate(officer.viewer, { id, rest: true }, now)).toEqual({ undone: 2, kept: 1 });
  expect(await db.tool.count({ where: { slug: "brand-new-tool" } })).toBe(0);
  expect(await tool("cursor")).toMatchObject({ licence: "changed", notes: "Edited since." });
});

test("an added tool that got a decision since is not undone", async () => {
  const id = await propose(NEXT);
  await apply(id, { scope: "all" });
  await db.decision.create({ data: { toolId: (await tool("brand-new-tool")).id, status: "APPROVED", reason: "because", decidedAt: now } });
  await expect(undoUpdate(officer.viewer, { id, rest: false }, now)).rejects.toMatchObject({
    reason: { key: "catalogue.whyNot.inUseSince" },
  });
  expect(await undoUpdate(officer.viewer, { id, rest: true }, now)).toEqual({ undone: 1, kept: 2 });
  expect((await tool("cursor")).licence).toBe(toolIn(shipped, "cursor").licence);
});

test("nothing is applied that was not shown", async () => {
  const id = await propose(NEXT);
  await db.tool.update({ where: { slug: "cursor" }, data: { licence: "edited meanwhile", revision: { increment: 1 } } });
  expect(await getUpdate(officer.viewer, id)).toMatchObject({ isFresh: false });
  await expect(apply(id, { scope: "all" })).rejects.toMatchObject({
    reason: { key: "catalogue.whyNot.changedMeanwhile", values: { names: "Cursor", n: 1 } },
  });
  await compareAgain(officer.viewer, { id }, now);
  expect(await getUpdate(officer.viewer, id)).toMatchObject({ isFresh: true, counts: { conflicts: 1 } });
  await apply(id, { scope: "all" });
  expect((await tool("cursor")).licence).toBe("edited meanwhile");
});

test("a merged tool is not revived: what the catalogue says of it goes to the one it was merged into", async () => {
  const [loser, winner] = [await tool("poe"), await tool("cursor")];
  await db.identifier.updateMany({ where: { toolId: loser.id }, data: { toolId: winner.id } });
  await db.modelAccess.deleteMany({ where: { toolId: loser.id } });
  await db.tool.update({ where: { id: loser.id }, data: { mergedIntoId: winner.id } });
  expect(await changes(await propose(shipped))).toEqual([]);
  const id = await propose(
    edition((next) => {
      const poe = toolIn(next, "poe");
      poe.name = "Poe lives";
      poe.identifiers.push({ kind: "NPM", value: "poe-next", confidence: "HIGH", source: "npm", note: null });
    }),
  );
  expect((await changes(id)).map(({ slug, changes: [change] }) => [slug, change?.part, change?.is])).toEqual([
    ["cursor", "identifier NPM poe-next", "added"],
  ]);
  await apply(id, { scope: "all" });
  expect(await tool("poe")).toMatchObject({ name: "Poe", mergedIntoId: winner.id });
  expect(await db.identifier.findFirst({ where: { value: "poe-next" }, select: { toolId: true } })).toEqual({ toolId: winner.id });
});

test("a file with mistakes says where they are, and the good rows can be applied", async () => {
  const bad = edition((next) => {
    const cursor = toolIn(next, "cursor");
    cursor.licence = "good";
    cursor.identifiers.push({ kind: "NPM", value: "x".repeat(5_000), confidence: "HIGH", source: "npm", note: null });
    toolIn(next, "poe").vendor = "nobody";
    (next.vendors[0] as { hqCountry: string }).hqCountry = "XX";
    next.tools.push(structuredClone(cursor));
    (next.tools[0] as { surprise?: string }).surprise = "?";
  });
  const id = await propose(bad, { complete: false });
  const problems = (await listProblems(officer.viewer, id)) ?? [];
  const cursorAt = bad.tools.findIndex(({ slug }) => slug === "cursor");
  expect(problems.map(({ place, reason: { key } }) => `${place}: ${key.replace("catalogue.problem.", "")}`)).toEqual(
    expect.arrayContaining([
      "vendors[0]: country",
      "tools[0]: unknownField",
      `tools[${cursorAt}].identifiers[${toolIn(bad, "cursor").identifiers.length - 1}]: tooLong`,
      `tools[${bad.tools.length - 1}]: repeated`,
      `tools[${bad.tools.findIndex(({ slug }) => slug === "poe")}]: noVendor`,
    ]),
  );
  await apply(id, { scope: "all" });
  expect((await tool("cursor")).licence).toBe("good");
});

test("what is no catalogue is refused in words, and nothing is kept", async () => {
  const deep = `${"[".repeat(100)}${"]".repeat(100)}`;
  const expected: [string, string][] = [
    ["", "catalogue.refusal.empty"],
    ["not json", "catalogue.refusal.notJson"],
    ["x".repeat(10_000_000), "catalogue.refusal.notJson"],
    ["[]", "catalogue.refusal.notCatalogue"],
    ["{}", "catalogue.refusal.notCatalogue"],
    ['{"tools": 5}', "catalogue.refusal.notList"],
    [deep, "catalogue.refusal.tooDeep"],
    [`{"tools":[${"{},".repeat(1_000_000)}{}]}`, "catalogue.refusal.tooMany"],
    [`[${"[],".repeat(6_000_000)}0]`, "catalogue.refusal.tooManyValues"],
    [" ".repeat(65_000_000), "catalogue.refusal.tooLarge"],
  ];
  for (const [text, key] of expected) await expect(propose(text), key).rejects.toMatchObject({ reason: { key } });
  expect(await db.catalogueUpdate.count()).toBe(0);
}, 60_000);

test("the same file twice is one proposal; a discarded one cannot be applied, but compared anew", async () => {
  const id = await propose(NEXT);
  expect(await propose(NEXT)).toBe(id);
  await discardUpdate(officer.viewer, { id }, now);
  await expect(discardUpdate(officer.viewer, { id }, now)).rejects.toMatchObject({ code: "conflict" });
  await expect(apply(id, { scope: "all" })).rejects.toMatchObject({ reason: { key: "catalogue.whyNot.applyDiscarded" } });
  const { id: anew } = await compareAgain(officer.viewer, { id }, now);
  expect(await getUpdate(officer.viewer, anew)).toMatchObject({ status: "PROPOSED", name: "next.json", counts: { open: 4 } });
});

test("only officers change, and readers read", async () => {
  const id = await propose(NEXT);
  const { viewer } = await newAuditor();
  expect(await getUpdate(viewer, id)).not.toBeNull();
  await expect(applyUpdate(viewer, { ...applySchema.parse({ scope: "all" }), id }, now)).rejects.toMatchObject({ code: "forbidden" });
  await expect(undoUpdate(viewer, { id, rest: false }, now)).rejects.toMatchObject({ code: "forbidden" });
  await expect(discardUpdate(viewer, { id }, now)).rejects.toMatchObject({ code: "forbidden" });
});

test("an export imports into an empty registry to the same state, and into its own without a difference", async () => {
  const team = await newTeam({ name: "Research" });
  const cursor = await tool("cursor");
  await db.tool.update({ where: { id: cursor.id }, data: { name: "Cursor (ours)", homepage: null, aliases: ["光标", 'c"urs\\or'] } });
  await db.identifier.create({
    data: { toolId: cursor.id, kind: "PURL", value: "pkg:npm/Own@1", matchValue: "pkg:npm/own", confidence: "LOW", source: "me" },
  });
  await db.vendor.create({ data: { slug: "gone", name: "Gone", confidence: "LOW", mergedIntoId: cursor.vendorId } });
  await db.vendorEvent.create({
    data: {
      vendorId: cursor.vendorId,
      kind: "INCIDENT",
      happenedOn: now,
      title: "It broke",
      source: "news",
      recordedById: officer.id,
      recordedAt: now,
    },
  });
  await db.release.create({ data: { toolId: cursor.id, kind: "NPM", version: "1.2.3", publishedAt: now, source: "npm", recordedAt: now } });
  const decision = { toolId: cursor.id, reason: "because", decidedById: officer.id };
  await db.decision.create({
    data: { ...decision, status: "NOT_APPROVED", decidedAt: new Date("2026-01-01T00:00:00Z"), supersededAt: now },
  });
  await db.decision.create({
    data: { ...decision, status: "APPROVED", decidedAt: now, teamId: team.id, workerTypes: ["EMPLOYEE"], countries: ["CN", "DE"] },
  });
  await db.sensitiveTeam.create({ data: { teamId: team.id, reason: "export control", markedById: officer.id, markedAt: now } });
  const before = await exported();
  const same = await propose(before);
  expect(await getUpdate(officer.viewer, same)).toMatchObject({ kind: "export", problemCount: 0, counts: { open: 0 } });

  await clear();
  const id = await propose(before);
  expect(await listProblems(officer.viewer, id)).toEqual([]);
  await apply(id, { scope: "all" });
  expect(await exported()).toBe(before);
  // What was edited before stays protected after: the shipped catalogue finds nothing to overwrite.
  expect(await changes(await propose(shipped))).toEqual([]);
  await undoUpdate(officer.viewer, { id, rest: false }, now);
  expect(await db.tool.count()).toBe(0);
  expect(await db.decision.count()).toBe(0);
});

test("an export says row by row what has no place here", async () => {
  await db.decision.create({
    data: { toolId: (await tool("cursor")).id, status: "APPROVED", reason: "x", decidedAt: now, teamId: (await newTeam()).id },
  });
  const document = JSON.parse(await exported());
  document.decisions[0].team = "no-such-team";
  document.sensitiveTeams = [{ team: "nor-this", reason: "why", markedAt: now.toISOString() }];
  const id = await propose(document);
  expect((await listProblems(officer.viewer, id))?.map(({ place, reason }) => [place, reason.key, reason.values?.slug])).toEqual([
    ["decisions[0]", "catalogue.problem.noTeam", "no-such-team"],
    ["sensitiveTeams[0]", "catalogue.problem.noTeam", "nor-this"],
  ]);
});

test("the catalogue of a later version becomes a proposal, once", async () => {
  await clear();
  const client = await pool.connect();
  try {
    expect(await offerShipped(client, shipped, "1.0.0", now)).toMatchObject({ kind: "loaded" });
    expect(await offerShipped(client, shipped, "1.0.0", now)).toEqual({ kind: "known" });
    const before = await exported();
    const offered = await offerShipped(client, NEXT, "1.1.0", now);
    expect(offered).toMatchObject({ kind: "proposed", entries: 4 });
    expect(await offerShipped(client, NEXT, "1.1.0", now)).toEqual({ kind: "known" });
    expect(withoutSources(await exported())).toBe(withoutSources(before));
    const id = offered.kind === "proposed" ? offered.id : 0;
    expect(await getUpdate(officer.viewer, id)).toMatchObject({ origin: "shipped", name: "1.1.0", status: "PROPOSED", createdBy: null });
    await apply(id, { scope: "all" });
    expect((await tool("cursor")).licence).toBe("changed");
  } finally {
    client.release();
  }
});
