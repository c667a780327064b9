import type pg from "pg";
import { EXCEPTION_BAN, JULY_BAN, LIFTED_BAN, SUSPENDED_BAN } from "./ban.ts";
import { NOTICE_AT, SCENARIO_NOW } from "./scenario-time.ts";

/**
 * Writes everybody's obligations as the rules of the database see them now. They were published on 3 July: `since` says when the answer
 * of today began, which a publication of this moment could not know. Needs `seed_move`'s parts, see `history.ts`.
 */
export async function loadObligations(db: pg.ClientBase): Promise<void> {
  await db.query(
    `INSERT INTO obligation (ban_id, duty_id, person_id, device_id, team_id, state, reason, contradicted, reappeared, since, evidence_at, next_change_at, deadline_at)
     SELECT $1, due.duty_id, due.person_id, due.device_id, due.team_id, due.state, due.reason, due.contradicted, due.reappeared,
       coalesce(CASE
         WHEN due.state = 'UNKNOWN' AND due.reason = 'STALE' AND due.evidence_at + interval '8 hours' > $2 THEN due.evidence_at + interval '8 hours'
         WHEN due.state <> 'UNKNOWN' THEN changed.at
       END, $2),
       due.evidence_at, due.next_change_at, due.deadline_at
     FROM evaluate_ban($1, NULL, NULL, $3) due
     LEFT JOIN (SELECT subject, max(at) AS at FROM seed_point GROUP BY subject) changed ON changed.subject = coalesce(due.person_id, -due.device_id)
     ORDER BY due.duty_id, due.team_id, due.person_id, due.device_id`,
    [JULY_BAN, NOTICE_AT, SCENARIO_NOW],
  );
}

/** Writes how the lifted ban stood when it ended: nothing is evaluated again after that. */
export async function loadEndedObligations(db: pg.ClientBase): Promise<void> {
  await db.query(
    `INSERT INTO obligation (ban_id, duty_id, person_id, team_id, state, reason, since, evidence_at, deadline_at)
     SELECT ban.id, duty.id, person.id, person.team_id,
       CASE WHEN draw < 0.06 THEN 'PROVED' WHEN draw < 0.1 THEN 'UNKNOWN' ELSE 'NOT_AFFECTED' END::obligation_state,
       CASE WHEN draw >= 0.06 AND draw < 0.1 THEN 'STALE' END::unknown_reason,
       published_at + CASE WHEN draw < 0.06 THEN draw * interval '80 days' ELSE interval '0' END,
       ban.ended_at - draw * interval '4 hours', duty.deadline_at
     FROM ban
     JOIN duty ON duty.ban_id = ban.id
     JOIN team top ON top.id = (ban_content(ban.id) #>> '{population,include,0}')::int
     JOIN team ON team.path <@ top.path
     JOIN person ON person.team_id = team.id
     CROSS JOIN LATERAL (SELECT pg_temp.chance(person.id, 'ended ban') AS draw) AS drawn
     WHERE ban.id = $1 AND person.created_at < ban.published_at
     ORDER BY team.id, person.id`,
    [LIFTED_BAN],
  );
  await db.query("SELECT fold_rollups((SELECT ended_at FROM ban WHERE id = $1))", [LIFTED_BAN]);
}

/** Writes how the ban that rests stood when it was suspended. */
export async function loadSuspendedObligations(db: pg.ClientBase): Promise<void> {
  await db.query(
    `INSERT INTO obligation (ban_id, duty_id, person_id, device_id, team_id, state, reason, contradicted, reappeared, since, evidence_at, deadline_at)
     SELECT ban.id, due.duty_id, due.person_id, due.device_id, due.team_id, due.state, due.reason, due.contradicted, due.reappeared,
       ban.published_at, due.evidence_at, due.deadline_at
     FROM ban CROSS JOIN LATERAL evaluate_ban(ban.id, NULL, NULL, ban.suspended_at) due
     WHERE ban.id = $1 ORDER BY due.duty_id, due.team_id, due.person_id, due.device_id`,
    [SUSPENDED_BAN],
  );
  await db.query("SELECT fold_rollups((SELECT published_at FROM ban WHERE id = $1))", [SUSPENDED_BAN]);
}

/** Writes how the ban with exceptions stands now, as if it had from its publication on. */
export async function loadExceptedObligations(db: pg.ClientBase): Promise<void> {
  await db.query(
    `INSERT INTO obligation (ban_id, duty_id, person_id, device_id, team_id, state, reason, contradicted, reappeared, since, evidence_at, next_change_at, deadline_at)
     SELECT ban.id, due.duty_id, due.person_id, due.device_id, due.team_id, due.state, due.reason, due.contradicted, due.reappeared,
       ban.published_at, due.evidence_at, due.next_change_at, due.deadline_at
     FROM ban CROSS JOIN LATERAL evaluate_ban(ban.id, NULL, NULL, $2) due
     WHERE ban.id = $1 ORDER BY due.duty_id, due.team_id, due.person_id, due.device_id`,
    [EXCEPTION_BAN, SCENARIO_NOW],
  );
  await db.query("SELECT fold_rollups((SELECT published_at FROM ban WHERE id = $1))", [EXCEPTION_BAN]);
}
