import { Temporal } from "temporal-polyfill";
import { resolveDeadline } from "@/lib/bans/deadlines/rules";
import { type Reason, reason } from "@/lib/refusal";

/** So many days in a row are recorded at once. */
const MOST_DAYS = 31;
const LONGEST_FREEZE = 366 * 86_400_000;

/** Every day from the first to the last, both included; a reason where that is not what can be recorded. */
export function daysBetween(first: string, last: string | undefined): { days: string[] } | { whyNot: Reason } {
  const from = Temporal.PlainDate.from(first);
  const count = from.until(Temporal.PlainDate.from(last ?? first)).days + 1;
  if (count < 1 || count > MOST_DAYS) return { whyNot: reason("calendar.field.until") };
  return { days: Array.from({ length: count }, (_, n) => from.add({ days: n }).toString()) };
}

/** The instants between which nothing changes. */
export function freezeBetween(from: string, until: string, zone: string): { startsAt: Date; endsAt: Date } | { whyNot: Reason } {
  const [startsAt, endsAt] = [resolveDeadline(from, zone).at, resolveDeadline(until, zone).at];
  if (endsAt <= startsAt) return { whyNot: reason("calendar.field.ends") };
  return endsAt.getTime() - startsAt.getTime() > LONGEST_FREEZE ? { whyNot: reason("calendar.field.long") } : { startsAt, endsAt };
}
