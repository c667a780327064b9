import { dateWords, lastMinuteBefore } from "@/i18n/date-words";
import type { NoticeTopic, NoticeValue } from "@/lib/outbox/schema";
import { type Reason, reason } from "@/lib/refusal";

type Reader = { locale: string; zone: string };

/** The sentence of a notice for one reader: instants by their clock, words in their language or in the one there is. */
export function noticeSentence(topic: NoticeTopic, values: Readonly<Record<string, NoticeValue>>, reader: Reader): Reason {
  const spoken = Object.entries(values).map(([name, value]) => [name, valueFor(value, reader, ENDS.has(name))] as const);
  return reason(`notices.said.${topic}`, Object.fromEntries(spoken));
}

/** First moments after which something is over: said as the last minute that it allows. */
const ENDS = new Set(["cutoff", "until", "due"]);

function valueFor(value: NoticeValue, { locale, zone }: Reader, isEnd: boolean): string | number {
  if (typeof value !== "object") return value;
  if ("at" in value) {
    const at = new Date(value.at);
    return dateWords(isEnd ? lastMinuteBefore(at) : at, "dateTime", zone, locale);
  }
  return (locale === "zh-CN" ? value["zh-CN"] || value.en : value.en || value["zh-CN"]) ?? "";
}
