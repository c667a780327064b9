import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { QuestionItem } from "@/components/hygiene/question-item";
import { ScoreBar, useScoreWords } from "@/components/hygiene/score-bar";
import { type Address, hrefWith } from "@/components/ui/address";
import { Panel } from "@/components/ui/panel";
import type { GivenAnswer, HygieneOfSubject } from "@/lib/risk/hygiene/queries";
import { type CategoryKey, QUESTIONNAIRE, type Question } from "@/lib/risk/hygiene/questionnaire";
import { LEAST_COVERAGE } from "@/lib/risk/hygiene/rules";
import type { Shown } from "@/lib/risk/hygiene/schema";

type Props = {
  found: HygieneOfSubject;
  address: Address;
  show: Shown | undefined;
  mayWrite: boolean;
  now: Date;
  /** The question that is being answered, and the form for it. */
  open: { question: string; form: ReactNode } | null;
};

/** The whole as a number, then a bar per category that opens its questions. */
export function SubjectHygiene({ found, address, show, mayWrite, now, open }: Props) {
  const t = useTranslations("hygiene");
  const words = useScoreWords();
  return (
    <>
      <Panel title={t("number.whole")}>
        <ScoreBar score={found.hygiene} />
        <p className="mt-2 max-w-[80ch] text-ink-2">
          {found.hygiene.score === null ? t("number.why", { share: words.share(LEAST_COVERAGE) }) : t("number.wholeHint")}
        </p>
      </Panel>
      {QUESTIONNAIRE.map(({ key, questions }) => (
        <CategoryPart key={key} {...{ found, address, show, mayWrite, now, open }} category={key} questions={questions} />
      ))}
    </>
  );
}

function isShown(show: Shown | undefined, given: GivenAnswer | null, isOwn: boolean): boolean {
  if (show === "unknown") return given === null;
  if (show === "own") return isOwn;
  return show !== "inherited" || (given !== null && !isOwn);
}

type PartProps = Props & { category: CategoryKey; questions: readonly Question[] };

function CategoryPart({ found, address, show, mayWrite, now, open, category, questions }: PartProps) {
  const t = useTranslations("hygiene");
  const names = useTranslations("questionnaire.categories");
  const { hygiene, answers, weights, subject } = found;
  const score = hygiene.categories.find(({ key }) => key === category);
  const items = questions
    .map((question) => {
      const given = answers.get(question.key) ?? null;
      return { question, given, isOwn: given?.from.kind === subject.kind && given.from.id === subject.id };
    })
    .filter(({ question, given, isOwn }) => isShown(show, given, isOwn) || question.key === open?.question);
  const isOpen = show !== undefined || questions.some(({ key }) => key === open?.question);
  if (!score) return null;
  return (
    <details id={category} className="card" open={isOpen}>
      <summary className="fold w-full max-w-full flex-wrap">
        <h2 className="min-w-0 grow basis-0">{names(category)}</h2>
        <span className="w-full pl-4">
          <ScoreBar score={score} />
        </span>
      </summary>
      <p className="mt-2 text-ink-2">{t("weights.label", { weight: t(`weights.${score.weight}`) })}</p>
      {items.length === 0 ? (
        <p className="mt-2 text-ink-2">{t("page.none")}</p>
      ) : (
        <ul className="mt-2 grid">
          {items.map(({ question, given, isOwn }) => (
            <QuestionItem
              key={question.key}
              question={question}
              weight={weights.questions.get(question.key) ?? question.weight}
              given={given}
              isOwn={isOwn}
              now={now}
              answerHref={mayWrite ? `${hrefWith(address, { answer: question.key })}#${question.key}` : null}
            >
              {open?.question === question.key && open.form}
            </QuestionItem>
          ))}
        </ul>
      )}
    </details>
  );
}
