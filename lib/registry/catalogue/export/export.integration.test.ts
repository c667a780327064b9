import { beforeAll, beforeEach, expect, test } from "vitest";
import type { Viewer } from "@/lib/auth/viewer";
import { db } from "@/lib/db";
import { getUpdate, listProblems } from "@/lib/registry/catalogue/updates/queries";
import {
  apply,
  changesOf,
  emptyRegistry,
  exported,
  now,
  officer,
  propose,
  shipped,
  shippedRegistry,
  toolNow,
} from "@/lib/registry/catalogue/updates/testing";
import { undoUpdate } from "@/lib/registry/catalogue/updates/undoing/commands";
import { newTeam } from "@/lib/testing";

let viewer: Viewer;
let officerId: number;

beforeAll(async () => {
  ({ viewer, id: officerId } = await officer());
});
beforeEach(shippedRegistry);

test("an export imports into an empty registry to the same state, and into its own without a difference", async () => {
  const team = await newTeam({ name: "Research" });
  const cursor = await toolNow("cursor");
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
      recordedById: officerId,
      recordedAt: now,
    },
  });
  await db.release.create({ data: { toolId: cursor.id, kind: "NPM", version: "1.2.3", publishedAt: now, source: "npm", recordedAt: now } });
  await db.release.create({
    data: { toolId: cursor.id, kind: "NPM", version: "1.2.4", isWithdrawn: true, note: "Deprecated", source: "npm", recordedAt: now },
  });
  const [poe, zed] = [await toolNow("poe"), await toolNow("zed")];
  await db.tool.update({ where: { id: poe.id }, data: { status: "DISCONTINUED", successorId: cursor.id } });
  await db.tool.update({ where: { id: zed.id }, data: { mergedIntoId: cursor.id } });
  const [reached, left] = await db.modelAccess.findMany({ where: { toolId: cursor.id }, orderBy: { id: "asc" } });
  await db.modelAccess.update({ where: { id: reached?.id ?? 0 }, data: { mode: "DISABLED_BY_POLICY", source: "our policy" } });
  await db.modelAccess.delete({ where: { id: left?.id ?? 0 } });
  const decision = { toolId: cursor.id, reason: "because", decidedById: officerId };
  await db.decision.create({
    data: { ...decision, status: "NOT_APPROVED", decidedAt: new Date("2026-01-01T00:00:00Z"), supersededAt: now },
  });
  await db.decision.create({
    data: { ...decision, status: "APPROVED", decidedAt: now, teamId: team.id, workerTypes: ["EMPLOYEE"], countries: ["CN", "DE"] },
  });
  await db.sensitiveTeam.create({ data: { teamId: team.id, reason: "export control", markedById: officerId, markedAt: now } });
  const before = await exported();
  const same = await propose(before);
  expect(await getUpdate(viewer, same)).toMatchObject({ kind: "export", problemCount: 0, counts: { open: 0 } });

  await emptyRegistry();
  const id = await propose(before);
  expect(await listProblems(viewer, id)).toEqual([]);
  await apply(id, { scope: "all" });
  expect(await exported()).toBe(before);
  // What was edited before stays protected after: the shipped catalogue finds nothing to overwrite.
  expect(await changesOf(await propose(shipped))).toEqual([]);
  await undoUpdate(viewer, { id, rest: false }, now);
  expect(await db.tool.count()).toBe(0);
  expect(await db.decision.count()).toBe(0);
});

test("an export says row by row what has no place here", async () => {
  await db.decision.create({
    data: { toolId: (await toolNow("cursor")).id, status: "APPROVED", reason: "x", decidedAt: now, teamId: (await newTeam()).id },
  });
  const document = JSON.parse(await exported());
  document.decisions[0].team = "no-such-team";
  document.sensitiveTeams = [{ team: "nor-this", reason: "why", markedAt: now.toISOString() }];
  const id = await propose(document);
  expect((await listProblems(viewer, id))?.map(({ place, reason }) => [place, reason.key, reason.values?.slug])).toEqual([
    ["decisions[0]", "catalogue.problem.noTeam", "no-such-team"],
    ["sensitiveTeams[0]", "catalogue.problem.noTeam", "nor-this"],
  ]);
});
