import type pg from "pg";
import type { BanContentInput, BanDraftInput } from "../../lib/bans/schema.ts";
import { type AuditRow, recordAll } from "./audit.ts";
import { julyBan, liftedBan, openClawBan, rooCodeBan, sidebarDraft, suspendedBan } from "./ban-content.ts";
import { julyFacts, loadJulyRecord } from "./ban-july.ts";
import { freeze, resolvedOf } from "./ban-versions.ts";
import type { Cast, Persona } from "./personas.ts";
import { NOTICE_AT } from "./scenario-time.ts";

export const LIFTED_BAN = 1;
export const JULY_BAN = 2;
export const SUSPENDED_BAN = 5;
export const EXCEPTION_BAN = 6;

const at = (local: string) => new Date(`${local}:00+08:00`);

type Step = { action: AuditRow["action"]; to: string; at: Date; by: Persona; reason?: string };

/** Writes the five bans of the scenario with their words, scope, duties and the record of every step. Nobody has obligations yet. */
export async function loadBans(db: pg.ClientBase, cast: Cast): Promise<void> {
  const { rows } = await db.query<{ id: number; slug: string }>("SELECT id, slug FROM tool");
  const ids = new Map(rows.map(({ id, slug }) => [slug, id]));
  const tool = (slug: string) => ids.get(slug) ?? fail(slug);
  const division = async (name: string): Promise<number> => {
    const found = await db.query<{ id: number }>("SELECT id FROM team WHERE parent_id = 1 ORDER BY (name = $1) DESC, id DESC LIMIT 1", [
      name,
    ]);
    return found.rows[0]?.id ?? 1;
  };
  const { officer, secondOfficer, approver } = cast;

  await loadBan(db, LIFTED_BAN, secondOfficer, liftedBan(tool, await division("Security")), at("2026-04-15T11:20"), [
    { action: "ban.submitted", to: "IN_REVIEW", at: at("2026-04-15T16:05"), by: secondOfficer },
    { action: "ban.approved", to: "APPROVED", at: at("2026-04-15T18:40"), by: approver },
    { action: "ban.published", to: "PUBLISHED", at: at("2026-04-16T10:00"), by: secondOfficer },
    {
      action: "ban.lifted",
      to: "LIFTED",
      at: at("2026-06-12T17:00"),
      by: secondOfficer,
      reason: "The vendor now tells everybody in the meeting and keeps recordings in our region.",
    },
  ]);
  await loadBan(db, JULY_BAN, officer, julyBan(tool, await julyFacts(db, cast)), at("2026-07-01T19:10"), [
    { action: "ban.submitted", to: "IN_REVIEW", at: at("2026-07-02T20:55"), by: officer },
    { action: "ban.approved", to: "APPROVED", at: at("2026-07-02T21:40"), by: approver },
    { action: "ban.published", to: "PUBLISHED", at: NOTICE_AT, by: officer },
  ]);
  await loadJulyRecord(db, JULY_BAN, cast);
  await loadBan(db, 3, officer, openClawBan(tool), at("2026-07-07T17:30"), [
    { action: "ban.submitted", to: "IN_REVIEW", at: at("2026-07-08T10:05"), by: officer },
  ]);
  await loadBan(db, 4, secondOfficer, sidebarDraft(tool), at("2026-07-08T11:20"), []);
  await loadBan(db, SUSPENDED_BAN, secondOfficer, suspendedBan(tool, await division("Health")), at("2026-07-08T11:45"), [
    { action: "ban.submitted", to: "IN_REVIEW", at: at("2026-07-08T12:00"), by: secondOfficer },
    { action: "ban.approved", to: "APPROVED", at: at("2026-07-08T12:25"), by: approver },
    { action: "ban.published", to: "PUBLISHED", at: at("2026-07-08T12:40"), by: secondOfficer },
    {
      action: "ban.suspended",
      to: "SUSPENDED",
      at: at("2026-07-08T14:10"),
      by: officer,
      reason: "Our own sharing rules let it in, not the tool. The ban rests until they are corrected and checked.",
    },
  ]);
  const { rows: roo } = await db.query<{ id: number }>("SELECT vendor_id AS id FROM tool WHERE id = $1", [tool("roo-code")]);
  const rooCode = rooCodeBan(tool, roo[0]?.id ?? fail("roo-code"), await divisionOf(db, cast.manager));
  await loadBan(db, EXCEPTION_BAN, secondOfficer, rooCode, at("2026-07-04T16:10"), [
    { action: "ban.submitted", to: "IN_REVIEW", at: at("2026-07-04T17:30"), by: secondOfficer },
    { action: "ban.approved", to: "APPROVED", at: at("2026-07-06T09:20"), by: approver },
    { action: "ban.published", to: "PUBLISHED", at: at("2026-07-06T10:00"), by: secondOfficer },
  ]);
  await db.query("SELECT setval(pg_get_serial_sequence('ban', 'id'), (SELECT max(id) FROM ban))");
}

/** The division that somebody works in; the company's own people have the company. */
async function divisionOf(db: pg.ClientBase, { personId }: Persona): Promise<number> {
  const { rows } = await db.query<{ id: number }>(
    "SELECT above.id FROM person p JOIN team own ON own.id = p.team_id JOIN team above ON above.path @> own.path WHERE p.id = $1 ORDER BY above.parent_id IS DISTINCT FROM 1, above.id LIMIT 1",
    [personId],
  );
  return rows[0]?.id ?? 1;
}

function fail(slug: string): never {
  throw new Error(`The catalogue has no tool "${slug}", which the scenario needs.`);
}

async function loadBan(
  db: pg.ClientBase,
  id: number,
  author: Persona,
  content: BanContentInput | BanDraftInput,
  draftedAt: Date,
  steps: readonly Step[],
): Promise<void> {
  const step = (to: string) => steps.find((one) => one.to === to);
  const [approved, published, ended] = [step("APPROVED"), step("PUBLISHED"), step("LIFTED")];
  const [duty] = content.duties ?? [];
  await db.query(
    `INSERT INTO ban (id, code, status, title, zone, cutoff_at, replacement_tool_id, author_id, revision, created_at, updated_at, submitted_at,
       approved_by_id, approved_at, published_by_id, published_at, ended_by_id, ended_at, end_reason, suspended_at)
     VALUES ($1::int, 'BAN-' || $1::int, $2, $3, $4, $5::timestamp AT TIME ZONE $4, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19)`,
    [
      id,
      steps.at(-1)?.to ?? "DRAFT",
      content.title?.en ?? "",
      duty?.deadlineZone,
      duty?.deadlineLocal,
      content.replacement && "toolId" in content.replacement ? content.replacement.toolId : null,
      author.personId,
      steps.length + 1,
      draftedAt,
      steps.at(-1)?.at ?? draftedAt,
      step("IN_REVIEW")?.at,
      approved?.by.personId,
      approved?.at,
      published?.by.personId,
      published?.at,
      ended?.by.personId,
      ended?.at,
      ended?.reason,
      step("SUSPENDED")?.at,
    ],
  );
  const last = steps.at(-1)?.to ?? "DRAFT";
  await db.query(
    `INSERT INTO ban_version (ban_id, number, status, content, author_id, editor_ids, content_revision, created_at, submitted_at, approved_at, frozen_at, published_by_id,
       recall_until, resolved)
     VALUES ($1, 1, $2, $3, $4, ARRAY[$4::int], $5, $6, $7, $8, $9, $10, $9::timestamptz + interval '5 minutes', $11)`,
    [
      id,
      published ? "PUBLISHED" : last,
      JSON.stringify(content),
      author.personId,
      step("IN_REVIEW") ? 2 : 1,
      draftedAt,
      step("IN_REVIEW")?.at,
      approved?.at,
      published?.at,
      published?.by.personId,
      published ? JSON.stringify(await resolvedOf(db, content)) : null,
    ],
  );
  if (approved) {
    await db.query("INSERT INTO ban_approval (version_id, person_id, approved_at) SELECT id, $2, $3 FROM ban_version WHERE ban_id = $1", [
      id,
      approved.by.personId,
      approved.at,
    ]);
  }
  if (published) await freeze(db, id, content);

  const recorded = [{ action: "ban.drafted" as const, to: "DRAFT", at: draftedAt, by: author }, ...steps];
  await recordAll(
    db,
    recorded.map(({ action, to, at, by, ...said }, index) => ({
      at,
      personId: by.personId,
      actorName: by.name,
      action,
      subjectKind: "ban",
      subjectId: `BAN-${id}`,
      ...(index > 0 && { before: { version: 1, status: recorded[index - 1]?.to } }),
      after: index === 0 ? content : { version: 1, status: to },
      ...said,
    })),
  );
}
