import { useTranslations } from "next-intl";
import { FRAMEWORKS, type Source } from "@/lib/risk/hygiene/frameworks";

/** Where a question comes from: each document with the places in it. */
export function QuestionSources({ sources }: { sources: readonly Source[] }) {
  const t = useTranslations("hygiene");
  const words = useTranslations("questionnaire.frameworks");
  return (
    <ul aria-label={t("sources")} className="flex flex-wrap gap-x-4 gap-y-1 text-caption text-ink-2">
      {sources.map(({ framework, refs }) => (
        <li key={framework}>
          <a className="link" href={FRAMEWORKS[framework]} rel="noreferrer" target="_blank">
            {words(framework)}
          </a>{" "}
          {refs.join(", ")}
        </li>
      ))}
    </ul>
  );
}
