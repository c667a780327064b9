import "server-only";
import { recordAudit } from "@/lib/audit/record";
import { must } from "@/lib/auth/permissions";
import type { Viewer } from "@/lib/auth/viewer";
import { stillNeeded } from "@/lib/bans/approval/rules";
import type { ApproveBan, CommentBan } from "@/lib/bans/approval/schema";
import type { EndBan } from "@/lib/bans/schema";
import {
  type LoadedBan,
  type LoadedVersion,
  loadBan,
  lockBan,
  type Moved,
  moveBan,
  moveVersion,
  refuseOvertaken,
  workingOf,
} from "@/lib/bans/transition";
import { whyNotApprove, whyNotComment, whyNotReject, whyNotReturn } from "@/lib/bans/versions/rules";
import { inTransaction, type Tx } from "@/lib/db";
import { enqueueNotice } from "@/lib/outbox/commands";
import { refuse, refuseIf } from "@/lib/refusal";

export type Approved = Moved & { /** How many more people have to approve. */ stillNeeded: number };

/**
 * One person's yes. The words must be those that were read; another approval meanwhile takes nothing away, so that of two who approve at once
 * both count. The last of the quorum approves the version.
 */
export async function approveBan(viewer: Viewer, { comment, ...seen }: ApproveBan, now: Date): Promise<Approved> {
  must(viewer, "bans:approve");
  const personId = viewer.personId ?? refuse("forbidden", "bans.refusal.needsPerson");
  return inTransaction(async (tx) => {
    const ban = await lockBan(tx, seen);
    const isDecided = ban.working?.status !== "IN_REVIEW";
    const isNewer = ban.working !== null && ban.working.contentRevision > ban.seen;
    if ((isDecided || isNewer) && ban.seen !== ban.revision) await refuseOvertaken(tx, viewer, ban.id);
    refuseIf("conflict", whyNotApprove(ban, viewer));
    const version = workingOf(ban);
    await tx.banApproval.create({
      data: { versionId: version.id, personId, comment: comment || null, approvedAt: now },
      select: { id: true },
    });
    const quorum = version.content.approvals ?? 1;
    const left = stillNeeded(quorum, version.approverIds.length + 1);
    const moved =
      left > 0 ? await noteApproval(tx, viewer, ban, version, comment, now) : await closeReview(tx, viewer, ban, version, comment, now);
    return { ...moved, stillNeeded: left };
  });
}

async function noteApproval(
  tx: Tx,
  viewer: Viewer,
  ban: LoadedBan,
  version: LoadedVersion,
  comment: string | undefined,
  now: Date,
): Promise<Moved> {
  const revision = await moveBan(tx, viewer, ban, null, {}, now);
  const { number, status } = version;
  const after = { version: number, status, approvals: version.approverIds.length + 1, of: version.content.approvals ?? 1 };
  const event = { action: "ban.approved", subjectKind: "ban", subjectId: ban.code, after, reason: comment || null } as const;
  await recordAudit(tx, viewer, event, now);
  return { banId: ban.id, code: ban.code, status: ban.status, revision, version: number, versionStatus: status };
}

async function closeReview(
  tx: Tx,
  viewer: Viewer,
  ban: LoadedBan,
  version: LoadedVersion,
  comment: string | undefined,
  now: Date,
): Promise<Moved> {
  const approvals = version.approverIds.length + 1;
  const step = {
    to: "APPROVED",
    action: "ban.approved",
    version: { approvedAt: now },
    first: { approvedById: viewer.personId, approvedAt: now },
    record: { approvals, of: version.content.approvals ?? 1 },
    ...(comment && { reason: comment }),
  } as const;
  const moved = await moveVersion(tx, viewer, ban, version, step, now);
  await tellAuthors(tx, viewer, ban, version, { topic: "ban.approved" }, now);
  return moved;
}

/** Back to those who wrote it, with the reason; approvals given before are void. */
export async function returnBan(viewer: Viewer, { reason, ...seen }: EndBan, now: Date): Promise<Moved> {
  must(viewer, "bans:approve");
  return inTransaction(async (tx) => {
    const ban = await loadBan(tx, viewer, seen);
    refuseIf("conflict", whyNotReturn(ban, viewer));
    const version = workingOf(ban);
    await voidApprovals(tx, version, now);
    const step = {
      to: "DRAFT",
      action: "ban.returned",
      version: { submittedAt: null, approvedAt: null },
      first: { submittedAt: null, approvedById: null, approvedAt: null },
      reason,
    } as const;
    const moved = await moveVersion(tx, viewer, ban, version, step, now);
    await tellAuthors(tx, viewer, ban, version, { topic: "ban.returned", reason }, now);
    return moved;
  });
}

/** A no for good. A ban that was never published ends with it; one that binds goes on as it is. */
export async function rejectBan(viewer: Viewer, { reason, ...seen }: EndBan, now: Date): Promise<Moved> {
  must(viewer, "bans:approve");
  return inTransaction(async (tx) => {
    const ban = await loadBan(tx, viewer, seen);
    refuseIf("conflict", whyNotReject(ban, viewer));
    const version = workingOf(ban);
    await voidApprovals(tx, version, now);
    const first = { endedById: viewer.personId, endedAt: now, endReason: reason };
    const step = { to: "REJECTED", action: "ban.rejected", version: { endReason: reason }, first, reason } as const;
    const moved = await moveVersion(tx, viewer, ban, version, step, now);
    await tellAuthors(tx, viewer, ban, version, { topic: "ban.rejected", reason }, now);
    return moved;
  });
}

/** Words for those who write and decide. They change nothing of the ban, so nobody is overtaken by them. */
export async function commentBan(viewer: Viewer, { banId, text }: CommentBan, now: Date): Promise<{ id: number; code: string }> {
  must(viewer, "bans:comment");
  const authorId = viewer.personId ?? refuse("forbidden", "bans.refusal.needsPerson");
  return inTransaction(async (tx) => {
    const ban = await lockBan(tx, { banId });
    refuseIf("conflict", whyNotComment(ban, viewer));
    const versionNumber = ban.working?.number ?? ban.binding?.number ?? 1;
    const { id } = await tx.banComment.create({ data: { banId, versionNumber, authorId, text, at: now }, select: { id: true } });
    const after = { version: versionNumber, text };
    await recordAudit(tx, viewer, { action: "ban.commented", subjectKind: "ban", subjectId: ban.code, after }, now);
    return { id, code: ban.code };
  });
}

async function voidApprovals(tx: Tx, { id }: LoadedVersion, now: Date): Promise<void> {
  await tx.banApproval.updateMany({ where: { versionId: id, voidedAt: null }, data: { voidedAt: now } });
}

type Told = { topic: "ban.approved" } | { topic: "ban.returned" | "ban.rejected"; reason: string };

async function tellAuthors(tx: Tx, viewer: Viewer, ban: LoadedBan, version: LoadedVersion, told: Told, now: Date): Promise<void> {
  const about = { personId: version.editorIds, subjectKind: "ban", subjectId: ban.code, banId: ban.id } as const;
  const values = { ban: ban.code, title: version.content.title ?? {}, by: viewer.name };
  if (told.topic === "ban.approved") await enqueueNotice(tx, { ...about, topic: told.topic, values }, now);
  else await enqueueNotice(tx, { ...about, topic: told.topic, values: { ...values, reason: told.reason } }, now);
}
