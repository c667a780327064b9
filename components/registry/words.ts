import { useLocale, useTranslations } from "next-intl";
import { countryWords } from "@/i18n/place-words";
import { channelOf } from "@/lib/registry/models/channels";
import sources from "@/prisma/catalogue/sources.json";

type Group =
  | "category"
  | "client"
  | "hosting"
  | "touches"
  | "kind"
  | "confidence"
  | "confidenceMeans"
  | "mode"
  | "status"
  | "verdict"
  | "decision";

/** Words for the registry's fixed values. A category or client that somebody entered by hand has none and is shown as it is. */
export function useRegistryWords() {
  const t = useTranslations("registry");
  const locale = useLocale();
  const of = (group: Group, value: string) => (t.has(`${group}.${value}`) ? t(`${group}.${value}`) : value);
  return {
    of,
    list: (group: Group, values: readonly string[]) => values.map((value) => of(group, value)).join(locale === "zh-CN" ? "、" : ", "),
    country: (code: string | null) => (code ? countryWords(code, locale) : t("unknown")),
    /** "amazon-bedrock" is Amazon Bedrock; a way in that was entered here is its own words. */
    channels: (keys: readonly string[]) => keys.map((key) => channelOf(key).label).join(locale === "zh-CN" ? "、" : ", "),
    /** "npm" becomes what the catalogue says of that source; a source entered here is its own words. */
    source: (key: string) => new Map(Object.entries(sources)).get(key) ?? key,
  };
}
