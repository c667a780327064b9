import type pg from "pg";
import type { BanContentInput, BanDraftInput } from "../../lib/bans/schema.ts";
import { type AuditRow, recordAll } from "./audit.ts";
import { julyBan, liftedBan, openClawBan, sidebarDraft } from "./ban-content.ts";
import type { Cast, Persona } from "./personas.ts";
import { NOTICE_AT } from "./scenario-time.ts";

export const LIFTED_BAN = 1;
export const JULY_BAN = 2;

const at = (local: string) => new Date(`${local}:00+08:00`);

type Step = { action: AuditRow["action"]; to: string; at: Date; by: Persona; reason?: string };

/** Writes the four bans of the scenario with their words, scope, duties and the record of every step. Nobody has obligations yet. */
export async function loadBans(db: pg.ClientBase, cast: Cast): Promise<void> {
  const { rows } = await db.query<{ id: number; slug: string }>("SELECT id, slug FROM tool");
  const ids = new Map(rows.map(({ id, slug }) => [slug, id]));
  const tool = (slug: string) => ids.get(slug) ?? fail(slug);
  const { rows: divisions } = await db.query<{ id: number }>(
    "SELECT id FROM team WHERE parent_id = 1 ORDER BY (name = 'Security') DESC, id DESC LIMIT 1",
  );
  const { officer, secondOfficer, approver } = cast;

  await loadBan(db, LIFTED_BAN, secondOfficer, liftedBan(tool, divisions[0]?.id ?? 1), at("2026-04-15T11:20"), [
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
  await loadBan(db, JULY_BAN, officer, julyBan(tool), at("2026-07-01T19:10"), [
    { action: "ban.submitted", to: "IN_REVIEW", at: at("2026-07-02T20:55"), by: officer },
    { action: "ban.approved", to: "APPROVED", at: at("2026-07-02T21:40"), by: approver },
    { action: "ban.published", to: "PUBLISHED", at: NOTICE_AT, by: officer },
  ]);
  await loadBan(db, 3, officer, openClawBan(tool), at("2026-07-07T17:30"), [
    { action: "ban.submitted", to: "IN_REVIEW", at: at("2026-07-08T10:05"), by: officer },
  ]);
  await loadBan(db, 4, secondOfficer, sidebarDraft(tool), at("2026-07-08T11:20"), []);
  await db.query("SELECT setval(pg_get_serial_sequence('ban', 'id'), (SELECT max(id) FROM ban))");
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
       approved_by_id, approved_at, published_by_id, published_at, ended_by_id, ended_at, end_reason)
     VALUES ($1::int, 'BAN-' || $1::int, $2, $3, $4, $5::timestamp AT TIME ZONE $4, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18)`,
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
    ],
  );
  const last = steps.at(-1)?.to ?? "DRAFT";
  await db.query(
    `INSERT INTO ban_version (ban_id, number, status, content, author_id, editor_ids, content_revision, created_at, submitted_at, approved_at, frozen_at, published_by_id)
     VALUES ($1, 1, $2, $3, $4, ARRAY[$4::int], $5, $6, $7, $8, $9, $10)`,
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
      ...(index > 0 && { before: { status: recorded[index - 1]?.to } }),
      after: index === 0 ? content : { status: to },
      ...said,
    })),
  );
}

/** What publication fixes: the tools and the duties. */
async function freeze(db: pg.ClientBase, id: number, { selector, duties }: BanContentInput | BanDraftInput): Promise<void> {
  await db.query(
    "INSERT INTO ban_scope_tool (ban_id, tool_id, version_range) SELECT $1, tool_id, version_range FROM resolve_selector($2)",
    [id, JSON.stringify(selector)],
  );
  await db.query(
    "INSERT INTO ban_scope_access (ban_id, tool_id, family_id, channel, mode) SELECT $1, tool_id, family_id, channel, mode FROM resolve_access($2)",
    [id, JSON.stringify(selector)],
  );
  await db.query(
    `INSERT INTO duty (ban_id, kind, deadline_local, deadline_zone, deadline_at)
     SELECT $1, kind::duty_kind, "deadlineLocal", "deadlineZone", "deadlineLocal"::timestamp AT TIME ZONE "deadlineZone"
     FROM jsonb_to_recordset($2) AS duty(kind text, "deadlineLocal" text, "deadlineZone" text)`,
    [id, JSON.stringify(duties)],
  );
}
