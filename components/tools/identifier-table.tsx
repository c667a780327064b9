import { useFormatter, useTranslations } from "next-intl";
import { useRegistryWords } from "@/components/registry/words";
import { usePlatformWords } from "@/components/tools/identifier-words";
import { DataTable } from "@/components/ui/data-table";
import type { ListedIdentifier } from "@/lib/registry/tools/identifiers/queries";

type Props = { tool: { slug: string; name: string }; identifiers: readonly ListedIdentifier[] };

/** Every identifier of a tool and what it recognises now; each opens to be changed. */
export function IdentifierTable({ tool, identifiers }: Props) {
  const t = useTranslations("tools.identifier");
  const words = useRegistryWords();
  const platforms = usePlatformWords();
  const format = useFormatter();
  const path = `/tools/${tool.slug}/identifiers`;
  const describesOnly = identifiers.some(({ namesSoftware }) => !namesSoftware);
  return (
    <section>
      <DataTable
        caption={t("caption", { tool: tool.name })}
        isPlain
        summary={identifiers.length > 0 ? t("count", { n: identifiers.length }) : null}
        address={{ path, search: {} }}
        rows={identifiers}
        rowId={({ id }) => id}
        rowHref={({ id }) => `${path}?change=${id}#change`}
        empty={<p className="text-ink-2">{t("none", { tool: tool.name })}</p>}
        columns={[
          {
            id: "value",
            header: t("columns.value"),
            cell: ({ value }) => <code className="inline-block min-w-[20ch] lg:min-w-[34ch]">{value}</code>,
            title: ({ value }) => value,
          },
          {
            id: "kind",
            header: t("columns.kind"),
            cell: ({ kind }) => <span className="whitespace-nowrap">{words.of("kind", kind)}</span>,
          },
          { id: "platform", header: t("columns.platform"), cell: (row) => platforms(row.platforms) },
          {
            id: "confidence",
            header: t("columns.confidence"),
            cell: ({ confidence }) => <span title={words.of("confidenceMeans", confidence)}>{words.of("confidence", confidence)}</span>,
          },
          {
            id: "software",
            header: t("columns.software"),
            isNumeric: true,
            cell: ({ namesSoftware, software }) => (namesSoftware ? format.number(software) : "–"),
          },
          {
            id: "devices",
            header: t("columns.devices"),
            isNumeric: true,
            cell: ({ namesSoftware, devices }) => (namesSoftware ? format.number(devices) : "–"),
          },
          {
            id: "source",
            header: t("columns.source"),
            cell: ({ source, note }) => (
              <>
                {words.source(source)}
                {note && <span className="block text-ink-2">{note}</span>}
              </>
            ),
            title: ({ source, note }) => [words.source(source), note].filter(Boolean).join(" – "),
          },
        ]}
      />
      {describesOnly && <p className="mt-2 max-w-[80ch] text-ink-2">{t("describes")}</p>}
    </section>
  );
}
