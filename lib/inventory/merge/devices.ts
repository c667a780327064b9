import type { Tx } from "@/lib/db";
import { type Delivery, staged } from "./stage-names";

/** What each delivered row calls its machine, and whom we know by that name. */
async function gatherIdentities(tx: Tx, importId: number): Promise<void> {
  await tx.$executeRaw`
    CREATE TEMP TABLE m_identity ON COMMIT DROP AS
    SELECT d.no, v.kind, v.value, d.serial, known.device_id
    FROM ${staged(importId, "device")} d
    CROSS JOIN LATERAL (VALUES ('SERIAL'::device_id_kind, d.serial), ('HARDWARE_UUID', d.hardware_uuid), ('MDM_ID', d.mdm_id)) v(kind, value)
    LEFT JOIN device_identity known ON known.kind = v.kind AND known.value = v.value
    WHERE v.value IS NOT NULL`;
  await tx.$executeRaw`ANALYZE m_identity`;
  // Cloned machines share a uuid and differ in their serial: then the uuid says nothing about who has a serial.
  await tx.$executeRaw`
    DELETE FROM m_identity m USING (
      SELECT kind, value FROM (
        SELECT kind, value, serial FROM m_identity WHERE kind <> 'SERIAL' AND serial IS NOT NULL
        UNION ALL
        SELECT i.kind, i.value, s.value FROM m_identity i JOIN device_identity s ON s.device_id = i.device_id AND s.kind = 'SERIAL' WHERE i.kind <> 'SERIAL'
      ) claims GROUP BY kind, value HAVING min(serial) <> max(serial)
    ) shared
    WHERE m.kind = shared.kind AND m.value = shared.value AND m.serial IS NOT NULL`;
}

/** Which delivered rows are one machine: they share an identity with one another or with a device we know. */
async function groupRows(tx: Tx, importId: number): Promise<void> {
  await tx.$executeRaw`CREATE TEMP TABLE m_group ON COMMIT DROP AS SELECT no, no AS grp FROM ${staged(importId, "device")}`;
  const [shared] = await tx.$queryRaw<{ any: boolean }[]>`
    SELECT EXISTS (SELECT FROM m_identity GROUP BY kind, value HAVING count(*) > 1)
      OR EXISTS (SELECT FROM m_identity WHERE device_id IS NOT NULL GROUP BY device_id HAVING min(no) <> max(no)) AS any`;
  if (!shared?.any) return;
  await tx.$executeRaw`
    CREATE TEMP TABLE m_edge ON COMMIT DROP AS
    SELECT no, kind::text || '/' || value AS key FROM m_identity
    UNION ALL SELECT DISTINCT no, 'device/' || device_id FROM m_identity WHERE device_id IS NOT NULL`;
  await tx.$executeRaw`ANALYZE m_edge, m_group`;
  // The smallest number of a group spreads along shared identities until nothing moves.
  for (let moved = 1; moved > 0; ) {
    moved = await tx.$executeRaw`
      UPDATE m_group m SET grp = n.grp
      FROM (
        SELECT e.no, min(k.grp) AS grp
        FROM m_edge e JOIN (SELECT e2.key, min(m2.grp) AS grp FROM m_edge e2 JOIN m_group m2 USING (no) GROUP BY e2.key) k USING (key)
        GROUP BY e.no
      ) n
      WHERE n.no = m.no AND n.grp < m.grp`;
  }
}

/** Devices that a delivery shows to be one: the serial's stays. What the other brought moves over. */
async function mergeTied(tx: Tx): Promise<void> {
  await tx.$executeRaw`
    CREATE TEMP TABLE m_owner ON COMMIT DROP AS
    SELECT DISTINCT ON (grp, device_id) m.grp, i.device_id, i.kind FROM m_identity i JOIN m_group m USING (no) WHERE i.device_id IS NOT NULL ORDER BY grp, device_id, kind`;
  await tx.$executeRaw`
    CREATE TEMP TABLE m_survivor ON COMMIT DROP AS SELECT DISTINCT ON (grp) grp, device_id FROM m_owner ORDER BY grp, kind, device_id`;
  await tx.$executeRaw`
    CREATE TEMP TABLE m_tied ON COMMIT DROP AS
    SELECT o.device_id AS old_id, s.device_id AS new_id FROM m_owner o JOIN m_survivor s USING (grp) WHERE o.device_id <> s.device_id`;
  const [count] = await tx.$queryRaw<{ n: number }[]>`SELECT count(*)::int AS n FROM m_tied`;
  if (!count?.n) return;
  // What the newer complete report of the surviving device's source lacks was gone by then.
  await tx.$executeRaw`
    UPDATE installation i SET gone_at = r.collected_at
    FROM m_tied t, software w, LATERAL (
      SELECT p.source_id, p.kinds, p.collected_at FROM report p WHERE p.device_id = t.new_id AND NOT p.held
    ) r
    WHERE i.device_id = t.old_id AND i.gone_at IS NULL AND w.id = i.software_id AND r.source_id = i.source_id AND r.kinds & kind_bit(w.kind) <> 0
      AND r.collected_at > i.last_seen_at
      AND NOT EXISTS (SELECT FROM report o WHERE o.device_id = t.old_id AND o.source_id = i.source_id AND NOT o.held AND o.kinds & kind_bit(w.kind) <> 0 AND o.collected_at >= r.collected_at)
      AND NOT EXISTS (SELECT FROM installation s WHERE s.device_id = t.new_id AND s.software_id = i.software_id AND s.source_id = i.source_id AND s.path_key = i.path_key AND s.gone_at IS NULL)`;
  await tx.$executeRaw`
    INSERT INTO installation (device_id, software_id, source_id, path_key, first_seen_at, last_seen_at, gone_at, path)
    SELECT t.new_id, i.software_id, i.source_id, i.path_key, i.first_seen_at, i.last_seen_at, i.gone_at, i.path
    FROM installation i JOIN m_tied t ON t.old_id = i.device_id ON CONFLICT DO NOTHING`;
  await tx.$executeRaw`DELETE FROM installation i USING m_tied t WHERE i.device_id = t.old_id`;
  await tx.$executeRaw`
    DELETE FROM installation late USING installation early, m_tied t
    WHERE late.device_id = t.new_id AND early.device_id = t.new_id AND late.software_id = early.software_id AND late.source_id = early.source_id
      AND late.path_key = early.path_key AND late.gone_at IS NULL AND early.gone_at IS NULL AND late.first_seen_at > early.first_seen_at`;
  await tx.$executeRaw`
    INSERT INTO report AS r (device_id, source_id, kinds, collected_at, held, items)
    SELECT DISTINCT ON (t.new_id, o.source_id, o.kinds, o.held) t.new_id, o.source_id, o.kinds, o.collected_at, o.held, o.items
    FROM report o JOIN m_tied t ON t.old_id = o.device_id ORDER BY t.new_id, o.source_id, o.kinds, o.held, o.collected_at DESC
    ON CONFLICT (device_id, source_id, kinds, held) DO UPDATE SET collected_at = excluded.collected_at, items = excluded.items, digest = NULL
    WHERE excluded.collected_at > r.collected_at`;
  await tx.$executeRaw`DELETE FROM report r USING m_tied t WHERE r.device_id = t.old_id`;
  await tx.$executeRaw`UPDATE device_identity i SET device_id = t.new_id FROM m_tied t WHERE i.device_id = t.old_id`;
  await tx.$executeRaw`UPDATE m_identity i SET device_id = t.new_id FROM m_tied t WHERE i.device_id = t.old_id`;
  await tx.$executeRaw`UPDATE attestation a SET device_id = t.new_id FROM m_tied t WHERE a.device_id = t.old_id`;
  await tx.$executeRaw`UPDATE exception e SET device_id = t.new_id FROM m_tied t WHERE e.device_id = t.old_id`;
  await tx.$executeRaw`DELETE FROM obligation o USING m_tied t WHERE o.device_id = t.old_id`;
  await tx.$executeRaw`
    UPDATE device d SET first_seen_at = least(d.first_seen_at, o.first_seen_at), last_seen_at = greatest(d.last_seen_at, o.last_seen_at),
      owner_person_id = coalesce(d.owner_person_id, o.owner_person_id), owner_team_id = coalesce(d.owner_team_id, o.owner_team_id)
    FROM m_tied t JOIN device o ON o.id = t.old_id WHERE d.id = t.new_id`;
  await tx.$executeRaw`DELETE FROM device d USING m_tied t WHERE d.id = t.old_id`;
  await tx.$executeRaw`INSERT INTO m_touched SELECT new_id FROM m_tied`;
}

/** What the delivery says of each machine: the newest statement that says anything. */
async function gatherFacts(tx: Tx, { importId, now }: Delivery): Promise<void> {
  await tx.$executeRaw`
    CREATE TEMP TABLE m_device ON COMMIT DROP AS
    SELECT g.no, n.device_id, n.is_new
    FROM m_group g JOIN (
      SELECT o.grp, coalesce(s.device_id, nextval(pg_get_serial_sequence('device', 'id'))::int) AS device_id, s.device_id IS NULL AS is_new
      FROM (SELECT DISTINCT grp FROM m_group ORDER BY grp) o LEFT JOIN m_survivor s USING (grp)
    ) n USING (grp)`;
  await tx.$executeRaw`ANALYZE m_device`;
  await tx.$executeRaw`
    CREATE TEMP TABLE m_fact ON COMMIT DROP AS
    SELECT m.device_id, bool_or(m.is_new) AS is_new, min(s.first_at) AS first_at, max(s.last_at) AS last_at,
      (array_agg(d.host_name ORDER BY s.last_at DESC) FILTER (WHERE d.host_name IS NOT NULL))[1] AS host_name,
      (array_agg(d.platform ORDER BY s.last_at DESC) FILTER (WHERE d.platform <> 'UNKNOWN'))[1] AS platform,
      (array_agg(d.os_version ORDER BY s.last_at DESC) FILTER (WHERE d.os_version IS NOT NULL))[1] AS os_version,
      (array_agg(d.email ORDER BY s.last_at DESC) FILTER (WHERE d.email IS NOT NULL))[1] AS email
    FROM ${staged(importId, "device")} d JOIN m_device m USING (no)
    JOIN (
      SELECT device_no AS no, min(least(at, ${now})) AS first_at, max(CASE WHEN held THEN ${now} ELSE at END) AS last_at FROM ${staged(importId, "report")} GROUP BY device_no
    ) s USING (no)
    GROUP BY m.device_id`;
  await tx.$executeRaw`ANALYZE m_fact`;
}

async function writeDevices(tx: Tx, importId: number): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO device (id, host_name, platform, os_version, owner_person_id, first_seen_at, last_seen_at)
    SELECT f.device_id, f.host_name, coalesce(f.platform, 'UNKNOWN'), f.os_version, p.id, f.first_at, f.last_at
    FROM m_fact f LEFT JOIN person p ON p.email = f.email WHERE f.is_new ORDER BY f.device_id`;
  await tx.$executeRaw`
    CREATE TEMP TABLE m_owned_before ON COMMIT DROP AS
    SELECT d.id AS device_id, d.owner_person_id FROM device d JOIN m_fact f ON f.device_id = d.id WHERE NOT f.is_new`;
  await tx.$executeRaw`
    UPDATE device d SET
      host_name = CASE WHEN f.last_at >= d.last_seen_at THEN coalesce(f.host_name, d.host_name) ELSE coalesce(d.host_name, f.host_name) END,
      platform = CASE WHEN f.platform IS NULL OR (f.last_at < d.last_seen_at AND d.platform <> 'UNKNOWN') THEN d.platform ELSE f.platform END,
      os_version = CASE WHEN f.last_at >= d.last_seen_at THEN coalesce(f.os_version, d.os_version) ELSE coalesce(d.os_version, f.os_version) END,
      owner_person_id = CASE WHEN f.last_at >= d.last_seen_at THEN coalesce(p.id, d.owner_person_id) ELSE coalesce(d.owner_person_id, p.id) END,
      first_seen_at = least(d.first_seen_at, f.first_at), last_seen_at = greatest(d.last_seen_at, f.last_at)
    FROM m_fact f LEFT JOIN person p ON p.email = f.email
    WHERE d.id = f.device_id AND NOT f.is_new
      AND (f.last_at > d.last_seen_at OR f.first_at < d.first_seen_at OR (f.host_name IS NOT NULL AND f.host_name IS DISTINCT FROM d.host_name)
        OR (f.platform IS NOT NULL AND f.platform <> d.platform) OR (f.os_version IS NOT NULL AND f.os_version IS DISTINCT FROM d.os_version)
        OR (p.id IS NOT NULL AND p.id IS DISTINCT FROM d.owner_person_id))`;
  await tx.$executeRaw`
    INSERT INTO m_new_owner
    SELECT b.device_id, b.owner_person_id FROM m_owned_before b JOIN device d ON d.id = b.device_id WHERE d.owner_person_id IS DISTINCT FROM b.owner_person_id`;
  await tx.$executeRaw`
    INSERT INTO device_identity (kind, value, device_id)
    SELECT DISTINCT ON (i.kind, i.value) i.kind, i.value, m.device_id FROM m_identity i JOIN m_device m USING (no) WHERE i.device_id IS NULL
    ORDER BY i.kind, i.value, m.device_id`;
  await tx.$executeRaw`
    INSERT INTO ${staged(importId, "remark")} (line, reason, excerpt)
    SELECT min(d.line), jsonb_build_object('key', 'inventory.warning.unknownOwner', 'values', jsonb_build_object('email', d.email))::text, coalesce(min(d.host_name), '')
    FROM ${staged(importId, "device")} d WHERE d.email IS NOT NULL AND NOT EXISTS (SELECT FROM person p WHERE p.email = d.email)
    GROUP BY d.email ORDER BY 1 LIMIT 1000`;
}

/** Brings the delivery's devices into the inventory. Afterwards `m_device` says which device each delivered row is. */
export async function mergeDevices(tx: Tx, delivery: Delivery): Promise<void> {
  await tx.$executeRaw`CREATE TEMP TABLE m_new_owner (device_id int, old_owner int) ON COMMIT DROP`;
  await gatherIdentities(tx, delivery.importId);
  await groupRows(tx, delivery.importId);
  await mergeTied(tx);
  await gatherFacts(tx, delivery);
  await writeDevices(tx, delivery.importId);
}
