import "server-only";
import type { Kind } from "@/lib/registry/catalogue/difference/schema";
import type { Sql } from "@/lib/registry/catalogue/sql";

/** An entry as its rows are: `state` is everything an update can change of it, `mark` tells two states apart. */
export type EntryState = { slug: string; state: { [table: string]: unknown }; mark: string };

const listOf = (table: string, owner: string, alias: string) =>
  `(SELECT coalesce(jsonb_agg(to_jsonb(r) ORDER BY r.id), '[]') FROM ${table} r WHERE r.${owner} = ${alias}.id)`;

const STATES: Record<Kind, string> = {
  vendor: `SELECT c.slug, jsonb_build_object('row', to_jsonb(c), 'vendor_event', ${listOf("vendor_event", "vendor_id", "c")}) AS state FROM vendor c WHERE c.slug = ANY ($1::text[])`,
  family: "SELECT c.slug, jsonb_build_object('row', to_jsonb(c)) AS state FROM model_family c WHERE c.slug = ANY ($1::text[])",
  tool: `SELECT c.slug, jsonb_build_object('row', to_jsonb(c), 'identifier', ${listOf("identifier", "tool_id", "c")},
      'model_access', ${listOf("model_access", "tool_id", "c")}, 'release', ${listOf("release", "tool_id", "c")}, 'decision', ${listOf("decision", "tool_id", "c")}) AS state
    FROM tool c WHERE c.slug = ANY ($1::text[])`,
  team: `SELECT t.external_id AS slug, jsonb_build_object('row', to_jsonb(s)) AS state
    FROM sensitive_team s JOIN team t ON t.id = s.team_id WHERE t.external_id = ANY ($1::text[])`,
};

/** By kind and slug ("tool/cursor"); what does not exist is not in it. A decision on a tool is not a change of its entry. */
export async function statesOf(sql: Sql, entries: Iterable<string>): Promise<Map<string, EntryState>> {
  const slugs = new Map<Kind, string[]>();
  for (const entry of entries) {
    const cut = entry.indexOf("/");
    const kind = entry.slice(0, cut) as Kind;
    const list = slugs.get(kind);
    if (list) list.push(entry.slice(cut + 1));
    else slugs.set(kind, [entry.slice(cut + 1)]);
  }
  const found = new Map<string, EntryState>();
  for (const [kind, wanted] of slugs) {
    const rows = await sql.rows<EntryState>(
      `SELECT slug, state, md5((state - 'decision')::text) AS mark FROM (${STATES[kind]}) found`,
      wanted,
    );
    for (const row of rows) found.set(`${kind}/${row.slug}`, row);
  }
  return found;
}
