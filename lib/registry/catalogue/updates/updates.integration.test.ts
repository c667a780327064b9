import { beforeAll, beforeEach, expect, test } from "vitest";
import type { Viewer } from "@/lib/auth/viewer";
import { db, pool } from "@/lib/db";
import { offerShipped } from "@/lib/registry/catalogue/commands";
import { applyUpdate } from "@/lib/registry/catalogue/updates/application/commands";
import { compareAgain, discardUpdate } from "@/lib/registry/catalogue/updates/commands";
import { getUpdate } from "@/lib/registry/catalogue/updates/queries";
import { applySchema } from "@/lib/registry/catalogue/updates/schema";
import {
  apply,
  changesOf,
  edition,
  emptyRegistry,
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
import { newAuditor } from "@/lib/testing";

let viewer: Viewer;

beforeAll(async () => {
  ({ viewer } = await officer());
});
beforeEach(shippedRegistry);

test("an update shows what is added, changed, removed and in conflict, and changes nothing", async () => {
  await db.tool.update({ where: { slug: "cursor" }, data: { name: "Cursor (ours)" } });
  const before = await exported();
  const id = await propose(NEXT);
  const update = await getUpdate(viewer, id);
  expect(update).toMatchObject({
    status: "PROPOSED",
    isFresh: true,
    problemCount: 0,
    counts: { added: 2, changed: 1, removed: 1, conflicts: 1, open: 4 },
  });
  const [cursor] = await changesOf(id, { show: "conflicts" });
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

test("a merged tool is not revived: what the catalogue says of it goes to the one it was merged into", async () => {
  const [loser, winner] = [await toolNow("poe"), await toolNow("cursor")];
  await db.identifier.updateMany({ where: { toolId: loser.id }, data: { toolId: winner.id } });
  await db.modelAccess.deleteMany({ where: { toolId: loser.id } });
  await db.tool.update({ where: { id: loser.id }, data: { mergedIntoId: winner.id } });
  expect(await changesOf(await propose(shipped))).toEqual([]);
  const id = await propose(
    edition((next) => {
      const poe = toolIn(next, "poe");
      poe.name = "Poe lives";
      poe.identifiers.push({ kind: "NPM", value: "poe-next", confidence: "HIGH", source: "npm", note: null });
    }),
  );
  expect((await changesOf(id)).map(({ slug, changes: [change] }) => [slug, change?.part, change?.is])).toEqual([
    ["cursor", "identifier NPM poe-next", "added"],
  ]);
  await apply(id, { scope: "all" });
  expect(await toolNow("poe")).toMatchObject({ name: "Poe", mergedIntoId: winner.id });
  expect(await db.identifier.findFirst({ where: { value: "poe-next" }, select: { toolId: true } })).toEqual({ toolId: winner.id });
});

test("the same file twice is one proposal; a discarded one cannot be applied, but compared anew", async () => {
  const id = await propose(NEXT);
  expect(await propose(NEXT)).toBe(id);
  await discardUpdate(viewer, { id }, now);
  await expect(discardUpdate(viewer, { id }, now)).rejects.toMatchObject({ code: "conflict" });
  await expect(apply(id, { scope: "all" })).rejects.toMatchObject({ reason: { key: "catalogue.whyNot.applyDiscarded" } });
  const { id: anew } = await compareAgain(viewer, { id }, now);
  expect(await getUpdate(viewer, anew)).toMatchObject({ status: "PROPOSED", name: "next.json", counts: { open: 4 } });
});

test("only officers change, and readers read", async () => {
  const id = await propose(NEXT);
  const { viewer: auditor } = await newAuditor();
  expect(await getUpdate(auditor, id)).not.toBeNull();
  await expect(applyUpdate(auditor, { ...applySchema.parse({ scope: "all" }), id }, now)).rejects.toMatchObject({ code: "forbidden" });
  await expect(undoUpdate(auditor, { id, rest: false }, now)).rejects.toMatchObject({ code: "forbidden" });
  await expect(discardUpdate(auditor, { id }, now)).rejects.toMatchObject({ code: "forbidden" });
});

test("the catalogue of a later version becomes a proposal, once", async () => {
  await emptyRegistry();
  const client = await pool.connect();
  try {
    expect(await offerShipped(client, shipped, "1.0.0", now)).toMatchObject({ kind: "loaded" });
    expect(await offerShipped(client, shipped, "1.0.0", now)).toEqual({ kind: "known" });
    const before = await exported();
    const offered = await offerShipped(client, NEXT, "1.1.0", now);
    expect(offered).toMatchObject({ kind: "proposed", entries: 4 });
    expect(await offerShipped(client, NEXT, "1.1.0", now)).toEqual({ kind: "known" });
    expect(entriesIn(await exported())).toBe(entriesIn(before));
    const id = offered.kind === "proposed" ? offered.id : 0;
    expect(await getUpdate(viewer, id)).toMatchObject({ origin: "shipped", name: "1.1.0", status: "PROPOSED", createdBy: null });
    // A newer one takes the place of one that still waits, which can be compared anew all the same.
    const newer = await offerShipped(client, { ...NEXT, tools: shipped.tools }, "1.2.0", now);
    expect(newer).toMatchObject({ kind: "proposed" });
    expect(await getUpdate(viewer, id)).toMatchObject({ status: "DISCARDED" });
    expect(await db.auditEvent.count({ where: { action: "catalogue.discarded", subjectId: String(id) } })).toBe(1);
    const again = await compareAgain(viewer, { id }, now);
    await apply(again.id, { scope: "all" });
    expect((await toolNow("cursor")).licence).toBe("changed");
  } finally {
    client.release();
  }
});
