import "server-only";
import { recordAudit } from "@/lib/audit/record";
import { must } from "@/lib/auth/permissions";
import type { Viewer } from "@/lib/auth/viewer";
import { LEADS_TO, whyNotEnd, whyNotSuccessor } from "@/lib/bans/endings/rules";
import type { Ending, EndPublished, SupersedeBan } from "@/lib/bans/endings/schema";
import { settle } from "@/lib/bans/publication/binding";
import { isOvertaken } from "@/lib/bans/rules";
import type { Words } from "@/lib/bans/schema";
import { moveBan, refuseOvertaken } from "@/lib/bans/transition";
import { inTransaction, type Tx } from "@/lib/db";
import { cancelNotices, enqueueNotice } from "@/lib/outbox/commands";
import type { NewNotice, NoticeValues } from "@/lib/outbox/schema";
import { inField, refuse, refuseIf } from "@/lib/refusal";
import type { Prisma } from "@/prisma/generated/client";
import type { BanStatus } from "@/prisma/generated/enums";

export type Ended = { banId: number; code: string; status: BanStatus; revision: number };

const BULK = { timeoutMs: 120_000 };

/** Stops asking and checking, for now: the verdict falls back to what was decided on the tools. Dates stay as they were announced. */
export async function suspendBan(viewer: Viewer, input: EndPublished, now: Date): Promise<Ended> {
  must(viewer, "bans:write");
  return inTransaction(async (tx) => {
    const ban = await locked(tx, viewer, "suspend", input);
    const wasTold = await cancelAnnouncement(tx, ban.id, now);
    if (wasTold) await tell(tx, ban, "ban.suspended", { reason: input.reason }, now);
    return await move(tx, viewer, ban, { action: "suspend", data: { suspendedAt: now }, reason: input.reason }, now);
  }, BULK);
}

/** Binds again as before, and looks at everybody anew: people came, went and removed things meanwhile. */
export async function resumeBan(viewer: Viewer, input: EndPublished, now: Date): Promise<Ended> {
  must(viewer, "bans:write");
  return inTransaction(async (tx) => {
    const ban = await locked(tx, viewer, "resume", input);
    const moved = await move(tx, viewer, ban, { action: "resume", data: { suspendedAt: null }, reason: input.reason }, now);
    await tell(tx, ban, "ban.resumed", { cutoff: { at: (ban.cutoffAt ?? now).toISOString() } }, now);
    await settle(tx, ban.id, now);
    return moved;
  }, BULK);
}

/** Ends a ban: the verdict ends with it and nothing is evaluated any more; obligations and their history stay. */
export async function liftBan(viewer: Viewer, input: EndPublished, now: Date): Promise<Ended> {
  must(viewer, "bans:write");
  return inTransaction(async (tx) => {
    const ban = await locked(tx, viewer, "lift", input);
    const wasTold = await settleRest(tx, viewer, ban, input.reason, now);
    if (wasTold) await tell(tx, ban, "ban.lifted", { reason: input.reason }, now);
    return await move(tx, viewer, ban, { action: "lift", data: ended(viewer, input, now), reason: input.reason }, now);
  }, BULK);
}

/** Ends a ban because another one, which binds already, takes its place. */
export async function supersedeBan(viewer: Viewer, input: SupersedeBan, now: Date): Promise<Ended> {
  must(viewer, "bans:write");
  return inTransaction(async (tx) => {
    const ban = await locked(tx, viewer, "supersede", input, input.by);
    const successor = await tx.ban.findUnique({ where: { id: input.by }, select: { id: true, code: true, status: true } });
    const whyNot = whyNotSuccessor(ban, successor);
    if (whyNot) throw inField("by", whyNot);
    const wasTold = await settleRest(tx, viewer, ban, input.reason, now);
    const values = { successor: successor?.code ?? "", successorTitle: await titleOf(tx, input.by) };
    if (wasTold) await tell(tx, ban, "ban.superseded", values, now);
    const data = { ...ended(viewer, input, now), supersededById: input.by };
    return await move(tx, viewer, ban, { action: "supersede", data, reason: input.reason, by: successor?.code }, now);
  }, BULK);
}

type Locked = { id: number; code: string; status: BanStatus; revision: number; cutoffAt: Date | null };

const facts = { id: true, code: true, status: true, revision: true, cutoffAt: true } as const;

/** The ban, locked before it is looked at, and with it the one that takes over. Whoever waited while somebody changed it is told who was faster. */
async function locked(tx: Tx, viewer: Viewer, action: Ending, { banId, revision }: EndPublished, by?: number): Promise<Locked> {
  const before = await tx.ban.findUnique({ where: { id: banId }, select: facts });
  // In one order: otherwise two who replace each other's ban would wait for one another for ever.
  await tx.$queryRaw`SELECT id FROM ban WHERE id = ANY (${[banId, by ?? banId]}::int[]) ORDER BY id FOR UPDATE`;
  const ban = await tx.ban.findUnique({ where: { id: banId }, select: facts });
  if (!ban || !before) refuse("not-found", "bans.refusal.notFound");
  if (isOvertaken(ban, revision ?? before.revision)) await refuseOvertaken(tx, viewer, banId);
  refuseIf("conflict", whyNotEnd(action, ban, viewer));
  return ban;
}

type Step = { action: Ending; data: Prisma.BanUncheckedUpdateManyInput; reason: string; by?: string | undefined };

const RECORDED = { suspend: "ban.suspended", resume: "ban.resumed", lift: "ban.lifted", supersede: "ban.superseded" } as const;

async function move(tx: Tx, viewer: Viewer, ban: Locked, { action, data, reason, by }: Step, now: Date): Promise<Ended> {
  const to = LEADS_TO[action];
  const revision = await moveBan(tx, viewer, ban, to, data, now);
  const after = { status: to, ...(by === undefined ? {} : { by }) };
  const event = { action: RECORDED[action], subjectKind: "ban", subjectId: ban.code, before: { status: ban.status }, after, reason };
  await recordAudit(tx, viewer, event, now);
  return { banId: ban.id, code: ban.code, status: to, revision };
}

function ended(viewer: Viewer, { reason }: EndPublished, now: Date) {
  return { endedById: viewer.personId, endedAt: now, endReason: reason };
}

type Ends = "ban.suspended" | "ban.resumed" | "ban.lifted" | "ban.superseded";
type Values<Topic extends Ends> = Omit<NoticeValues<Topic>, "ban" | "title">;

/** Told to everybody whom the ban binds. */
async function tell<Topic extends Ends>(tx: Tx, { id, code }: Locked, topic: Topic, values: Values<Topic>, now: Date): Promise<void> {
  const about = { personId: null, subjectKind: "ban", subjectId: code, banId: id } as const;
  // The values of one topic are those of its own sentence, which the compiler cannot see through the union of all.
  await enqueueNotice(tx, { topic, values: { ban: code, title: await titleOf(tx, id), ...values }, ...about } as NewNotice, now);
}

async function titleOf(tx: Tx, banId: number): Promise<Words> {
  const [row] = await tx.$queryRaw<{ title: Words | null }[]>`SELECT ban_content(${banId}::int) -> 'title' AS title`;
  return row?.title ?? {};
}

/** Calls back what has not left yet. False if nobody was told of the ban so far: whoever knows of no ban needs not hear that it rests. */
async function cancelAnnouncement(tx: Tx, banId: number, now: Date): Promise<boolean> {
  await cancelNotices(tx, { banId, topic: "ban.changed" }, now);
  return (await cancelNotices(tx, { banId, topic: "ban.published" }, now)) === 0;
}

/** A ban that is over leaves nothing waiting: the change in work, exceptions and notices end with it. Answers whether people knew of the ban. */
async function settleRest(tx: Tx, viewer: Viewer, ban: Locked, reason: string, now: Date): Promise<boolean> {
  const wasTold = await cancelAnnouncement(tx, ban.id, now);
  await cancelNotices(tx, { banId: ban.id }, now);
  await withdrawChange(tx, viewer, ban, reason, now);
  await endExceptions(tx, viewer, ban, reason, now);
  return wasTold;
}

async function withdrawChange(tx: Tx, viewer: Viewer, ban: Locked, reason: string, now: Date): Promise<void> {
  const inWork = { banId: ban.id, status: { in: ["DRAFT" as const, "IN_REVIEW" as const, "APPROVED" as const] } };
  const change = await tx.banVersion.findFirst({ where: inWork, select: { id: true, number: true, status: true } });
  if (!change) return;
  await tx.banVersion.update({ where: { id: change.id }, data: { status: "WITHDRAWN", endReason: reason }, select: { id: true } });
  const event = { action: "ban.version-withdrawn", subjectKind: "ban", subjectId: ban.code } as const;
  const states = { before: { version: change.number, status: change.status }, after: { version: change.number, status: "WITHDRAWN" } };
  await recordAudit(tx, viewer, { ...event, ...states, reason }, now);
}

const ENDS_AS = {
  PROPOSED: { status: "WITHDRAWN", action: "exception.withdrawn" },
  UNDER_REVIEW: { status: "WITHDRAWN", action: "exception.withdrawn" },
  APPROVED: { status: "REVOKED", action: "exception.revoked" },
  ACTIVE: { status: "REVOKED", action: "exception.revoked" },
} as const;

const OPEN_EXCEPTIONS = Object.keys(ENDS_AS) as (keyof typeof ENDS_AS)[];

async function endExceptions(tx: Tx, viewer: Viewer, ban: Locked, reason: string, now: Date): Promise<void> {
  const open = await tx.exception.findMany({
    where: { banId: ban.id, status: { in: OPEN_EXCEPTIONS } },
    select: { id: true, status: true },
    orderBy: { id: "asc" },
  });
  for (const { id, status } of open) {
    const end = ENDS_AS[status as keyof typeof ENDS_AS];
    await tx.exception.update({
      where: { id },
      data: { status: end.status, endedAt: now, endReason: reason, revision: { increment: 1 } },
      select: { id: true },
    });
    const states = { before: { status }, after: { status: end.status, ban: ban.code } };
    await recordAudit(tx, viewer, { action: end.action, subjectKind: "exception", subjectId: id, ...states, reason }, now);
  }
}
