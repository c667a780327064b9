import "server-only";
import type { Kind } from "@/lib/registry/catalogue/difference/schema";
import type { Sql } from "@/lib/registry/catalogue/sql";
import { IN_USE } from "@/lib/registry/catalogue/updates/application/write";

export type Undone = { kind: Kind; slug: string; before: { [table: string]: unknown } | null };

const TABLES = { vendor: "vendor", family: "model_family", tool: "tool" } as const;
const PARTS = {
  vendor: [["vendor_event", "vendor_id"]],
  family: [],
  tool: [
    ["identifier", "tool_id"],
    ["model_access", "tool_id"],
    ["release", "tool_id"],
  ],
} as const;

/** A table's own columns, so that a column that comes later is restored too. */
async function columnsOf(sql: Sql, table: string): Promise<string[]> {
  const rows = await sql.rows<{ name: string }>(
    `SELECT attname::text AS name FROM pg_attribute WHERE attrelid = $1::text::regclass AND attnum > 0 AND NOT attisdropped AND attgenerated = ''`,
    table,
  );
  return rows.map(({ name }) => name);
}

async function updateFrom(sql: Sql, table: string, rows: readonly unknown[], columns: readonly string[]): Promise<void> {
  const set = columns.map((name) => (name === "revision" ? "revision = c.revision + 1" : `"${name}" = b."${name}"`)).join(", ");
  await sql.run(
    `UPDATE ${table} c SET ${set} FROM jsonb_populate_recordset(NULL::${table}, $1::jsonb) b WHERE c.id = b.id`,
    JSON.stringify(rows),
  );
}

function insertMissing(sql: Sql, table: string, rows: readonly unknown[]): Promise<number> {
  return sql.run(
    `INSERT INTO ${table} SELECT b.* FROM jsonb_populate_recordset(NULL::${table}, $1::jsonb) b WHERE NOT EXISTS (SELECT FROM ${table} c WHERE c.id = b.id)`,
    JSON.stringify(rows),
  );
}

const rowsOf = (entries: readonly Undone[], table: string): unknown[] => entries.flatMap(({ before }) => before?.[table] ?? []);

async function restoreParts(sql: Sql, table: string, owner: string, ownerTable: string, entries: readonly Undone[]): Promise<void> {
  const rows = rowsOf(entries, table);
  await sql.run(
    `DELETE FROM ${table} p USING ${ownerTable} o WHERE p.${owner} = o.id AND o.slug = ANY ($1::text[])
       AND NOT EXISTS (SELECT FROM jsonb_populate_recordset(NULL::${table}, $2::jsonb) b WHERE b.id = p.id)`,
    entries.map(({ slug }) => slug),
    JSON.stringify(rows),
  );
  const columns = (await columnsOf(sql, table)).filter((name) => name !== "id");
  await updateFrom(sql, table, rows, columns);
  await insertMissing(sql, table, rows);
}

async function restoreKind(sql: Sql, kind: "vendor" | "family" | "tool", entries: readonly Undone[]): Promise<void> {
  const known = entries.filter(({ before }) => before !== null);
  if (known.length === 0) return;
  const table = TABLES[kind];
  const rows = rowsOf(known, "row");
  await insertMissing(sql, table, rows);
  // Owners and successors may have changed places: no half of a circle while they change back.
  const link = { vendor: "parent_id", family: null, tool: "successor_id" }[kind];
  if (link)
    await sql.run(
      `UPDATE ${table} SET ${link} = NULL WHERE slug = ANY ($1::text[]) AND ${link} IS NOT NULL`,
      known.map(({ slug }) => slug),
    );
  await updateFrom(
    sql,
    table,
    rows,
    (await columnsOf(sql, table)).filter((name) => name !== "id"),
  );
  for (const [part, owner] of PARTS[kind]) await restoreParts(sql, part, owner, table, known);
}

/** Decisions are never edited: those that came with the update go. */
function removeDecisions(sql: Sql, entries: readonly Undone[], ids: readonly number[]): Promise<number> {
  return sql.run(
    `DELETE FROM decision d USING tool t WHERE t.id = d.tool_id AND t.slug = ANY ($1::text[]) AND d.id = ANY ($2::int[])`,
    entries.map(({ slug }) => slug),
    ids,
  );
}

/** Takes away what the update added. Answers the entries ("tool/slug") that something else refers to by now; they stay. */
async function removeAdded(sql: Sql, entries: readonly Undone[]): Promise<string[]> {
  const kept: string[] = [];
  for (const kind of ["tool", "family", "vendor"] as const) {
    const table = TABLES[kind];
    let left = entries.filter((entry) => entry.kind === kind && entry.before === null).map(({ slug }) => slug);
    // Whoever owns or follows another one of them can go only after it.
    for (let gone = 1; gone > 0 && left.length > 0; ) {
      const rows = await sql.rows<{ slug: string }>(
        `SELECT c.slug FROM ${table} c WHERE c.slug = ANY ($1::text[]) AND NOT (${IN_USE[kind]})`,
        left,
      );
      const free = rows.map(({ slug }) => slug);
      if (kind === "vendor")
        await sql.run("DELETE FROM vendor_event e USING vendor c WHERE e.vendor_id = c.id AND c.slug = ANY ($1::text[])", free);
      await sql.run(`DELETE FROM ${table} WHERE slug = ANY ($1::text[])`, free);
      const isFree = new Set(free);
      gone = free.length;
      left = left.filter((slug) => !isFree.has(slug));
    }
    kept.push(...left.map((slug) => `${kind}/${slug}`));
  }
  return kept;
}

/** Puts the rows back as they were; `decisions` are the ids of those that came with the update. */
export async function restore(sql: Sql, entries: readonly Undone[], decisions: readonly number[]): Promise<string[]> {
  await removeDecisions(
    sql,
    entries.filter(({ kind }) => kind === "tool"),
    decisions,
  );
  const teams = entries.filter(({ kind }) => kind === "team").map(({ slug }) => slug);
  await sql.run("DELETE FROM sensitive_team s USING team t WHERE t.id = s.team_id AND t.external_id = ANY ($1::text[])", teams);
  for (const kind of ["vendor", "family", "tool"] as const)
    await restoreKind(
      sql,
      kind,
      entries.filter((entry) => entry.kind === kind),
    );
  return removeAdded(sql, entries);
}
