import { useTranslations } from "next-intl";
import { AnswerTag } from "@/components/hygiene/answer-tag";
import { When } from "@/components/ui/when";
import type { GivenAnswer } from "@/lib/risk/hygiene/queries";

type Past = Pick<GivenAnswer, "id" | "answer" | "reason" | "by" | "at">;

/** What was answered before. */
export function AnswerHistory({ past }: { past: readonly Past[] }) {
  const t = useTranslations("hygiene");
  if (past.length === 0) return null;
  return (
    <details>
      <summary className="fold font-medium">{t("form.history")}</summary>
      <ul className="mt-2 grid gap-2">
        {past.map(({ id, answer, reason, by, at }) => (
          <li key={id} className="grid gap-1">
            <div className="flex flex-wrap items-center gap-x-3">
              <AnswerTag answer={answer} />
              <span className="text-ink-2">{t.rich("page.by", { who: by ?? "–", when: () => <When at={at} kind="date" /> })}</span>
            </div>
            <p className="max-w-[80ch] break-words whitespace-pre-line">{reason}</p>
          </li>
        ))}
      </ul>
    </details>
  );
}
