import { createHash } from "node:crypto";
import type { ClientBase } from "pg";
import { canonicalJson, mistakesOf } from "./rules.ts";
import { type Edition, editionSchema } from "./schema.ts";

// Runs before the server does, by Node alone, so it speaks to the database through node-postgres.

export function checksumOf(edition: Edition): Buffer {
  return createHash("sha256").update(canonicalJson(edition)).digest();
}

/** Throws where the product ships tables that cannot be used. */
export function parseShipped(content: unknown): Edition {
  const edition = editionSchema.parse(content);
  const mistakes = mistakesOf(edition);
  if (mistakes.length > 0) throw new Error(`The tables have mistakes: ${JSON.stringify(mistakes)}`);
  return edition;
}

/** Makes the shipped tables current where no edition is. Says whether it did; another time changes nothing. */
export async function takeShipped(client: ClientBase, edition: Edition, now: Date): Promise<boolean> {
  const { rowCount } = await client.query(
    `WITH loaded AS (
       INSERT INTO table_set (name, version, checksum, content, status, origin, proposed_at, current_from)
       SELECT $1, $2, $3, $4::jsonb, 'CURRENT', 'shipped', $5, $5
       WHERE NOT EXISTS (SELECT FROM table_set WHERE name = $1)
       ON CONFLICT DO NOTHING RETURNING id
     )
     INSERT INTO audit_event (at, actor_kind, actor_name, action, subject_kind, subject_id, after)
     SELECT $5, 'system', 'Interdict', 'tables.adopted', 'risk-tables', id::text, jsonb_build_object('version', $2::text, 'origin', 'shipped')
     FROM loaded`,
    [edition.name, edition.version, checksumOf(edition), JSON.stringify(edition), now],
  );
  return (rowCount ?? 0) > 0;
}
