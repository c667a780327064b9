import { type Reason, reason } from "@/lib/refusal";

const EARLIEST = "1900-01-01";

/** The date in a zone, for example 2026-07-08. */
export function localDay(at: Date, zone: string): string {
  // Sweden writes dates as ISO 8601 does.
  return new Intl.DateTimeFormat("sv-SE", { timeZone: zone, dateStyle: "short" }).format(at);
}

/** What is only announced has happened on the day it was announced. `day` is a local date in `zone`. */
export function whyNotDay(day: string, zone: string, now: Date): Reason | null {
  return day > localDay(now, zone) || day < EARLIEST ? reason("vendors.field.dayAhead") : null;
}
