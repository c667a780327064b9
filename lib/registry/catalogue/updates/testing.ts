import { Readable } from "node:stream";
import { db, pool } from "@/lib/db";
import { loadCatalogue } from "@/lib/registry/catalogue/commands";
import { exportRegistry } from "@/lib/registry/catalogue/export/commands";
import type { Catalogue } from "@/lib/registry/catalogue/schema";
import { applyUpdate } from "@/lib/registry/catalogue/updates/application/commands";
import { proposeUpdate } from "@/lib/registry/catalogue/updates/commands";
import { type ChangeItem, listChanges } from "@/lib/registry/catalogue/updates/queries";
import { applySchema, changesQuery } from "@/lib/registry/catalogue/updates/schema";
import { newOfficer } from "@/lib/testing";
import { shippedCatalogue } from "@/scripts/load-catalogue";

export const now = new Date("2026-07-08T07:00:00Z");
export const shipped = shippedCatalogue();

let theOfficer: ReturnType<typeof newOfficer> | undefined;

export function officer(): ReturnType<typeof newOfficer> {
  theOfficer ??= newOfficer();
  return theOfficer;
}

/** A registry without anything in it. */
export async function emptyRegistry(): Promise<void> {
  await db.$executeRaw`DELETE FROM catalogue_update`;
  await db.$executeRaw`DELETE FROM decision`;
  await db.$executeRaw`DELETE FROM sensitive_team`;
  await db.$executeRaw`DELETE FROM vendor_event`;
  await db.$executeRaw`DELETE FROM tool`;
  await db.$executeRaw`DELETE FROM model_family`;
  await db.$executeRaw`DELETE FROM vendor`;
  await db.$executeRaw`DELETE FROM catalogue_source`;
}

/** The registry as the shipped catalogue leaves it. */
export async function shippedRegistry(): Promise<void> {
  await emptyRegistry();
  const client = await pool.connect();
  await loadCatalogue(client, shipped, now).finally(() => client.release());
}

export function edition(change: (next: Catalogue) => void): Catalogue {
  const next = structuredClone(shipped);
  change(next);
  return next;
}

export function toolIn(catalogue: Catalogue, slug: string): Catalogue["tools"][number] {
  const tool = catalogue.tools.find((one) => one.slug === slug);
  if (!tool) throw new Error(`The catalogue holds no ${slug}.`);
  return tool;
}

/** One tool changed, a vendor with a tool added, and a tool left out. */
export const NEXT = edition((next) => {
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

export async function propose(content: unknown, { complete = true, name = "next.json" } = {}): Promise<number> {
  const text = typeof content === "string" ? content : JSON.stringify(content);
  const { viewer } = await officer();
  return (await proposeUpdate(viewer, { stream: Readable.from([Buffer.from(text)]), name, complete }, now)).id;
}

export async function changesOf(id: number, query: object = { show: "all" }): Promise<ChangeItem[]> {
  const { viewer } = await officer();
  return (await listChanges(viewer, id, changesQuery.parse({ size: 100, ...query }))).items;
}

export async function apply(id: number, input: object) {
  const { viewer } = await officer();
  return applyUpdate(viewer, { ...applySchema.parse(input), id }, now);
}

/** The whole registry as a document. */
export async function exported(): Promise<string> {
  const { viewer } = await officer();
  const chunks: Uint8Array[] = [];
  for await (const chunk of await exportRegistry(viewer, now)) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}

/** Without the header: what stands in it is not undone. */
export const entriesIn = (document: string): string => document.slice(document.indexOf('"vendors":'));

export const toolNow = (slug: string) => db.tool.findUniqueOrThrow({ where: { slug } });
