import Link from "next/link";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { QuestionSources } from "@/components/hygiene/question-sources";
import { type Address, hrefWith } from "@/components/ui/address";
import { Panel } from "@/components/ui/panel";
import type { AskedOf, Category, Weight } from "@/lib/risk/hygiene/questionnaire";
import type { Weights } from "@/lib/risk/hygiene/rules";

/** The weight that is being changed, and its form. */
export type OpenWeight = { scope: "question" | "category"; key: string; form: ReactNode };

type Props = {
  category: Category;
  weights: Weights;
  askedOf: AskedOf | undefined;
  address: Address;
  mayWrite: boolean;
  open: OpenWeight | null;
};

/** A category with its questions, where each comes from and what it weighs. */
export function QuestionnairePart({ category, weights, askedOf, address, mayWrite, open }: Props) {
  const words = useTranslations("questionnaire");
  const { key, weight, questions } = category;
  const name = words(`categories.${key}`);
  const isOpen = (scope: string, of: string) => open?.scope === scope && open.key === of;
  return (
    <Panel id={key} title={name}>
      <WeightLine
        shipped={weight}
        own={weights.categories.get(key)}
        name={name}
        href={mayWrite ? `${hrefWith(address, { weigh: null, weighCategory: key })}#${key}` : null}
      />
      {isOpen("category", key) && open?.form}
      <ul className="mt-2 grid">
        {questions
          .filter((question) => askedOf === undefined || question.askedOf === askedOf)
          .map((question) => (
            <li key={question.key} id={question.key} className="grid gap-1.5 border-t border-line py-3">
              <h3>{words(`questions.${question.key}.title`)}</h3>
              <p className="max-w-[80ch]">{words(`questions.${question.key}.ask`)}</p>
              <QuestionSources sources={question.sources} />
              <AskedAndWeight
                askedOf={question.askedOf}
                shipped={question.weight}
                own={weights.questions.get(question.key)}
                name={words(`questions.${question.key}.title`)}
                href={mayWrite ? `${hrefWith(address, { weigh: question.key, weighCategory: null })}#${question.key}` : null}
              />
              {isOpen("question", question.key) && open?.form}
            </li>
          ))}
      </ul>
    </Panel>
  );
}

type WeightProps = { shipped: Weight; own: Weight | undefined; name: string; href: string | null };

function AskedAndWeight({ askedOf, ...rest }: WeightProps & { askedOf: AskedOf }) {
  const t = useTranslations("hygiene.askedOf");
  return (
    <div className="flex flex-wrap gap-x-4">
      <span className="text-ink-2">{t(askedOf)}</span>
      <WeightLine {...rest} />
    </div>
  );
}

function WeightLine({ shipped, own, name, href }: WeightProps) {
  const t = useTranslations("hygiene.weights");
  const words = (weight: Weight) => t(`${weight}`);
  return (
    <p className="flex flex-wrap gap-x-4 text-ink-2">
      <span>{own === undefined ? t("label", { weight: words(shipped) }) : t("own", { weight: words(own), shipped: words(shipped) })}</span>
      {href && (
        <Link className="link" href={href} scroll={false} aria-label={t("changeNamed", { name })}>
          {t("change")}
        </Link>
      )}
    </p>
  );
}
