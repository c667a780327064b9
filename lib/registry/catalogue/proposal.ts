import type { EntryChange } from "./difference/schema.ts";
import type { Sql } from "./sql.ts";

/** How a batch of entries goes to the database: large enough to be quick, small enough for a statement. */
const BATCH = 2_000;

/** Keeps what the keys of a catalogue's sources stand for; what is known stays in its words. */
export async function storeSources(sql: Sql, sources: Record<string, string>): Promise<void> {
  await sql.run(
    "INSERT INTO catalogue_source (key, words) SELECT key, value FROM jsonb_each_text($1::jsonb) ON CONFLICT (key) DO UPDATE SET words = excluded.words",
    JSON.stringify(sources),
  );
}

/** Puts a comparison in the place of the one before. What was applied already stays as it was then. */
export async function storeComparison(sql: Sql, updateId: number, changes: readonly EntryChange[], now: Date): Promise<void> {
  await sql.run("DELETE FROM catalogue_change WHERE update_id = $1 AND applied_at IS NULL", updateId);
  for (let from = 0; from < changes.length; from += BATCH) {
    const rows = changes.slice(from, from + BATCH).map((change, index) => ({
      ...change,
      position: from + index,
      conflicts: change.changes.filter(({ is }) => is === "conflict").length,
    }));
    await sql.run(
      `INSERT INTO catalogue_change (update_id, position, kind, slug, name, state, conflicts, changes)
       SELECT $1::int, r.position, r.kind, r.slug, r.name, r.state, r.conflicts, r.changes
       FROM jsonb_to_recordset($2::jsonb) AS r (position int, kind text, slug text, name text, state text, conflicts int, changes jsonb)
       ON CONFLICT (update_id, kind, slug) DO NOTHING`,
      updateId,
      JSON.stringify(rows),
    );
  }
  await sql.run("UPDATE catalogue_update SET compared_at = $2::timestamptz, stamp = registry_stamp() WHERE id = $1::int", updateId, now);
}
