import { beforeAll, beforeEach, expect, test } from "vitest";
import type { Viewer } from "@/lib/auth/viewer";
import { db } from "@/lib/db";
import { changeKey } from "@/lib/registry/catalogue/difference/schema";
import { compareAgain } from "@/lib/registry/catalogue/updates/commands";
import { getUpdate } from "@/lib/registry/catalogue/updates/queries";
import {
  apply,
  changesOf,
  NEXT,
  now,
  officer,
  propose,
  shipped,
  shippedRegistry,
  toolIn,
  toolNow,
} from "@/lib/registry/catalogue/updates/testing";

let viewer: Viewer;
let officerId: number;

beforeAll(async () => {
  ({ viewer, id: officerId } = await officer());
});
beforeEach(shippedRegistry);

test("applied as a whole: ours stays in a conflict, nothing is removed, and a second comparison finds only what may be removed", async () => {
  await db.tool.update({ where: { slug: "cursor" }, data: { name: "Cursor (ours)" } });
  const { revision } = await toolNow("cursor");
  const id = await propose(NEXT);
  expect(await apply(id, { scope: "all" })).toMatchObject({ entries: 3, added: 2, changed: 1, removed: 0 });
  expect(await toolNow("cursor")).toMatchObject({ name: "Cursor (ours)", licence: "changed", revision: revision + 1 });
  expect(await db.tool.count({ where: { slug: { in: ["poe", "brand-new-tool"] } } })).toBe(2);
  const again = await propose(NEXT);
  expect((await changesOf(again)).map(({ slug, state }) => [slug, state])).toEqual([
    ["cursor", "changed"],
    ["poe", "removed"],
  ]);
  expect((await changesOf(again))[0]?.changes.map(({ is }) => is)).toEqual(["removed"]);
  const event = await db.auditEvent.findFirstOrThrow({ where: { action: "catalogue.applied" }, orderBy: { id: "desc" } });
  expect(event).toMatchObject({
    personId: officerId,
    subjectId: String(id),
    after: { entries: 3, named: expect.arrayContaining(["tool/cursor"]) },
  });
});

test("applied by entry: only that, what it needs, and the catalogue's value where it was chosen", async () => {
  await db.tool.update({ where: { slug: "cursor" }, data: { name: "Cursor (ours)", licence: "ours" } });
  const id = await propose(NEXT);
  const theirs = [changeKey({ kind: "tool", slug: "cursor" }, { part: null, field: "name" })];
  await apply(id, { entries: ["tool/cursor"], theirs });
  expect(await toolNow("cursor")).toMatchObject({ name: "Cursor Next", licence: "ours" });
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
  const [cursor] = await changesOf(id, { q: "cursor", show: "changed" });
  const gone = cursor?.changes.find(({ is }) => is === "removed");
  await db.decision.create({ data: { toolId: (await toolNow("poe")).id, status: "APPROVED", reason: "because", decidedAt: now } });
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

test("nothing is applied that was not shown", async () => {
  const id = await propose(NEXT);
  await db.tool.update({ where: { slug: "cursor" }, data: { licence: "edited meanwhile", revision: { increment: 1 } } });
  expect(await getUpdate(viewer, id)).toMatchObject({ isFresh: false });
  await expect(apply(id, { scope: "all" })).rejects.toMatchObject({
    reason: { key: "catalogue.whyNot.changedMeanwhile", values: { names: "Cursor", n: 1 } },
  });
  await compareAgain(viewer, { id }, now);
  expect(await getUpdate(viewer, id)).toMatchObject({ isFresh: true, counts: { conflicts: 1 } });
  await apply(id, { scope: "all" });
  expect((await toolNow("cursor")).licence).toBe("edited meanwhile");
});
