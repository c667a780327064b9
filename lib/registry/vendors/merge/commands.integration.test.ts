import { beforeAll, expect, test } from "vitest";
import { db, inTransaction } from "@/lib/db";
import { Refusal } from "@/lib/refusal";
import { editVendor } from "@/lib/registry/vendors/commands";
import { recordVendorEvent } from "@/lib/registry/vendors/events/commands";
import { listVendorEvents } from "@/lib/registry/vendors/events/queries";
import { recordEventSchema } from "@/lib/registry/vendors/events/schema";
import { mergeVendors } from "@/lib/registry/vendors/merge/commands";
import { previewMerge } from "@/lib/registry/vendors/merge/queries";
import { getVendor, listVendors } from "@/lib/registry/vendors/queries";
import { AT, addVendor } from "@/lib/registry/vendors/testing";
import { newAuditor, newOfficer } from "@/lib/testing";

let officer: Awaited<ReturnType<typeof newOfficer>>;
beforeAll(async () => {
  officer = await newOfficer();
});

const merge = (slug: string, into: string, more: object = {}) =>
  mergeVendors(officer.viewer, { slug, into, reason: "The same company", ...more }, AT);
const add = (given: object = {}) => addVendor(officer.viewer, { ...given });
const event = recordEventSchema.parse({ kind: "DISCLOSURE", happenedOn: "2026-06-30", title: "Told", source: "A letter" });

async function addTool(vendorId: number): Promise<{ id: number; slug: string }> {
  const slug = `tool-${crypto.randomUUID()}`;
  return db.tool.create({
    data: { slug, name: slug, vendorId, category: "coding-agent", confidence: "HIGH" },
    select: { id: true, slug: true },
  });
}

const vendorOf = async (toolId: number) =>
  (await db.tool.findUniqueOrThrow({ where: { id: toolId }, select: { vendorId: true } })).vendorId;

async function selected(vendors: number[], tools: number[] = []): Promise<number[]> {
  const rows = await db.$queryRaw<
    { id: number }[]
  >`SELECT tool_id AS id FROM selected_tools(${vendors}::int[], ${tools}::int[]) ORDER BY 1`;
  return rows.map(({ id }) => id);
}

test("everything moves, as the page said before, and the old address leads on", async () => {
  const [loser, winner] = [
    await add({
      name: "Moonshine",
      legalName: "Moonshine Ltd",
      hqCountry: "CN",
      hqCity: "Beijing",
      countriesNotServed: "US",
      notes: "Old note",
    }),
    await add({ name: "Moon", notes: "Ours" }),
  ];
  const child = await add({ parent: loser.slug });
  const tool = await addTool(loser.id);
  const family = await db.modelFamily.create({
    data: { slug: "moon-model", name: "Moon model", vendorId: loser.id, openWeights: true, confidence: "HIGH" },
    select: { id: true },
  });
  await recordVendorEvent(officer.viewer, { slug: loser.slug, ...event }, AT);

  const preview = await previewMerge(officer.viewer, { slug: loser.slug, into: winner.slug });
  expect(preview).toMatchObject({ moves: { tools: 1, families: 1, vendors: 1, events: 1 }, whyNot: null });
  expect(preview.facts.filled).toEqual(["legalName", "hqCountry", "hqCity", "countriesNotServed"]);
  const merged = await merge(loser.slug, winner.slug, { revision: 1, intoRevision: 1 });
  expect(merged).toMatchObject({ slug: "moon", revision: 2, mergedFrom: { slug: "moonshine", name: "Moonshine" }, moved: preview.moves });

  const facts = { legalName: "Moonshine Ltd", hqCountry: "CN", hqCity: "Beijing", countriesNotServed: ["US"], notes: "Ours" };
  expect(await getVendor(officer.viewer, "moonshine")).toMatchObject({ slug: "moon", mergedFrom: { slug: "moonshine" }, ...facts });
  expect(await getVendor(officer.viewer, "moon")).toMatchObject({
    mergedFrom: null,
    owned: [{ slug: child.slug }],
    families: [{ slug: "moon-model" }],
  });
  expect(await vendorOf(tool.id)).toBe(winner.id);
  expect(await db.modelFamily.findUnique({ where: { id: family.id }, select: { vendorId: true } })).toEqual({ vendorId: winner.id });
  expect((await listVendorEvents(officer.viewer, "moonshine", { limit: 5 }))?.items).toHaveLength(1);
  expect((await listVendors(officer.viewer, { q: "moonshine", limit: 5 })).items.map(({ slug }) => slug)).toEqual(["moon"]);
  for (const [slug, after] of [
    ["moon", { from: "moonshine", revision: 2 }],
    ["moonshine", { into: "moon" }],
  ] as const)
    expect(
      await db.auditEvent.findFirst({
        where: { subjectId: slug },
        orderBy: { id: "desc" },
        select: { action: true, after: true, reason: true },
      }),
    ).toMatchObject({ action: "vendor.merged", reason: "The same company", after });
});

test("a merged vendor changes no more, and its name and address stay taken", async () => {
  const [loser, winner] = [await add({ name: "Gone One" }), await add({ name: "Stays One" })];
  await merge(loser.slug, winner.slug);
  await expect(editVendor(officer.viewer, { slug: loser.slug, changes: { notes: "x" } }, AT)).rejects.toMatchObject({
    code: "conflict",
    reason: { key: "vendors.refusal.merged", values: { address: "/vendors/stays-one" } },
  });
  await expect(merge(loser.slug, winner.slug)).rejects.toMatchObject({ reason: { key: "vendors.refusal.merged" } });
  await expect(add({ name: "gone one" })).rejects.toMatchObject({ fields: { name: { key: "vendors.field.nameMerged" } } });
  await expect(add({ name: "Something", slug: "gone-one" })).rejects.toMatchObject({
    fields: { slug: { key: "vendors.field.slugTaken" } },
  });
  // The winner may take the name that was its own all along.
  await editVendor(officer.viewer, { slug: winner.slug, changes: { name: "Gone One" } }, AT);
});

test("addresses lead on over several merges at once", async () => {
  const [a, b, c] = [await add({ name: "First" }), await add({ name: "Second" }), await add({ name: "Third" })];
  await merge(a.slug, b.slug);
  await merge(b.slug, c.slug);
  expect(await getVendor(officer.viewer, a.slug)).toMatchObject({ slug: c.slug, mergedFrom: { slug: "first" } });
  expect(await db.vendor.count({ where: { mergedIntoId: c.id } })).toBe(2);
});

test("a draft that names the merged vendor means the other with what it owns", async () => {
  const [loser, winner] = [await add(), await add()];
  const child = await add({ parent: loser.slug });
  const tools = [await addTool(loser.id), await addTool(winner.id), await addTool(child.id)].map(({ id }) => id);
  await merge(loser.slug, winner.slug);
  expect(await selected([loser.id])).toEqual(tools);
  expect(await selected([winner.id])).toEqual(tools);
});

test("a winner that belonged to the loser belongs to whom the loser belonged to", async () => {
  const top = await add();
  const loser = await add({ parent: top.slug });
  const winner = await add({ parent: loser.slug });
  const sister = await add({ parent: loser.slug });
  expect((await merge(loser.slug, winner.slug)).moved.vendors).toBe(1);
  expect(await getVendor(officer.viewer, winner.slug)).toMatchObject({ owners: [{ slug: top.slug }], owned: [{ slug: sister.slug }] });
});

test("a loser that belonged to the winner leaves what it owned to it", async () => {
  const winner = await add();
  const loser = await add({ parent: winner.slug });
  const child = await add({ parent: loser.slug });
  await merge(loser.slug, winner.slug);
  expect(await getVendor(officer.viewer, winner.slug)).toMatchObject({ owners: [], owned: [{ slug: child.slug }] });
});

test("the owner of the loser is taken over, unless it belongs to the winner", async () => {
  const owner = await add();
  const [loser, winner] = [await add({ parent: owner.slug }), await add()];
  await merge(loser.slug, winner.slug);
  expect((await getVendor(officer.viewer, winner.slug))?.owners).toMatchObject([{ slug: owner.slug }]);
  const above = await add();
  const middle = await add({ parent: above.slug });
  const below = await add({ parent: middle.slug });
  await merge(below.slug, above.slug);
  expect(await getVendor(officer.viewer, above.slug)).toMatchObject({ owners: [], owned: [{ slug: middle.slug }] });
});

test("a merge that would make a vendor own itself is refused and leaves no trace", async () => {
  const loser = await add({ name: "Top of circle" });
  const middle = await add({ name: "Middle of circle", parent: loser.slug });
  const winner = await add({ name: "End of circle", parent: middle.slug });
  const tool = await addTool(loser.id);
  const refused = await merge(loser.slug, winner.slug).catch((error: unknown) => error);
  expect(refused).toBeInstanceOf(Refusal);
  expect(refused).toMatchObject({
    code: "conflict",
    reason: { key: "vendors.whyNot.mergeCircle", values: { through: "Middle of circle" } },
  });
  expect(await vendorOf(tool.id)).toBe(loser.id);
  expect((await previewMerge(officer.viewer, { slug: loser.slug, into: winner.slug })).whyNot).not.toBeNull();
  await expect(merge(loser.slug, loser.slug)).rejects.toMatchObject({ reason: { key: "vendors.whyNot.mergeItself" } });
});

test("whoever merges what changed since the page was read is told", async () => {
  const [loser, winner] = [await add(), await add()];
  await editVendor(officer.viewer, { slug: winner.slug, changes: { notes: "New" } }, AT);
  await expect(merge(loser.slug, winner.slug, { intoRevision: 1 })).rejects.toMatchObject({ reason: { key: "vendors.overtaken.by" } });
  await merge(loser.slug, winner.slug, { intoRevision: 2 });
});

test("of two who merge in opposite directions at once, one succeeds", async () => {
  const [a, b] = [await add(), await add()];
  const both = await Promise.allSettled([merge(a.slug, b.slug), merge(b.slug, a.slug)]);
  expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
});

test("a tool that comes to a vendor while it is merged comes to the other", async () => {
  const [loser, winner] = [await add(), await add()];
  let merging: Promise<unknown> = Promise.resolve();
  const slug = `tool-${crypto.randomUUID()}`;
  const { id } = await inTransaction(async (tx) => {
    const added = await tx.tool.create({
      data: { slug, name: slug, vendorId: loser.id, category: "other", confidence: "LOW" },
      select: { id: true },
    });
    merging = merge(loser.slug, winner.slug);
    await new Promise((resolve) => setTimeout(resolve, 200));
    return added;
  });
  await merging;
  expect(await vendorOf(id)).toBe(winner.id);
  // Also afterwards, whoever still knows the old number.
  expect(await vendorOf((await addTool(loser.id)).id)).toBe(winner.id);
  await db.vendor.update({ where: { id: (await add()).id }, data: { parentId: loser.id }, select: { id: true } });
  expect((await getVendor(officer.viewer, winner.slug))?.owned).toHaveLength(1);
});

test("auditors merge nothing", async () => {
  const [a, b] = [await add(), await add()];
  const { viewer } = await newAuditor();
  await expect(mergeVendors(viewer, { slug: a.slug, into: b.slug, reason: "No" }, AT)).rejects.toThrow("forbidden");
  await expect(previewMerge(viewer, { slug: a.slug, into: b.slug })).rejects.toThrow("forbidden");
});
