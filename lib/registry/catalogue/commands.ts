import { createHash } from "node:crypto";
import type { ClientBase } from "pg";
import { differenceOf } from "./difference/rules.ts";
import { CATALOGUE_LOCK, type LoadedCatalogue, mergeEntries } from "./merge.ts";
import { offerOf } from "./offer/rules.ts";
import { presentRegistry } from "./present.ts";
import { storeComparison, storeSources } from "./proposal.ts";
import { entriesOf, mistakesOf } from "./rules.ts";
import { type Catalogue, catalogueSchema } from "./schema.ts";
import { type Sql, sqlOfClient } from "./sql.ts";

// Runs before the server does, by Node alone, so it speaks to the database through node-postgres and writes its audit events itself.

/** Throws with a sentence per mistake. */
export function parseCatalogue(content: unknown): Catalogue {
  const catalogue = catalogueSchema.parse(content);
  const mistakes = mistakesOf(catalogue);
  if (mistakes.length > 0) throw new Error(`The catalogue has mistakes:\n${mistakes.map((mistake) => `- ${mistake}`).join("\n")}`);
  return catalogue;
}

async function inOneTransaction<Result>(client: ClientBase, work: (sql: Sql) => Promise<Result>): Promise<Result> {
  await client.query("BEGIN");
  try {
    const sql = sqlOfClient(client);
    // Two servers that start at once load one after the other.
    await sql.rows(CATALOGUE_LOCK);
    const result = await work(sql);
    await client.query("COMMIT");
    return result;
  } catch (error) {
    await client.query("ROLLBACK");
    throw error;
  }
}

/** Adds what is new and updates what nobody edited here, in one transaction. Entries that left the catalogue stay. Again changes nothing. */
export function loadCatalogue(client: ClientBase, catalogue: Catalogue, now: Date): Promise<LoadedCatalogue> {
  return inOneTransaction(client, (sql) => loaded(sql, catalogue, now));
}

async function loaded(sql: Sql, catalogue: Catalogue, now: Date): Promise<LoadedCatalogue> {
  await storeSources(sql, catalogue.sources);
  const counts = await mergeEntries(sql, entriesOf(catalogue));
  if (Object.values(counts).some(({ added, updated }) => added + updated > 0))
    await record(sql, "catalogue.loaded", "catalogue", "shipped", counts, now);
  return counts;
}

export type Offered = { kind: "loaded"; loaded: LoadedCatalogue } | { kind: "proposed"; id: number; entries: number } | { kind: "known" };

/**
 * What the start of the product does with the catalogue it comes with: an empty registry takes it; later a catalogue that differs from what was
 * offered last becomes a proposal, so that nothing changes unseen. `version` is the product's.
 */
export function offerShipped(client: ClientBase, catalogue: Catalogue, version: string, now: Date): Promise<Offered> {
  return inOneTransaction(client, async (sql): Promise<Offered> => {
    const hash = createHash("sha256").update(JSON.stringify(catalogue)).digest();
    const [last] = await sql.rows<{ isSame: boolean }>(
      `SELECT content_hash = $1 AS "isSame" FROM catalogue_update WHERE origin = 'shipped' ORDER BY id DESC LIMIT 1`,
      hash,
    );
    if (last?.isSame) return { kind: "known" };
    const [{ isEmpty } = { isEmpty: false }] = await sql.rows<{ isEmpty: boolean }>(
      `SELECT NOT EXISTS (SELECT FROM vendor) AND NOT EXISTS (SELECT FROM tool) AND NOT EXISTS (SELECT FROM model_family) AS "isEmpty"`,
    );
    const counts = isEmpty ? await loaded(sql, catalogue, now) : null;
    const [row] = await sql.rows<{ id: number }>(
      `INSERT INTO catalogue_update (origin, name, content_hash, content, status, created_at, applied, settled_at)
       VALUES ('shipped', $1, $2, $3, $4::catalogue_update_status, $5, $6, $7) RETURNING id`,
      version,
      hash,
      JSON.stringify({ ...catalogue, complete: true, kind: "catalogue" }),
      isEmpty ? "APPLIED" : "PROPOSED",
      now,
      counts && JSON.stringify(counts),
      isEmpty ? now : null,
    );
    if (!row) throw new Error("The catalogue could not be stored.");
    if (counts) return { kind: "loaded", loaded: counts };
    return proposed(sql, row.id, catalogue, version, now);
  });
}

async function proposed(sql: Sql, id: number, catalogue: Catalogue, version: string, now: Date): Promise<Offered> {
  await storeSources(sql, catalogue.sources);
  const registry = await presentRegistry(sql);
  const changes = differenceOf(offerOf(catalogue, registry, true), registry);
  await storeComparison(sql, id, changes, now);
  // A proposal that is older than this one would take its changes back.
  const older = await sql.rows<{ id: number; name: string }>(
    `UPDATE catalogue_update SET status = 'DISCARDED', settled_at = $2 WHERE origin = 'shipped' AND status = 'PROPOSED' AND id < $1 RETURNING id, name`,
    id,
    now,
  );
  for (const one of older)
    await record(sql, "catalogue.discarded", "catalogue-update", String(one.id), { name: one.name, supersededBy: version }, now);
  const entries = changes.filter(({ state }) => state !== "settled").length;
  if (entries === 0) {
    await sql.run(`UPDATE catalogue_update SET status = 'APPLIED', settled_at = $2, applied = '{"entries": 0}' WHERE id = $1`, id, now);
    return { kind: "known" };
  }
  await record(sql, "catalogue.proposed", "catalogue-update", String(id), { origin: "shipped", name: version, entries }, now);
  return { kind: "proposed", id, entries };
}

async function record(sql: Sql, action: string, subjectKind: string, subjectId: string, after: object, now: Date): Promise<void> {
  await sql.run(
    `INSERT INTO audit_event (at, actor_kind, actor_name, action, subject_kind, subject_id, after)
     VALUES ($1, 'system', 'Interdict', $2, $3, $4, $5)`,
    now,
    action,
    subjectKind,
    subjectId,
    JSON.stringify(after),
  );
}
