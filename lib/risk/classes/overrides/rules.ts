import { Temporal } from "temporal-polyfill";
import { type Reason, reason } from "@/lib/refusal";
import type { ProposalStatus, RiskClass } from "@/prisma/generated/enums";
import type { SettleOverride } from "./schema";

/** Longer than a year nobody remembers why the tables were overruled. */
export const LONGEST_MONTHS = 12;

/** The first moment after the last day in the zone; null where the zone does not exist. */
export function endOf(until: string, zone: string): Date | null {
  try {
    return new Date(Temporal.PlainDate.from(until).add({ days: 1 }).toZonedDateTime(zone).epochMilliseconds);
  } catch {
    return null;
  }
}

function dayIn(now: Date, zone: string): Temporal.PlainDate {
  return Temporal.Instant.fromEpochMilliseconds(now.getTime()).toZonedDateTimeISO(zone).toPlainDate();
}

/** What the date field may offer: from today to a year ahead, as days of the zone. */
export function lastDays(now: Date, zone: string): { first: string; last: string } {
  const today = dayIn(now, zone);
  return { first: today.toString(), last: today.add({ months: LONGEST_MONTHS }).toString() };
}

/** Why the end of an override cannot be this one, by field. */
export function whyNotEnd({ until, zone }: { until: string; zone: string }, now: Date): Record<string, Reason> {
  const end = endOf(until, zone);
  if (!end) return { zone: reason("classes.field.zone", { zone }) };
  const { last } = lastDays(now, zone);
  if (end <= now) return { until: reason("classes.field.past") };
  return until > last ? { until: reason("classes.field.far", { months: LONGEST_MONTHS }) } : {};
}

export type OverrideFact = {
  id: number;
  class: RiskClass;
  status: ProposalStatus;
  proposedById: number;
  untilAt: Date;
  endedAt: Date | null;
};

/** Accepted, begun and not over: by the clock, whether or not anybody has noted the end. */
export function isInForce({ status, untilAt, endedAt }: Pick<OverrideFact, "status" | "untilAt" | "endedAt">, now: Date): boolean {
  return status === "ACCEPTED" && endedAt === null && now < untilAt;
}

export function whyNotPropose(open: OverrideFact | null, computed: RiskClass | null, wanted: RiskClass): Reason | null {
  if (open) return reason("classes.whyNot.overrideOpen");
  if (computed === null) return reason("classes.whyNot.unclassified");
  return computed === wanted ? reason("classes.whyNot.sameClass") : null;
}

export function whyNotSettle(
  override: OverrideFact,
  decision: SettleOverride["decision"],
  personId: number | null,
  now: Date,
): Reason | null {
  if (override.status !== "OPEN") return reason("classes.whyNot.overrideSettled");
  const isProposer = override.proposedById === personId;
  if (decision === "withdraw") return isProposer ? null : reason("classes.whyNot.notProposer");
  if (personId === null) return reason("classes.whyNot.nobody");
  if (isProposer) return reason("classes.whyNot.secondPerson");
  return decision === "accept" && override.untilAt <= now ? reason("classes.whyNot.overridePast") : null;
}

export function whyNotEndEarly(override: OverrideFact, now: Date): Reason | null {
  return isInForce(override, now) ? null : reason("classes.whyNot.overrideOver");
}
