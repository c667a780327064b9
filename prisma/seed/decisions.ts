import type pg from "pg";
import { type AuditRow, recordAll } from "./audit.ts";
import { DECIDED } from "./decided.ts";
import { SENSITIVE } from "./decided-narrowed.ts";
import type { Cast } from "./personas.ts";

type Written = { id: number; slug: string; decided_at: Date; status: string; reason: string; decided_by_id: number; name: string };

/** A division or department by the name `made.team`. */
const TEAM = "(SELECT id FROM team WHERE name = made.team AND nlevel(path) <= 3 ORDER BY nlevel(path), id LIMIT 1)";

/** Writes the portfolio of decisions and who made them. A decision for a team that this size of company does not have is left out. */
export async function loadDecisions(db: pg.ClientBase, cast: Cast): Promise<void> {
  const rows = DECIDED.map(({ tool, team, at, until, by = "officer", ...said }) => ({
    ...said,
    tool,
    team: team ?? null,
    worker_types: said.workerTypes ?? [],
    countries: said.countries ?? [],
    data_classes: said.dataClasses ?? [],
    review_on: said.reviewOn ?? null,
    decided_at: `${at}:00+08:00`,
    superseded_at: until ? `${until}:00+08:00` : null,
    decided_by_id: cast[by].personId,
  }));
  const { rows: written } = await db.query<Written>(
    `WITH made AS (
       INSERT INTO decision (tool_id, team_id, worker_types, countries, status, conditions, data_classes, reason, basis, review_on,
         decided_by_id, decided_at, superseded_at)
       SELECT tool.id, team.id, made.worker_types::worker_type[], made.countries, made.status::decision_status, made.conditions, made.data_classes,
         made.reason, made.basis, made.review_on, made.decided_by_id, made.decided_at, made.superseded_at
       FROM jsonb_to_recordset($1) AS made(tool text, team text, worker_types text[], countries text[], status text, conditions text,
         data_classes text[], reason text, basis text, review_on date, decided_by_id int, decided_at timestamptz, superseded_at timestamptz)
       JOIN tool ON tool.slug = made.tool
       LEFT JOIN LATERAL ${TEAM} team ON true
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
  await markSensitive(db, cast);
}

async function markSensitive(db: pg.ClientBase, cast: Cast): Promise<void> {
  const rows = SENSITIVE.map(({ at, ...mark }) => ({ ...mark, marked_at: `${at}:00+08:00` }));
  const { rows: written } = await db.query<{ team_id: number; reason: string; marked_at: Date; name: string }>(
    `WITH marked AS (
       INSERT INTO sensitive_team (team_id, reason, marked_by_id, marked_at)
       SELECT team.id, made.reason, $2, made.marked_at
       FROM jsonb_to_recordset($1) AS made(team text, reason text, marked_at timestamptz) CROSS JOIN LATERAL ${TEAM} team
       RETURNING *
     )
     SELECT marked.*, person.name FROM marked JOIN person ON person.id = marked_by_id`,
    [JSON.stringify(rows), cast.officer.personId],
  );
  await recordAll(
    db,
    written.map(
      ({ team_id, reason, marked_at, name }): AuditRow => ({
        at: marked_at,
        personId: cast.officer.personId,
        actorName: name,
        action: "team.marked-sensitive",
        subjectKind: "team",
        subjectId: team_id,
        reason,
      }),
    ),
  );
}
