import type { Locale } from "@/i18n/config";
import { sentenceOf } from "@/lib/http/sentences";
import type { ImportDetail, Remark } from "@/lib/inventory/imports/queries";

/** An import as machines read it: reasons are sentences in the caller's language, with the keys beside them. */
export function importAnswer({ error, rejects, warnings, ...item }: ImportDetail, locale: Locale) {
  const inWords = ({ line, reason }: Remark) => ({ line, reason: sentenceOf(reason, locale), key: reason.key });
  return { ...item, error: error && sentenceOf(error, locale), rejects: rejects.map(inWords), warnings: warnings.map(inWords) };
}
