import type { Tx } from "@/lib/db";
import { type Delivery, staged } from "./stage-names";

/** Brings the delivery's software into the dictionary and names what is new there. Afterwards `m_software` says which entry each delivered number is. */
export async function mergeSoftware(tx: Tx, { importId, now }: Delivery): Promise<void> {
  const added = await tx.$queryRaw<{ id: number }[]>`
    INSERT INTO software (kind, match_value, publisher, version, name, first_seen_at)
    SELECT DISTINCT ON (kind, match_value, publisher, version) kind, match_value, publisher, version, name, ${now}::timestamptz
    FROM ${staged(importId, "software")} ORDER BY kind, match_value, publisher, version, no
    ON CONFLICT DO NOTHING RETURNING id`;
  if (added.length > 0) await tx.$queryRaw`SELECT match_software(${added.map(({ id }) => id)}::int[])::text`;
  await tx.$executeRaw`
    CREATE TEMP TABLE m_software ON COMMIT DROP AS
    SELECT s.no, w.id AS software_id, kind_bit(w.kind) AS bit, EXISTS (SELECT FROM software_tool t WHERE t.software_id = w.id) AS matched
    FROM ${staged(importId, "software")} s JOIN software w USING (kind, match_value, publisher, version)`;
  await tx.$executeRaw`ANALYZE m_software`;
}
