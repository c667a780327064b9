import { useTranslations } from "next-intl";
import { SourceFields } from "@/components/sources/source-fields";
import { ActionForm } from "@/components/ui/action-form";
import { LinkButton } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Panel } from "@/components/ui/panel";
import type { SourceDetail, SourceName } from "@/lib/risk/sources/queries";
import { sourceCode, sourceName } from "@/lib/risk/sources/rules";

type Props = { source: SourceDetail | null; others: readonly SourceName[]; today: string };

/** A document of the ledger: a new one without `source`. */
export function SourceForm({ source, others, today }: Props) {
  const t = useTranslations("sources.form");
  const api = "/api/v1/sources";
  return (
    <Panel>
      <ActionForm
        action={source ? `${api}/${source.id}` : api}
        submit={t(source ? "save" : "create")}
        hidden={{ revision: source?.revision }}
        secondary={
          <LinkButton href={source ? `/sources/${source.id}` : "/sources"} variant="quiet">
            {t("cancel")}
          </LinkButton>
        }
      >
        <SourceFields source={source} today={today} />
        <Field
          name="cites"
          label={t("cites")}
          hint={t("citesHint")}
          defaultValue={source?.citesSources.map(({ id }) => sourceCode(id)).join(", ") ?? ""}
          maxLength={2_000}
          autoComplete="off"
          isOptional
        />
        {others.length > 0 && (
          <details>
            <summary className="cursor-pointer">{t("known")}</summary>
            <ul className="mt-2 grid gap-1 text-ink-2">
              {others
                .filter(({ id }) => id !== source?.id)
                .map((other) => (
                  <li key={other.id} className="break-words">
                    {sourceName(other)}
                  </li>
                ))}
            </ul>
          </details>
        )}
      </ActionForm>
    </Panel>
  );
}
