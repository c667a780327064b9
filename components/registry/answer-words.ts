import { useLocale, useTranslations } from "next-intl";
import { dateWords, lastMinuteBefore } from "@/i18n/date-words";
import type { BanFact, DecisionFact, Verdict } from "@/lib/registry/rules";

export type AnswerWords = {
  /** Yes, no, or until when: the line that is read first. */
  line: string;
  /** What follows from it, in full sentences. */
  details: string[];
  why: string | null;
};

/** Sentences end with their own mark; what is put into them must not bring a second one. */
const unstopped = (words: string) => words.trim().replace(/[.。]+$/, "");

/** The answer in words, in the order: may I, by when, why. */
export function useAnswerWords(): (tool: string, verdict: Verdict) => AnswerWords {
  const t = useTranslations("answer");
  const locale = useLocale();
  const scheduled = (tool: string, { cutoffAt, zone, coversEveryone }: BanFact) => ({
    line: t("scheduled.text", { lastDay: dateWords(lastMinuteBefore(cutoffAt), "weekday", zone, locale) }),
    details: [
      t("scheduled.detail", {
        tool,
        deadline: dateWords(lastMinuteBefore(cutoffAt), "deadline", zone, locale),
        firstDay: dateWords(cutoffAt, "weekday", zone, locale),
        scope: t(coversEveryone ? "scope.everyone" : "scope.some"),
      }),
    ],
  });
  const banned = (tool: string, { cutoffAt, zone, coversEveryone }: BanFact) => ({
    line: t("banned.text"),
    details: [
      t("banned.detail", {
        tool,
        firstDay: dateWords(cutoffAt, "full", zone, locale),
        scope: t(coversEveryone ? "scope.everyone" : "scope.some"),
      }),
    ],
  });
  const review = (tool: string, decision: DecisionFact | null) => ({
    line: t("review.text"),
    details: [
      decision?.reviewOn
        ? t("reviewOpen.expected", { tool, date: dateWords(decision.reviewOn, "date", "UTC", locale) })
        : t("reviewOpen.waiting", { tool }),
      t("reviewOpen.until"),
    ],
  });
  return (tool, { kind, ban, decision }) => {
    const why = ban?.reason || (kind === "refused" ? decision?.reason : "");
    const said = () => {
      if (ban) return kind === "banned" ? banned(tool, ban) : scheduled(tool, ban);
      if (kind === "approved") return { line: t("approved.text"), details: [t("approved.detail", { tool })] };
      if (kind === "refused") return { line: t("refused.text"), details: [t("refused.detail", { tool })] };
      if (kind === "review") return review(tool, decision);
      if (kind === "unassessed") return { line: t("unassessed.text"), details: [t("unassessedWait", { tool })] };
      const conditions = decision?.conditions;
      return { line: t("limits.text"), details: conditions ? [t("limits.detail", { tool, conditions: unstopped(conditions) })] : [] };
    };
    return { ...said(), why: why ? t("why", { reason: why }) : null };
  };
}
