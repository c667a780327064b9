import Link from "next/link";
import { useFormatter, useTranslations } from "next-intl";
import { useDecisionWords } from "@/components/decisions/audience-words";
import { useRegistryWords } from "@/components/registry/words";
import { DataTable } from "@/components/ui/data-table";
import { Panel } from "@/components/ui/panel";
import type { Preview, PreviewRow } from "@/lib/registry/decisions/rules";
import type { DecisionFact } from "@/lib/registry/rules";

type Props = {
  audience: Pick<DecisionFact, "team" | "workerTypes" | "countries">;
  preview: Preview;
  /** Where the audience can be changed. */
  changeHref: string | null;
  path: string;
};

/** Whom the decision concerns, and which other decision these people lose to it or keep. */
export function DecisionPreview({ audience, preview, changeHref, path }: Props) {
  const t = useTranslations("decisions.preview");
  const format = useFormatter();
  const words = useRegistryWords();
  const says = useDecisionWords();
  const now = ({ current }: PreviewRow) =>
    current ? t("current", { status: words.of("decision", current.status), audience: says.audience(current) }) : t("nothing");
  return (
    <Panel
      title={t("title", { audience: says.audience(audience) })}
      aside={
        changeHref && (
          <Link className="link" href={changeHref}>
            {t("change")}
          </Link>
        )
      }
    >
      <p className="mb-3">{t("people", { n: preview.people })}</p>
      {preview.rows.length > 0 && (
        <DataTable
          caption={t("caption")}
          isPlain
          address={{ path, search: {} }}
          rows={preview.rows}
          rowId={({ current, outcome }) => `${current?.id} ${outcome}`}
          empty={null}
          columns={[
            { id: "now", header: t("columns.now"), cell: now, title: now },
            { id: "people", header: t("columns.people"), isNumeric: true, cell: ({ people }) => format.number(people) },
            {
              id: "then",
              header: t("columns.then"),
              cell: ({ outcome }) => t(`outcome.${outcome}`),
              title: ({ outcome }) => t(`outcome.${outcome}`),
            },
          ]}
        />
      )}
    </Panel>
  );
}
