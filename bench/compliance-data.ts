import type pg from "pg";

export type Size = { people: number; teams: number; devices: number };

/** The size of the demonstration. */
export const FULL: Size = { people: 124_000, teams: 6_000, devices: 150_000 };

/** The moment all of it is as of. */
export const AS_OF = new Date("2026-07-08T07:00:00Z");

const at = `timestamptz '${AS_OF.toISOString()}'`;

/**
 * A company with devices, reports of three sources and eight pieces of software per device, made by the database itself. One device in
 * eight holds something of the tool that ban 1 is about; the ban is approved and frozen, and has no obligations yet.
 */
export async function fillCompany(client: pg.ClientBase, { people, teams, devices }: Size): Promise<void> {
  const statements = [
    // Nine teams below each team.
    `INSERT INTO team (external_id, name, parent_id)
      SELECT 'T' || n, 'Team ' || n, CASE WHEN n > 1 THEN (n - 2) / 9 + 1 END FROM generate_series(1, ${teams}) n ORDER BY n`,
    `INSERT INTO person (external_id, name, email, team_id, legal_entity, country, worker_type)
      SELECT 'P' || n, 'Person ' || n, 'p' || n || '@example.com', 1 + abs(hashint4(n)::bigint) % ${teams}, 'Company', 'CN', 'EMPLOYEE'
      FROM generate_series(1, ${people}) n`,
    `UPDATE team SET manager_id = 1 + id % ${people}`,
    `INSERT INTO source (system, instance, period_minutes) VALUES ('OSQUERY', 'bench', 240), ('FLEET', 'bench', 60), ('INTUNE', 'bench', 1440)`,
    // One in thirty is nobody's.
    `INSERT INTO device (host_name, platform, owner_person_id, owner_team_id, first_seen_at, last_seen_at)
      SELECT 'HOST-' || n, (ARRAY['MACOS','MACOS','MACOS','MACOS','MACOS','WINDOWS','WINDOWS','WINDOWS','WINDOWS','LINUX'])[1 + n % 10]::device_platform,
        CASE WHEN n % 30 > 0 THEN 1 + n % ${people} END, CASE WHEN n % 30 = 0 THEN 1 + n % ${teams} END, ${at} - interval '90 days', ${at}
      FROM generate_series(1, ${devices}) n`,
    `INSERT INTO report (device_id, source_id, kinds, collected_at)
      SELECT d.id, s.id, visible_kinds(s.system, d.platform), ${at} - (CASE WHEN d.id % 14 = 0 THEN 20 * 1440 ELSE d.id % s.period_minutes END) * interval '1 minute'
      FROM device d CROSS JOIN source s WHERE visible_kinds(s.system, d.platform) <> 0`,
    `INSERT INTO vendor (slug, name, confidence) VALUES ('bench', 'Bench', 'HIGH')`,
    `INSERT INTO tool (slug, name, vendor_id, category, confidence) SELECT 'tool-' || n, 'Tool ' || n, 1, 'coding-agent', 'HIGH' FROM generate_series(1, 2) n`,
    `INSERT INTO identifier (tool_id, kind, value, match_value, confidence, source)
      SELECT 1, k::identifier_kind, lower(k), lower(k), 'HIGH', 'bench' FROM unnest('{NPM,VSCODE,JETBRAINS,BREW_CASK,MACOS_BUNDLE,WINDOWS_PROGRAM,DEB,PATH}'::text[]) k`,
    // 3,000 pieces of software; the first forty are versions of the tool's npm package and extension.
    `INSERT INTO software (kind, match_value, version, name, first_seen_at)
      SELECT CASE WHEN n > 40 THEN 'PYPI' WHEN n % 2 = 0 THEN 'NPM' ELSE 'VSCODE' END::identifier_kind,
        CASE WHEN n > 40 THEN 'other-' || n WHEN n % 2 = 0 THEN 'npm' ELSE 'vscode' END, '1.' || n, 'Software ' || n, ${at} - interval '90 days'
      FROM generate_series(1, 3000) n`,
    `INSERT INTO software_tool (software_id, tool_id, identifier_id)
      SELECT s.id, i.tool_id, i.id FROM software s JOIN identifier i ON i.kind = s.kind AND i.match_value = s.match_value ON CONFLICT DO NOTHING`,
    `INSERT INTO installation (device_id, software_id, source_id, path_key, first_seen_at, last_seen_at, gone_at, path)
      SELECT d.id, 41 + (d.id * 31 + k * 397) % 2960, 1, k, ${at} - interval '60 days', ${at} - interval '5 days', NULL, '/opt/' || k
      FROM device d CROSS JOIN generate_series(1, 8) k WHERE k < 8 OR d.id % 8 > 0`,
    // A third of the sighted devices lost it again.
    `INSERT INTO installation (device_id, software_id, source_id, path_key, first_seen_at, last_seen_at, gone_at, path)
      SELECT d.id, 1 + d.id / 8 % 40, 1, 9, ${at} - interval '60 days', ${at} - interval '5 days', CASE WHEN d.id % 3 = 0 THEN ${at} - interval '4 days' END, '/home/p/.npm'
      FROM device d WHERE d.id % 8 = 0`,
    `INSERT INTO ban (code, status, title, zone, cutoff_at, author_id, approved_by_id, created_at, updated_at, submitted_at, approved_at)
      VALUES ('BAN-1', 'APPROVED', 'Tool 1', 'Asia/Shanghai', '2026-07-09T16:00Z', 1, 2, ${at}, ${at}, ${at}, ${at})`,
    `INSERT INTO ban_version (ban_id, number, status, content, author_id, created_at, frozen_at)
      VALUES (1, 1, 'PUBLISHED', '{"population": {"everyone": true, "include": [], "exclude": []}, "coverageRule": "ALL_KINDS"}', 1, ${at}, ${at})`,
    `INSERT INTO ban_scope_tool (ban_id, tool_id) VALUES (1, 1)`,
    `INSERT INTO duty (ban_id, kind, deadline_local, deadline_zone, deadline_at)
      SELECT 1, k::duty_kind, '2026-07-10T00:00', 'Asia/Shanghai', '2026-07-09T16:00Z' FROM unnest('{STOP_USE,UNINSTALL}'::text[]) k`,
  ];
  for (const statement of statements) await client.query(statement);
  await client.query("CHECKPOINT");
  await client.query("VACUUM ANALYZE");
}
