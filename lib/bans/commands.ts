import "server-only";
import { DEFAULT_ZONE } from "@/i18n/config";
import type { AuditAction } from "@/lib/audit/actions";
import { recordAudit } from "@/lib/audit/record";
import { must } from "@/lib/auth/permissions";
import type { Viewer } from "@/lib/auth/viewer";
import { cutoffOf } from "@/lib/bans/deadlines/rules";
import { scopeFacts } from "@/lib/bans/publication/scope";
import {
  banCode,
  inLanguage,
  isOvertaken,
  missingIn,
  whyNotApprove,
  whyNotCancel,
  whyNotEdit,
  whyNotLift,
  whyNotReturn,
  whyNotScope,
  whyNotSubmit,
} from "@/lib/bans/rules";
import type { BanDraft, DraftBan, EditBan, EndBan, MoveBan } from "@/lib/bans/schema";
import { type LoadedBan, loadBan, moveBan, refuseOvertaken } from "@/lib/bans/transition";
import { inTransaction, type Tx } from "@/lib/db";
import { type Reason, Refusal, refuse, refuseIf } from "@/lib/refusal";
import type { Prisma } from "@/prisma/generated/client";
import type { BanStatus, VersionStatus } from "@/prisma/generated/enums";

export type Moved = { banId: number; code: string; status: BanStatus; revision: number };

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
    return { banId, code, status: "DRAFT", revision: 1 };
  });
}

/** Replaces the named parts of a draft. */
export async function editBan(viewer: Viewer, { banId, revision, content }: EditBan, now: Date): Promise<Moved> {
  must(viewer, "bans:write");
  return inTransaction(async (tx) => {
    const ban = await loadBan(tx, banId);
    if (isOvertaken(ban, revision)) await refuseOvertaken(tx, viewer, banId);
    refuseIf("conflict", whyNotEdit(ban, viewer));
    const whole = { ...ban.content, ...content };
    const before = asJson(Object.fromEntries(Object.keys(content).map((part) => [part, Reflect.get(ban.content, part) ?? null])));
    const moved = await moveBan(tx, viewer, ban, null, repeated(whole), now);
    await tx.banVersion.update({ where: { id: ban.versionId }, data: { content: asJson(whole) }, select: { id: true } });
    await recordAudit(tx, viewer, { action: "ban.edited", subjectKind: "ban", subjectId: ban.code, before, after: asJson(content) }, now);
    return { banId, code: ban.code, status: ban.status, revision: moved };
  });
}

export async function submitBan(viewer: Viewer, input: MoveBan, now: Date): Promise<Moved> {
  must(viewer, "bans:write");
  return inTransaction(async (tx) => {
    const ban = await loadBan(tx, input.banId);
    if (isOvertaken(ban, input.revision)) await refuseOvertaken(tx, viewer, ban.id);
    const whyNot = whyNotSubmit(ban, viewer);
    if (whyNot) throw new Refusal("conflict", whyNot, { fields: missingFields(ban.content) });
    refuseIf("conflict", whyNotScope(await scopeFacts(tx, ban.content), ban.content));
    return await step(tx, viewer, ban, { to: "IN_REVIEW", action: "ban.submitted", data: { submittedAt: now } }, now);
  });
}

export async function approveBan(viewer: Viewer, input: MoveBan, now: Date): Promise<Moved> {
  must(viewer, "bans:approve");
  const approvedById = viewer.personId ?? refuse("forbidden", "bans.refusal.needsPerson");
  return inTransaction(async (tx) => {
    const ban = await loadBan(tx, input.banId);
    if (isOvertaken(ban, input.revision)) await refuseOvertaken(tx, viewer, ban.id);
    refuseIf("conflict", whyNotApprove(ban, viewer));
    return await step(tx, viewer, ban, { to: "APPROVED", action: "ban.approved", data: { approvedById, approvedAt: now } }, now);
  });
}

/** Back to its author, with the reason; an approval given before is void. */
export async function returnBan(viewer: Viewer, input: EndBan, now: Date): Promise<Moved> {
  must(viewer, "bans:approve");
  return inTransaction(async (tx) => {
    const ban = await loadBan(tx, input.banId);
    if (isOvertaken(ban, input.revision)) await refuseOvertaken(tx, viewer, ban.id);
    refuseIf("conflict", whyNotReturn(ban, viewer));
    const data = { submittedAt: null, approvedById: null, approvedAt: null };
    return await step(tx, viewer, ban, { to: "DRAFT", action: "ban.returned", data, reason: input.reason }, now);
  });
}

export async function cancelBan(viewer: Viewer, input: EndBan, now: Date): Promise<Moved> {
  must(viewer, "bans:write");
  return inTransaction(async (tx) => {
    const ban = await loadBan(tx, input.banId);
    if (isOvertaken(ban, input.revision)) await refuseOvertaken(tx, viewer, ban.id);
    refuseIf("conflict", whyNotCancel(ban, viewer));
    return await step(
      tx,
      viewer,
      ban,
      { to: "CANCELLED", action: "ban.cancelled", data: ended(viewer, input, now), reason: input.reason },
      now,
    );
  });
}

/** Ends a published ban: the verdict ends with it and nothing is evaluated any more; obligations and their history stay. */
export async function liftBan(viewer: Viewer, input: EndBan, now: Date): Promise<Moved> {
  must(viewer, "bans:write");
  return inTransaction(async (tx) => {
    const ban = await loadBan(tx, input.banId);
    if (isOvertaken(ban, input.revision)) await refuseOvertaken(tx, viewer, ban.id);
    refuseIf("conflict", whyNotLift(ban, viewer));
    return await step(tx, viewer, ban, { to: "LIFTED", action: "ban.lifted", data: ended(viewer, input, now), reason: input.reason }, now);
  });
}

/** Records that somebody took the rows behind a ban away, and by which filters. */
export async function recordPeopleExport(viewer: Viewer, { code, filters }: { code: string; filters: object }, now: Date): Promise<void> {
  must(viewer, "bans:read");
  const event = { action: "ban.people-exported", subjectKind: "ban", subjectId: code, after: asJson(filters) } as const;
  await inTransaction((tx) => recordAudit(tx, viewer, event, now));
}

/** Where the first version stands when its ban does. */
const VERSION_OF: Partial<Record<BanStatus, VersionStatus>> = {
  DRAFT: "DRAFT",
  IN_REVIEW: "IN_REVIEW",
  APPROVED: "APPROVED",
  CANCELLED: "WITHDRAWN",
};

type StepTaken = { to: BanStatus; action: AuditAction; data: Prisma.BanUncheckedUpdateManyInput; reason?: string };

async function step(tx: Tx, viewer: Viewer, ban: LoadedBan, { to, action, data, reason }: StepTaken, now: Date): Promise<Moved> {
  const revision = await moveBan(tx, viewer, ban, to, data, now);
  const version = VERSION_OF[to];
  if (version) await tx.banVersion.update({ where: { id: ban.versionId }, data: { status: version }, select: { id: true } });
  const states = { before: { status: ban.status }, after: { status: to } };
  await recordAudit(tx, viewer, { action, subjectKind: "ban", subjectId: ban.code, ...states, reason: reason ?? null }, now);
  return { banId: ban.id, code: ban.code, status: to, revision };
}

function ended(viewer: Viewer, { reason }: EndBan, now: Date) {
  return { endedById: viewer.personId, endedAt: now, endReason: reason };
}

async function nextBanId(tx: Tx): Promise<number> {
  const [next] = await tx.$queryRaw<[{ id: number }]>`SELECT nextval(pg_get_serial_sequence('ban', 'id'))::int AS id`;
  return next.id;
}

/** What lists need to know of the words, repeated on the ban itself. */
function repeated(content: BanDraft) {
  const cutoff = cutoffOf(content.duties ?? []);
  return {
    title: inLanguage(content.title, "en"),
    cutoffAt: cutoff?.at ?? null,
    zone: cutoff?.zone ?? DEFAULT_ZONE,
    replacementToolId: content.replacement && "toolId" in content.replacement ? content.replacement.toolId : null,
  };
}

function missingFields(content: BanDraft): Record<string, Reason> {
  return Object.fromEntries(missingIn(content).map(({ field, reason }) => [field, reason]));
}

/** Leaves out what is undefined, as JSON does. */
function asJson(value: object): Prisma.InputJsonObject {
  return JSON.parse(JSON.stringify(value));
}
