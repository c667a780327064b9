import "server-only";
import { dateWords } from "@/i18n/date-words";
import type { AuditAction } from "@/lib/audit/actions";
import { recordAudit } from "@/lib/audit/record";
import type { Viewer } from "@/lib/auth/viewer";
import { banCode, TRANSITIONS } from "@/lib/bans/rules";
import { type BanDraft, banDraftSchema } from "@/lib/bans/schema";
import { IN_WORK, VERSION_TRANSITIONS } from "@/lib/bans/versions/rules";
import type { Tx } from "@/lib/db";
import { refuse } from "@/lib/refusal";
import type { Prisma } from "@/prisma/generated/client";
import type { BanStatus, VersionStatus } from "@/prisma/generated/enums";

const loadedVersion = {
  id: true,
  number: true,
  status: true,
  content: true,
  editorIds: true,
  contentRevision: true,
  recallUntil: true,
  approvals: { where: { voidedAt: null }, select: { personId: true } },
} satisfies Prisma.BanVersionSelect;

const loaded = {
  id: true,
  code: true,
  status: true,
  authorId: true,
  revision: true,
  cutoffAt: true,
  versions: { where: { status: { in: [...IN_WORK, "PUBLISHED"] } }, select: loadedVersion },
} satisfies Prisma.BanSelect;

export type LoadedVersion = {
  id: number;
  number: number;
  status: VersionStatus;
  content: BanDraft;
  editorIds: number[];
  approverIds: number[];
  contentRevision: number;
  recallUntil: Date | null;
};

export type LoadedBan = {
  id: number;
  code: string;
  status: BanStatus;
  authorId: number;
  /** As the caller saw it: given by the caller, or there was before anybody else's change was waited for. */
  seen: number;
  revision: number;
  cutoffAt: Date | null;
  /** What is worked on, and what binds. A ban that ended has neither or only the latter. */
  working: LoadedVersion | null;
  binding: LoadedVersion | null;
};

export type Seen = { banId: number; revision?: number | undefined };

/** Locks the ban and reads it as it is then, or "not found". Who calls decides what it means when the ban is newer than was seen. */
export async function lockBan(tx: Tx, { banId, revision }: Seen): Promise<LoadedBan> {
  const before = await tx.ban.findUnique({ where: { id: banId }, select: { revision: true } });
  await tx.$queryRaw`SELECT id FROM ban WHERE id = ${banId} FOR UPDATE`;
  const found = await tx.ban.findUnique({ where: { id: banId }, select: loaded });
  if (!found || !before) refuse("not-found", "bans.refusal.notFound");
  const { versions, ...ban } = found;
  const [binding, working] = [true, false].map((binds) => versions.find(({ status }) => (status === "PUBLISHED") === binds));
  return { ...ban, seen: revision ?? before.revision, working: versionOf(working), binding: versionOf(binding) };
}

type FoundVersion = Prisma.BanVersionGetPayload<{ select: typeof loadedVersion }>;

function versionOf(found: FoundVersion | undefined): LoadedVersion | null {
  if (!found) return null;
  const { approvals, content, ...version } = found;
  return { ...version, content: banDraftSchema.parse(content), approverIds: approvals.map(({ personId }) => personId) };
}

/** Locks the ban as it was seen. Whoever saw an older one, or waited while somebody changed it, is told who was faster. */
export async function loadBan(tx: Tx, viewer: Viewer, seen: Seen): Promise<LoadedBan> {
  const ban = await lockBan(tx, seen);
  if (ban.seen !== ban.revision) await refuseOvertaken(tx, viewer, ban.id);
  return ban;
}

/** The version in work of a ban whose rules said that there is one. */
export function workingOf({ code, working }: LoadedBan): LoadedVersion {
  if (working) return working;
  throw new Error(`${code} has no version in work.`);
}

export type Moved = { banId: number; code: string; status: BanStatus; revision: number; version: number; versionStatus: VersionStatus };

type Step = {
  to: VersionStatus;
  action: AuditAction;
  /** What changes besides the states: of the version, of the ban, and of the ban where it is the first version that moves. */
  version?: Prisma.BanVersionUncheckedUpdateInput;
  ban?: Prisma.BanUncheckedUpdateManyInput;
  first?: Prisma.BanUncheckedUpdateManyInput;
  /** What else the record keeps. */
  record?: Prisma.InputJsonObject;
  reason?: string;
};

/** Where a ban stands when its first version does; later versions leave their ban where it is. */
const BAN_FOLLOWS: Record<VersionStatus, BanStatus> = {
  DRAFT: "DRAFT",
  IN_REVIEW: "IN_REVIEW",
  APPROVED: "APPROVED",
  PUBLISHED: "PUBLISHED",
  REPLACED: "PUBLISHED",
  REJECTED: "CANCELLED",
  WITHDRAWN: "CANCELLED",
};

/** Moves a version, with its ban where it is the first one, and writes the record. */
export async function moveVersion(tx: Tx, viewer: Viewer, ban: LoadedBan, version: LoadedVersion, step: Step, now: Date): Promise<Moved> {
  const { to, action, reason = null } = step;
  const { id, number } = version;
  if (!VERSION_TRANSITIONS[version.status].includes(to)) throw new Error(`A version never goes from ${version.status} to ${to}.`);
  const isFirst = number === 1;
  const status = isFirst ? BAN_FOLLOWS[to] : ban.status;
  const data = { ...step.ban, ...(isFirst ? step.first : {}) };
  const revision = await moveBan(tx, viewer, ban, isFirst ? status : null, data, now);
  const contentRevision = to === "IN_REVIEW" ? { contentRevision: revision } : {};
  await tx.banVersion.update({ where: { id }, data: { ...step.version, ...contentRevision, status: to }, select: { id: true } });
  const states = { before: { version: number, status: version.status }, after: { version: number, status: to, ...step.record } };
  await recordAudit(tx, viewer, { action, subjectKind: "ban", subjectId: ban.code, ...states, reason }, now);
  return { banId: ban.id, code: ban.code, status, revision, version: number, versionStatus: to };
}

/**
 * Moves a ban from the status it was read in. Whoever comes second finds another status or revision and is told who was first. Without `to`
 * only the revision grows.
 */
export async function moveBan(
  tx: Tx,
  viewer: Viewer,
  ban: Pick<LoadedBan, "id" | "status" | "revision">,
  to: BanStatus | null,
  data: Omit<Prisma.BanUncheckedUpdateManyInput, "status" | "revision">,
  now: Date,
): Promise<number> {
  if (to !== null && !TRANSITIONS[ban.status].includes(to)) throw new Error(`A ban never goes from ${ban.status} to ${to}.`);
  const { count } = await tx.ban.updateMany({
    where: { id: ban.id, status: ban.status, revision: ban.revision },
    data: { ...data, ...(to === null ? {} : { status: to }), revision: ban.revision + 1, updatedAt: now },
  });
  if (count === 0) await refuseOvertaken(tx, viewer, ban.id);
  return ban.revision + 1;
}

/** Says who changed the ban and when. The audit log knows: every change wrote its event in its own transaction. */
export async function refuseOvertaken(tx: Tx, viewer: Viewer, banId: number): Promise<never> {
  const [last] = await tx.auditEvent.findMany({
    where: { subjectKind: "ban", subjectId: banCode(banId), action: { in: Object.keys(OVERTAKEN) } },
    select: { actorName: true, at: true, action: true },
    orderBy: { id: "desc" },
    take: 1,
  });
  if (!last) refuse("conflict", "bans.refusal.overtaken");
  const values = { who: last.actorName, time: dateWords(last.at, "dateTime", viewer.zone, viewer.locale) };
  refuse("conflict", `bans.overtaken.${OVERTAKEN[last.action] ?? "edited"}`, values);
}

/** What changes a ban, and how the sentence about it is called. */
const OVERTAKEN: Record<string, string> = {
  "ban.edited": "edited",
  "ban.submitted": "submitted",
  "ban.approved": "approved",
  "ban.returned": "returned",
  "ban.published": "published",
  "ban.cancelled": "cancelled",
  "ban.rejected": "rejected",
  "ban.recalled": "recalled",
  "ban.version-begun": "begun",
  "ban.version-withdrawn": "withdrawn",
  "ban.lifted": "lifted",
  "ban.suspended": "suspended",
  "ban.resumed": "resumed",
  "ban.superseded": "superseded",
};
