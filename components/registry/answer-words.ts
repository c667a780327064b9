import { useLocale, useTranslations } from "next-intl";
import { dateWords, lastMinuteBefore } from "@/i18n/date-words";
import type { BanFact, DecisionFact, Exemption, Verdict } from "@/lib/registry/rules";
import { DATA_CLASSES, type DataClass } from "@/lib/registry/schema";

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
  const classWords = useTranslations("decisions.dataClass");
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
  const exempt = (tool: string, { ban: { code, zone }, until }: Exemption) => ({
    line: t("exempt.text", { lastDay: dateWords(lastMinuteBefore(until), "weekday", zone, locale) }),
    details: [
      t("exempt.detail", { tool, code, deadline: dateWords(lastMinuteBefore(until), "deadline", zone, locale) }),
      t("exempt.after", { tool }),
    ],
  });
  const withheld = (tool: string, { team }: NonNullable<Verdict["sensitive"]>) => ({
    line: t("withheld.text"),
    details: [
      t("withheld.detail", { tool, team: team.name }),
      t("reviewOpen.until"),
      t("withheld.reason", { team: team.name, reason: unstopped(team.reason) }),
    ],
  });
  const classes = (values: readonly DataClass[]) => values.map((value) => classWords(value)).join(locale === "zh-CN" ? "、" : ", ");
  const limited = (tool: string, decision: DecisionFact | null) => {
    if (!decision) return [];
    const { conditions, dataClasses } = decision;
    const others = DATA_CLASSES.filter((one) => !dataClasses.includes(one));
    return [
      ...(conditions ? [t("limits.detail", { tool, conditions: unstopped(conditions) })] : []),
      ...(dataClasses.length > 0 ? [t("mayPutIn", { classes: classes(dataClasses) })] : []),
      ...(dataClasses.length > 0 && others.length > 0 ? [t("mustNotPutIn", { classes: classes(others) })] : []),
    ];
  };
  return (tool, { kind, ban, decision, exemption, sensitive }) => {
    const why = ban?.reason || (kind === "refused" ? decision?.reason : "");
    const isApproved = decision?.status === "APPROVED" || decision?.status === "APPROVED_WITH_CONDITIONS";
    const said = () => {
      if (ban) return kind === "banned" ? banned(tool, ban) : scheduled(tool, ban);
      if (exemption) {
        const { line, details } = exempt(tool, exemption);
        return { line, details: [...details, ...(isApproved ? limited(tool, decision) : [])] };
      }
      if (kind === "approved") return { line: t("approved.text"), details: [t("approved.detail", { tool }), ...limited(tool, decision)] };
      if (kind === "refused") return { line: t("refused.text"), details: [t("refused.detail", { tool })] };
      if (kind === "review") return review(tool, decision);
      if (sensitive) return withheld(tool, sensitive);
      if (kind === "unassessed") return { line: t("unassessed.text"), details: [t("unassessedWait", { tool })] };
      return { line: t("limits.text"), details: limited(tool, decision) };
    };
    return { ...said(), why: why ? t("why", { reason: why }) : null };
  };
}
