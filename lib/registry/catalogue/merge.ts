import type { entriesOf } from "./rules.ts";
import type { Sql } from "./sql.ts";

type Counts = { added: number; updated: number };
export type LoadedCatalogue = Record<"vendors" | "families" | "tools" | "identifiers" | "access", Counts>;

/** `current` is what the row holds and `incoming` what the catalogue says, both as SQL; `c` is the row, `entry` the catalogue's JSON. */
export type Field = { column: string; key: string; current: string; incoming: string };

const text = (column: string, key = column, type = "text"): Field => ({
  column,
  key,
  current: `to_jsonb(c.${column})`,
  incoming: `(entry->>'${key}')::${type}`,
});
const list = (column: string, key = column): Field => ({
  column,
  key,
  current: `coalesce(to_jsonb(c.${column}), '[]')`,
  incoming: `ARRAY(SELECT jsonb_array_elements_text(entry->'${key}'))`,
});
const reference = (column: string, key: string, table: string): Field => ({
  column,
  key,
  current: `(SELECT to_jsonb(slug) FROM ${table} WHERE id = c.${column})`,
  incoming: `(SELECT id FROM ${table} WHERE slug = entry->>'${key}')`,
});

export const FIELDS = {
  vendor: [
    text("name"),
    text("legal_name", "legalName"),
    reference("parent_id", "parent", "vendor"),
    text("hq_country", "hqCountry"),
    text("hq_city", "hqCity"),
    list("countries_not_served", "countriesNotServed"),
    text("notes"),
    text("confidence", "confidence", "confidence"),
  ],
  model_family: [
    text("name"),
    reference("vendor_id", "vendor", "vendor"),
    text("open_weights", "openWeights", "boolean"),
    text("licence"),
    text("notes"),
    { ...text("offers"), incoming: "entry->'offers'" },
    text("confidence", "confidence", "confidence"),
  ],
  tool: [
    text("name"),
    list("aliases"),
    reference("vendor_id", "vendor", "vendor"),
    text("category"),
    list("clients"),
    list("touches"),
    list("hosting"),
    list("any_service", "anyService"),
    list("any_weights", "anyWeights"),
    text("licence"),
    text("homepage"),
    text("status", "status", "tool_status"),
    reference("successor_id", "successor", "tool"),
    text("notes"),
    text("confidence", "confidence", "confidence"),
  ],
  identifier: [
    text("kind", "kind", "identifier_kind"),
    text("value"),
    text("match_value", "matchValue"),
    text("note"),
    text("source"),
    text("confidence", "confidence", "confidence"),
  ],
} satisfies Record<string, Field[]>;

/** What the catalogue is taken to have said from now on: the entry itself, or what an exported registry says it was. */
const NEW_BASE = "(CASE WHEN entry ? 'base' THEN nullif(entry->'base', 'null') ELSE entry END)";

/** Nothing, as one value: an empty list says no more than none. */
const gap = (value: string) => `coalesce(nullif(${value}, '[]'), 'null')`;

/**
 * A field that still holds what the catalogue last wrote takes the new value; one that differs was edited here and stays. Rows that are new,
 * marked so by the statement that added them, take everything.
 */
function merge(table: keyof typeof FIELDS, sameRow: string): string {
  const assignments = FIELDS[table].map(
    ({ column, key, current, incoming }) => `${column} = CASE
      WHEN c.catalogue_entry ? 'new' OR ${gap(current)} = ${gap(`c.catalogue_entry->'${key}'`)} THEN ${incoming}
      ELSE c.${column} END`,
  );
  return `UPDATE ${table} c SET ${assignments.join(",\n")}, catalogue_entry = ${NEW_BASE}
    FROM jsonb_array_elements($1::jsonb) entry
    WHERE ${sameRow} AND (entry ? 'base' OR c.catalogue_entry IS DISTINCT FROM entry)`;
}

const SAME_SLUG = "c.slug = entry->>'slug'";
// The value may have been corrected here: the entry remembers what the catalogue called it.
const SAME_IDENTIFIER = `c.tool_id = (SELECT id FROM tool WHERE slug = entry->>'tool')
  AND coalesce(c.catalogue_entry->>'kind', c.kind::text) = entry->>'kind'
  AND coalesce(c.catalogue_entry->>'value', c.value) = entry->>'value'`;

// What was merged into a tool leaves it what the catalogue said there.
const ITS_ENTRIES = "t.id IN (b.id, b.merged_into_id)";

const ADD = {
  vendor: `INSERT INTO vendor (slug, name, confidence, catalogue_entry)
    SELECT entry->>'slug', entry->>'name', (entry->>'confidence')::confidence, '{"new": true}'
    FROM jsonb_array_elements($1::jsonb) entry ON CONFLICT (slug) DO NOTHING`,
  model_family: `INSERT INTO model_family (slug, name, vendor_id, open_weights, confidence, catalogue_entry)
    SELECT entry->>'slug', entry->>'name', v.id, (entry->>'openWeights')::boolean, (entry->>'confidence')::confidence, '{"new": true}'
    FROM jsonb_array_elements($1::jsonb) entry JOIN vendor v ON v.slug = entry->>'vendor' ON CONFLICT (slug) DO NOTHING`,
  tool: `INSERT INTO tool (slug, name, vendor_id, category, confidence, catalogue_entry)
    SELECT entry->>'slug', entry->>'name', v.id, entry->>'category', (entry->>'confidence')::confidence, '{"new": true}'
    FROM jsonb_array_elements($1::jsonb) entry JOIN vendor v ON v.slug = entry->>'vendor' ON CONFLICT (slug) DO NOTHING`,
  // An identifier that the catalogue gave before and that is gone was removed here.
  identifier: `INSERT INTO identifier (tool_id, kind, value, match_value, confidence, source, catalogue_entry)
    SELECT t.id, (entry->>'kind')::identifier_kind, entry->>'value', entry->>'matchValue', (entry->>'confidence')::confidence,
      entry->>'source', '{"new": true}'
    FROM jsonb_array_elements($1::jsonb) entry JOIN tool t ON t.slug = entry->>'tool'
    WHERE NOT EXISTS (SELECT FROM tool b WHERE ${ITS_ENTRIES}
        AND b.catalogue_entry->'identifiers' ? concat_ws(' ', entry->>'kind', entry->>'value'))
      AND NOT EXISTS (SELECT FROM identifier c WHERE ${SAME_IDENTIFIER})
    ON CONFLICT (tool_id, kind, value) DO NOTHING`,
  model_access: `INSERT INTO model_access (tool_id, family_id, channel, mode, source, as_of)
    SELECT t.id, f.id, entry->>'channel', (entry->>'mode')::access_mode, entry->>'source', (entry->>'asOf')::date
    FROM jsonb_array_elements($1::jsonb) entry JOIN tool t ON t.slug = entry->>'tool' JOIN model_family f ON f.slug = entry->>'family'
    WHERE NOT EXISTS (SELECT FROM tool b WHERE ${ITS_ENTRIES} AND b.catalogue_entry->'access' ? concat_ws(' ', entry->>'family', entry->>'channel')
       )
    ON CONFLICT (tool_id, family_id, channel) DO NOTHING`,
};

/** Edges have no entry of their own: what the catalogue last said of them is in their tool's, or in that of what was merged into it. */
const MERGE_ACCESS = `WITH edge AS (
    SELECT a.id, to_jsonb(a.mode) AS mode, to_jsonb(a.source) AS source, to_jsonb(a.as_of) AS as_of, entry, coalesce(last, '{}') AS last
    FROM jsonb_array_elements($1::jsonb) entry JOIN tool t ON t.slug = entry->>'tool' JOIN model_family f ON f.slug = entry->>'family'
    JOIN model_access a ON a.tool_id = t.id AND a.family_id = f.id AND a.channel = entry->>'channel'
    LEFT JOIN LATERAL (
      SELECT b.catalogue_entry->'access'->concat_ws(' ', f.slug, a.channel) AS last FROM tool b
      WHERE ${ITS_ENTRIES} AND b.catalogue_entry->'access' ? concat_ws(' ', f.slug, a.channel) ORDER BY b.id <> t.id, b.id LIMIT 1
    ) said ON true
  ), merged AS (
    SELECT id, mode, source, as_of,
      CASE WHEN mode = last->'mode' THEN entry->'mode' ELSE mode END AS new_mode,
      CASE WHEN source = last->'source' THEN entry->'source' ELSE source END AS new_source,
      CASE WHEN coalesce(as_of, 'null') = coalesce(last->'asOf', 'null') THEN entry->'asOf' ELSE as_of END AS new_as_of
    FROM edge
  )
  UPDATE model_access a SET mode = (new_mode#>>'{}')::access_mode, source = new_source#>>'{}', as_of = (new_as_of#>>'{}')::date FROM merged m
  WHERE m.id = a.id AND (m.mode, m.source, coalesce(m.as_of, 'null')) IS DISTINCT FROM (new_mode, new_source, coalesce(new_as_of, 'null'))`;

/** Two loads run one after the other. */
export const CATALOGUE_LOCK = "SELECT pg_advisory_xact_lock(hashtext('interdict.catalogue'))::text";

/** Adds what is new and updates what nobody edited here, inside the caller's transaction. Again changes nothing. */
export async function mergeEntries(sql: Sql, entries: ReturnType<typeof entriesOf>): Promise<LoadedCatalogue> {
  const run = (text: string, rows: unknown[]) => (rows.length === 0 ? Promise.resolve(0) : sql.run(text, JSON.stringify(rows)));
  const load = async (add: string, update: string, rows: unknown[]): Promise<Counts> => {
    const added = await run(add, rows);
    return { added, updated: (await run(update, rows)) - added };
  };
  const vendors = await load(ADD.vendor, merge("vendor", SAME_SLUG), entries.vendors);
  const families = await load(ADD.model_family, merge("model_family", SAME_SLUG), entries.families);
  const addedTools = await run(ADD.tool, entries.tools);
  const identifiers = await load(ADD.identifier, merge("identifier", SAME_IDENTIFIER), entries.identifiers);
  const access = { added: await run(ADD.model_access, entries.access), updated: await run(MERGE_ACCESS, entries.access) };
  // Last, because the tools' entries say what the identifiers and edges were before.
  const tools = { added: addedTools, updated: (await run(merge("tool", SAME_SLUG), entries.tools)) - addedTools };
  return { vendors, families, tools, identifiers, access };
}
