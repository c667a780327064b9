import type pg from "pg";
import type { Cast } from "./personas.ts";
import { busyHours, NOTICE_AT, SCENARIO_NOW } from "./scenario-time.ts";
import { CLAUDE_VERSIONS, type Entry } from "./software.ts";
import { pathOf } from "./software-picks.ts";

/** People who used it when the notice came, as a share of the company. */
const USERS = 0.147;

const NOW = `timestamptz '${SCENARIO_NOW.toISOString()}'`;
const NOTICE = `timestamptz '${NOTICE_AT.toISOString()}'`;
/** The last version but one: the newest appeared an hour after the notice and reached few. */
const NEWEST_AT_NOTICE = CLAUDE_VERSIONS.length - 2;

/** `seed_hour` bounds: when things happened, at work rather than at night. */
const busy = (salt: string) => `pg_temp.busy_moment(pg_temp.chance(id, '${salt}'), pg_temp.chance(id, '${salt} minute'))`;

/** The first report at or after a moment, when reports come every four hours and the last one at `agent_at`. */
const reportAfter = (moment: string) => `agent_at - floor(extract(epoch FROM agent_at - (${moment})) / 14400) * interval '4 hours'`;

export async function createBusyMoment(db: pg.ClientBase): Promise<void> {
  const { starts, thresholds } = busyHours();
  await db.query(`
    CREATE FUNCTION pg_temp.busy_moment(draw float8, minute float8) RETURNS timestamptz LANGUAGE sql IMMUTABLE
    RETURN ('{${starts.join(",")}}'::timestamptz[])[width_bucket(draw, '{${thresholds.join(",")}}'::float8[])] + minute * interval '1 hour'`);
}

/** Writes every sighting of Claude Code and what became of it. `seed_claude` keeps each device's story for attestations and history. */
export async function loadClaudeCode(db: pg.ClientBase, entries: readonly Entry[], cast: Cast): Promise<void> {
  await createPaths(db, entries);
  await drawUsers(db, cast);
  await drawFates(db);
  await db.query(
    `INSERT INTO installation (device_id, software_id, source_id, path_key, first_seen_at, last_seen_at, gone_at, path)
     SELECT claude.id, software.id, sight.source_id, hashtextextended(path, 0), began - shift,
       coalesce(greatest(ended - interval '4 hours', began), agent_at) - shift,
       ended - shift, path
     FROM seed_claude claude
     CROSS JOIN LATERAL (VALUES
       ('NPM', '@anthropic-ai/claude-code', 1), ('NPM', '@anthropic-ai/claude-code-' || architecture, 1),
       ('VSCODE', 'anthropic.claude-code', 2), ('BREW_CASK', 'claude-code', 4), ('PATH', '~/.local/bin/claude', 8)
     ) AS part(kind, value, bit)
     CROSS JOIN LATERAL (VALUES
       (version, first_seen_at, coalesce(updated_at, gone_at)), (${NEWEST_AT_NOTICE + 2}, updated_at, gone_at), (version, reappeared_at, NULL)
     ) AS episode(version, began, ended)
     JOIN software ON software.kind::text = part.kind AND software.match_value = part.value
       AND software.version = ($1::text[])[episode.version]
     JOIN seed_path ON seed_path.software_id = software.id AND seed_path.platform = claude.platform
     JOIN seed_sight sight ON sight.mix = claude.mix AND sight.kind = part.kind
     -- The query pack of a managed device reports a minute before its manager.
     CROSS JOIN LATERAL (SELECT CASE reporter WHEN 'paths' THEN interval '1 minute' ELSE interval '0' END AS shift) AS shifted
     WHERE shapes & bit <> 0 AND began IS NOT NULL
     ORDER BY claude.id, software.id`,
    [CLAUDE_VERSIONS],
  );
}

/** `seed_path`: where the story's two tools lie on each platform. */
async function createPaths(db: pg.ClientBase, entries: readonly Entry[]): Promise<void> {
  const told = entries.filter(({ matchValue }) => matchValue.includes("claude") || matchValue.includes("qoder"));
  const rows = told.flatMap((entry) =>
    (["MACOS", "WINDOWS", "LINUX"] as const).map((platform) => ({ software_id: entry.id, platform, path: pathOf(entry, platform) })),
  );
  await db.query("CREATE TEMP TABLE seed_path (software_id int, platform text, path text)");
  await db.query("INSERT INTO seed_path SELECT * FROM jsonb_populate_recordset(NULL::seed_path, $1)", [JSON.stringify(rows)]);
  await db.query("ANALYZE seed_path");
}

/** `seed_user`: the devices that had it, with what it looks like there. Only who writes software uses it, and runners on which it was put. */
async function drawUsers(db: pg.ClientBase, cast: Cast): Promise<void> {
  await db.query(
    `CREATE TEMP TABLE seed_user AS
     WITH share AS (SELECT $1::float8 * sum(size) / sum(size * developers) AS used FROM seed_team),
     told (person_id, version, shapes, fate) AS (VALUES
       ($2::int, ${CLAUDE_VERSIONS.indexOf("2.1.104") + 1}, 8, 'kept'),
         ($3::int, ${CLAUDE_VERSIONS.indexOf("2.1.196") + 1}, 2, 'contradicted'))
     SELECT device.id, device.person_id, device.team_id, device.platform, device.mix, agent_at, silent,
       first_seen_at AS device_since, told.fate AS told_fate, told.version AS told_version,
       CASE platform WHEN 'MACOS' THEN 'darwin-arm64' WHEN 'WINDOWS' THEN 'win32-x64' ELSE 'linux-x64' END AS architecture,
       coalesce(told.shapes, nullif(
         (pg_temp.chance(device.id, 'npm') < 0.56)::int + 2 * (pg_temp.chance(device.id, 'vscode') < 0.42)::int
           + 4 * (platform = 'MACOS' AND pg_temp.chance(device.id, 'cask') < 0.12)::int
             + 8 * (sees_paths AND pg_temp.chance(device.id, 'native') < 0.3)::int,
         0), 1) AS shapes
     FROM seed_device device CROSS JOIN share
     JOIN (SELECT mix, bool_or(kind = 'PATH') AS sees_paths FROM seed_sight
       GROUP BY mix HAVING bool_or(kind = 'NPM')) AS sight ON sight.mix = device.mix
     LEFT JOIN told ON told.person_id = device.person_id AND device.nth = 1
     WHERE CASE
       WHEN of_story THEN told.fate IS NOT NULL
       WHEN device.person_id IS NULL THEN platform = 'LINUX' AND pg_temp.chance(device.id, 'runner') < 0.1
       ELSE pg_temp.chance(device.person_id, 'writes software') < developers * used AND (nth = 1 OR pg_temp.chance(device.id, 'here too') < 0.45)
     END`,
    [USERS, cast.employee.personId, cast.contradicted.personId],
  );
}

async function drawFates(db: pg.ClientBase): Promise<void> {
  const published = (version: string) =>
    `(CASE WHEN ${version} > ${NEWEST_AT_NOTICE} THEN timestamptz '2026-07-02T06:20+08:00'
      ELSE timestamptz '2026-04-03T10:28+08:00' + (${version} - 1) / ${NEWEST_AT_NOTICE - 1}.0 * interval '88 days' END)`;
  await db.query(`
    CREATE TEMP TABLE seed_claude AS
    WITH fated AS (
      SELECT *, coalesce(told_fate, CASE
          -- Nobody speaks for a runner.
          WHEN person_id IS NULL THEN CASE WHEN pg_temp.chance(id, 'fate') < 0.5 OR silent THEN 'kept' ELSE 'removed' END
          -- Silent devices have shown nothing since before the notice; some of their people say that it is gone.
          WHEN silent THEN CASE WHEN pg_temp.chance(id, 'fate') < 0.25 THEN 'stated' ELSE 'kept' END
          WHEN pg_temp.chance(id, 'fate') < 0.2 THEN 'kept'
          WHEN pg_temp.chance(id, 'fate') < 0.218 THEN 'found late'
          WHEN pg_temp.chance(id, 'fate') < 0.2245 THEN 'contradicted'
          WHEN pg_temp.chance(id, 'fate') < 0.28 THEN 'stated'
          WHEN pg_temp.chance(id, 'fate') < 0.287 THEN 'reappeared'
          ELSE 'removed'
        END) AS fate,
        1 + floor(power(pg_temp.chance(id, 'version'), 0.4) * ${NEWEST_AT_NOTICE + 1})::int AS drawn_version,
        ${busy("removal")} AS removed_at, ${busy("discovery")} AS discovered_at
      FROM seed_user
    ), versioned AS (
      -- Nothing is seen before it was published.
      SELECT *, coalesce(told_version,
        CASE WHEN ${published("drawn_version")} > agent_at - interval '2 days' AND silent
          THEN 1 + drawn_version / 3 ELSE drawn_version END) AS version
      FROM fated
    ), begun AS (
      SELECT *,
        CASE WHEN fate = 'found late' AND discovered_at < agent_at
          THEN ${reportAfter("greatest(discovered_at, timestamptz '2026-07-06T09:00+08:00')")}
          ELSE least(agent_at, greatest(device_since,
            ${published("version")} + power(pg_temp.chance(id, 'began'), 2) * interval '20 hours')) END AS first_seen_at,
        CASE WHEN fate IN ('removed', 'reappeared') AND removed_at <= agent_at THEN ${reportAfter("removed_at")} END AS would_be_gone_at
      FROM versioned
    ), ended AS (
      SELECT *, CASE WHEN would_be_gone_at > first_seen_at THEN would_be_gone_at END AS gone_at,
        CASE WHEN pg_temp.chance(id, 'updates') < 0.06 AND agent_at > ${NOTICE} + interval '12 hours' AND fate <> 'found late' AND told_fate IS NULL
          THEN ${reportAfter(`${NOTICE} + interval '90 minutes' + pg_temp.chance(id, 'updates when') * interval '9 hours'`)} END AS would_be_updated_at
      FROM begun
    )
    SELECT id, person_id, team_id, platform, mix, agent_at, silent, architecture, shapes, fate, version, first_seen_at, gone_at,
      CASE WHEN would_be_updated_at > first_seen_at AND would_be_updated_at < least(gone_at, agent_at) THEN would_be_updated_at END AS updated_at,
      CASE WHEN fate = 'reappeared' AND gone_at + interval '4 hours' <= agent_at
        THEN least(gone_at + (1 + floor(pg_temp.chance(id, 'comes back') * 5)) * interval '4 hours', agent_at) END AS reappeared_at,
      CASE
        WHEN fate = 'stated' AND agent_at < ${NOTICE} THEN ${busy("statement")}
        WHEN fate = 'stated' THEN agent_at + pg_temp.chance(id, 'statement') * (${NOW} - agent_at)
        WHEN fate = 'contradicted' AND told_fate IS NOT NULL THEN timestamptz '2026-07-07T16:20+08:00'
        WHEN fate = 'contradicted' AND agent_at > ${NOTICE} + interval '5 hours' THEN least(${busy("statement")}, agent_at - interval '40 minutes')
        WHEN fate = 'removed' AND gone_at > first_seen_at AND pg_temp.chance(id, 'says so') < 0.55 AND person_id IS NOT NULL
          THEN least(removed_at + interval '4 minutes', gone_at - interval '1 second')
      END AS attested_at
    FROM ended`);
  await db.query("ALTER TABLE seed_claude ADD PRIMARY KEY (id)");
  await db.query("ANALYZE seed_claude");
}
