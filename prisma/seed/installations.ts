import type pg from "pg";
import { type Entry, loadSoftware, planSoftware } from "./software.ts";
import { BUCKETS, MAX_SLOTS, planPicks } from "./software-picks.ts";

/** Writes the dictionary and what every device has besides Claude Code and Qoder. Needs `seed_device` and the sources. */
export async function loadOrdinaryInstallations(db: pg.ClientBase): Promise<readonly Entry[]> {
  const entries = planSoftware();
  await loadSoftware(db, entries);
  await createPicks(db, entries);
  // One thing in twenty was removed or updated before the last report. A report covers what it covers since the one before it.
  await db.query(`
    INSERT INTO installation (device_id, software_id, source_id, path_key, first_seen_at, last_seen_at, gone_at, path)
    SELECT device_id, software_id, source_id, path_key,
      least(began, CASE WHEN is_gone THEN reported_at - age - interval '1 hour' ELSE reported_at END),
      CASE WHEN is_gone THEN reported_at - age ELSE reported_at END,
      CASE WHEN is_gone THEN reported_at - age + interval '4 hours' END,
      path
    FROM (
      SELECT device.id AS device_id, software_id, source_id, path_key, path,
        (draw >> 20) & 15 = 0 AND (draw >> 24) & 3 <> 0 AS is_gone,
        ((draw >> 28) & 1023) * interval '2 hours' + interval '1 day' AS age,
        first_seen_at + ((draw >> 40) & 255) / 512.0 * (reported_at - first_seen_at) AS began, reported_at
      FROM (
        SELECT *, mix * ${2 * MAX_SLOTS} + for_software::int * ${MAX_SLOTS} AS shelf FROM seed_device
      ) device
      CROSS JOIN generate_series(0, ${MAX_SLOTS - 1}) AS slot
      CROSS JOIN LATERAL (SELECT hashint8extended(device.id::bigint * ${MAX_SLOTS} + slot, 1) AS draw) AS drawn
      JOIN seed_pick pick ON pick.place = (shelf + slot) * ${BUCKETS} + (draw & ${BUCKETS - 1})::int
      CROSS JOIN LATERAL (SELECT CASE reporter WHEN 'agent' THEN agent_at WHEN 'paths' THEN paths_at ELSE intune_at END AS reported_at) AS reported
    ) AS seen`);
  return entries;
}

/** `seed_pick`: one row for every shelf, slot and bucket that holds something an agent of that kind of device can see. */
async function createPicks(db: pg.ClientBase, entries: readonly Entry[]): Promise<void> {
  await db.query(
    `CREATE TEMP TABLE seed_pick AS
     SELECT ((sight.mix * 2 + pick.software::int) * ${MAX_SLOTS} + slot) * ${BUCKETS} + bucket AS place,
       software_id, source_id, reporter, path, hashtextextended(path, 0) AS path_key
     FROM jsonb_to_recordset($1) AS pick(platform text, software boolean, slot int, bucket int, software_id int, path text)
     JOIN software ON software.id = software_id
     JOIN seed_sight sight ON sight.platform = pick.platform AND sight.kind = software.kind::text`,
    [JSON.stringify(planPicks(entries))],
  );
  await db.query("ANALYZE seed_pick");
}
