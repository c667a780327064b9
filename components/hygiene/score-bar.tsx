import { useFormatter, useTranslations } from "next-intl";
import type { Score } from "@/lib/risk/hygiene/rules";

/** The words of a number and its coverage. No number stands without the other. */
export function useScoreWords() {
  const t = useTranslations("hygiene.number");
  const format = useFormatter();
  // Down, so that 19.6 % never reads as the 20 % that would be enough.
  const share = (coverage: number) => format.number(Math.floor(coverage * 100 + 1e-9) / 100, { style: "percent" });
  return {
    share,
    score: ({ score }: Pick<Score, "score">) =>
      score === null ? t("unknown") : t("score", { score: format.number(score, { minimumFractionDigits: 1, maximumFractionDigits: 1 }) }),
    coverage: ({ coverage }: Pick<Score, "coverage">) => t("coverage", { share: share(coverage) }),
    answered: ({ answered, applicable }: Pick<Score, "answered" | "applicable">) => t("answered", { answered, applicable }),
  };
}

/** A number as a bar, with the number. The words say it all; the bar is decoration. */
export function ScoreBar({ score }: { score: Score }) {
  const words = useScoreWords();
  return (
    <div className="grid w-full max-w-[40rem] gap-1">
      <div className="flex flex-wrap items-baseline gap-x-4">
        <span className={score.score === null ? "text-ink-2" : "font-semibold tabular-nums"}>{words.score(score)}</span>
        <span className="text-ink-2 tabular-nums">{words.coverage(score)}</span>
        <span className="text-ink-2 tabular-nums">{words.answered(score)}</span>
      </div>
      <div className="meter">
        <svg viewBox="0 0 10 1" width="100%" height="8" preserveAspectRatio="none" aria-hidden="true">
          {score.score !== null && <rect width={score.score} height="1" fill="var(--accent)" />}
        </svg>
      </div>
    </div>
  );
}
