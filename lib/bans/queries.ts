import "server-only";
import { z } from "zod";
import type { AuditAction } from "@/lib/audit/actions";
import { isUnlimited, must } from "@/lib/auth/permissions";
import type { Viewer } from "@/lib/auth/viewer";
import { inLanguage, publicationKey, STATES } from "@/lib/bans/rules";
import { type BanDraft, type BanList, banContentSchema, banDraftSchema } from "@/lib/bans/schema";
import { covers, coversEveryone } from "@/lib/bans/selector/rules";
import type { WorkingForDecision } from "@/lib/bans/versions/rules";
import { db } from "@/lib/db";
import { decodeCursor, type Keyset, keysetOf } from "@/lib/http/keyset";
import { type ProgressReport, readProgress } from "@/lib/progress";
import type { BanFact, VerdictPerson } from "@/lib/registry/rules";
import { Prisma } from "@/prisma/generated/client";
import type { BanStatus, DutyKind, VersionStatus } from "@/prisma/generated/enums";

/** A manager reads the bans that bind their people; what is still being written is for those who write and decide. */
function readable(viewer: Viewer): Prisma.Sql {
  return isUnlimited(viewer, "bans:read") ? Prisma.sql`true` : Prisma.sql`b.published_at IS NOT NULL`;
}

export type BanItem = {
  id: number;
  code: string;
  status: BanStatus;
  title: string;
  zone: string;
  cutoffAt: Date | null;
  publishedAt: Date | null;
  endedAt: Date | null;
  author: string;
  tools: number;
  reviewOn: string | null;
  /** Obligations of the duty the ban is about, as far as the viewer sees them; null before publication. */
  counts: BanCounts | null;
  /** The version in work, besides the one that binds. */
  change: Change | null;
};

export type Change = { number: number; status: VersionStatus };

/** What is worked on of a ban `b` that binds already. */
const CHANGE = Prisma.sql`(SELECT jsonb_build_object('number', w.number, 'status', w.status) FROM ban_version w
  WHERE w.ban_id = b.id AND w.number > 1 AND w.status IN ('DRAFT', 'IN_REVIEW', 'APPROVED'))`;

export type BanCounts = Record<
  "installed" | "unknown" | "stated" | "proved" | "notAffected" | "excepted" | "contradicted" | "reappeared",
  number
>;

/** The highest teams whose sums the viewer may read: the company's, or those they manage that lie in no other of theirs. */
function topTeams(viewer: Viewer): Prisma.Sql {
  if (isUnlimited(viewer, "bans:read")) return Prisma.sql`t.parent_id IS NULL`;
  const top = viewer.managedPaths.filter((path) => !viewer.managedPaths.some((other) => path.startsWith(`${other}.`)));
  return Prisma.sql`t.path = ANY (${top}::text[]::ltree[])`;
}

const cursorSchema = z.tuple([z.number().int()]);

/** A ban that binds and is being changed is in preparation as well: somebody has to write or decide. */
function inState(state: keyof typeof STATES): Prisma.Sql {
  const stands = Prisma.sql`b.status::text = ANY (${[...STATES[state]]}::text[])`;
  return state === "open" ? Prisma.sql`(${stands} OR ${CHANGE} IS NOT NULL)` : stands;
}

/** Bans, newest first. `state` groups what belongs together: being written, running, over. */
export async function listBans(viewer: Viewer, { state, q, cursor, limit }: BanList): Promise<Keyset<BanItem>> {
  must(viewer, "bans:read");
  const after = decodeCursor(cursor, cursorSchema);
  const like = q && `%${q.replace(/[\\%_]/g, "\\$&")}%`;
  const conditions = [
    readable(viewer),
    state ? inState(state) : null,
    like ? Prisma.sql`(b.title ILIKE ${like} OR b.code ILIKE ${like} OR v.content -> 'title' ->> 'zh-CN' ILIKE ${like})` : null,
    after ? Prisma.sql`b.id < ${after[0]}` : null,
  ].filter((condition) => condition !== null);
  type Row = Omit<BanItem, "title"> & { title: NonNullable<BanDraft["title"]> | null };
  const rows = await db.$queryRaw<Row[]>`
    SELECT b.id, b.code, b.status::text AS status, v.content -> 'title' AS title, b.zone, b.cutoff_at AS "cutoffAt", b.published_at AS "publishedAt",
      b.ended_at AS "endedAt", a.name AS author, v.content ->> 'reviewOn' AS "reviewOn",
      (SELECT count(*)::int FROM ban_scope_tool s WHERE s.ban_id = b.id) AS tools, ${CHANGE} AS change,
      CASE WHEN b.published_at IS NOT NULL THEN (
        SELECT jsonb_build_object('installed', coalesce(sum(r.installed), 0), 'unknown', coalesce(sum(r.unknown), 0), 'stated', coalesce(sum(r.stated), 0),
          'proved', coalesce(sum(r.proved), 0), 'notAffected', coalesce(sum(r.not_affected), 0), 'excepted', coalesce(sum(r.excepted), 0),
          'contradicted', coalesce(sum(r.contradicted), 0), 'reappeared', coalesce(sum(r.reappeared), 0))
        FROM rollup_now(
          ARRAY(SELECT d.id FROM duty d WHERE d.ban_id = b.id ORDER BY d.kind = 'UNINSTALL' DESC, d.deadline_at, d.id LIMIT 1),
          ARRAY(SELECT t.id FROM team t WHERE ${topTeams(viewer)})) r) END AS counts
    FROM ban b JOIN person a ON a.id = b.author_id
    CROSS JOIN LATERAL (SELECT ban_content(b.id) AS content) v
    WHERE ${Prisma.join(conditions, " AND ")} ORDER BY b.id DESC LIMIT ${limit + 1}`;
  const items = rows.map((row) => ({ ...row, title: inLanguage(row.title ?? undefined, viewer.locale) }));
  return keysetOf(items, limit, ({ id }) => [id]);
}

type Name = { id: number; name: string };

export type BanDetail = {
  id: number;
  code: string;
  status: BanStatus;
  revision: number;
  /** Of what binds; before that, of what is written. */
  version: number;
  /** The number of the newest version, whatever became of it. */
  latest: number;
  content: BanDraft;
  working: WorkingForDecision | null;
  binding: { number: number; recallUntil: Date | null } | null;
  zone: string;
  cutoffAt: Date | null;
  createdAt: Date;
  updatedAt: Date;
  submittedAt: Date | null;
  approvedAt: Date | null;
  publishedAt: Date | null;
  endedAt: Date | null;
  endReason: string | null;
  authorId: number;
  author: string;
  approver: string | null;
  publisher: string | null;
  ender: string | null;
  /** What the ban covers, as frozen at publication; empty before. */
  scope: (Name & { slug: string; vendor: string })[];
  duties: { id: number; kind: DutyKind; deadlineLocal: string; deadlineZone: string; deadlineAt: Date }[];
  replacement: (Name & { slug: string }) | null;
  /** The one team at the top of what the viewer sees, where others are below it; null when there are several. */
  topTeamId: number | null;
  /** Why it came back, if it did and has not been submitted again. */
  returned: { reason: string; by: string; at: Date } | null;
  /** Why it is suspended, while it is. */
  suspended: { reason: string; by: string; at: Date } | null;
  /** The code of the ban that took its place. */
  supersededBy: string | null;
};

type Said = { reason: string; by: string; at: string };

/** The newest event of a kind that tells of a ban `b`, while the ban is in the state it led to. */
function toldBy(action: AuditAction, status: BanStatus): Prisma.Sql {
  return Prisma.sql`CASE WHEN b.status::text = ${status} THEN (SELECT jsonb_build_object('reason', e.reason, 'by', e.actor_name, 'at', e.at) FROM audit_event e
    WHERE e.subject_kind = 'ban' AND e.subject_id = b.code AND e.action = ${action} ORDER BY e.id DESC LIMIT 1) END`;
}

const dated = (said: Said | null) => said && { ...said, at: new Date(said.at) };

type DetailRow = Omit<BanDetail, "content" | "duties" | "returned" | "suspended" | "binding"> & {
  content: unknown;
  binding: { number: number; recallUntil: string | null } | null;
  duties: (Omit<BanDetail["duties"][number], "deadlineAt"> & { deadlineAt: string })[];
  returned: Said | null;
  suspended: Said | null;
};

export async function getBan(viewer: Viewer, banId: number): Promise<BanDetail | null> {
  must(viewer, "bans:read");
  const [row] = await db.$queryRaw<DetailRow[]>`
    SELECT b.id, b.code, b.status::text AS status, b.revision, v.number AS version, v.content, (SELECT max(n.number) FROM ban_version n WHERE n.ban_id = b.id) AS latest, b.zone, b.cutoff_at AS "cutoffAt", b.created_at AS "createdAt",
      b.updated_at AS "updatedAt", b.submitted_at AS "submittedAt", b.approved_at AS "approvedAt", b.published_at AS "publishedAt", b.ended_at AS "endedAt",
      b.end_reason AS "endReason", b.author_id AS "authorId", author.name AS author, approver.name AS approver, publisher.name AS publisher, ender.name AS ender,
      coalesce((SELECT jsonb_agg(jsonb_build_object('id', t.id, 'name', t.name, 'slug', t.slug, 'vendor', o.name) ORDER BY o.name, t.name)
        FROM ban_scope_tool s JOIN tool t ON t.id = s.tool_id JOIN vendor o ON o.id = t.vendor_id WHERE s.ban_id = b.id), '[]') AS scope,
      coalesce((SELECT jsonb_agg(jsonb_build_object('id', d.id, 'kind', d.kind, 'deadlineLocal', d.deadline_local, 'deadlineZone', d.deadline_zone,
        'deadlineAt', d.deadline_at) ORDER BY d.deadline_at, d.id) FROM duty d WHERE d.ban_id = b.id), '[]') AS duties,
      (SELECT jsonb_build_object('id', t.id, 'name', t.name, 'slug', t.slug) FROM tool t WHERE t.id = b.replacement_tool_id) AS replacement,
      (SELECT min(t.id) FROM team t WHERE ${topTeams(viewer)} HAVING count(*) = 1 AND bool_and(EXISTS (SELECT FROM team k WHERE k.parent_id = t.id))) AS "topTeamId",
      ${toldBy("ban.returned", "DRAFT")} AS returned, ${toldBy("ban.suspended", "SUSPENDED")} AS suspended,
      (SELECT n.code FROM ban n WHERE n.id = b.superseded_by_id) AS "supersededBy",
      (SELECT jsonb_build_object('number', w.number, 'status', w.status, 'editorIds', w.editor_ids, 'approverIds',
          ARRAY(SELECT a.person_id FROM ban_approval a WHERE a.version_id = w.id AND a.voided_at IS NULL ORDER BY a.id))
        FROM ban_version w WHERE w.ban_id = b.id AND w.status IN ('DRAFT', 'IN_REVIEW', 'APPROVED')) AS working,
      (SELECT jsonb_build_object('number', w.number, 'recallUntil', w.recall_until) FROM ban_version w WHERE w.ban_id = b.id AND w.status = 'PUBLISHED') AS binding
    FROM ban b
    CROSS JOIN LATERAL (SELECT number, content FROM ban_version WHERE ban_id = b.id ORDER BY status = 'PUBLISHED' DESC, number DESC LIMIT 1) v
    JOIN person author ON author.id = b.author_id
    LEFT JOIN person approver ON approver.id = b.approved_by_id
    LEFT JOIN person publisher ON publisher.id = b.published_by_id
    LEFT JOIN person ender ON ender.id = b.ended_by_id
    WHERE b.id = ${banId} AND ${readable(viewer)}`;
  if (!row) return null;
  return {
    ...row,
    content: banDraftSchema.parse(row.content),
    duties: row.duties.map((duty) => ({ ...duty, deadlineAt: new Date(duty.deadlineAt) })),
    returned: dated(row.returned),
    suspended: dated(row.suspended),
    binding: row.binding && { ...row.binding, recallUntil: row.binding.recallUntil === null ? null : new Date(row.binding.recallUntil) },
    // Who writes and who approved is for those who read every ban; that a change is in work, for everybody who reads this one.
    working: row.working && (isUnlimited(viewer, "bans:read") ? row.working : { ...row.working, editorIds: [], approverIds: [] }),
  };
}

type FactRow = {
  toolId: number;
  banId: number;
  code: string;
  status: BanFact["status"];
  cutoffAt: Date;
  zone: string;
  publishedAt: Date;
  endedAt: Date | null;
  suspendedAt: Date | null;
  content: unknown;
  replacement: BanFact["replacement"];
  exemptions: { from: string; until: string }[];
};

/**
 * The exceptions that a ban `b` knows for a person, to the duty that forbids use: to stop, or, where a ban does not ask for that, to remove.
 * An exception for a device leaves the person without one.
 */
function exemptionsOf(person: VerdictPerson | null): Prisma.Sql {
  if (!person) return Prisma.sql`'[]'::jsonb`;
  return Prisma.sql`(
    SELECT coalesce(jsonb_agg(jsonb_build_object('from', e.starts_at, 'until', e.ends_at)), '[]') FROM exception e LEFT JOIN team x ON x.id = e.team_id
    WHERE e.ban_id = b.id AND e.status = 'ACTIVE' AND (e.person_id = ${person.id} OR x.path @> ${person.teamPath}::text::ltree)
      AND (e.tool_ids = '{}' OR s.tool_id = ANY (e.tool_ids))
      AND e.duty_kind = (SELECT min(d.kind) FROM duty d WHERE d.ban_id = b.id AND d.kind IN ('STOP_USE', 'UNINSTALL')))`;
}

/** What verdicts need to know of the bans over these tools, or over all there are, per tool. `person` null asks for the company as a whole. */
export async function banFactsFor(
  viewer: Viewer,
  toolIds: readonly number[] | "all",
  person: VerdictPerson | null,
): Promise<Map<number, BanFact[]>> {
  must(viewer, "tools:read");
  const rows = await db.$queryRaw<FactRow[]>`
    SELECT s.tool_id AS "toolId", b.id AS "banId", b.code, b.status::text AS status, b.cutoff_at AS "cutoffAt", b.zone, b.published_at AS "publishedAt",
      b.ended_at AS "endedAt", CASE WHEN b.status = 'SUSPENDED' THEN b.suspended_at END AS "suspendedAt", v.content, (SELECT jsonb_build_object('slug', t.slug, 'name', t.name) FROM tool t WHERE t.id = b.replacement_tool_id) AS replacement,
      ${exemptionsOf(person)} AS exemptions
    FROM ban b JOIN ban_scope_tool s ON s.ban_id = b.id
    CROSS JOIN LATERAL (SELECT ban_content(b.id) AS content) v
    WHERE b.status IN ('PUBLISHED', 'SUSPENDED', 'LIFTED', 'SUPERSEDED') AND ${toolIds === "all" ? Prisma.sql`true` : Prisma.sql`s.tool_id = ANY (${[...toolIds]}::int[])`}
    ORDER BY b.cutoff_at, b.id`;
  const contents = new Map<number, z.infer<typeof banContentSchema>>();
  const facts = new Map<number, BanFact[]>();
  for (const { toolId, content: stored, exemptions, ...ban } of rows) {
    const content = contents.get(ban.banId) ?? banContentSchema.parse(stored);
    contents.set(ban.banId, content);
    const fact: BanFact = {
      ...ban,
      title: inLanguage(content.title, viewer.locale),
      reason: inLanguage(content.reason, viewer.locale),
      summary: inLanguage(content.summary, viewer.locale),
      search: "none" in content.replacement ? content.replacement.none : null,
      exceptions: content.exceptions,
      contact: content.contact,
      coversEveryone: coversEveryone(content.population),
      applies: person === null || covers(content.population, person),
      exemptions: exemptions.map(({ from, until }) => ({ from: new Date(from), until: new Date(until) })),
    };
    facts.set(toolId, [...(facts.get(toolId) ?? []), fact]);
  }
  return facts;
}

/** How far a publication has come, or null when nobody has begun one. */
export async function getPublication(
  viewer: Viewer,
  banId: number,
): Promise<{ status: BanStatus; progress: ProgressReport | null } | null> {
  must(viewer, "bans:write");
  const ban = await db.ban.findUnique({ where: { id: banId }, select: { status: true } });
  return ban && { status: ban.status, progress: await readProgress(publicationKey(banId)) };
}
