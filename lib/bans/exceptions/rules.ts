import { Temporal } from "temporal-polyfill";
import { can } from "@/lib/auth/permissions";
import type { Viewer } from "@/lib/auth/viewer";
import { resolveDeadline } from "@/lib/bans/deadlines/rules";
import { exceptionCodeSchema } from "@/lib/bans/exceptions/schema";
import { type Reason, reason } from "@/lib/refusal";
import type { BanStatus, ExceptionStatus } from "@/prisma/generated/enums";

/** Every legal step. `exception_may_become` of the database holds the same table, and a test holds the two together. */
export const EXCEPTION_TRANSITIONS: Record<ExceptionStatus, readonly ExceptionStatus[]> = {
  PROPOSED: ["UNDER_REVIEW", "WITHDRAWN"],
  UNDER_REVIEW: ["APPROVED", "REJECTED", "WITHDRAWN"],
  APPROVED: ["ACTIVE", "REVOKED"],
  ACTIVE: ["EXPIRED", "REVOKED"],
  REJECTED: ["PROPOSED"],
  EXPIRED: [],
  REVOKED: [],
  WITHDRAWN: [],
};

export const WAITING = ["PROPOSED", "UNDER_REVIEW"] as const satisfies readonly ExceptionStatus[];
export const HOLDING = ["APPROVED", "ACTIVE"] as const satisfies readonly ExceptionStatus[];

export type Policy = { allowed: boolean; contact: string; maxDays: number; decideWithinHours: number };
export type BanForException = { code: string; status: BanStatus; zone: string; reason: string; policy: Policy };

/** Whom an exception is for, and where they stand in the org tree. */
export type SubjectFacts = {
  /** The person, or who owns the device; null for a team and for a device that nobody owns. */
  personId: number | null;
  teamPath: string;
};

export type ForDecision = SubjectFacts & {
  status: ExceptionStatus;
  requestedById: number | null;
  /** An exception that prolongs this one was requested and not refused. */
  isExtended: boolean;
  ban: BanForException;
};

const no = (name: string, values?: Record<string, string | number>) => reason(`exceptions.whyNot.${name}`, values);

function isWithin(path: string, above: string): boolean {
  return path === above || path.startsWith(`${above}.`);
}

/** For oneself and one's own devices; for whom and what one manages; officers for anybody. */
export function mayRequestFor(viewer: Viewer, { personId, teamPath }: SubjectFacts): boolean {
  if (viewer.kind === "system" || viewer.roles.includes("SECURITY_OFFICER")) return true;
  if (personId !== null && personId === viewer.personId) return true;
  return viewer.managedPaths.some((path) => isWithin(teamPath, path));
}

/** A ban that allows none says why it is there and whom to tell. */
export function whyClosed({ code, reason: why, policy }: BanForException): Reason | null {
  return policy.allowed ? null : no("closed", { code, reason: why, contact: policy.contact });
}

/** Whether anybody can ask for an exception of this ban now. */
export function whyNotAsk(ban: BanForException): Reason | null {
  if (ban.status === "SUSPENDED") return no("suspended", { code: ban.code });
  if (ban.status !== "PUBLISHED") return no(isOver(ban) ? "over" : "notYet", { code: ban.code });
  return whyClosed(ban);
}

export function whyNotRequest(ban: BanForException, viewer: Viewer, subject: SubjectFacts): Reason | null {
  if (!mayRequestFor(viewer, subject)) return no("notYours");
  return whyNotAsk(ban);
}

function isOver({ status }: Pick<BanForException, "status">): boolean {
  return status === "LIFTED" || status === "SUPERSEDED" || status === "CANCELLED";
}

/** Nobody decides on what they asked for or what is for them. */
function whyNotDecide({ requestedById, personId }: ForDecision, viewer: Viewer): Reason | null {
  const isOwn = viewer.personId !== null && (requestedById === viewer.personId || personId === viewer.personId);
  return isOwn ? no("own") : null;
}

export function whyNotBeginReview(exception: ForDecision, viewer: Viewer): Reason | null {
  if (!can(viewer, "exceptions:decide")) return no("deciderOnly");
  if (exception.status !== "PROPOSED") return no("reviewProposedOnly");
  return whyNotDecide(exception, viewer);
}

export function whyNotApprove(exception: ForDecision, viewer: Viewer): Reason | null {
  if (!can(viewer, "exceptions:decide")) return no("deciderOnly");
  if (exception.status === "PROPOSED") return no("reviewFirst");
  if (exception.status !== "UNDER_REVIEW") return no("approveInReviewOnly");
  if (isOver(exception.ban)) return no("over", { code: exception.ban.code });
  return whyNotDecide(exception, viewer) ?? whyClosed(exception.ban);
}

export function whyNotReject(exception: ForDecision, viewer: Viewer): Reason | null {
  if (!can(viewer, "exceptions:decide")) return no("deciderOnly");
  if (exception.status === "PROPOSED") return no("reviewFirst");
  if (exception.status !== "UNDER_REVIEW") return no("rejectInReviewOnly");
  return whyNotDecide(exception, viewer);
}

/** Whoever asked, or whom it is for, may take it back until it is decided. */
export function whyNotWithdraw(exception: ForDecision, viewer: Viewer): Reason | null {
  if (!isConcerned(exception, viewer)) return no("concernedOnly");
  return isOneOf(WAITING, exception.status) ? null : no("withdrawUndecidedOnly");
}

export function whyNotProposeAgain(exception: ForDecision, viewer: Viewer): Reason | null {
  if (!isConcerned(exception, viewer) && !mayRequestFor(viewer, exception)) return no("notYours");
  if (exception.status !== "REJECTED") return no("proposeRejectedOnly");
  return whyNotAsk(exception.ban);
}

export function whyNotRevoke(exception: ForDecision, viewer: Viewer): Reason | null {
  if (!can(viewer, "exceptions:decide")) return no("deciderOnly");
  return isOneOf(HOLDING, exception.status) ? null : no("revokeHoldingOnly");
}

export function whyNotExtend(exception: ForDecision, viewer: Viewer): Reason | null {
  if (!isConcerned(exception, viewer) && !mayRequestFor(viewer, exception)) return no("notYours");
  if (!isOneOf(HOLDING, exception.status)) return no("extendHoldingOnly");
  if (exception.isExtended) return no("extended");
  return whyNotAsk(exception.ban);
}

function isConcerned({ requestedById, personId }: ForDecision, viewer: Viewer): boolean {
  return viewer.personId !== null && (requestedById === viewer.personId || personId === viewer.personId);
}

function isOneOf(list: readonly ExceptionStatus[], status: ExceptionStatus): boolean {
  return list.includes(status);
}

/** The first moment of a day in a zone. */
export function startOfDay(day: string, zone: string): Date {
  return resolveDeadline(`${day}T00:00`, zone).at;
}

/** The first moment after a day in a zone. */
export function endOfDay(day: string, zone: string): Date {
  return startOfDay(Temporal.PlainDate.from(day).add({ days: 1 }).toString(), zone);
}

export function dayOf(at: Date, zone: string): string {
  return Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(zone).toPlainDate().toString();
}

/** The last day that something before this instant can be on: of an end at midnight the day before. */
export function lastDayBefore(at: Date, zone: string): string {
  return dayOf(new Date(at.getTime() - 1), zone);
}

/** The last day on which an exception that begins on a day may still hold. */
export function lastDayAllowed(startsOn: string, { maxDays }: Pick<Policy, "maxDays">): string {
  return Temporal.PlainDate.from(startsOn)
    .add({ days: maxDays - 1 })
    .toString();
}

/** A period in days, per field of the form. */
export function whyNotPeriod(
  { startsOn, until }: { startsOn: string; until: string },
  policy: Policy,
  today: string,
): Record<string, Reason> {
  const field = (name: string, values?: Record<string, string | number>) => reason(`exceptions.field.${name}`, values);
  if (startsOn < today) return { startsOn: field("startsPast") };
  if (until < startsOn) return { until: field("untilBeforeStart") };
  const last = lastDayAllowed(startsOn, policy);
  return until > last ? { until: field("untilTooLong", { days: policy.maxDays, last }) } : {};
}

/** What was requested, and what an approval makes of it: it may only become shorter. */
export function whyNotShorten(
  asked: { startsAt: Date; endsAt: Date },
  { startsOn, until, dueOn }: { startsOn?: string | undefined; until?: string | undefined; dueOn?: string | undefined },
  { zone, policy }: Pick<BanForException, "zone" | "policy">,
  now: Date,
): Record<string, Reason> {
  const field = (name: string, values?: Record<string, string | number>) => reason(`exceptions.field.${name}`, values);
  const [askedStart, askedEnd] = [dayOf(asked.startsAt, zone), lastDayBefore(asked.endsAt, zone)];
  if (startsOn !== undefined && startsOn < askedStart) return { startsOn: field("startsEarlier", { day: askedStart }) };
  const last = until ?? askedEnd;
  if (last > askedEnd) return { until: field("untilLater", { day: askedEnd }) };
  if (endOfDay(last, zone) <= now) return { until: field("untilPast") };
  const [first, today] = [startsOn ?? askedStart, dayOf(now, zone)];
  if (last < first) return { until: field("untilBeforeStart") };
  const longest = lastDayAllowed([first, today].sort()[1] ?? first, policy);
  if (last > longest) return { until: field("untilTooLong", { days: policy.maxDays, last: longest }) };
  return dueOn !== undefined && dueOn < last ? { dueOn: field("dueBeforeEnd") } : {};
}

const WEEK = 7;

/**
 * When whoever an exception is for is told that it ends: 7 days and 1 day before, by the clock of its zone. One that lasts no longer than that is
 * half over when they are told.
 */
export function reminders(startsAt: Date, endsAt: Date, zone: string): Date[] {
  const end = Temporal.Instant.fromEpochMilliseconds(endsAt.getTime()).toZonedDateTimeISO(zone);
  const before = (days: number) => new Date(end.subtract({ days }).epochMilliseconds);
  const half = new Date(endsAt.getTime() - Math.floor((endsAt.getTime() - startsAt.getTime()) / 2));
  const first = before(WEEK) > startsAt ? before(WEEK) : half;
  const second = before(1);
  return second > first ? [first, second] : [first];
}

/** The next of them after a moment; null: none. */
export function nextReminder({ startsAt, endsAt }: { startsAt: Date; endsAt: Date }, zone: string, after: Date): Date | null {
  return reminders(startsAt, endsAt, zone).find((at) => at > after) ?? null;
}

const HOUR = 3_600_000;

/** By when a request should have been decided. */
export function decideBy(requestedAt: Date, { decideWithinHours }: Pick<Policy, "decideWithinHours">): Date {
  return new Date(requestedAt.getTime() + decideWithinHours * HOUR);
}

/** Soon is within so many days. */
export const SOON_DAYS = 7;

export function exceptionCode(id: number): string {
  return `EX-${id}`;
}

export function exceptionIdOf(code: string): number | null {
  return exceptionCodeSchema.safeParse(code).data ?? null;
}

export function exceptionPath(id: number): string {
  return `/exceptions/${id}`;
}

export function isOvertaken({ revision }: { revision: number }, seen: number | undefined): boolean {
  return seen !== undefined && seen !== revision;
}
