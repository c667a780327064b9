import type { Tx } from "@/lib/db";
import { Prisma } from "@/prisma/generated/client";
import { type Delivery, staged } from "./stage-names";

/** Devices that nobody knew: their sightings begin episodes, there is nothing to compare. */
export async function insertForNewDevices(tx: Tx, { importId, sourceId }: Delivery): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO installation (device_id, software_id, source_id, path_key, first_seen_at, last_seen_at, path)
    SELECT r.device_id, w.software_id, ${sourceId}, hashtextextended(i.path, 0), r.at, r.at, i.path
    FROM ${staged(importId, "item")} i JOIN m_report r ON r.no = i.report_no JOIN m_software w ON w.no = i.software_no
    WHERE r.is_new AND NOT r.held AND NOT i.gone`;
}

/** The newest complete report of the source that covers the kind, on the device. */
const newest = (sourceId: number, device: Prisma.Sql, bit: Prisma.Sql) => Prisma.sql`
  (SELECT max(p.collected_at) FROM report p WHERE p.device_id = ${device} AND p.source_id = ${sourceId} AND NOT p.held AND p.kinds & ${bit} <> 0)`;

/**
 * Sightings of one round, one row per item: those older than the newest complete report apart from the others. `containing` is the episode
 * they fall into, `next` the first one after them.
 */
async function compare(tx: Tx, sourceId: number, round: number): Promise<number> {
  await tx.$executeRaw`DROP TABLE IF EXISTS m_step`;
  await tx.$executeRaw`
    CREATE TEMP TABLE m_step ON COMMIT DROP AS
    SELECT k.*, e.containing, e.next
    FROM (
      SELECT s.device_id, s.software_id, s.path_key, min(s.path) AS path, n.at AS newest, coalesce(s.at < n.at, false) AS is_old,
        min(s.at) AS first_at, max(s.at) AS last_at, max(s.at) FILTER (WHERE s.covered) AS covered_at
      FROM m_sighting s CROSS JOIN LATERAL (SELECT ${newest(sourceId, Prisma.sql`s.device_id`, Prisma.sql`s.bit`)} AS at) n
      WHERE s.round = ${round} AND NOT s.is_gone
      GROUP BY s.device_id, s.software_id, s.path_key, n.at, coalesce(s.at < n.at, false)
    ) k
    CROSS JOIN LATERAL (
      SELECT max(i.first_seen_at) FILTER (WHERE i.first_seen_at <= k.last_at AND (i.gone_at IS NULL OR i.gone_at > k.last_at)) AS containing,
        min(i.first_seen_at) FILTER (WHERE i.first_seen_at > k.last_at) AS next
      FROM installation i
      WHERE i.device_id = k.device_id AND i.software_id = k.software_id AND i.source_id = ${sourceId} AND i.path_key = k.path_key
    ) e`;
  const [count] = await tx.$queryRaw<{ n: number }[]>`SELECT count(*)::int AS n FROM m_step`;
  if (count?.n) await tx.$executeRaw`ANALYZE m_step`;
  return count?.n ?? 0;
}

const sameItem = (sourceId: number) => Prisma.sql`
  i.device_id = m.device_id AND i.software_id = m.software_id AND i.source_id = ${sourceId} AND i.path_key = m.path_key`;

/** Begins episodes, or moves the ends of known ones. What only an old report has was gone when the newest complete one was taken. */
async function place(tx: Tx, sourceId: number): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO installation (device_id, software_id, source_id, path_key, first_seen_at, last_seen_at, gone_at, path)
    SELECT device_id, software_id, ${sourceId}, path_key, first_at, last_at, CASE WHEN is_old THEN newest END, path
    FROM m_step WHERE containing IS NULL AND next IS NULL`;
  await tx.$executeRaw`
    UPDATE installation i SET first_seen_at = m.first_at FROM m_step m
    WHERE ${sameItem(sourceId)} AND m.containing IS NULL AND i.first_seen_at = m.next`;
  await tx.$executeRaw`
    UPDATE installation i SET last_seen_at = m.last_at FROM m_step m
    WHERE ${sameItem(sourceId)} AND i.first_seen_at = m.containing AND i.last_seen_at < m.last_at
      AND (i.gone_at IS NOT NULL OR ((m.covered_at IS NULL OR m.covered_at < m.last_at) AND (m.newest IS NULL OR m.newest < m.last_at)))`;
  await tx.$executeRaw`INSERT INTO m_changed SELECT device_id, software_id FROM m_step WHERE containing IS NULL`;
}

/** A complete report lacks what the source had: it was there until the report before, and is gone. */
async function closeOwn(tx: Tx, sourceId: number, round: number, isSimple: boolean): Promise<void> {
  await tx.$executeRaw`
    WITH closed AS (
      UPDATE installation i SET gone_at = c.at, last_seen_at = c.last_at
      FROM (
        SELECT o.device_id, o.software_id, o.path_key, o.first_seen_at, r.at, greatest(o.last_seen_at, n.at) AS last_at
        FROM (SELECT DISTINCT device_id, kinds, at FROM m_report WHERE round = ${round} AND kinds <> 0 AND NOT held AND NOT (${isSimple} AND is_new)) r
        JOIN installation o ON o.device_id = r.device_id AND o.source_id = ${sourceId} AND o.gone_at IS NULL
        JOIN software w ON w.id = o.software_id AND r.kinds & kind_bit(w.kind) <> 0
        CROSS JOIN LATERAL (SELECT ${newest(sourceId, Prisma.sql`r.device_id`, Prisma.sql`kind_bit(w.kind)`)} AS at) n
        WHERE r.at > coalesce(n.at, '-infinity') AND greatest(o.last_seen_at, n.at) < r.at
          AND NOT EXISTS (
            SELECT FROM m_sighting s
            WHERE s.device_id = o.device_id AND s.software_id = o.software_id AND s.path_key = o.path_key AND s.at = r.at AND NOT s.is_gone)
      ) c
      WHERE i.device_id = c.device_id AND i.software_id = c.software_id AND i.source_id = ${sourceId} AND i.path_key = c.path_key AND i.first_seen_at = c.first_seen_at
      RETURNING i.device_id, i.software_id
    )
    INSERT INTO m_changed SELECT device_id, software_id FROM closed`;
}

/** The source says that exactly this is gone. It says nothing about anything else of the kind. */
async function closeNamed(tx: Tx, sourceId: number, round: number): Promise<void> {
  await tx.$executeRaw`
    WITH closed AS (
      UPDATE installation i SET gone_at = m.at, last_seen_at = greatest(i.last_seen_at, m.newest)
      FROM (
        SELECT s.device_id, s.software_id, s.path_key, max(s.at) AS at, max(n.at) AS newest
        FROM m_sighting s CROSS JOIN LATERAL (SELECT ${newest(sourceId, Prisma.sql`s.device_id`, Prisma.sql`s.bit`)} AS at) n
        WHERE s.round = ${round} AND s.is_gone GROUP BY s.device_id, s.software_id, s.path_key
      ) m
      WHERE ${sameItem(sourceId)} AND i.gone_at IS NULL AND greatest(i.last_seen_at, m.newest) < m.at
      RETURNING i.device_id, i.software_id
    )
    INSERT INTO m_changed SELECT device_id, software_id FROM closed`;
}

/** What sources that never list a kind whole have sighted is cleared by any source that does and lacks it, whatever its version or path. */
async function closeForOthers(tx: Tx, sourceId: number, round: number): Promise<void> {
  await tx.$executeRaw`
    WITH closed AS (
      UPDATE installation i SET gone_at = c.at
      FROM (
        SELECT o.device_id, o.software_id, o.source_id, o.path_key, o.first_seen_at, min(r.at) AS at
        FROM (SELECT DISTINCT device_id, proves, at FROM m_report WHERE round = ${round} AND proves <> 0 AND NOT held AND NOT is_new) r
        JOIN installation o ON o.device_id = r.device_id AND o.gone_at IS NULL AND o.last_seen_at < r.at AND o.source_id IN (SELECT id FROM source WHERE id <> ${sourceId} AND partial_kinds <> 0)
        JOIN software w ON w.id = o.software_id AND r.proves & kind_bit(w.kind) <> 0
        WHERE NOT EXISTS (SELECT FROM report p WHERE p.device_id = o.device_id AND p.source_id = o.source_id AND NOT p.held AND p.kinds & kind_bit(w.kind) <> 0)
          AND NOT EXISTS (
            SELECT FROM m_sighting s JOIN software x ON x.id = s.software_id
            WHERE s.device_id = o.device_id AND s.at = r.at AND NOT s.is_gone AND x.kind = w.kind AND x.match_value = w.match_value)
        GROUP BY o.device_id, o.software_id, o.source_id, o.path_key, o.first_seen_at
      ) c
      WHERE i.device_id = c.device_id AND i.software_id = c.software_id AND i.source_id = c.source_id AND i.path_key = c.path_key AND i.first_seen_at = c.first_seen_at
      RETURNING i.device_id, i.software_id
    )
    INSERT INTO m_changed SELECT device_id, software_id FROM closed`;
}

/** Reports move when they are newer. Two lists of one time are two parts of one list: no digest stands for both. */
async function writeReports(tx: Tx, sourceId: number, round: number): Promise<void> {
  await tx.$executeRaw`
    WITH moved AS (
      INSERT INTO report AS r (device_id, source_id, kinds, collected_at, held, items, digest)
      SELECT DISTINCT ON (device_id, kinds, held) device_id, ${sourceId}, kinds, at, held, items, digest
      FROM m_report WHERE round = ${round} AND kinds <> 0 ORDER BY device_id, kinds, held, at DESC, no DESC
      ON CONFLICT (device_id, source_id, kinds, held) DO UPDATE SET collected_at = excluded.collected_at,
        items = CASE WHEN excluded.collected_at > r.collected_at AND excluded.digest IS DISTINCT FROM r.digest THEN excluded.items ELSE r.items END,
        digest = CASE WHEN excluded.collected_at > r.collected_at THEN excluded.digest END
      WHERE excluded.collected_at > r.collected_at
        OR (excluded.collected_at = r.collected_at AND r.digest IS NOT NULL AND r.digest IS DISTINCT FROM excluded.digest)
      RETURNING device_id
    )
    INSERT INTO m_touched SELECT DISTINCT device_id FROM moved`;
}

/** A list that came in parts, or beside single sightings of its kinds, cannot be recognised by one digest. */
export async function forgetDigests(tx: Tx, { sourceId }: Delivery): Promise<void> {
  await tx.$executeRaw`
    UPDATE report r SET digest = NULL
    FROM (SELECT device_id, bit_or(bit) AS bits FROM m_sighting WHERE NOT covered OR is_gone GROUP BY device_id) s
    WHERE r.device_id = s.device_id AND r.source_id = ${sourceId} AND r.kinds & s.bits <> 0 AND r.digest IS NOT NULL`;
  await tx.$executeRaw`
    UPDATE report r SET digest = NULL
    FROM (SELECT device_id, kinds, at FROM m_report WHERE kinds <> 0 AND NOT held GROUP BY device_id, kinds, at HAVING count(*) > 1) s
    WHERE r.device_id = s.device_id AND r.source_id = ${sourceId} AND r.kinds = s.kinds AND r.digest IS NOT NULL`;
}

/** One round: sightings first, then what the complete reports of the round lack, then the reports themselves. */
export async function mergeRound(tx: Tx, { sourceId, othersPartial }: Delivery, round: number, isSimple: boolean): Promise<void> {
  if ((await compare(tx, sourceId, round)) > 0) await place(tx, sourceId);
  await closeNamed(tx, sourceId, round);
  await closeOwn(tx, sourceId, round, isSimple);
  if (othersPartial) await closeForOthers(tx, sourceId, round);
  await writeReports(tx, sourceId, round);
}
