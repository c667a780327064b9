import type pg from "pg";
import { SCENARIO_NOW } from "./scenario-time.ts";

const NOW = `timestamptz '${SCENARIO_NOW.toISOString()}'`;

/** Writes where the replacement is found: half of it before the notice, the other half since, first with those who had to switch. */
export async function loadQoder(db: pg.ClientBase): Promise<void> {
  await db.query(`
    WITH software_of AS (
      SELECT id, kind::text, match_value, row_number() OVER (PARTITION BY kind, match_value ORDER BY id) AS nth
        FROM software WHERE match_value LIKE '%qoder%'
    ), part AS MATERIALIZED (
      SELECT sight.mix, sight.source_id, software_of.id AS software_id, software_of.kind, nth, path, share
      FROM (VALUES
        ('MACOS_BUNDLE', 'com.qoder.ide', 'MACOS', 1.0), ('NPM', '@qoder-ai/qodercli', 'MACOS', 0.3),
        ('PATH', '~/.qoder', 'WINDOWS', 1.0), ('NPM', '@qoder-ai/qodercli', 'WINDOWS', 0.3),
        ('NPM', '@qoder-ai/qodercli', 'LINUX', 0.9), ('PATH', '~/.qoder', 'LINUX', 1.0)
      ) AS told(kind, value, platform, share)
      JOIN software_of ON software_of.kind = told.kind AND match_value = value
      JOIN seed_path ON seed_path.software_id = software_of.id AND seed_path.platform = told.platform
      JOIN seed_sight sight ON sight.platform = told.platform AND sight.kind = told.kind
    ), adopter AS MATERIALIZED (
      SELECT device.id, device.mix, device.agent_at, 1 + (pg_temp.chance(device.id, 'qoder version') < 0.3)::int AS version,
        greatest(device.first_seen_at, CASE WHEN chosen < 0.5
          THEN ${NOW} - interval '5 days 6 hours' - power(pg_temp.chance(device.id, 'qoder since'), 2) * interval '160 days'
          ELSE pg_temp.busy_moment(pg_temp.chance(device.id, 'qoder since'), pg_temp.chance(device.id, 'qoder minute')) END) AS since
      FROM seed_device device
      LEFT JOIN seed_claude claude USING (id)
      CROSS JOIN LATERAL (SELECT
        pg_temp.chance(device.id, 'qoder') / CASE WHEN claude.id IS NOT NULL THEN 0.82 WHEN for_software THEN 0.58 ELSE 0.16 END
          AS chosen) AS choice
      WHERE chosen < 1 AND device.agent_at IS NOT NULL
    )
    INSERT INTO installation (device_id, software_id, source_id, path_key, first_seen_at, last_seen_at, gone_at, path)
    SELECT adopter.id, software_id, source_id, hashtextextended(path, 0), since, agent_at, NULL, path
    FROM adopter JOIN part ON part.mix = adopter.mix AND (nth = version OR kind = 'PATH')
    WHERE since < agent_at AND pg_temp.chance(adopter.id, kind) < share
    ORDER BY adopter.id`);
}
