import { createTranslator } from "next-intl";
import type { Locale } from "@/i18n/config";
import enScope from "@/messages/en/scope.json";
import zhScope from "@/messages/zh-CN/scope.json";

type Say = (key: string, values?: Record<string, string | number>) => string;

// Keys come from the rule of the sentence; the translator's type knows those of its file only.
const translators: Record<Locale, Say> = {
  en: createTranslator({ locale: "en", messages: { scope: enScope }, namespace: "scope" }) as unknown as Say,
  "zh-CN": createTranslator({ locale: "zh-CN", messages: { scope: zhScope }, namespace: "scope" }) as unknown as Say,
};

/** Says what a ban covers where nobody reads yet: in records, answers and exports, in either language. */
export function scopeTranslator(locale: Locale): Say {
  return translators[locale];
}
