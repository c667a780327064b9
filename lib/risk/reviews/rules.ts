import { type Reason, reason } from "@/lib/refusal";
import type { RiskClass } from "@/prisma/generated/enums";

/** "none": nobody said when it has to be looked at again. */
export const REVIEW_STATES = ["overdue", "due", "later", "none"] as const;
export type ReviewState = (typeof REVIEW_STATES)[number];

/** What has to be reviewed within so many days is due; the same window as that of decisions. */
export const DUE_DAYS = 30;
const DAY = 86_400_000;

/** Both are compared as days in UTC. From its date on a review is overdue, as decisions count theirs. */
export function reviewStateOn(reviewOn: Date | null, today: Date): ReviewState {
  if (reviewOn === null) return "none";
  const days = dayNumber(reviewOn) - dayNumber(today);
  if (days <= 0) return "overdue";
  return days <= DUE_DAYS ? "due" : "later";
}

/**
 * Days until a class is looked at again unless somebody says otherwise. Critical: once a quarter, since what raised it is still
 * moving; High: twice a year; the others once a year, the longest that a judgement is kept without looking.
 */
export const REVIEW_DAYS: Record<RiskClass, number> = { CRITICAL: 90, HIGH: 180, MODERATE: 365, LOW: 365 };

/** The day of the next review of a class that was looked at now. */
export function nextReviewOf(riskClass: RiskClass, now: Date): string {
  return new Date(now.getTime() + REVIEW_DAYS[riskClass] * DAY).toISOString().slice(0, 10);
}

/**
 * When a class has to be looked at again: on the day that was set when it was last reviewed, and never later than its own interval after the
 * class began, if nobody has reviewed it since.
 */
export function reviewDateOf(
  { class: riskClass, fromAt }: { class: RiskClass; fromAt: Date },
  review: { reviewOn: Date; reviewedAt: Date } | null,
): Date {
  const own = new Date(`${nextReviewOf(riskClass, fromAt)}T00:00:00Z`);
  if (!review) return own;
  return review.reviewedAt >= fromAt || review.reviewOn < own ? review.reviewOn : own;
}

/** Why a class cannot be looked at again on that day: sooner than its interval always, later never. */
export function whyNotReviewOn(reviewOn: string, riskClass: RiskClass, now: Date): Reason | null {
  const last = nextReviewOf(riskClass, now);
  if (reviewOn <= now.toISOString().slice(0, 10)) return reason("reviews.whyNot.past");
  if (reviewOn > last) return reason("reviews.whyNot.late", { class: riskClass, days: REVIEW_DAYS[riskClass] });
  return null;
}

function dayNumber(date: Date): number {
  return Math.floor(date.getTime() / DAY);
}
