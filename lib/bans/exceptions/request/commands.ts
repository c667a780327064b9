import "server-only";
import { recordAudit } from "@/lib/audit/record";
import { must } from "@/lib/auth/permissions";
import type { Viewer } from "@/lib/auth/viewer";
import { banForException, findSubject, type LoadedException, type LoadedSubject, loadExceptions } from "@/lib/bans/exceptions/load";
import { type Moved, moment, moveException, refuseOvertaken, said, tell } from "@/lib/bans/exceptions/record";
import {
  type BanForException,
  dayOf,
  endOfDay,
  exceptionCode,
  isOvertaken,
  startOfDay,
  whyNotExtend,
  whyNotPeriod,
  whyNotProposeAgain,
  whyNotRequest,
} from "@/lib/bans/exceptions/rules";
import type { Extend, ProposeAgain, RequestException, Subject } from "@/lib/bans/exceptions/schema";
import { readableOne } from "@/lib/bans/exceptions/scope";
import { broke, inTransaction, type Tx } from "@/lib/db";
import { inField, type Reason, Refusal, reason, refuse, refuseIf } from "@/lib/refusal";
import { Prisma } from "@/prisma/generated/client";
import type { DutyKind } from "@/prisma/generated/enums";

export type Requested = { id: number; code: string; exceptions: { id: number; code: string; duty: DutyKind }[] };

/** One exception per duty, all of one request. */
export async function requestException(viewer: Viewer, input: RequestException, now: Date): Promise<Requested> {
  must(viewer, "self");
  return askedOnce(() =>
    inTransaction(async (tx) => {
      const ban = await banForException(tx, viewer, input.ban);
      const subject = await subjectFor(tx, viewer, input.subject);
      const whyNot = whyNotRequest(ban, viewer, subject);
      refuseIf(whyNot?.key === "exceptions.whyNot.notYours" ? "forbidden" : "conflict", whyNot);
      const period = periodOf(input, ban, now);
      await refuseUnfit(tx, input, subject, period);
      const rows: LoadedException[] = [];
      for (const dutyKind of input.duties) {
        const data = { dutyKind, toolIds: input.tools, ...period, batchId: rows[0]?.batchId ?? null, extendsId: null };
        rows.push(await record(tx, viewer, { banId: input.ban, subject, input, data, isFirstOfMany: input.duties.length > 1 }, now));
      }
      const exceptions = rows.map(({ id, dutyKind }) => ({ id, code: exceptionCode(id), duty: dutyKind }));
      const [first] = exceptions;
      if (!first) throw new Error("A request names at least one duty.");
      return { id: first.id, code: first.code, exceptions };
    }),
  );
}

/** What was refused, asked for again with other words or dates: it waits anew. */
export async function proposeAgain(viewer: Viewer, { id, revision, ...input }: ProposeAgain & { id: number }, now: Date): Promise<Moved> {
  must(viewer, "self");
  return askedOnce(() =>
    inTransaction(async (tx) => {
      const exception = await loadOne(tx, viewer, id);
      if (isOvertaken(exception, revision)) await refuseOvertaken(tx, viewer, id);
      refuseIf("conflict", whyNotProposeAgain(exception, viewer));
      const period = periodOf(input, exception.ban, now);
      const { justification, compensatingControls } = input;
      const undecided = { reviewById: null, reviewedAt: null, decidedById: null, decidedAt: null, decisionReason: null };
      const data = { ...undecided, ...period, justification, compensatingControls, requestedById: viewer.personId, requestedAt: now };
      const after = { justification, compensatingControls, startsAt: period.startsAt.toISOString(), endsAt: period.endsAt.toISOString() };
      const moved = await moveException(tx, viewer, exception, { to: "PROPOSED", action: "exception.proposed-again", data, after }, now);
      return { id, code: exceptionCode(id), status: moved.status, revision: moved.revision };
    }),
  );
}

/** A new exception that begins where this one ends, and is reviewed anew. */
export async function extendException(viewer: Viewer, { id, until, ...input }: Extend & { id: number }, now: Date): Promise<Requested> {
  must(viewer, "self");
  return askedOnce(() =>
    inTransaction(async (tx) => {
      const old = await loadOne(tx, viewer, id);
      refuseIf("conflict", whyNotExtend(old, viewer));
      const { zone } = old.ban;
      const startsOn = dayOf(old.endsAt, zone);
      refuseFields(whyNotPeriod({ startsOn, until }, old.ban.policy, dayOf(now, zone)));
      const subject = await subjectFor(tx, viewer, old.subject);
      const endsAt = endOfDay(until, zone);
      const period = { startsAt: old.endsAt, endsAt, dueAfter: endsAt };
      const data = { dutyKind: old.dutyKind, toolIds: old.toolIds, ...period, batchId: null, extendsId: id };
      const made = await record(tx, viewer, { banId: old.banId, subject, input, data, isFirstOfMany: false }, now);
      const code = exceptionCode(made.id);
      return { id: made.id, code, exceptions: [{ id: made.id, code, duty: old.dutyKind }] };
    }),
  );
}

async function loadOne(tx: Tx, viewer: Viewer, id: number): Promise<LoadedException> {
  const [exception] = await loadExceptions(tx, viewer, readableOne(viewer, id));
  return exception ?? refuse("not-found", "exceptions.refusal.exception");
}

/** Two asked for the same at once; an index let one through. */
async function askedOnce<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (broke(error, "exception_waiting_once")) refuse("conflict", "exceptions.whyNot.asked");
    if (broke(error, "exception_extended_once")) refuse("conflict", "exceptions.whyNot.extended");
    throw error;
  }
}

/** Who does not exist and who is not theirs to ask for is one answer. */
async function subjectFor(tx: Tx, viewer: Viewer, asked: Subject | "self"): Promise<LoadedSubject> {
  const subject = asked === "self" ? (viewer.personId === null ? null : { kind: "person" as const, id: viewer.personId }) : asked;
  return (subject && (await findSubject(tx, subject))) ?? refuse("forbidden", "exceptions.whyNot.notYours");
}

function periodOf({ startsOn, until }: { startsOn?: string | undefined; until: string }, { zone, policy }: BanForException, now: Date) {
  const today = dayOf(now, zone);
  refuseFields(whyNotPeriod({ startsOn: startsOn ?? today, until }, policy, today));
  const startsAt = startsOn === undefined || startsOn === today ? now : startOfDay(startsOn, zone);
  const endsAt = endOfDay(until, zone);
  return { startsAt, endsAt, dueAfter: endsAt };
}

const SUBJECT_COLUMN = { person: "person_id", team: "team_id", device: "device_id" } as const;

/** Duties and tools must be the ban's, the duties owed, and nothing of it asked for or granted already. */
async function refuseUnfit(
  tx: Tx,
  input: RequestException,
  subject: LoadedSubject,
  period: { startsAt: Date; endsAt: Date },
): Promise<void> {
  const { ban, duties, tools } = input;
  const known = await tx.duty.findMany({ where: { banId: ban, kind: { in: duties }, endedAt: null }, select: { id: true } });
  if (known.length < duties.length) throw inField("duties", reason("exceptions.field.dutyUnknown"));
  const covered = await tx.banScopeTool.count({ where: { banId: ban, toolId: { in: tools } } });
  if (covered < tools.length) throw inField("tools", reason("exceptions.field.toolUnknown"));
  const ids = known.map(({ id }) => id);
  if (!(await owes(tx, subject, ids))) refuse("conflict", "exceptions.whyNot.notBound", { name: subject.name });
  const [open] = await tx.$queryRaw<{ id: number }[]>`
    SELECT e.id FROM exception e
    WHERE e.ban_id = ${ban} AND e.duty_kind::text = ANY (${duties}::text[]) AND ${Prisma.raw(`e.${SUBJECT_COLUMN[subject.kind]}`)} = ${subject.id}
      AND e.status IN ('PROPOSED', 'UNDER_REVIEW', 'APPROVED', 'ACTIVE') AND e.starts_at < ${period.endsAt} AND e.ends_at > ${period.startsAt}
      AND (e.tool_ids && ${tools}::int[] OR cardinality(e.tool_ids) = 0 OR ${tools.length} = 0)
    ORDER BY e.id LIMIT 1`;
  if (open) refuse("conflict", "exceptions.whyNot.already", { code: exceptionCode(open.id) });
}

/** Whether one of the duties is theirs, their device's, or of somebody of the team. */
async function owes(tx: Tx, { kind, id, personId }: LoadedSubject, dutyIds: readonly number[]): Promise<boolean> {
  const duties = Prisma.sql`o.duty_id = ANY (${[...dutyIds]}::int[]) AND o.closed_at IS NULL`;
  const who = {
    person: Prisma.sql`o.person_id = ${id}`,
    device: Prisma.sql`(o.person_id = ${personId}::int OR o.device_id = ${id})`,
    team: Prisma.sql`o.team_id IN (SELECT t.id FROM team t JOIN team top ON t.path <@ top.path WHERE top.id = ${id})`,
  };
  const rows = await tx.$queryRaw<unknown[]>`SELECT 1 FROM obligation o WHERE ${duties} AND ${who[kind]} LIMIT 1`;
  return rows.length > 0;
}

type New = {
  banId: number;
  subject: LoadedSubject;
  input: { justification: string; compensatingControls: string };
  data: Pick<LoadedException, "dutyKind" | "toolIds" | "startsAt" | "endsAt" | "dueAfter" | "batchId"> & { extendsId: number | null };
  isFirstOfMany: boolean;
};

async function record(tx: Tx, viewer: Viewer, { banId, subject, input, data, isFirstOfMany }: New, now: Date): Promise<LoadedException> {
  const { justification, compensatingControls } = input;
  const of = { personId: null, teamId: null, deviceId: null, [`${subject.kind}Id`]: subject.id };
  const { id } = await tx.exception.create({
    data: {
      banId,
      status: "PROPOSED",
      ...of,
      ...data,
      justification,
      compensatingControls,
      requestedById: viewer.personId,
      requestedAt: now,
    },
    select: { id: true },
  });
  if (isFirstOfMany && data.batchId === null) await tx.exception.update({ where: { id }, data: { batchId: id }, select: { id: true } });
  const whole = await loadOne(tx, viewer, id);
  const after = {
    ban: whole.ban.code,
    duty: data.dutyKind,
    subject: `${subject.kind}:${subject.id}`,
    tools: data.toolIds,
    startsAt: data.startsAt.toISOString(),
    endsAt: data.endsAt.toISOString(),
    ...(data.extendsId !== null && { extends: data.extendsId }),
  };
  await recordAudit(
    tx,
    viewer,
    { action: "exception.requested", subjectKind: "exception", subjectId: id, after, reason: justification },
    now,
  );
  const values = { ...said(whole), by: viewer.name, until: moment(data.endsAt) };
  if (subject.kind !== "team") await tell(tx, viewer, whole, { topic: "exception.requested", values }, now);
  return whole;
}

function refuseFields(fields: Record<string, Reason>): void {
  const count = Object.keys(fields).length;
  if (count > 0) throw new Refusal("invalid", reason("http.refusal.fields", { count }), { fields });
}
