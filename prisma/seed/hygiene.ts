import type pg from "pg";
import { type AuditRow, recordAll } from "./audit.ts";
import { CLASS_REVIEWS, DEPENDENCY_INPUTS, HYGIENE_ANSWERS } from "./hygiene-answers.ts";
import { type ClaimKey, LEDGER_CLAIMS, type SeedClaim } from "./ledger-claims.ts";
import type { Cast } from "./personas.ts";

const CLAIMS: Record<ClaimKey, SeedClaim> = LEDGER_CLAIMS;
const judged = (because: string) => `Demonstration judgement: ${because}`;
const atBeijing = (local: string) => new Date(`${local}:00+08:00`);

/** What officers answered of vendors and tools, how much rests on some, and when classes were last looked over. */
export async function loadHygiene(db: pg.ClientBase, cast: Cast): Promise<void> {
  await loadAnswers(db, cast);
  await loadInputs(db, cast);
  await loadReviews(db, cast);
}

type Written = { slug: string; kind: string; question: string; answer: string; reason: string; set_at: Date; set_by_id: number };

async function loadAnswers(db: pg.ClientBase, cast: Cast): Promise<void> {
  const rows = HYGIENE_ANSWERS.flatMap(({ kind, slug, at, by = "officer", answers }) =>
    answers.map(({ question, answer, because, claims = [] }, index) => ({
      ...{ kind, slug, question, answer, reason: judged(because), statements: claims.map((key) => CLAIMS[key].statement) },
      set_by_id: cast[by].personId,
      // One after the other, as somebody fills in a questionnaire.
      set_at: new Date(atBeijing(at).getTime() + index * 70_000),
    })),
  );
  const { rows: written } = await db.query<Written>(
    `WITH made AS (
       SELECT * FROM jsonb_to_recordset($1) AS m(kind text, slug text, question text, answer text, reason text, statements text[], set_by_id int, set_at timestamptz)
     ), entered AS (
       INSERT INTO hygiene_answer (tool_id, vendor_id, question, answer, reason, claim_ids, set_by_id, set_at)
       SELECT t.id, v.id, m.question, m.answer, m.reason,
         ARRAY(SELECT c.id FROM claim c WHERE c.statement = ANY (m.statements) ORDER BY c.id), m.set_by_id, m.set_at
       FROM made m LEFT JOIN tool t ON m.kind = 'tool' AND t.slug = m.slug LEFT JOIN vendor v ON m.kind = 'vendor' AND v.slug = m.slug
       ORDER BY m.set_at
     ) SELECT kind, slug, question, answer, reason, set_at, set_by_id FROM made`,
    [JSON.stringify(rows)],
  );
  await recordAll(
    db,
    written.map(
      ({ kind, slug, question, answer, reason, set_at, set_by_id }): AuditRow => ({
        ...{ at: set_at, personId: set_by_id, actorName: nameOf(cast, set_by_id), action: "hygiene.answered" },
        ...{ subjectKind: kind, subjectId: slug, before: { question, answer: "unknown" }, after: { question, answer }, reason },
      }),
    ),
  );
}

async function loadInputs(db: pg.ClientBase, cast: Cast): Promise<void> {
  const rows = DEPENDENCY_INPUTS.flatMap(({ tool, at, inputs }) =>
    inputs.map(({ key, value, because }, index) => ({
      ...{ tool, key, value: String(value), reason: judged(because) },
      set_at: new Date(atBeijing(at).getTime() + index * 60_000),
    })),
  );
  await db.query(
    `INSERT INTO risk_input (tool_id, axis, key, value, reason, claim_ids, set_by_id, set_at)
     SELECT t.id, 'dependency', m.key, m.value, m.reason, '{}', $2, m.set_at
     FROM jsonb_to_recordset($1) AS m(tool text, key text, value text, reason text, set_at timestamptz) JOIN tool t ON t.slug = m.tool ORDER BY m.set_at`,
    [JSON.stringify(rows), cast.officer.personId],
  );
  await recordAll(
    db,
    rows.map(
      ({ tool, key, value, reason, set_at }): AuditRow => ({
        ...{ at: set_at, personId: cast.officer.personId, actorName: cast.officer.name, action: "dependency.input-set" },
        ...{ subjectKind: "tool", subjectId: tool, before: { [key]: "unknown" }, after: { [key]: value }, reason },
      }),
    ),
  );
}

async function loadReviews(db: pg.ClientBase, cast: Cast): Promise<void> {
  const rows = CLASS_REVIEWS.map(({ reviewedAt, ...review }) => ({ ...review, reviewed_at: atBeijing(reviewedAt) }));
  await db.query(
    `INSERT INTO risk_review (tool_id, review_on, reviewed_by_id, reviewed_at, note)
     SELECT t.id, m."reviewOn", $2, m.reviewed_at, m.note
     FROM jsonb_to_recordset($1) AS m(tool text, "reviewOn" date, reviewed_at timestamptz, note text) JOIN tool t ON t.slug = m.tool`,
    [JSON.stringify(rows), cast.officer.personId],
  );
  await recordAll(
    db,
    rows.map(
      ({ tool, reviewOn, reviewed_at, note }): AuditRow => ({
        ...{ at: reviewed_at, personId: cast.officer.personId, actorName: cast.officer.name, action: "risk.reviewed" },
        ...{ subjectKind: "tool", subjectId: tool, before: { reviewOn: null }, after: { reviewOn }, reason: note },
      }),
    ),
  );
}

function nameOf(cast: Cast, personId: number): string {
  return personId === cast.secondOfficer.personId ? cast.secondOfficer.name : cast.officer.name;
}
