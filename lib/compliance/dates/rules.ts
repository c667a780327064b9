import { dateWords, lastMinuteBefore } from "@/i18n/date-words";
import type { Contradiction, DateAsked } from "@/lib/bans/competing/rules";
import { deadlineFor } from "@/lib/bans/deadlines/rules";
import type { DutyContent } from "@/lib/bans/duties/schema";
import { type Reason, reason } from "@/lib/refusal";

type DatedDuty = Pick<DutyContent, "deadlineLocal" | "deadlineZone" | "mode" | "teams">;

/** Where one person's date comes from: what the ban says for everybody, a team's own date, or what follows an exception. */
export type DateSource = {
  from: "BAN" | "TEAM" | "EXCEPTION";
  teamId: number | null;
  /** The clock where the person is. */
  isLocal: boolean;
  zone: string;
};

/** `deadlineAt` is what the obligation holds; `dueAfter` the dates that exceptions to the duty gave. */
export function sourceOf(
  duty: DatedDuty,
  who: { teamPath: string; zone: string | null },
  deadlineAt: Date,
  dueAfter: readonly Date[],
): DateSource {
  const ruled = deadlineFor(duty, who);
  const isGiven = deadlineAt > ruled.at && dueAfter.some((at) => at.getTime() === deadlineAt.getTime());
  const from = isGiven ? "EXCEPTION" : ruled.teamId === null ? "BAN" : "TEAM";
  return { from, teamId: from === "TEAM" ? ruled.teamId : null, isLocal: from !== "EXCEPTION" && duty.mode === "LOCAL", zone: ruled.zone };
}

export type NamedDate = Pick<DateAsked, "at" | "exceptedUntil"> & { code: string; source: DateSource & { team: string | null } };

const words = (at: Date, zone: string, locale: string) => dateWords(at, "deadline", zone, locale);

/** "This date because …": why this date and no other. */
export function becauseOf(wins: NamedDate, loses: readonly NamedDate[], locale: string): Reason {
  const { code, source, exceptedUntil } = wins;
  const values = {
    code,
    n: loses.length + 1,
    team: source.team ?? "",
    until: exceptedUntil ? words(exceptedUntil, source.zone, locale) : "",
  };
  const from = exceptedUntil ? "exempt" : source.from === "EXCEPTION" ? "exception" : source.from === "TEAM" ? "team" : "ban";
  return reason(`duties.because.${loses.length > 0 ? "earliest" : "only"}.${from}`, values);
}

/** What another ban asks for the same, and why it does not count. */
export function losingWords({ code, at, source, exceptedUntil }: NamedDate, locale: string): Reason {
  const deadline = words(lastMinuteBefore(at), source.zone, locale);
  if (!exceptedUntil) return reason("duties.loses.later", { code, deadline });
  return reason("duties.loses.exempt", { code, deadline, until: words(exceptedUntil, source.zone, locale) });
}

/** What cannot all be followed at once, and whom to tell. */
export function contradictionWords(one: Contradiction, toolName: string, locale: string): Reason {
  const { code, zone } = one.demand;
  switch (one.kind) {
    case "REPLACEMENT_BANNED":
      return reason("duties.contradiction.replacementBanned", { code, other: one.other.code, tool: toolName });
    case "REPLACEMENT_LATE": {
      const day = dateWords(new Date(`${one.availableOn}T00:00:00Z`), "date", "UTC", locale);
      return reason("duties.contradiction.replacementLate", { code, day, tool: toolName });
    }
    case "EXCEPTION_OVERTAKEN":
      return reason("duties.contradiction.exceptionOvertaken", { code, other: one.other.code, until: words(one.until, zone, locale) });
  }
}
