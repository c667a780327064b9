import type pg from "pg";
import { type AuditRow, recordAll } from "./audit.ts";
import { DECIDED } from "./decided.ts";
import type { Cast } from "./personas.ts";

type Written = { id: number; slug: string; decided_at: Date; status: string; reason: string; decided_by_id: number; name: string };

/** Writes the portfolio of decisions and who made them. A decision for a team that this size of company does not have is left out. */
export async function loadDecisions(db: pg.ClientBase, cast: Cast): Promise<void> {
  const rows = DECIDED.map(({ tool, team, at, until, by = "officer", ...said }) => ({
    ...said,
    tool,
    team: team ?? null,
    review_on: said.reviewOn ?? null,
    decided_at: `${at}:00+08:00`,
    superseded_at: until ? `${until}:00+08:00` : null,
    decided_by_id: cast[by].personId,
  }));
  const { rows: written } = await db.query<Written>(
    `WITH made AS (
       INSERT INTO decision (tool_id, team_id, status, conditions, reason, review_on, decided_by_id, decided_at, superseded_at)
       SELECT tool.id, team.id, made.status::decision_status, made.conditions, made.reason, made.review_on,
         made.decided_by_id, made.decided_at, made.superseded_at
       FROM jsonb_to_recordset($1) AS made(tool text, team text, status text, conditions text, reason text, review_on date,
         decided_by_id int, decided_at timestamptz, superseded_at timestamptz)
       JOIN tool ON tool.slug = made.tool
       LEFT JOIN team ON team.name = made.team AND team.parent_id = 1
       WHERE made.team IS NULL OR team.id IS NOT NULL
       ORDER BY made.decided_at
       RETURNING *
     )
     SELECT made.id, slug, decided_at, made.status, reason, decided_by_id, person.name
     FROM made JOIN person ON person.id = decided_by_id JOIN tool ON tool.id = tool_id
     ORDER BY decided_at, made.id`,
    [JSON.stringify(rows)],
  );
  await recordAll(
    db,
    written.map(
      ({ id, slug, decided_at, status, reason, decided_by_id, name }): AuditRow => ({
        at: decided_at,
        personId: decided_by_id,
        actorName: name,
        action: "decision.made",
        subjectKind: "tool",
        subjectId: slug,
        after: { decision: id, status },
        reason,
      }),
    ),
  );
}
