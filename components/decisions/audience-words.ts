import { useLocale, useTranslations } from "next-intl";
import { countryWords } from "@/i18n/place-words";
import type { DecisionFact } from "@/lib/registry/rules";
import type { DataClass } from "@/lib/registry/schema";

type Audience = Pick<DecisionFact, "team" | "workerTypes" | "countries">;

/** Words for whom a decision is for, and for what may be put into a tool. */
export function useDecisionWords() {
  const t = useTranslations("decisions");
  const locale = useLocale();
  const list = (words: readonly string[]) => words.join(locale === "zh-CN" ? "、" : ", ");
  return {
    /** "Legal · Contractors · Singapore, Germany" */
    audience: ({ team, workerTypes, countries }: Audience) => {
      const parts = [
        team,
        workerTypes.length > 0 ? list(workerTypes.map((type) => t(`workers.${type}`))) : null,
        countries.length > 0 ? list(countries.map((code) => countryWords(code, locale))) : null,
      ].filter((part) => part !== null);
      return parts.length === 0 ? t("everyone") : parts.join(" · ");
    },
    classes: (values: readonly DataClass[]) => {
      const words = list(values.map((value) => t(`dataClass.${value}`)));
      return words.charAt(0).toUpperCase() + words.slice(1);
    },
  };
}

type Asked = { team?: number | null | undefined; workerTypes: readonly string[]; countries: readonly string[] };

/** Where somebody decides for an audience; with `isDecided`, at the second step. */
export function decidePath(slug: string, { team, workerTypes, countries }: Asked, isDecided: boolean): string {
  const search = new URLSearchParams([
    ...(team ? [["team", String(team)]] : []),
    ...workerTypes.map((type) => ["workerTypes", type]),
    ...countries.map((code) => ["countries", code]),
    ...(isDecided ? [["step", "decision"]] : []),
  ]);
  return search.size > 0 ? `/tools/${slug}/decide?${search}` : `/tools/${slug}/decide`;
}
