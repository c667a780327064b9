import { FIELDS } from "./merge.ts";
import type { Values } from "./rules.ts";
import type { Sql } from "./sql.ts";

/** A row as it is, under the names of the catalogue's fields. `base` is what the catalogue said last; null: entered by hand. */
export type Present = { slug: string; name: string; here: Values; base: Values | null; mergedInto: string | null };
/** `id` only of identifiers: edges are known by their key. */
export type PresentPart = { id: number; tool: string; here: Values; base: Values | null };

/** What the registry holds, as far as a catalogue can speak of it. */
export type Registry = {
  vendors: Map<string, Present>;
  families: Map<string, Present>;
  tools: Map<string, Present>;
  identifiers: Map<string, PresentPart[]>;
  access: Map<string, PresentPart[]>;
};

const valuesOf = (table: keyof typeof FIELDS) =>
  `jsonb_build_object(${FIELDS[table].map(({ key, current }) => `'${key}', ${current}`).join(", ")})`;

const MERGED = (table: string) => `(SELECT m.slug FROM ${table} m WHERE m.id = c.merged_into_id)`;

export async function presentRegistry(sql: Sql): Promise<Registry> {
  const rows = (table: "vendor" | "model_family" | "tool") =>
    sql.rows<Present>(`SELECT c.slug, c.name, ${valuesOf(table)} AS here, c.catalogue_entry AS base,
      ${table === "model_family" ? "NULL" : MERGED(table)} AS "mergedInto" FROM ${table} c ORDER BY c.slug COLLATE "C"`);
  const vendors = await rows("vendor");
  const families = await rows("model_family");
  const tools = await rows("tool");
  const identifiers = await sql.rows<PresentPart>(`SELECT c.id, t.slug AS tool, ${valuesOf("identifier")} AS here, c.catalogue_entry AS base
    FROM identifier c JOIN tool t ON t.id = c.tool_id ORDER BY c.id`);
  const access = await sql.rows<PresentPart>(`SELECT a.id, t.slug AS tool, NULL AS base,
      jsonb_build_object('family', f.slug, 'channel', a.channel, 'mode', a.mode, 'source', a.source, 'asOf', a.as_of) AS here
    FROM model_access a JOIN tool t ON t.id = a.tool_id JOIN model_family f ON f.id = a.family_id ORDER BY a.id`);
  return {
    vendors: bySlug(vendors),
    families: bySlug(families),
    tools: bySlug(tools),
    identifiers: byTool(identifiers),
    access: byTool(access),
  };
}

function bySlug(rows: Present[]): Map<string, Present> {
  return new Map(rows.map((row) => [row.slug, row]));
}

function byTool(parts: PresentPart[]): Map<string, PresentPart[]> {
  const found = new Map<string, PresentPart[]>();
  for (const part of parts) {
    const list = found.get(part.tool);
    if (list) list.push(part);
    else found.set(part.tool, [part]);
  }
  return found;
}
