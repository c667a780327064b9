import "server-only";
import { isUnlimited, must } from "@/lib/auth/permissions";
import type { Viewer } from "@/lib/auth/viewer";
import { type ResolvedScope, resolvedSchema } from "@/lib/bans/publication/schema";
import { type BanDetail, getBan } from "@/lib/bans/queries";
import { type BanDraft, banDraftSchema } from "@/lib/bans/schema";
import { db } from "@/lib/db";
import { Prisma } from "@/prisma/generated/client";
import type { VersionStatus } from "@/prisma/generated/enums";

export type Approval = { by: string; at: Date; comment: string | null /** It went back to its authors afterwards. */; isVoid: boolean };

export type VersionItem = {
  number: number;
  status: VersionStatus;
  note: string | null;
  author: string;
  /** Everybody who changed its words. */
  editors: string[];
  createdAt: Date;
  submittedAt: Date | null;
  approvedAt: Date | null;
  publishedAt: Date | null;
  publisher: string | null;
  recallUntil: Date | null;
  endReason: string | null;
  approvals: Approval[];
  /** How many have to approve. */
  quorum: number;
  /** How many people, tools and duties it meant when it was published. */
  meant: { people: number; tools: number; access: number; gained: number; lost: number } | null;
};

type Row = Omit<VersionItem, "approvals"> & { approvals: { by: string; at: string; comment: string | null; isVoid: boolean }[] };

/** What is being prepared is for those who read every ban; what was published is for everybody who reads this one. */
function visible(viewer: Viewer): Prisma.Sql {
  return isUnlimited(viewer, "bans:read")
    ? Prisma.sql`true`
    : Prisma.sql`b.published_at IS NOT NULL AND v.status IN ('PUBLISHED', 'REPLACED')`;
}

const ITEM = Prisma.sql`v.number, v.status::text AS status, v.note, a.name AS author,
  ARRAY(SELECT p.name FROM unnest(v.editor_ids) WITH ORDINALITY AS e (id, place) JOIN person p ON p.id = e.id ORDER BY e.place) AS editors,
  v.created_at AS "createdAt", v.submitted_at AS "submittedAt", v.approved_at AS "approvedAt", v.frozen_at AS "publishedAt",
  (SELECT p.name FROM person p WHERE p.id = v.published_by_id) AS publisher, v.recall_until AS "recallUntil", v.end_reason AS "endReason",
  coalesce((v.content ->> 'approvals')::int, 1) AS quorum,
  coalesce((SELECT jsonb_agg(jsonb_build_object('by', p.name, 'at', y.approved_at, 'comment', y.comment, 'isVoid', y.voided_at IS NOT NULL) ORDER BY y.id)
    FROM ban_approval y JOIN person p ON p.id = y.person_id WHERE y.version_id = v.id), '[]') AS approvals,
  CASE WHEN v.resolved IS NOT NULL THEN jsonb_build_object('people', v.resolved -> 'people', 'tools', jsonb_array_length(v.resolved -> 'tools'),
    'access', jsonb_array_length(v.resolved -> 'access'), 'gained', v.resolved -> 'gained', 'lost', v.resolved -> 'lost') END AS meant`;

/** Every version, the newest first. */
export async function listVersions(viewer: Viewer, banId: number): Promise<VersionItem[]> {
  must(viewer, "bans:read");
  const rows = await db.$queryRaw<Row[]>`
    SELECT ${ITEM} FROM ban_version v JOIN ban b ON b.id = v.ban_id JOIN person a ON a.id = v.author_id
    WHERE v.ban_id = ${banId} AND ${visible(viewer)} ORDER BY v.number DESC`;
  return rows.map(itemOf);
}

export type VersionDetail = VersionItem & { content: BanDraft; resolved: ResolvedScope | null };

export async function getVersion(viewer: Viewer, banId: number, number: number): Promise<VersionDetail | null> {
  must(viewer, "bans:read");
  const [row] = await db.$queryRaw<(Row & { content: unknown; resolved: unknown })[]>`
    SELECT ${ITEM}, v.content, v.resolved FROM ban_version v JOIN ban b ON b.id = v.ban_id JOIN person a ON a.id = v.author_id
    WHERE v.ban_id = ${banId} AND v.number = ${number} AND ${visible(viewer)}`;
  if (!row) return null;
  return { ...itemOf(row), content: banDraftSchema.parse(row.content), resolved: resolvedSchema.safeParse(row.resolved).data ?? null };
}

function itemOf({ approvals, ...row }: Row): VersionItem {
  return { ...row, approvals: approvals.map(({ at, ...approval }) => ({ ...approval, at: new Date(at) })) };
}

/** The ban with the words that are worked on, for those who write and decide; where nothing is in work, with those that bind. */
export async function getBanInWork(viewer: Viewer, banId: number): Promise<BanDetail | null> {
  const ban = await getBan(viewer, banId);
  if (!ban?.working || ban.working.number === ban.version) return ban;
  const version = await getVersion(viewer, banId, ban.working.number);
  if (!version) return ban;
  const { number, content, submittedAt, approvedAt, author } = version;
  return { ...ban, version: number, content, submittedAt, approvedAt, author, returned: await lastReturn(ban.code, version) };
}

async function lastReturn(code: string, { number, status }: VersionItem): Promise<BanDetail["returned"]> {
  if (status !== "DRAFT") return null;
  const [last] = await db.auditEvent.findMany({
    where: { subjectKind: "ban", subjectId: code, action: "ban.returned", before: { path: ["version"], equals: number } },
    select: { reason: true, actorName: true, at: true },
    orderBy: { id: "desc" },
    take: 1,
  });
  return last ? { reason: last.reason ?? "", by: last.actorName, at: last.at } : null;
}

export type Comment = { id: number; version: number; by: string; text: string; at: Date };

/** What was said about a ban, the oldest first; for those who write and decide, and those who look at them. */
export async function listComments(viewer: Viewer, banId: number): Promise<Comment[]> {
  must(viewer, "bans:read");
  if (!isUnlimited(viewer, "bans:read")) return [];
  return db.$queryRaw<Comment[]>`
    SELECT c.id, c.version_number AS version, p.name AS by, c.text, c.at FROM ban_comment c JOIN person p ON p.id = c.author_id
    WHERE c.ban_id = ${banId} ORDER BY c.id LIMIT 1000`;
}
