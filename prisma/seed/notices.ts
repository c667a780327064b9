import type pg from "pg";
import type { Cast } from "./personas.ts";

/** `person_id` null: everybody whom the ban binds. `content` is what the sentence of the topic needs. */
export type NoticeRow = {
  topic: string;
  person_id: number | null;
  subject_kind: "ban" | "exception";
  subject_id: string;
  ban_id: number;
  content: object;
  created_at: Date;
  sent_at: Date;
};

export const moment = (at: Date) => ({ at: at.toISOString() });

/** They left when it was time for them. */
export async function writeNotices(db: pg.ClientBase, rows: readonly NoticeRow[]): Promise<void> {
  await db.query(
    `INSERT INTO notice (topic, person_id, subject_kind, subject_id, ban_id, content, created_at, not_before, sent_at)
     SELECT topic, person_id, subject_kind, subject_id, ban_id, content, created_at, sent_at, sent_at
     FROM jsonb_to_recordset($1) AS n (topic text, person_id int, subject_kind text, subject_id text, ban_id int, content jsonb, created_at timestamptz, sent_at timestamptz)
     ORDER BY sent_at`,
    [JSON.stringify(rows)],
  );
}

const RECALL_MS = 5 * 60_000;

type BanRow = { id: number; code: string; title: object; cutoff: Date; published: Date | null };
type Step = { id: number; action: string; at: Date; by: string; reason: string | null };

/** What everybody was told of the bans of the scenario, and the approvers of what waits for them. Reads the steps from the audit log. */
export async function loadBanNotices(db: pg.ClientBase, { approver, secondApprover }: Cast): Promise<void> {
  const { rows: bans } = await db.query<BanRow>(
    "SELECT id, code, ban_content(id) -> 'title' AS title, cutoff_at AS cutoff, published_at AS published FROM ban ORDER BY id",
  );
  const { rows: steps } = await db.query<Step>(
    `SELECT b.id, a.action, a.at, a.actor_name AS by, a.reason FROM audit_event a JOIN ban b ON a.subject_kind = 'ban' AND a.subject_id = b.code
     WHERE a.action IN ('ban.lifted', 'ban.suspended') OR a.action = 'ban.submitted' AND b.status = 'IN_REVIEW' ORDER BY a.id`,
  );
  const rows = bans.flatMap(({ id, code, title, cutoff, published }): NoticeRow[] => {
    const about = { subject_kind: "ban", subject_id: code, ban_id: id } as const;
    const told = { ...about, topic: "ban.published", person_id: null, content: { ban: code, title, cutoff: moment(cutoff) } };
    const later = steps
      .filter((step) => step.id === id)
      .flatMap(({ action: topic, at, by, reason }) => {
        const readers = topic === "ban.submitted" ? [approver.personId, secondApprover.personId] : [null];
        const content = { ban: code, title, ...(topic === "ban.submitted" ? { by } : { reason: reason ?? "" }) };
        return readers.map((person_id) => ({ ...about, topic, person_id, content, created_at: at, sent_at: at }));
      });
    return [...(published ? [{ ...told, created_at: published, sent_at: new Date(published.getTime() + RECALL_MS) }] : []), ...later];
  });
  await writeNotices(db, rows);
}
