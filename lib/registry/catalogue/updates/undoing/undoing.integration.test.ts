import { beforeAll, beforeEach, expect, test } from "vitest";
import type { Viewer } from "@/lib/auth/viewer";
import { db } from "@/lib/db";
import { changeKey } from "@/lib/registry/catalogue/difference/schema";
import { getUpdate } from "@/lib/registry/catalogue/updates/queries";
import {
  apply,
  changesOf,
  entriesIn,
  exported,
  NEXT,
  now,
  officer,
  propose,
  shipped,
  shippedRegistry,
  toolIn,
  toolNow,
} from "@/lib/registry/catalogue/updates/testing";
import { undoUpdate } from "@/lib/registry/catalogue/updates/undoing/commands";

let viewer: Viewer;

beforeAll(async () => {
  ({ viewer } = await officer());
});
beforeEach(shippedRegistry);

test("undoing puts everything back as it was, removals too", async () => {
  await db.tool.update({ where: { slug: "cursor" }, data: { name: "Cursor (ours)" } });
  const before = await exported();
  const id = await propose(NEXT);
  const theirs = [changeKey({ kind: "tool", slug: "cursor" }, { part: null, field: "name" })];
  const [cursor] = await changesOf(id, { show: "conflicts" });
  const gone = cursor?.changes.find(({ is }) => is === "removed") ?? { part: null, field: null };
  await apply(id, { scope: "all", theirs, remove: ["tool/poe", changeKey({ kind: "tool", slug: "cursor" }, gone)] });
  expect(await exported()).not.toBe(before);
  expect(await undoUpdate(viewer, { id, rest: false }, now)).toEqual({ undone: 4, kept: 0 });
  expect(entriesIn(await exported())).toBe(entriesIn(before));
  expect(await getUpdate(viewer, id)).toMatchObject({ status: "UNDONE", counts: { undone: 4 } });
  expect(await db.auditEvent.count({ where: { action: "catalogue.undone", subjectId: String(id) } })).toBe(1);
});

test("undoing names what was changed since, and can leave that and undo the rest", async () => {
  const id = await propose(NEXT);
  await apply(id, { scope: "all" });
  await db.tool.update({ where: { slug: "cursor" }, data: { notes: "Edited since.", revision: { increment: 1 } } });
  await expect(undoUpdate(viewer, { id, rest: false }, now)).rejects.toMatchObject({
    reason: { key: "catalogue.whyNot.changedSince", values: { names: "Cursor", n: 1 } },
  });
  expect(await db.tool.count({ where: { slug: "brand-new-tool" } })).toBe(1);
  expect(await undoUpdate(viewer, { id, rest: true }, now)).toEqual({ undone: 2, kept: 1 });
  expect(await db.tool.count({ where: { slug: "brand-new-tool" } })).toBe(0);
  expect(await toolNow("cursor")).toMatchObject({ licence: "changed", notes: "Edited since." });
});

test("an added tool that got a decision since is not undone", async () => {
  const id = await propose(NEXT);
  await apply(id, { scope: "all" });
  await db.decision.create({
    data: { toolId: (await toolNow("brand-new-tool")).id, status: "APPROVED", reason: "because", decidedAt: now },
  });
  await expect(undoUpdate(viewer, { id, rest: false }, now)).rejects.toMatchObject({
    reason: { key: "catalogue.whyNot.inUseSince" },
  });
  expect(await undoUpdate(viewer, { id, rest: true }, now)).toEqual({ undone: 1, kept: 2 });
  expect((await toolNow("cursor")).licence).toBe(toolIn(shipped, "cursor").licence);
});
