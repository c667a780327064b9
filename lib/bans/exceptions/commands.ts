import "server-only";
import { recordAudit } from "@/lib/audit/record";
import { must } from "@/lib/auth/permissions";
import type { Viewer } from "@/lib/auth/viewer";
import { type LoadedException, loadExceptions } from "@/lib/bans/exceptions/load";
import { begin, type Moved, moment, moveException, refuseOvertaken, said, settle, tell } from "@/lib/bans/exceptions/record";
import {
  dayOf,
  endOfDay,
  exceptionCode,
  isOvertaken,
  startOfDay,
  whyNotApprove,
  whyNotBeginReview,
  whyNotReject,
  whyNotRevoke,
  whyNotShorten,
  whyNotWithdraw,
} from "@/lib/bans/exceptions/rules";
import type { ApproveException, ExceptionFilters, MoveException, RejectException, RevokeException } from "@/lib/bans/exceptions/schema";
import { readableOne } from "@/lib/bans/exceptions/scope";
import { inTransaction, type Tx } from "@/lib/db";
import { cancelNotices } from "@/lib/outbox/commands";
import { type Reason, Refusal, reason, refuse, refuseIf } from "@/lib/refusal";
import { Prisma } from "@/prisma/generated/client";

export async function beginReview(viewer: Viewer, input: MoveException, now: Date): Promise<Moved> {
  const reviewById = whoDecides(viewer);
  const data = { reviewById, reviewedAt: now };
  const review = (tx: Tx, exception: LoadedException) =>
    moveException(tx, viewer, exception, { to: "UNDER_REVIEW", action: "exception.review-begun", data }, now);
  return inStep(viewer, input, whyNotBeginReview, review, now);
}

/** From its start on, or at once where that has come, the duty rests. */
export async function approveException(viewer: Viewer, input: ApproveException, now: Date): Promise<Moved> {
  const decidedById = whoDecides(viewer);
  const approve = async (tx: Tx, exception: LoadedException) => {
    refuseFields(whyNotShorten(exception, input, exception.ban, now));
    const period = periodOf(exception, input, now);
    const data = { ...period, decidedById, decidedAt: now, decisionReason: input.reason };
    const after = { startsAt: period.startsAt.toISOString(), endsAt: period.endsAt.toISOString(), dueAfter: period.dueAfter.toISOString() };
    const step = { to: "APPROVED", action: "exception.approved", data, after, reason: input.reason } as const;
    const approved = { ...(await moveException(tx, viewer, exception, step, now)), ...period };
    const dates = { from: moment(period.startsAt), until: moment(period.endsAt), due: moment(period.dueAfter) };
    await tell(tx, viewer, approved, { topic: "exception.approved", values: { ...said(exception), ...dates } }, now);
    return period.startsAt <= now ? begin(tx, viewer, approved, now) : approved;
  };
  return inStep(viewer, input, whyNotApprove, approve, now);
}

export async function rejectException(viewer: Viewer, input: RejectException, now: Date): Promise<Moved> {
  const decidedById = whoDecides(viewer);
  const reject = async (tx: Tx, exception: LoadedException) => {
    const data = { decidedById, decidedAt: now, decisionReason: input.reason };
    const moved = await moveException(
      tx,
      viewer,
      exception,
      { to: "REJECTED", action: "exception.rejected", data, reason: input.reason },
      now,
    );
    await tell(tx, viewer, exception, { topic: "exception.rejected", values: { ...said(exception), reason: input.reason } }, now);
    return moved;
  };
  return inStep(viewer, input, whyNotReject, reject, now);
}

export async function withdrawException(viewer: Viewer, input: MoveException, now: Date): Promise<Moved> {
  must(viewer, "self");
  const withdraw = (tx: Tx, exception: LoadedException) =>
    moveException(tx, viewer, exception, { to: "WITHDRAWN", action: "exception.withdrawn", data: { endedAt: now } }, now);
  return inStep(viewer, input, whyNotWithdraw, withdraw, now);
}

/** Ends an exception before its time. What prolongs it has nothing left to prolong and ends with it. */
export async function revokeException(viewer: Viewer, input: RevokeException, now: Date): Promise<Moved> {
  must(viewer, "exceptions:decide");
  const revoke = async (tx: Tx, exception: LoadedException) => {
    const hadBegun = exception.status === "ACTIVE";
    refuseFields(whyNotDue(exception, input.dueOn, now));
    const dueAfter = hadBegun && input.dueOn ? endOfDay(input.dueOn, exception.ban.zone) : exception.dueAfter;
    const ended = { endedAt: now, endReason: input.reason, remindAt: null };
    const data = hadBegun ? { ...ended, endsAt: now, dueAfter } : ended;
    const step = {
      to: "REVOKED",
      action: "exception.revoked",
      data,
      reason: input.reason,
      after: { dueAfter: dueAfter.toISOString() },
    } as const;
    const moved = await moveException(tx, viewer, exception, step, now);
    const due = moment(hadBegun ? dueAfter : exception.deadlineAt);
    await cancelNotices(tx, { subjectKind: "exception", subjectId: exception.id }, now);
    await tell(tx, viewer, exception, { topic: "exception.revoked", values: { ...said(exception), reason: input.reason, due } }, now);
    await endExtensions(tx, viewer, exception.id, input.reason, now);
    return moved;
  };
  return inStep(viewer, input, whyNotRevoke, revoke, now);
}

async function endExtensions(tx: Tx, viewer: Viewer, id: number, why: string, now: Date): Promise<void> {
  const open = Prisma.sql`e.extends_id = ${id} AND e.status IN ('PROPOSED', 'UNDER_REVIEW', 'APPROVED')`;
  for (const extension of await loadExceptions(tx, viewer, open)) {
    const end =
      extension.status === "APPROVED"
        ? ({ to: "REVOKED", action: "exception.revoked" } as const)
        : ({ to: "WITHDRAWN", action: "exception.withdrawn" } as const);
    await moveException(tx, viewer, extension, { ...end, data: { endedAt: now, endReason: why }, reason: why }, now);
    await endExtensions(tx, viewer, extension.id, why, now);
  }
}

/** A duty that rested needs a new date; one that never did keeps its own. */
function whyNotDue({ status, ban }: LoadedException, dueOn: string | undefined, now: Date): Record<string, Reason> {
  if (status !== "ACTIVE") return dueOn === undefined ? {} : { dueOn: reason("exceptions.field.dueNotBegun") };
  if (dueOn === undefined) return { dueOn: reason("exceptions.field.dueMissing") };
  return dueOn < dayOf(now, ban.zone) ? { dueOn: reason("exceptions.field.duePast") } : {};
}

function periodOf(exception: LoadedException, { startsOn, until, dueOn }: ApproveException, now: Date) {
  const { zone } = exception.ban;
  const asked = startsOn === undefined ? exception.startsAt : startOfDay(startsOn, zone);
  const endsAt = until === undefined ? exception.endsAt : endOfDay(until, zone);
  return {
    startsAt: new Date(Math.max(asked.getTime(), now.getTime())),
    endsAt,
    dueAfter: dueOn === undefined ? endsAt : endOfDay(dueOn, zone),
  };
}

type Kept = { id: number; revision?: number | undefined; together?: boolean };

/** Load · why not · write, for one exception, and with `together` for those that were requested with it and stand where it stands. */
function inStep(
  viewer: Viewer,
  { id, revision, together = false }: Kept,
  whyNot: (exception: LoadedException, viewer: Viewer) => Reason | null,
  write: (tx: Tx, exception: LoadedException) => Promise<LoadedException>,
  now: Date,
): Promise<Moved> {
  return inTransaction(async (tx) => {
    const [exception] = await loadExceptions(tx, viewer, readableOne(viewer, id));
    if (!exception) refuse("not-found", "exceptions.refusal.exception");
    if (isOvertaken(exception, revision)) await refuseOvertaken(tx, viewer, id);
    refuseIf("conflict", whyNot(exception, viewer));
    const others = together ? await requestedWith(tx, viewer, exception) : [];
    const all = [exception, ...others.filter((other) => whyNot(other, viewer) === null)];
    const moved: LoadedException[] = [];
    for (const one of all) moved.push(await write(tx, one));
    if (exception.status === "ACTIVE" || moved.some(({ status }) => status === "ACTIVE")) {
      await settle(
        tx,
        all.map(({ subject }) => subject),
        now,
      );
    }
    const after = moved[0] ?? exception;
    return { id, code: exceptionCode(id), status: after.status, revision: after.revision };
  });
}

async function requestedWith(tx: Tx, viewer: Viewer, { id, batchId, status }: LoadedException): Promise<LoadedException[]> {
  if (batchId === null) return [];
  return loadExceptions(tx, viewer, Prisma.sql`e.batch_id = ${batchId} AND e.id <> ${id} AND e.status::text = ${status}`);
}

function whoDecides(viewer: Viewer): number {
  must(viewer, "exceptions:decide");
  return viewer.personId ?? refuse("forbidden", "exceptions.refusal.needsPerson");
}

function refuseFields(fields: Record<string, Reason>): void {
  const count = Object.keys(fields).length;
  if (count > 0) throw new Refusal("invalid", reason("http.refusal.fields", { count }), { fields });
}

/** Records that somebody took a list of exceptions away, and by which filters. */
export async function recordExceptionExport(viewer: Viewer, filters: ExceptionFilters, now: Date): Promise<void> {
  must(viewer, "exceptions:read");
  const after: Prisma.InputJsonObject = JSON.parse(JSON.stringify(filters));
  await inTransaction((tx) =>
    recordAudit(tx, viewer, { action: "exceptions.exported", subjectKind: "exception", subjectId: "list", after }, now),
  );
}
