import "server-only";
import { dateWords } from "@/i18n/date-words";
import type { AuditAction } from "@/lib/audit/actions";
import { recordAudit } from "@/lib/audit/record";
import type { Viewer } from "@/lib/auth/viewer";
import type { LoadedException } from "@/lib/bans/exceptions/load";
import { EXCEPTION_TRANSITIONS, exceptionCode, nextReminder } from "@/lib/bans/exceptions/rules";
import type { Subject } from "@/lib/bans/exceptions/schema";
import type { Tx } from "@/lib/db";
import { enqueueNotice } from "@/lib/outbox/commands";
import type { NoticeTopic, NoticeValues } from "@/lib/outbox/schema";
import { refuse } from "@/lib/refusal";
import type { Prisma } from "@/prisma/generated/client";
import type { ExceptionStatus } from "@/prisma/generated/enums";

export type Moved = { id: number; code: string; status: ExceptionStatus; revision: number };

type Step = {
  to: ExceptionStatus;
  action: AuditAction;
  data?: Omit<Prisma.ExceptionUncheckedUpdateManyInput, "status" | "revision">;
  reason?: string;
  after?: Prisma.InputJsonObject;
};

/** Moves an exception from the state it was read in, with its event. Whoever comes second finds another one and is told who was first. */
export async function moveException(tx: Tx, viewer: Viewer, exception: LoadedException, step: Step, now: Date): Promise<LoadedException> {
  const { id, status, revision } = exception;
  const { to, action, data = {}, reason = null, after = {} } = step;
  if (!EXCEPTION_TRANSITIONS[status].includes(to)) throw new Error(`An exception never goes from ${status} to ${to}.`);
  const { count } = await tx.exception.updateMany({
    where: { id, status, revision },
    data: { ...data, status: to, revision: revision + 1 },
  });
  if (count === 0) await refuseOvertaken(tx, viewer, id);
  const event = { action, subjectKind: "exception", subjectId: id, before: { status }, after: { status: to, ...after }, reason } as const;
  await recordAudit(tx, viewer, event, now);
  return { ...exception, status: to, revision: revision + 1 };
}

/** Says who changed it and when. */
export async function refuseOvertaken(tx: Tx, viewer: Viewer, id: number): Promise<never> {
  const [last] = await tx.auditEvent.findMany({
    where: { subjectKind: "exception", subjectId: String(id) },
    select: { actorName: true, at: true, action: true },
    orderBy: { id: "desc" },
    take: 1,
  });
  if (!last) refuse("conflict", "exceptions.overtaken.changed", { who: "Interdict", time: "" });
  const values = { who: last.actorName, time: dateWords(last.at, "dateTime", viewer.zone, viewer.locale) };
  refuse("conflict", `exceptions.overtaken.${OVERTAKEN[last.action] ?? "changed"}`, values);
}

const OVERTAKEN: Record<string, string> = {
  "exception.review-begun": "reviewBegun",
  "exception.approved": "approved",
  "exception.rejected": "rejected",
  "exception.proposed-again": "proposedAgain",
  "exception.withdrawn": "withdrawn",
  "exception.began": "approved",
  "exception.expired": "expired",
  "exception.revoked": "revoked",
};

/** From approved to active: the duty rests from now on. The caller brings obligations to the moment (`settle`). */
export async function begin(tx: Tx, viewer: Viewer, exception: LoadedException, now: Date): Promise<LoadedException> {
  const data = { remindAt: nextReminder(exception, exception.ban.zone, now) };
  return moveException(tx, viewer, exception, { to: "ACTIVE", action: "exception.began", data }, now);
}

/** Brings what is owed to the moment, after exceptions for these became active or are no more. */
export async function settle(tx: Tx, subjects: readonly Subject[], now: Date): Promise<void> {
  const of = (kind: Subject["kind"]) => [...new Set(subjects.filter((one) => one.kind === kind).map(({ id }) => id))];
  if (subjects.length === 0) return;
  await tx.$executeRaw`SELECT reevaluate_subjects(${of("person")}::int[], ${of("device")}::int[], ${of("team")}::int[], ${now})`;
}

type ExceptionTopic = Extract<NoticeTopic, `exception.${string}`>;
type Telling = { [Topic in ExceptionTopic]: { topic: Topic; values: NoticeValues<Topic>; onceKey?: string } }[ExceptionTopic];

/** What every sentence about an exception begins with. */
export function said({ id, title }: Pick<LoadedException, "id" | "title">) {
  return { exception: exceptionCode(id), title };
}

/** A moment as a value of a sentence. */
export function moment(at: Date): { at: string } {
  return { at: at.toISOString() };
}

/** Tells everybody an exception is for, and whoever asked, except whoever does it. */
export async function tell(
  tx: Tx,
  viewer: Viewer,
  { id, banId, requestedById }: LoadedException,
  telling: Telling,
  now: Date,
): Promise<void> {
  const rows = await tx.$queryRaw<{ id: number }[]>`SELECT person_id AS id FROM exception_people(${id})`;
  const people = new Set(rows.map((row) => row.id));
  if (requestedById !== null) people.add(requestedById);
  if (viewer.personId !== null) people.delete(viewer.personId);
  if (people.size > 0) await enqueueNotice(tx, { ...telling, personId: [...people], subjectKind: "exception", subjectId: id, banId }, now);
}
