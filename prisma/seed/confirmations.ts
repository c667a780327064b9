import type pg from "pg";
import { recordAll } from "./audit.ts";
import { JULY_BAN } from "./ban.ts";
import type { Cast } from "./personas.ts";

const CERTIFIED = {
  en: "I certify that Claude Code is gone from my teams, as far as I could find out.",
  "zh-CN": "我确认，据我所能查明，我的团队已清除 Claude Code。",
};

/** Writes what people said about the duties that no inventory shows: some managers certified early, and a record waits for a second look. */
export async function loadConfirmations(db: pg.ClientBase, cast: Cast): Promise<void> {
  const { administrator, manager, departmentHead } = cast;
  await db.query(
    `WITH said AS (
       INSERT INTO attestation (ban_id, duty_id, person_id, wording, attested_at)
       SELECT ${JULY_BAN}, duty.id, person.id, CASE person.locale WHEN 'zh-CN' THEN $1 ELSE $2 END,
         timestamptz '2026-07-06T09:00+08:00' + floor(pg_temp.chance(person.id, 'certified at') * 3000) * interval '1 minute'
       FROM duty JOIN (SELECT DISTINCT manager_id FROM team WHERE manager_id IS NOT NULL) leads ON true
       JOIN person ON person.id = leads.manager_id AND person.active
       WHERE duty.ban_id = ${JULY_BAN} AND duty.kind = 'CERTIFY' AND pg_temp.chance(person.id, 'certifies') < 0.15 AND person.id <> ALL ($3)
       ORDER BY person.id
       RETURNING *
     )
     INSERT INTO seed_audit (at, actor_kind, person_id, actor_name, action, subject_kind, subject_id, after)
     SELECT attested_at, 'person', person_id, person.name, 'duty.confirmed', 'ban', 'BAN-${JULY_BAN}',
       jsonb_build_object('duty', 'CERTIFY', 'confirmationId', said.id)
     FROM said JOIN person ON person.id = person_id`,
    [CERTIFIED["zh-CN"], CERTIFIED.en, [manager.personId, departmentHead.personId]],
  );
  const at = new Date("2026-07-08T11:32:00+08:00");
  const reference = "IT-20418";
  const { rows } = await db.query<{ id: number }>(
    `INSERT INTO attestation (ban_id, duty_id, person_id, wording, note, reference, attested_at)
     SELECT ban_id, id, owner_person_id, 'I have closed the accounts of Claude Code.', 'The last two keys were revoked this morning.', $1, $2
     FROM duty WHERE ban_id = ${JULY_BAN} AND kind = 'REVOKE_ACCOUNTS' RETURNING id`,
    [reference, at],
  );
  const after = { duty: "REVOKE_ACCOUNTS", confirmationId: rows[0]?.id, reference };
  const by = { personId: administrator.personId, actorName: administrator.name };
  await recordAll(db, [{ at, ...by, action: "duty.confirmed", subjectKind: "ban", subjectId: `BAN-${JULY_BAN}`, after }]);
}
