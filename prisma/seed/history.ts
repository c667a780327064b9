import type pg from "pg";
import { JULY_BAN } from "./ban.ts";
import { NOTICE_AT, SCENARIO_NOW } from "./scenario-time.ts";

const NOTICE = `timestamptz '${NOTICE_AT.toISOString()}'`;
const NOW = `timestamptz '${SCENARIO_NOW.toISOString()}'`;
const STATES = ["INSTALLED", "UNKNOWN", "STATED", "PROVED", "NOT_AFFECTED", "EXCEPTED"];
const COUNTS = [...STATES.map((state) => state.toLowerCase()), "contradicted", "reappeared"];

/**
 * `seed_point`: what was known of each device with Claude Code, from the notice on, one row per change. A subject is a person, or minus the
 * number of a device that nobody owns.
 */
export async function createPoints(db: pg.ClientBase): Promise<void> {
  await db.query(`
    CREATE TEMP TABLE seed_point AS
    WITH told AS (
      SELECT *, coalesce(person_id, -id) AS subject,
        -- The report that shows that what was said is not so.
        CASE WHEN fate = 'contradicted' AND attested_at < agent_at
          THEN agent_at - floor(extract(epoch FROM agent_at - attested_at) / 14400) * interval '4 hours' END AS contradicted_at
      FROM seed_claude
    )
    SELECT id, subject, team_id, greatest(at, ${NOTICE}) AS at, state::obligation_state AS state, contradicted, reappeared
    FROM told CROSS JOIN LATERAL (VALUES
      (CASE WHEN first_seen_at > ${NOTICE} THEN ${NOTICE} END, 'NOT_AFFECTED', false, false),
      (first_seen_at, 'INSTALLED', false, false),
      (CASE WHEN attested_at >= first_seen_at THEN attested_at END, 'STATED', false, false),
      (contradicted_at, 'INSTALLED', true, false),
      (gone_at, 'PROVED', false, false),
      -- Its absence was shown, and then it stopped reporting.
      (CASE WHEN gone_at IS NOT NULL AND reappeared_at IS NULL AND agent_at + interval '8 hours' <= ${NOW} THEN agent_at + interval '8 hours' END,
        CASE WHEN attested_at IS NULL THEN 'UNKNOWN' ELSE 'STATED' END, false, false),
      (reappeared_at, 'INSTALLED', false, true)
    ) AS point(at, state, contradicted, reappeared)
    WHERE at IS NOT NULL`);
  await db.query("CREATE INDEX ON seed_point (subject)");
  await db.query("ANALYZE seed_point");
}

/** Folds the sums per team, then writes how they stood at the end of every hour since the notice in which they changed. */
export async function loadHistory(db: pg.ClientBase): Promise<void> {
  await db.query("SELECT fold_rollups($1)", [SCENARIO_NOW]);
  await createMoves(db);
  await writeHistory(db);
}

/** `seed_move`: every change of a person's state, per duty alike. A person is as far as the worst of their devices. */
async function createMoves(db: pg.ClientBase): Promise<void> {
  await db.query(`
    CREATE TEMP TABLE seed_move AS
    WITH final AS MATERIALIZED (
      SELECT coalesce(person_id, -device_id) AS subject, team_id, state, reason, evidence_at FROM obligation
      WHERE duty_id = (SELECT min(id) FROM duty WHERE ban_id = ${JULY_BAN})
    ), stretch AS (
      SELECT subject, at, state, contradicted, reappeared,
        coalesce(lead(at) OVER (PARTITION BY id ORDER BY at, state DESC), 'infinity') AS until FROM seed_point
    ), told AS (
      -- At each moment at which something changed: the worst of all devices, and never better than what is unknown to this day.
      SELECT moment.subject, final.team_id, moment.at,
        CASE WHEN final.state = 'UNKNOWN' THEN least(min(stretch.state), 'UNKNOWN') ELSE min(stretch.state) END AS state,
        bool_or(stretch.contradicted) AS contradicted, bool_or(stretch.reappeared) AS reappeared
      FROM (SELECT DISTINCT subject, at FROM seed_point) moment
      JOIN stretch ON stretch.subject = moment.subject AND stretch.at <= moment.at AND stretch.until > moment.at
      JOIN final ON final.subject = moment.subject
      GROUP BY moment.subject, final.team_id, moment.at, final.state
    ), change AS (
      SELECT team_id, at, state, contradicted, reappeared, lag(state) OVER own AS was,
        lag(contradicted) OVER own AS was_contradicted, lag(reappeared) OVER own AS was_reappeared
      FROM told WINDOW own AS (PARTITION BY subject ORDER BY at)
      UNION ALL
      -- Whose evidence went stale since the notice was cleared before.
      SELECT team_id, evidence_at + interval '8 hours', 'UNKNOWN', false, false, 'NOT_AFFECTED', false, false FROM final
      WHERE state = 'UNKNOWN' AND reason = 'STALE' AND evidence_at + interval '8 hours' > ${NOTICE} AND evidence_at + interval '8 hours' <= ${NOW}
        AND NOT EXISTS (SELECT FROM seed_point WHERE seed_point.subject = final.subject)
    )
    SELECT team_id, date_trunc('hour', at, 'UTC') AS hour,
      ${STATES.map((state) => `sum((state = '${state}')::int - (was = '${state}')::int)::int AS ${state.toLowerCase()}`).join(", ")},
      sum(contradicted::int - was_contradicted::int)::int AS contradicted, sum(reappeared::int - was_reappeared::int)::int AS reappeared
    FROM change WHERE was IS NOT NULL
    GROUP BY 1, 2`);
  await db.query("ANALYZE seed_move");
}

/** Backwards from now: what stood at the end of an hour is what stands now without what came after. */
async function writeHistory(db: pg.ClientBase): Promise<void> {
  await db.query(`
    INSERT INTO rollup_history (duty_id, team_id, hour, ${COUNTS.join(", ")})
    SELECT rollup.duty_id, rollup.team_id, hour, ${COUNTS.map((count) => `rollup.${count} - later.${count}`).join(", ")}
    FROM rollup
    JOIN duty ON duty.id = rollup.duty_id AND duty.ban_id = ${JULY_BAN} AND duty.proof = 'INVENTORY'
    JOIN (
      SELECT team_id, hour, ${COUNTS.map((count) => `coalesce(sum(${count}) OVER after, 0) AS ${count}`).join(", ")}
      FROM (
        SELECT team_id, hour, ${COUNTS.map((count) => `sum(${count}) AS ${count}`).join(", ")}
        FROM (
          SELECT above.id AS team_id, hour, ${COUNTS.map((count) => `seed_move.${count}`).join(", ")}
          FROM seed_move JOIN team ON team.id = seed_move.team_id CROSS JOIN LATERAL team_and_above(team.path) AS above(id)
          UNION ALL
          SELECT id, date_trunc('hour', ${NOTICE}, 'UTC'), ${COUNTS.map(() => "0").join(", ")} FROM team
        ) AS moved
        GROUP BY team_id, hour
      ) AS hourly
      WINDOW after AS (PARTITION BY team_id ORDER BY hour DESC ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)
    ) AS later ON later.team_id = rollup.team_id
    ORDER BY rollup.duty_id, rollup.team_id, hour`);
  // Nobody has said anything yet of what no inventory shows.
  await db.query(`
    INSERT INTO rollup_history (duty_id, team_id, hour, ${COUNTS.join(", ")})
    SELECT rollup.duty_id, rollup.team_id, date_trunc('hour', ${NOTICE}, 'UTC'), ${COUNTS.map((count) => `rollup.${count}`).join(", ")}
    FROM rollup JOIN duty ON duty.id = rollup.duty_id AND duty.ban_id = ${JULY_BAN} AND duty.proof <> 'INVENTORY'`);
}
