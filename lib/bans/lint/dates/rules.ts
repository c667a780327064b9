import { Temporal } from "temporal-polyfill";
import { cutoffOf, resolveDeadline } from "@/lib/bans/deadlines/rules";
import { type CompanyDayFact, finding, type LintFacts, type Place, rowsHref, stepHref } from "@/lib/bans/lint/facts";
import type { LintFinding } from "@/lib/bans/lint/schema";

type Moment = { local: string; zone: string; mode: "INSTANT" | "LOCAL" };

/** Every date a ban asks for, once: of its duties and of teams that have others. */
function momentsOf({ content: { duties = [] } }: Pick<LintFacts, "content">): Moment[] {
  const all = duties.flatMap(({ deadlineLocal, deadlineZone, mode, teams }) => [
    { local: deadlineLocal, zone: deadlineZone, mode },
    ...teams.map((team) => ({ local: team.deadlineLocal, zone: team.deadlineZone, mode })),
  ]);
  return [...new Map(all.map((one) => [subjectOf(one), one])).values()];
}

const subjectOf = ({ local, zone, mode }: Moment) => `${local} ${mode === "LOCAL" ? "LOCAL" : zone}`;

/** What a careful colleague would say about the dates. */
export function dateFindings(facts: LintFacts, now: Date): LintFinding[] {
  const moments = momentsOf(facts);
  return [
    ...moments.flatMap((moment) => [...clockFindings(facts, moment, now), ...dayFindings(facts, moment)]),
    ...noticeFindings(facts, now),
    ...freezeFindings(facts, now),
  ];
}

function clockFindings(facts: LintFacts, moment: Moment, now: Date): LintFinding[] {
  const { at } = resolveDeadline(moment.local, moment.zone);
  const place = { subject: subjectOf(moment), fixHref: stepHref(facts, "cutoff") };
  const found: LintFinding[] = [];
  if (at <= now) found.push(finding("cutoff-passed", { ...place, values: { at: { at: at.toISOString(), zone: moment.zone } } }));
  // One clock time in many zones is ambiguous where one of them changes its clocks.
  const zones = moment.mode === "LOCAL" ? [...new Set([moment.zone, ...facts.places.map(({ zone }) => zone)])] : [moment.zone];
  for (const [note, check] of [
    ["repeated", "cutoff-repeated"],
    ["skipped", "cutoff-skipped"],
  ] as const) {
    const where = zones.filter((zone) => resolveDeadline(moment.local, zone).note === note);
    if (where.length === 0) continue;
    found.push(finding(check, { ...place, values: { local: moment.local.replace("T", " "), zones: { list: where } } }));
  }
  return found;
}

/** The day on which a date falls for the people of a place. */
function dayAt({ local, zone, mode }: Moment, place: Pick<Place, "zone">): string {
  if (mode === "LOCAL") return local.slice(0, 10);
  const instant = Temporal.Instant.fromEpochMilliseconds(resolveDeadline(local, zone).at.getTime());
  return instant.toZonedDateTimeISO(place.zone).toPlainDate().toString();
}

/** What the calendar says of a day in a country; the country's own entry before the one for everywhere. */
export function companyDay(days: readonly CompanyDayFact[], day: string, country: string): CompanyDayFact | null {
  const that = days.filter((one) => one.day === day);
  return that.find((one) => one.country === country) ?? that.find((one) => one.country === null) ?? null;
}

function isWeekend(day: string): boolean {
  return Temporal.PlainDate.from(day).dayOfWeek > 5;
}

function dayFindings(facts: LintFacts, moment: Moment): LintFinding[] {
  const weekends = new Map<string, number>();
  const holidays = new Map<string, { entry: CompanyDayFact; day: string; country: string; people: number }>();
  for (const place of facts.places.length > 0 ? facts.places : [{ country: "", zone: moment.zone, people: 0 }]) {
    const day = dayAt(moment, place);
    const entry = companyDay(facts.days, day, place.country);
    if (entry && !entry.isWorkday) {
      const key = `${day} ${place.country}`;
      const known = holidays.get(key);
      holidays.set(key, { entry, day, country: place.country, people: (known?.people ?? 0) + place.people });
    } else if (!entry && isWeekend(day)) weekends.set(day, (weekends.get(day) ?? 0) + place.people);
  }
  const fixHref = stepHref(facts, "cutoff");
  return [
    ...[...weekends].map(([day, people]) =>
      finding("cutoff-weekend", { subject: `${subjectOf(moment)} ${day}`, values: { day: { day }, people }, fixHref }),
    ),
    ...[...holidays.values()].map(({ entry, day, country, people }) =>
      finding("cutoff-holiday", {
        subject: `${subjectOf(moment)} ${day} ${country}`,
        values: { day: { day }, name: entry.name, country, people },
        fixHref,
      }),
    ),
  ];
}

/**
 * Proof that something is gone needs a report after it went. A device whose slowest source reports less often than the notice lasts may not be
 * looked at again in time, and one that is silent already is not counted on.
 */
function noticeFindings(facts: LintFacts, now: Date): LintFinding[] {
  const { duties = [] } = facts.content;
  const removal = duties.filter(({ proof }) => proof === "INVENTORY");
  const cutoff = cutoffOf(removal);
  const all = facts.sources.reduce((sum, { devices }) => sum + devices, 0);
  if (!cutoff || all === 0) return [];
  const minutes = Math.max(0, (cutoff.at.getTime() - now.getTime()) / 60_000);
  const slow = facts.sources.filter(({ devices, periodMinutes }) => devices > 0 && periodMinutes > minutes);
  const [slowest] = slow.toSorted((a, b) => b.periodMinutes - a.periodMinutes);
  if (!slowest) return [];
  const late = slow.reduce((sum, { devices }) => sum + devices, 0);
  const values = {
    percent: Math.floor((100 * (all - late)) / all),
    late,
    devices: all,
    source: slowest.name,
    periodHours: Math.round(slowest.periodMinutes / 60),
    noticeHours: Math.floor(minutes / 60),
  };
  return [finding("notice-short", { values, fixHref: stepHref(facts, "cutoff") })];
}

/** Whoever must not change anything on their machines cannot remove anything from them. */
function freezeFindings(facts: LintFacts, now: Date): LintFinding[] {
  const deadlines = momentsOf(facts).map(({ local, zone }) => resolveDeadline(local, zone).at);
  const last = deadlines.toSorted((a, b) => b.getTime() - a.getTime())[0];
  if (!last) return [];
  const zone = cutoffOf(facts.content.duties ?? [])?.zone ?? "UTC";
  return facts.freezes
    .filter(({ startsAt, endsAt, people }) => people > 0 && startsAt < last && endsAt > now)
    .map(({ id, team, reason, startsAt, endsAt, people }) =>
      finding("change-freeze", {
        subject: String(id),
        values: { team, reason, people, from: { at: startsAt.toISOString(), zone }, until: { at: endsAt.toISOString(), zone } },
        fixHref: "/calendar",
      }),
    );
}

export function silentFindings(facts: LintFacts): LintFinding[] {
  const { silent, unmanaged, population } = facts;
  return [
    ...(silent.devices > 0 ? [finding("devices-silent", { values: { ...silent }, fixHref: rowsHref(facts, "silent") })] : []),
    ...(unmanaged > 0 ? [finding("devices-unmanaged", { values: { devices: unmanaged }, fixHref: rowsHref(facts, "unmanaged") })] : []),
    ...(population.withoutDevice > 0
      ? [finding("people-without-device", { values: { people: population.withoutDevice }, fixHref: rowsHref(facts, "without-device") })]
      : []),
  ];
}
