import { createTranslator } from "next-intl";
import { DEFAULT_LOCALE, isLocale, type Locale } from "@/i18n/config";
import enCommon from "@/messages/en/common.json";
import enStatus from "@/messages/en/status.json";
import zhCommon from "@/messages/zh-CN/common.json";
import zhStatus from "@/messages/zh-CN/status.json";

/**
 * How an instant is said:
 * `date` 9 July 2026 · `weekday` Thursday 9 July · `short` 9 Jul · `time` 23:59 · `dateTime` 8 July 2026, 15:00 · `full` Thursday 9 July 2026 ·
 * `deadline` 23:59 on Thursday 9 July 2026 (Beijing time).
 */
export type DateKind = "date" | "weekday" | "short" | "time" | "dateTime" | "full" | "deadline";

const words = {
  en: { common: enCommon, status: enStatus },
  "zh-CN": { common: zhCommon, status: zhStatus },
} as const;

const translators = {
  en: {
    common: createTranslator({ locale: "en", messages: words.en, namespace: "common" }),
    status: createTranslator({ locale: "en", messages: words.en, namespace: "status" }),
  },
  "zh-CN": {
    common: createTranslator({ locale: "zh-CN", messages: words["zh-CN"], namespace: "common" }),
    status: createTranslator({ locale: "zh-CN", messages: words["zh-CN"], namespace: "status" }),
  },
};

// Making a format costs more than using it a hundred times, and a table has hundreds of dates in the same two zones.
const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(locale: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = JSON.stringify([locale, options]);
  const known = formats.get(key);
  if (known) return known;
  const format = new Intl.DateTimeFormat(locale, options);
  formats.set(key, format);
  return format;
}

function parts(at: Date, zone: string, locale: Locale, month: "long" | "short") {
  const format = formatOf(locale === "en" ? "en-GB" : locale, {
    timeZone: zone,
    year: "numeric",
    month,
    day: "numeric",
    weekday: locale === "en" ? "long" : "short",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
  });
  const found = Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, value]));
  const { year = "", day = "", weekday = "", hour = "", minute = "" } = found;
  // In Chinese, Intl splits 7月 into the number and a literal.
  const monthWord = locale === "en" ? (found.month ?? "") : `${(found.month ?? "").replace("月", "")}月`;
  return { year, month: monthWord, day, weekday, time: `${hour}:${minute}` };
}

/** The zone in words: Beijing time, 北京时间. Zones without a word of their own are named by the standard. */
export function zoneWords(zone: string, locale: Locale): string {
  const named: Record<string, string> = words[locale].common.zones;
  return named[zone] ?? zoneNameOf(zone, locale);
}

function zoneNameOf(zone: string, locale: Locale): string {
  const format = formatOf(locale === "en" ? "en-GB" : locale, { timeZone: zone, timeZoneName: "longGeneric" });
  return format.formatToParts().find(({ type }) => type === "timeZoneName")?.value ?? zone;
}

/** An instant in words, for sentences, notices and attributes. On a page use `<When>`. */
export function dateWords(at: Date, kind: DateKind, zone: string, locale: string): string {
  const language = isLocale(locale) ? locale : DEFAULT_LOCALE;
  const { common, status } = translators[language];
  const { time, ...date } = parts(at, zone, language, kind === "short" ? "short" : "long");
  if (kind === "time") return time;
  if (kind === "short") return common("date.short", { day: date.day, month: date.month });
  if (kind === "weekday") return common("date.weekday", { weekday: date.weekday, day: date.day, month: date.month });
  if (kind === "full") return common("date.full", date);
  if (kind === "deadline") {
    return status("deadline.full", { time, date: common("date.full", date), zone: zoneWords(zone, language) });
  }
  const day = common("date.date", { year: date.year, month: date.month, day: date.day });
  return kind === "date" ? day : common("date.dateTime", { date: day, time });
}

/** "That is 16:59 on Thursday 9 July 2026 where you are (London time)." – or null where the reader's clock shows the same. */
export function localDeadlineWords(at: Date, zone: string, readerZone: string, locale: string): string | null {
  const language = isLocale(locale) ? locale : DEFAULT_LOCALE;
  if (wallClock(at, zone) === wallClock(at, readerZone)) return null;
  const { status } = translators[language];
  return status("deadline.local", {
    time: dateWords(at, "time", readerZone, language),
    date: dateWords(at, "full", readerZone, language),
    zone: zoneWords(readerZone, language),
  });
}

function wallClock(at: Date, zone: string): string {
  return formatOf("en-GB", { timeZone: zone, dateStyle: "short", timeStyle: "short" }).format(at);
}

/** A cutoff is the first forbidden minute; people are told the last allowed one. */
export function lastMinuteBefore(cutoff: Date): Date {
  return new Date(cutoff.getTime() - 60_000);
}

export type Left = { unit: "days" | "hours" | "minutes"; n: number } | { unit: "passed" };

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** What is left until an instant: calendar days of the zone from 72 hours, whole hours below, minutes in the last hour. */
export function timeLeft(at: Date, now: Date, zone: string): Left {
  const ms = at.getTime() - now.getTime();
  if (ms <= 0) return { unit: "passed" };
  if (ms < HOUR) return { unit: "minutes", n: Math.ceil(ms / MINUTE) };
  if (ms < 72 * HOUR) return { unit: "hours", n: Math.floor(ms / HOUR) };
  return { unit: "days", n: calendarDays(now, at, zone) };
}

/** Whole calendar days from one instant to another, counted in a zone. */
export function calendarDays(from: Date, to: Date, zone: string): number {
  return Math.round((calendarDay(to, zone) - calendarDay(from, zone)) / (24 * HOUR));
}

function calendarDay(at: Date, zone: string): number {
  const format = formatOf("en-CA", { timeZone: zone, year: "numeric", month: "2-digit", day: "2-digit" });
  return Date.parse(`${format.format(at)}T00:00:00Z`);
}

/** "33 hours left", or null once it has passed. Always shown after the absolute date. */
export function leftWords(at: Date, now: Date, zone: string, locale: string): string | null {
  const language = isLocale(locale) ? locale : DEFAULT_LOCALE;
  const left = timeLeft(at, now, zone);
  if (left.unit === "passed") return null;
  const { status } = translators[language];
  return status(`left.${left.unit}`, { n: left.n });
}
