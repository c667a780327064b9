import { Temporal } from "temporal-polyfill";

/** Work happens from 9 to 19, Monday to Friday; an hour outside weighs this much of one inside. */
const OUTSIDE = 0.03;
const OPENS = Temporal.PlainTime.from("09:00");
const CLOSES = Temporal.PlainTime.from("19:00");
const HOUR_MS = 3_600_000;

function zoned(at: Date, zone: string): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(zone);
}

const isWorkingDay = (day: Temporal.PlainDate) => day.dayOfWeek <= 5;

/** The parts of a time span that lie in working hours of a zone. */
function workingSpans(from: Date, to: Date, zone: string): { from: number; to: number }[] {
  const last = zoned(to, zone).toPlainDate();
  const spans: { from: number; to: number }[] = [];
  for (let day = zoned(from, zone).toPlainDate(); Temporal.PlainDate.compare(day, last) <= 0; day = day.add({ days: 1 })) {
    if (!isWorkingDay(day)) continue;
    const opens = day.toZonedDateTime({ timeZone: zone, plainTime: OPENS }).epochMilliseconds;
    const closes = day.toZonedDateTime({ timeZone: zone, plainTime: CLOSES }).epochMilliseconds;
    const span = { from: Math.max(opens, from.getTime()), to: Math.min(closes, to.getTime()) };
    if (span.from < span.to) spans.push(span);
  }
  return spans;
}

/** Working hours between two moments; hours outside count for three hundredths. */
export function workingHours(from: Date, to: Date, zone: string): number {
  if (to <= from) return 0;
  const inside = workingSpans(from, to, zone).reduce((sum, span) => sum + span.to - span.from, 0);
  return (inside + OUTSIDE * (to.getTime() - from.getTime() - inside)) / HOUR_MS;
}

/** The same time of day so many working days earlier. */
function workingDaysBefore(at: Date, days: number, zone: string): Date {
  let day = zoned(at, zone);
  for (let left = days; left > 0; ) {
    day = day.subtract({ days: 1 });
    if (isWorkingDay(day.toPlainDate())) left -= 1;
  }
  return new Date(day.epochMilliseconds);
}

/** Moments at which working hours begin and end, so that lines over working time bend where they should. */
function bends(from: Date, to: Date, zone: string): Date[] {
  const inner = workingSpans(from, to, zone).flatMap((span) => [span.from, span.to]);
  return [...new Set([from.getTime(), ...inner, to.getTime()])].sort((a, b) => a - b).map((at) => new Date(at));
}

export type LinePoint = { at: Date; left: number };

/** From the count at notice to none at the cutoff, spread over working time. */
export function planLine(start: LinePoint, cutoff: Date, zone: string): LinePoint[] {
  const whole = workingHours(start.at, cutoff, zone);
  if (whole === 0) return [];
  return bends(start.at, cutoff, zone).map((at) => ({ at, left: start.left * (1 - workingHours(start.at, at, zone) / whole) }));
}

/** What the plan says for a moment. */
export function planAt(start: LinePoint, cutoff: Date, zone: string, at: Date): number {
  if (at >= cutoff) return 0;
  const whole = workingHours(start.at, cutoff, zone);
  return whole === 0 ? 0 : start.left * (1 - workingHours(start.at, at, zone) / whole);
}

/** The share of what is left that goes per working hour, over the last three working days; null before there is a day of data. */
export function hazard(history: readonly LinePoint[], now: Date, zone: string): number | null {
  const first = history[0];
  const last = history.at(-1);
  if (!first || !last || now.getTime() - first.at.getTime() < 24 * HOUR_MS) return null;
  const since = workingDaysBefore(now, 3, zone);
  const before = history.findLast(({ at }) => at <= since) ?? first;
  const from = new Date(Math.max(before.at.getTime(), since.getTime()));
  const hours = workingHours(from, now, zone);
  if (before.left <= 0 || last.left >= before.left || hours === 0) return 0;
  // All of it went: as if half of one were left, so that the rate stays a number.
  return Math.log(before.left / Math.max(last.left, 0.5)) / hours;
}

/** The window whose pace is projected: from when, and how many times as long the rest to the cutoff is, in working time. Null: too early, or too late. */
export function paceWindow(publishedAt: Date, cutoff: Date, now: Date, zone: string): { since: Date; exponent: number } | null {
  if (now >= cutoff || now.getTime() - publishedAt.getTime() < 24 * HOUR_MS) return null;
  const before = workingDaysBefore(now, 3, zone);
  const since = before > publishedAt ? before : publishedAt;
  const hours = workingHours(since, now, zone);
  return hours === 0 ? null : { since, exponent: workingHours(now, cutoff, zone) / hours };
}

export type ForecastPoint = LinePoint & { low: number; high: number };

/** Where the pace of the last days leads, with three quarters and five quarters of it around; the range is a stand-in until there are real residuals. */
export function forecastAt(left: number, rate: number, now: Date, at: Date, zone: string): ForecastPoint {
  const hours = workingHours(now, at, zone);
  const after = (factor: number) => left * Math.exp(-rate * factor * hours);
  return { at, left: after(1), low: after(1.25), high: after(0.75) };
}

export function forecastLine(left: number, rate: number, now: Date, until: Date, zone: string): ForecastPoint[] {
  return until <= now ? [] : bends(now, until, zone).map((at) => forecastAt(left, rate, now, at, zone));
}

/** When so many of the first count will be left at most; null when the pace does not get there within ninety days. */
export function reachesAt(left: number, target: number, rate: number, now: Date, zone: string): Date | null {
  if (left <= target) return now;
  if (rate <= 0 || target <= 0) return null;
  let hours = Math.log(left / target) / rate;
  const end = new Date(now.getTime() + 90 * 24 * HOUR_MS);
  if (workingHours(now, end, zone) < hours) return null;
  const moments = bends(now, end, zone);
  for (const [index, to] of moments.entries()) {
    const from = moments[index - 1];
    if (!from) continue;
    const here = workingHours(from, to, zone);
    if (here >= hours) return new Date(from.getTime() + ((to.getTime() - from.getTime()) * hours) / here);
    hours -= here;
  }
  return end;
}

/** A line with holes where nothing was heard: what is not known is not drawn, and never bridged. */
export function withBreaks(points: readonly LinePoint[], gaps: readonly { from: Date; to: Date }[]): { at: Date; left: number | null }[] {
  return points.flatMap((point, index) => {
    const next = points[index + 1];
    const gap = next && gaps.find(({ from, to }) => point.at <= from && next.at >= to);
    return gap ? [point, { at: gap.from, left: null }] : [point];
  });
}
