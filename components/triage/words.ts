import { useTranslations } from "next-intl";
import { LIKELY_FROM, type Signal } from "@/lib/inventory/triage/signals/rules";

type Grade = "very" | "likely" | "possible" | "none" | "unrated";

const VERY_FROM = 70;
const POSSIBLE_FROM = 15;

export function gradeOf(score: number | null): Grade {
  if (score === null) return "unrated";
  if (score >= VERY_FROM) return "very";
  if (score >= LIKELY_FROM) return "likely";
  return score >= POSSIBLE_FROM ? "possible" : "none";
}

/** What a rating rests on, in words. */
export function useTriageWords() {
  const t = useTranslations("triage");
  const signal = ({ key, found, like }: Signal) => {
    const values = { found, name: like?.name ?? "", as: like?.as ?? "" };
    return key === "nameNear" && like?.as ? t("signal.nameNearAs", values) : t(`signal.${key}`, values);
  };
  const grade = (score: number | null) => t(`grade.${gradeOf(score)}`);
  /** "Likely: name near “Codex”; “codex” in its name", with the strongest few. */
  const graded = (score: number | null, signals: readonly Signal[], most: number) => {
    const reasons = signals.slice(0, most).map(signal);
    return reasons.length === 0 ? grade(score) : t("graded", { grade: grade(score), reasons: reasons.join("; ") });
  };
  return { signal, grade, graded };
}
