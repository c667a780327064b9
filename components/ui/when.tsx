import { useFormatter, useLocale, useTimeZone } from "next-intl";
import { DEFAULT_ZONE } from "@/i18n/config";
import { type DateKind, dateWords, lastMinuteBefore, leftWords, localDeadlineWords } from "@/i18n/date-words";

/**
 * The only way to show a date. `kind` as in `DateKind`, and `lastUse`: a cutoff said as the last allowed minute (23:59 the day before).
 * `zone` is the reader's unless given; give the policy zone for whatever somebody has to act on. With `now`, what is left or how long
 * ago follows behind a dot.
 */
export function When({ at, kind = "dateTime", zone, now }: { at: Date; kind?: DateKind | "lastUse"; zone?: string; now?: Date }) {
  const locale = useLocale();
  const ownZone = useTimeZone() ?? DEFAULT_ZONE;
  const shownZone = zone ?? ownZone;
  const shown = kind === "lastUse" ? lastMinuteBefore(at) : at;
  return (
    <>
      <time dateTime={shown.toISOString()} className={kind === "deadline" || kind === "lastUse" ? undefined : "whitespace-nowrap"}>
        {dateWords(shown, kind === "lastUse" ? "deadline" : kind, shownZone, locale)}
      </time>
      {now && <Relative at={at} now={now} zone={shownZone} />}
    </>
  );
}

function Relative({ at, now, zone }: { at: Date; now: Date; zone: string }) {
  const locale = useLocale();
  const format = useFormatter();
  return (
    <span className="text-ink-2 whitespace-nowrap">
      {" · "}
      {leftWords(at, now, zone, locale) ?? format.relativeTime(at, now)}
    </span>
  );
}

/** "33 hours left", or nothing once it has passed. Only ever beside the absolute date. */
export function Countdown({ at, now, zone }: { at: Date; now: Date; zone: string }) {
  return leftWords(at, now, zone, useLocale());
}

/** "That is 16:59 … where you are (London time)." – nothing where the reader's clock shows the same. `isLastUse` as in When's `lastUse`. */
export function LocalDeadline({ at, zone, isLastUse = false }: { at: Date; zone: string; isLastUse?: boolean }) {
  const ownZone = useTimeZone() ?? DEFAULT_ZONE;
  return localDeadlineWords(isLastUse ? lastMinuteBefore(at) : at, zone, ownZone, useLocale());
}
