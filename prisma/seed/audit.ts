import type pg from "pg";
import type { AuditAction } from "../../lib/audit/actions.ts";

export type AuditRow = {
  at: Date;
  /** Without a person or a token, the system did it. */
  personId?: number;
  tokenId?: number;
  actorName: string;
  action: AuditAction;
  subjectKind: string;
  subjectId: number | string;
  before?: unknown;
  after?: unknown;
  reason?: string;
};

/** Collected and written at the end by `writeAudit`, so that the numbers of the log follow its times. */
export async function recordAll(db: pg.ClientBase, rows: readonly AuditRow[]): Promise<void> {
  const values = rows.map(({ at, personId, tokenId, actorName, action, subjectKind, subjectId, before, after, reason }) => ({
    at,
    actor_kind: tokenId ? "token" : personId ? "person" : "system",
    person_id: personId ?? null,
    token_id: tokenId ?? null,
    actor_name: actorName,
    action,
    subject_kind: subjectKind,
    subject_id: String(subjectId),
    before: before ?? null,
    after: after ?? null,
    reason: reason ?? null,
  }));
  await db.query("INSERT INTO seed_audit SELECT * FROM jsonb_populate_recordset(NULL::seed_audit, $1)", [JSON.stringify(values)]);
}

export async function createAudit(db: pg.ClientBase): Promise<void> {
  await db.query(`
    CREATE TEMP TABLE seed_audit (
      at timestamptz, actor_kind text, person_id int, token_id int, actor_name text, action text, subject_kind text, subject_id text,
      before jsonb, after jsonb, reason text
    )`);
}

/** Writes the log in the order in which things happened. */
export async function writeAudit(db: pg.ClientBase): Promise<void> {
  await db.query(`
    INSERT INTO audit_event (at, actor_kind, person_id, token_id, actor_name, action, subject_kind, subject_id, before, after, reason)
    SELECT at, actor_kind, person_id, token_id, actor_name, action, subject_kind, subject_id, before, after, reason
    FROM seed_audit ORDER BY at, action, subject_id`);
}
