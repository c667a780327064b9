import type pg from "pg";
import { type AuditRow, recordAll } from "./audit.ts";
import type { Cast } from "./personas.ts";

type Asked = {
  by: keyof Cast;
  name: string;
  purpose: string;
  at: string;
  homepage?: string;
  category?: string;
  answer?: { text: string; at: string; tool?: string };
};

/** What people of the story asked for; the product of the first two does not exist. */
const ASKED: readonly Asked[] = [
  {
    by: "employee",
    name: "Skylark Notes",
    homepage: "https://skylark-notes.example",
    category: "meeting-assistant",
    purpose: "Minutes of our weekly planning in English and Chinese. No client data.",
    at: "2026-07-06 10:12",
  },
  { by: "idle", name: "skylark notes", purpose: "Summaries of long calls with the other sites.", at: "2026-07-07 16:40" },
  {
    by: "manager",
    name: "织云文档助手",
    category: "writing-assistant",
    purpose: "团队用来润色对外的技术文档，只涉及公开资料。",
    at: "2026-07-07 09:05",
  },
  {
    by: "employee",
    name: "Claude Cowork Pro Max",
    purpose: "Somebody recommended it for longer refactorings.",
    at: "2026-06-22 15:30",
    answer: { text: "There is no product of this name. Use Qoder for agentic coding.", at: "2026-06-24 11:00", tool: "qoder" },
  },
];

const moment = (at: string) => `${at.replace(" ", "T")}:00+08:00`;

export async function loadRequests(db: pg.ClientBase, cast: Cast): Promise<void> {
  const rows = ASKED.map(({ by, at, answer, homepage, category, ...said }) => ({
    ...said,
    person_id: cast[by].personId,
    created_at: moment(at),
    homepage: homepage ?? null,
    category: category ?? null,
    tool: answer?.tool ?? null,
    answer: answer?.text ?? null,
    answered_at: answer ? moment(answer.at) : null,
  }));
  const { rows: written } = await db.query<{ id: number; name: string }>(
    `INSERT INTO tool_request (person_id, name, homepage, category, purpose, status, tool_id, answer, answered_by_id, answered_at, created_at)
     SELECT a.person_id, a.name, a.homepage, a.category, a.purpose, CASE WHEN a.answered_at IS NULL THEN 'OPEN' ELSE 'ANSWERED' END::tool_request_status,
       t.id, a.answer, CASE WHEN a.answered_at IS NOT NULL THEN $2::int END, a.answered_at, a.created_at
     FROM jsonb_to_recordset($1) AS a(person_id int, name text, homepage text, category text, purpose text, tool text, answer text,
       answered_at timestamptz, created_at timestamptz) LEFT JOIN tool t ON t.slug = a.tool
     ORDER BY a.created_at RETURNING id, name`,
    [JSON.stringify(rows), cast.officer.personId],
  );
  const idOf = (name: string) => written.find((one) => one.name === name)?.id ?? 0;
  await recordAll(
    db,
    ASKED.flatMap(({ by, name, purpose, at, answer }): AuditRow[] => {
      const subject = { subjectKind: "request", subjectId: idOf(name) };
      const { personId, name: actorName } = cast[by];
      const made: AuditRow = {
        at: new Date(moment(at)),
        personId,
        actorName,
        action: "request.made",
        ...subject,
        after: { name, purpose },
      };
      if (!answer) return [made];
      const officer = { personId: cast.officer.personId, actorName: cast.officer.name };
      const after = { tool: answer.tool ?? null, answer: answer.text };
      return [made, { at: new Date(moment(answer.at)), ...officer, action: "request.answered", ...subject, before: { name }, after }];
    }),
  );
}
