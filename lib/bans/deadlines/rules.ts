import { Temporal } from "temporal-polyfill";
import { isZone } from "@/i18n/config";
import type { DutyContent } from "@/lib/bans/duties/schema";

export type ResolvedDeadline = {
  /** The first moment at which the duty must have been done. */
  at: Date;
  /** The clock on the wall at that moment; differs from what was written when the written hour does not exist. */
  local: string;
  /** `skipped`: clocks jump over the written time, so it moved forward. `repeated`: the time happens twice and the earlier one counts. */
  note: "skipped" | "repeated" | null;
};

/** A local date and time in an IANA zone, as the instant it means. */
export function resolveDeadline(local: string, zone: string): ResolvedDeadline {
  const written = Temporal.PlainDateTime.from(local);
  const earlier = written.toZonedDateTime(zone, { disambiguation: "compatible" });
  const resolved = earlier.toPlainDateTime();
  const at = new Date(earlier.epochMilliseconds);
  if (!resolved.equals(written)) return { at, local: minute(resolved), note: "skipped" };
  const later = written.toZonedDateTime(zone, { disambiguation: "later" });
  const isRepeated = later.epochMilliseconds !== earlier.epochMilliseconds;
  return { at, local: minute(resolved), note: isRepeated ? "repeated" : null };
}

function minute(at: Temporal.PlainDateTime): string {
  return at.toString({ smallestUnit: "minute" });
}

export type PersonalDeadline = ResolvedDeadline & {
  /** The zone whose clock counts. */
  zone: string;
  /** The team whose own date it is; null: the date of the duty. */
  teamId: number | null;
};

type DatedDuty = Pick<DutyContent, "deadlineLocal" | "deadlineZone" | "mode" | "teams">;

/**
 * When one person must have fulfilled a duty: the date of the nearest team that has one of its own, else that of the duty; by their own clock where
 * the duty asks for that. Who has no zone (a device that nobody owns) goes by the zone of the rule. `teamPath` holds ids from the root down.
 */
export function deadlineFor(duty: DatedDuty, { teamPath, zone }: { teamPath: string; zone: string | null }): PersonalDeadline {
  const nearestFirst = teamPath.split(".").map(Number).reverse();
  const teamId = nearestFirst.find((id) => duty.teams.some((team) => team.teamId === id)) ?? null;
  const rule = duty.teams.find((team) => team.teamId === teamId) ?? duty;
  const own = duty.mode === "LOCAL" && zone !== null && isZone(zone) ? zone : rule.deadlineZone;
  return { ...resolveDeadline(rule.deadlineLocal, own), zone: own, teamId };
}

/** The first and the last moment at which a clock anywhere shows a time: UTC+14 has it 26 hours before UTC−12. */
export function spanOf(local: string): { from: Date; to: Date } {
  return { from: resolveDeadline(local, "Etc/GMT-14").at, to: resolveDeadline(local, "Etc/GMT+12").at };
}

/** The earliest of the duties: from then on something is forbidden, and that is what people call the cutoff. */
export function cutoffOf(duties: readonly Pick<DutyContent, "deadlineLocal" | "deadlineZone">[]): { at: Date; zone: string } | null {
  const resolved = duties.map(({ deadlineLocal, deadlineZone }) => ({
    at: resolveDeadline(deadlineLocal, deadlineZone).at,
    zone: deadlineZone,
  }));
  return resolved.sort((a, b) => a.at.getTime() - b.at.getTime())[0] ?? null;
}

export type NoticeLength = { days: number; hours: number; workingDays: number; weekends: number };

/**
 * How long people have, from an instant to a cutoff. Days of the calendar are those of the zone, the first and the last of them counted when any
 * part of them remains. Monday to Friday are working days; public holidays are not known here.
 */
export function noticeLength(from: Date, cutoff: Date, zone: string): NoticeLength | null {
  const ms = cutoff.getTime() - from.getTime();
  if (ms <= 0) return null;
  const start = dayIn(from, zone);
  const last = dayIn(new Date(cutoff.getTime() - 1), zone);
  const count = start.until(last).days + 1;
  let workingDays = 0;
  let weekends = 0;
  for (let n = 0; n < count; n++) {
    const { dayOfWeek } = start.add({ days: n });
    if (dayOfWeek <= 5) workingDays++;
    // A weekend counts once: on its Saturday, or on a Sunday that the notice begins with.
    if (dayOfWeek === 6 || (dayOfWeek === 7 && n === 0)) weekends++;
  }
  const hours = Math.floor(ms / 3_600_000);
  return { days: Math.floor(hours / 24), hours: hours % 24, workingDays, weekends };
}

function dayIn(at: Date, zone: string): Temporal.PlainDate {
  return Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(zone).toPlainDate();
}

export type DeadlineWarning = "passed" | "weekend" | "midnight";

/** What a careful colleague would say about a cutoff before it is published. */
export function deadlineWarnings(cutoff: Date, zone: string, now: Date): DeadlineWarning[] {
  const local = Temporal.Instant.fromEpochMilliseconds(cutoff.getTime()).toZonedDateTimeISO(zone);
  const warnings: DeadlineWarning[] = [];
  if (cutoff <= now) warnings.push("passed");
  if (local.dayOfWeek > 5) warnings.push("weekend");
  if (local.hour === 0 && local.minute === 0) warnings.push("midnight");
  return warnings;
}
