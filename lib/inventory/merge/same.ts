import type { Tx } from "@/lib/db";
import { Refusal, reason } from "@/lib/refusal";
import { masks } from "./rounds";
import { type Delivery, staged } from "./stage-names";

const overtakenRefusal = () => new Refusal("unavailable", reason("inventory.broken.overtaken"), { retryAfterSeconds: 1 });

/** Lists were left unread because they were the ones before. If another delivery has come between, they have to be read after all. */
async function refuseOvertaken(tx: Tx, { importId, sourceId }: Delivery): Promise<void> {
  const [overtaken] = await tx.$queryRaw<{ any: boolean }[]>`
    SELECT EXISTS (
      SELECT FROM ${staged(importId, "same")} s
      WHERE NOT EXISTS (SELECT FROM report r WHERE r.device_id = s.device_id AND r.source_id = ${sourceId} AND NOT r.held AND r.digest = s.digest)
    ) AS any`;
  if (overtaken?.any) throw overtakenRefusal();
}

/** The same where the delivery says further down that something was gone before such a list was taken: it was there again by then. After `mergeDevices`. */
export async function refuseReturned(tx: Tx, { importId }: Delivery): Promise<void> {
  const [returned] = await tx.$queryRaw<{ any: boolean }[]>`
    SELECT EXISTS (
      SELECT FROM ${staged(importId, "same")} s JOIN m_device m ON m.device_id = s.device_id
      JOIN ${staged(importId, "report")} r ON r.device_no = m.no AND NOT r.held AND r.at < s.at
      JOIN ${staged(importId, "item")} i ON i.report_no = r.no AND i.gone
    ) AS any`;
  if (returned?.any) throw overtakenRefusal();
}

/** Single sightings of sources that list nothing whole are cleared by an unchanged list as by any other. */
async function closeForOthers(tx: Tx, { importId, sourceId, system, isDoubted }: Delivery): Promise<void> {
  await tx.$executeRaw`
    WITH closed AS (
      UPDATE installation i SET gone_at = c.at
      FROM (
        SELECT o.device_id, o.software_id, o.source_id, o.path_key, o.first_seen_at, min(s.at) AS at
        FROM ${staged(importId, "same")} s JOIN device d ON d.id = s.device_id
        JOIN report r ON r.device_id = s.device_id AND r.source_id = ${sourceId} AND NOT r.held AND r.digest = s.digest
        JOIN (VALUES ${masks(system, isDoubted)}) AS mask(platform, own, others) ON mask.platform = d.platform
        JOIN installation o ON o.device_id = s.device_id AND o.gone_at IS NULL AND o.last_seen_at < s.at
          AND o.source_id IN (SELECT id FROM source WHERE id <> ${sourceId} AND partial_kinds <> 0)
        JOIN software w ON w.id = o.software_id AND r.kinds & mask.others & kind_bit(w.kind) <> 0
        WHERE NOT EXISTS (SELECT FROM report p WHERE p.device_id = o.device_id AND p.source_id = o.source_id AND NOT p.held AND p.kinds & kind_bit(w.kind) <> 0)
          AND NOT EXISTS (
            SELECT FROM installation h JOIN software x ON x.id = h.software_id
            WHERE h.device_id = o.device_id AND h.source_id = ${sourceId} AND h.gone_at IS NULL AND x.kind = w.kind AND x.match_value = w.match_value)
        GROUP BY o.device_id, o.software_id, o.source_id, o.path_key, o.first_seen_at
      ) c
      WHERE i.device_id = c.device_id AND i.software_id = c.software_id AND i.source_id = c.source_id AND i.path_key = c.path_key AND i.first_seen_at = c.first_seen_at
      RETURNING i.device_id, i.software_id
    )
    INSERT INTO m_changed SELECT device_id, software_id FROM closed`;
}

/** Lists that are the ones before count first, as if they had come by themselves: nothing but their time moves. */
export async function confirmSame(tx: Tx, delivery: Delivery): Promise<void> {
  const { importId, sourceId } = delivery;
  await refuseOvertaken(tx, delivery);
  if (delivery.othersPartial) await closeForOthers(tx, delivery);
  await tx.$executeRaw`
    WITH moved AS (
      UPDATE report r SET collected_at = s.at
      FROM (SELECT device_id, digest, max(at) AS at FROM ${staged(importId, "same")} GROUP BY device_id, digest) s
      WHERE r.device_id = s.device_id AND r.source_id = ${sourceId} AND NOT r.held AND r.digest = s.digest AND r.collected_at < s.at
      RETURNING r.device_id
    )
    INSERT INTO m_touched SELECT DISTINCT device_id FROM moved`;
  await tx.$executeRaw`
    UPDATE device d SET last_seen_at = s.at FROM (SELECT device_id, max(at) AS at FROM ${staged(importId, "same")} GROUP BY device_id) s
    WHERE d.id = s.device_id AND d.last_seen_at < s.at`;
}

/** What those lists hold, as it stands in the inventory. */
export async function countSame(tx: Tx, { importId, sourceId }: Delivery): Promise<{ total: number; matched: number }> {
  const [count] = await tx.$queryRaw<{ total: number; matched: number }[]>`
    SELECT coalesce(sum(r.items), 0)::int AS total, least(coalesce(sum(r.items), 0), (
      SELECT count(*) FROM installation i
      WHERE i.source_id = ${sourceId} AND i.gone_at IS NULL AND i.software_id IN (SELECT software_id FROM software_tool)
        AND i.device_id IN (SELECT device_id FROM ${staged(importId, "same")})))::int AS matched
    FROM (SELECT DISTINCT device_id, digest FROM ${staged(importId, "same")}) s
    JOIN report r ON r.device_id = s.device_id AND r.source_id = ${sourceId} AND NOT r.held AND r.digest = s.digest`;
  return count ?? { total: 0, matched: 0 };
}
