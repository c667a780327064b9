import "server-only";
import { recordAudit } from "@/lib/audit/record";
import { must } from "@/lib/auth/permissions";
import type { Viewer } from "@/lib/auth/viewer";
import { approversBeside } from "@/lib/bans/approval/queries";
import { whyNotQuorum } from "@/lib/bans/approval/rules";
import { lintBan } from "@/lib/bans/lint/queries";
import { whyNotLint } from "@/lib/bans/lint/rules";
import { asJson, repeated } from "@/lib/bans/parts/rules";
import { scopeFacts } from "@/lib/bans/publication/scope";
import { banCode, missingIn, whyNotScope } from "@/lib/bans/rules";
import { type BanDraft, banContentSchema, type DraftBan, type EditBan, type EndBan, type SubmitBan } from "@/lib/bans/schema";
import { loadBan, type Moved, moveBan, moveVersion, workingOf } from "@/lib/bans/transition";
import { whyNotCancel, whyNotEdit, whyNotSubmit } from "@/lib/bans/versions/rules";
import { inTransaction, type Tx } from "@/lib/db";
import { enqueueNotice } from "@/lib/outbox/commands";
import { inField, type Reason, Refusal, refuse, refuseIf } from "@/lib/refusal";

/** A draft belongs to whoever begins it; what is not said yet is said on the pages of the wizard. */
export async function draftBan(viewer: Viewer, { content }: DraftBan, now: Date): Promise<Moved> {
  must(viewer, "bans:write");
  const authorId = viewer.personId ?? refuse("forbidden", "bans.refusal.needsPerson");
  return inTransaction(async (tx) => {
    const whole: BanDraft = { coverageRule: "ALL_KINDS", owner: viewer.name, ...content };
    const banId = await nextBanId(tx);
    const code = banCode(banId);
    await tx.ban.create({
      data: {
        id: banId,
        code,
        authorId,
        createdAt: now,
        updatedAt: now,
        ...repeated(whole),
        versions: { create: { number: 1, content: asJson(whole), authorId, editorIds: [authorId], createdAt: now } },
      },
      select: { id: true },
    });
    await recordAudit(tx, viewer, { action: "ban.drafted", subjectKind: "ban", subjectId: code, after: asJson(whole) }, now);
    return { banId, code, status: "DRAFT", revision: 1, version: 1, versionStatus: "DRAFT" };
  });
}

/** Replaces the named parts of the version in work. Whoever writes becomes one of its authors. */
export async function editBan(viewer: Viewer, { content, ...seen }: EditBan, now: Date): Promise<Moved> {
  must(viewer, "bans:write");
  const editorId = viewer.personId ?? refuse("forbidden", "bans.refusal.needsPerson");
  return inTransaction(async (tx) => {
    const ban = await loadBan(tx, viewer, seen);
    refuseIf("conflict", whyNotEdit(ban, viewer));
    const { id, number, status, content: was, editorIds } = workingOf(ban);
    const whole = { ...was, ...content };
    const before = asJson(Object.fromEntries(Object.keys(content).map((part) => [part, Reflect.get(was, part) ?? null])));
    // Lists show what binds; before that, what is written.
    const revision = await moveBan(tx, viewer, ban, null, number === 1 ? repeated(whole) : {}, now);
    const editors = editorIds.includes(editorId) ? editorIds : [...editorIds, editorId];
    await tx.banVersion.update({
      where: { id },
      data: { content: asJson(whole), editorIds: editors, contentRevision: revision },
      select: { id: true },
    });
    const after = asJson(content);
    await recordAudit(tx, viewer, { action: "ban.edited", subjectKind: "ban", subjectId: ban.code, before, after }, now);
    return { banId: ban.id, code: ban.code, status: ban.status, revision, version: number, versionStatus: status };
  });
}

export async function submitBan(viewer: Viewer, { approvals, ...seen }: SubmitBan, now: Date): Promise<Moved> {
  must(viewer, "bans:write");
  return inTransaction(async (tx) => {
    const ban = await loadBan(tx, viewer, seen);
    const version = ban.working;
    const content: BanDraft = { ...version?.content, ...(approvals === undefined ? {} : { approvals }) };
    const whyNot = whyNotSubmit({ ...ban, content }, viewer);
    if (whyNot) throw new Refusal("conflict", whyNot, { fields: missingFields(content) });
    const submitted = workingOf(ban);
    const whole = banContentSchema.parse(content);
    refuseIf("conflict", whyNotScope(await scopeFacts(tx, ban.id, whole), whole));
    const { findings, acceptances } = await lintBan(viewer, ban.id, now, tx);
    refuseIf("conflict", whyNotLint(findings, acceptances, "submission"));
    const approvers = await approversBeside(submitted.editorIds, tx);
    const quorum = whyNotQuorum(whole.approvals, approvers.length);
    if (quorum) throw inField("approvals", quorum);
    const step = {
      to: "IN_REVIEW",
      action: "ban.submitted",
      version: { submittedAt: now, content: asJson(content) },
      first: { submittedAt: now },
      record: { approvals: whole.approvals },
    } as const;
    const moved = await moveVersion(tx, viewer, ban, submitted, step, now);
    const values = { ban: ban.code, title: whole.title, by: viewer.name };
    const about = { subjectKind: "ban", subjectId: ban.code, banId: ban.id } as const;
    await enqueueNotice(tx, { ...about, topic: "ban.submitted", values, personId: approvers }, now);
    return moved;
  });
}

/** Ends a ban that was never published. */
export async function cancelBan(viewer: Viewer, { reason, ...seen }: EndBan, now: Date): Promise<Moved> {
  must(viewer, "bans:write");
  return inTransaction(async (tx) => {
    const ban = await loadBan(tx, viewer, seen);
    refuseIf("conflict", whyNotCancel(ban, viewer));
    const step = {
      to: "WITHDRAWN",
      action: "ban.cancelled",
      version: { endReason: reason },
      first: { endedById: viewer.personId, endedAt: now, endReason: reason },
      reason,
    } as const;
    return await moveVersion(tx, viewer, ban, workingOf(ban), step, now);
  });
}

/** Records that somebody took the rows behind a ban away, and by which filters. */
export async function recordPeopleExport(viewer: Viewer, { code, filters }: { code: string; filters: object }, now: Date): Promise<void> {
  must(viewer, "bans:read");
  const event = { action: "ban.people-exported", subjectKind: "ban", subjectId: code, after: asJson(filters) } as const;
  await inTransaction((tx) => recordAudit(tx, viewer, event, now));
}

async function nextBanId(tx: Tx): Promise<number> {
  const [next] = await tx.$queryRaw<[{ id: number }]>`SELECT nextval(pg_get_serial_sequence('ban', 'id'))::int AS id`;
  return next.id;
}

function missingFields(content: BanDraft): Record<string, Reason> {
  return Object.fromEntries(missingIn(content).map(({ field, reason }) => [field, reason]));
}
