import type { Locale } from "@/i18n/config";
import type { PersonDates } from "@/lib/compliance/dates/queries";
import { sentenceOf } from "@/lib/http/sentences";

/** The dates with their reasons in words. */
export function datesAnswer({ dates, contradictions }: PersonDates, locale: Locale) {
  return {
    items: dates.map(({ because, loses, ...date }) => ({
      ...date,
      because: sentenceOf(because, locale),
      loses: loses.map(({ words, ...one }) => ({ ...one, words: sentenceOf(words, locale) })),
    })),
    contradictions: contradictions.map((one) => sentenceOf(one, locale)),
  };
}
