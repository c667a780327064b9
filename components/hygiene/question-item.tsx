import Link from "next/link";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { AnswerTag } from "@/components/hygiene/answer-tag";
import { ClaimLinks } from "@/components/hygiene/claim-links";
import { QuestionSources } from "@/components/hygiene/question-sources";
import { When } from "@/components/ui/when";
import type { GivenAnswer, Level } from "@/lib/risk/hygiene/queries";
import type { Question } from "@/lib/risk/hygiene/questionnaire";
import { isStale } from "@/lib/risk/hygiene/rules";

type Props = {
  question: Question;
  weight: number;
  given: GivenAnswer | null;
  isOwn: boolean;
  now: Date;
  /** Where the form for it opens; null for those who only read. */
  answerHref: string | null;
  /** The form and what was answered before, where it is open. */
  children?: ReactNode;
};

/** A question with the answer that counts: who gave it, when, why, on what, and for whom. */
export function QuestionItem({ question, weight, given, isOwn, now, answerHref, children }: Props) {
  const t = useTranslations("hygiene");
  const words = useTranslations("questionnaire.questions");
  const title = words(`${question.key}.title`);
  return (
    <li id={question.key} className="grid gap-1.5 border-t border-line py-3">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <h3 className="min-w-0">{title}</h3>
        <AnswerTag answer={given?.answer ?? "unknown"} />
        {answerHref && (
          <Link
            className="link ml-auto"
            href={answerHref}
            scroll={false}
            aria-label={t(isOwn ? "page.changeNamed" : "page.answerNamed", { name: title })}
          >
            {t(isOwn ? "page.change" : "page.answer")}
          </Link>
        )}
      </div>
      <p className="max-w-[80ch]">{words(`${question.key}.ask`)}</p>
      {given ? <GivenFacts given={given} isOwn={isOwn} now={now} /> : <p className="text-ink-2">{t("page.nobody")}</p>}
      <p className="flex flex-wrap gap-x-4 text-caption text-ink-2">
        <span>{t(`askedOf.${question.askedOf}`)}</span>
        <span>{t("weights.label", { weight: t(`weights.${weight as 0}`) })}</span>
      </p>
      <QuestionSources sources={question.sources} />
      {children}
    </li>
  );
}

function GivenFacts({ given, isOwn, now }: { given: GivenAnswer; isOwn: boolean; now: Date }) {
  const t = useTranslations("hygiene.page");
  return (
    <div className="grid gap-1">
      <p className="max-w-[80ch] break-words whitespace-pre-line">{given.reason}</p>
      {given.evidence && <p className="max-w-[80ch] break-words text-ink-2">{t("evidence", { evidence: given.evidence })}</p>}
      <ClaimLinks claims={given.claims} />
      <p className="flex flex-wrap gap-x-4 text-ink-2">
        <span>{t.rich("by", { who: given.by ?? "–", when: () => <When at={given.at} kind="date" /> })}</span>
        {isOwn ? <span>{t("own")}</span> : <FromLink from={given.from} />}
        {isStale(given.at, now) && <span className="font-medium text-ink">{t("stale")}</span>}
      </p>
    </div>
  );
}

/** Answers are taken over from vendors only. */
function FromLink({ from }: { from: Level }) {
  const t = useTranslations("hygiene.page");
  return (
    <Link className="link" href={`/vendors/${from.slug}/hygiene`}>
      {t("from", { name: from.name })}
    </Link>
  );
}
