import "server-only";
import { refuse } from "@/lib/refusal";
import { type EntryChange, entryKey } from "@/lib/registry/catalogue/difference/schema";
import { mergeEntries } from "@/lib/registry/catalogue/merge";
import { rowsOf } from "@/lib/registry/catalogue/offer/rules";
import { writeRecords } from "@/lib/registry/catalogue/records/write";
import type { Sql } from "@/lib/registry/catalogue/sql";
import type { Comparison, StoredContent } from "@/lib/registry/catalogue/updates/compare";
import { namesIn, partOf, type removals, type Yielded } from "@/lib/registry/catalogue/updates/rules";

const TABLES = { vendor: "vendor", family: "model_family", tool: "tool" } as const;

/** Takes what is here for the catalogue's word, so that the merge puts the new value in its place. */
async function yieldFields(sql: Sql, { entries, identifiers }: Yielded): Promise<void> {
  for (const [kind, table] of Object.entries(TABLES)) {
    await sql.run(
      `UPDATE ${table} c SET catalogue_entry = coalesce(c.catalogue_entry, '{}') || (e->'patch')
       FROM jsonb_array_elements($1::jsonb) e WHERE c.slug = e->>'slug'`,
      JSON.stringify(entries.filter((entry) => entry.kind === kind)),
    );
  }
  const byId = new Map<number, object>();
  for (const { id, patch } of identifiers) byId.set(id, { ...byId.get(id), ...patch });
  await sql.run(
    `UPDATE identifier c SET catalogue_entry = coalesce(c.catalogue_entry, '{}') || (e->'patch')
     FROM jsonb_array_elements($1::jsonb) e WHERE c.id = (e->>'id')::int`,
    JSON.stringify([...byId].map(([id, patch]) => ({ id, patch }))),
  );
}

/** What the export says was merged into what; only entries that were not here before. */
async function writeMerges(sql: Sql, added: readonly EntryChange[]): Promise<void> {
  for (const kind of ["vendor", "tool"] as const) {
    const merged = added.flatMap(({ kind: own, slug, changes }) => {
      const into = own === kind ? changes.find(({ part, field }) => part === null && field === "mergedInto")?.now : undefined;
      return typeof into === "string" ? [{ slug, into }] : [];
    });
    if (merged.length === 0) continue;
    await sql.run(
      `UPDATE ${kind} c SET merged_into_id = w.id FROM jsonb_array_elements($1::jsonb) e JOIN ${kind} w ON w.slug = e->>'into' WHERE c.slug = e->>'slug'`,
      JSON.stringify(merged),
    );
  }
}

type Removed = ReturnType<typeof removals>;

async function removeParts(sql: Sql, { parts }: Removed, { registry }: Comparison): Promise<void> {
  const ids = { identifier: [] as number[], access: [] as number[] };
  for (const { slug, change } of parts) {
    const part = partOf(registry, slug, change.part);
    if (part) ids[part.kind].push(part.id);
  }
  await sql.run("DELETE FROM identifier WHERE id = ANY ($1::int[])", ids.identifier);
  await sql.run("DELETE FROM model_access WHERE id = ANY ($1::int[])", ids.access);
}

/** Whatever else refers to a row of this kind; such a row stays. */
export const IN_USE = {
  tool: `EXISTS (SELECT FROM decision d WHERE d.tool_id = c.id) OR EXISTS (SELECT FROM ban_scope_tool s WHERE s.tool_id = c.id)
    OR EXISTS (SELECT FROM ban b WHERE b.replacement_tool_id = c.id) OR EXISTS (SELECT FROM tool_request q WHERE q.tool_id = c.id)
    OR EXISTS (SELECT FROM tool o WHERE c.id IN (o.successor_id, o.merged_into_id))`,
  family: "EXISTS (SELECT FROM model_access a WHERE a.family_id = c.id)",
  vendor: `EXISTS (SELECT FROM tool t WHERE t.vendor_id = c.id) OR EXISTS (SELECT FROM model_family f WHERE f.vendor_id = c.id)
    OR EXISTS (SELECT FROM vendor v WHERE c.id IN (v.parent_id, v.merged_into_id))
    OR EXISTS (SELECT FROM ban_version b WHERE b.content->'selector'->'vendors' @> to_jsonb(c.id))`,
} as const;

/** What is lost with a row, besides. */
const WOULD_LOSE = {
  tool: "EXISTS (SELECT FROM software_tool s WHERE s.tool_id = c.id)",
  family: "false",
  vendor: "EXISTS (SELECT FROM vendor_event e WHERE e.vendor_id = c.id)",
} as const;

async function removeEntries(sql: Sql, { entries }: Removed): Promise<void> {
  for (const kind of ["tool", "family", "vendor"] as const) {
    const slugs = entries.filter((entry) => entry.kind === kind).map(({ slug }) => slug);
    if (slugs.length === 0) continue;
    const table = TABLES[kind];
    const used = await sql.rows<{ name: string }>(
      `SELECT c.name FROM ${table} c WHERE c.slug = ANY ($1::text[]) AND (${WOULD_LOSE[kind]} OR ${IN_USE[kind]}) ORDER BY c.name`,
      slugs,
    );
    if (used.length > 0) refuse("conflict", "catalogue.whyNot.inUse", { names: namesIn(used.map(({ name }) => name)), n: used.length });
    await sql.run(`DELETE FROM ${table} WHERE slug = ANY ($1::text[])`, slugs);
  }
}

export type Plan = { content: StoredContent; comparison: Comparison; chosen: ReadonlySet<string>; yielded: Yielded; removed: Removed };

/** Everything an application writes to the registry. */
export async function writePlan(sql: Sql, { content, comparison, chosen, yielded, removed }: Plan): Promise<void> {
  await yieldFields(sql, yielded);
  await mergeEntries(sql, rowsOf(comparison.offer, chosen));
  const added = comparison.differing.filter((entry) => entry.state === "added" && chosen.has(entryKey(entry)));
  await writeMerges(sql, added);
  const remembered = comparison.offer.remembered.filter(({ slug }) => chosen.has(`tool/${slug}`));
  await sql.run(
    "UPDATE tool c SET catalogue_entry = e FROM jsonb_array_elements($1::jsonb) e WHERE c.slug = e->>'slug' AND c.merged_into_id IS NOT NULL",
    JSON.stringify(remembered),
  );
  if (content.kind === "export") await writeRecords(sql, content, comparison.leads, chosen);
  await removeParts(sql, removed, comparison);
  await removeEntries(sql, removed);
  // Whoever has one of these open notices when they save.
  const changed = comparison.differing.filter((entry) => entry.state === "changed" && chosen.has(entryKey(entry)));
  for (const [kind, table] of Object.entries(TABLES)) {
    const slugs = changed.filter((entry) => entry.kind === kind).map(({ slug }) => slug);
    await sql.run(`UPDATE ${table} SET revision = revision + 1 WHERE slug = ANY ($1::text[])`, slugs);
  }
}
