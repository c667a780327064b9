import { useTranslations } from "next-intl";
import { useDecisionWords } from "@/components/decisions/audience-words";
import { VerdictTag } from "@/components/ui/verdict-tag";
import type { OtherAnswer } from "@/lib/registry/decisions/rules";

/** Who has another answer. Folded: the answer above is the one that counts for the reader. */
export function OtherAnswers({ answers }: { answers: readonly OtherAnswer[] }) {
  const t = useTranslations("decisions.others");
  const says = useDecisionWords();
  if (answers.length === 0) return null;
  return (
    <details className="card">
      <summary className="fold font-medium">{t("title", { n: answers.length })}</summary>
      <ul className="mt-2 grid gap-1.5">
        {answers.map((answer) => (
          <li key={answer.id} className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1">
            <span className="min-w-0">{says.audience(answer)}</span>
            <VerdictTag verdict={answer.kind} />
          </li>
        ))}
      </ul>
      <p className="mt-2 max-w-[68ch] text-ink-2">{t("note")}</p>
    </details>
  );
}
