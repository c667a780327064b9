import Link from "next/link";
import { useFormatter, useTranslations } from "next-intl";
import { useRegistryWords } from "@/components/registry/words";
import { usePlatformWords } from "@/components/tools/identifier-words";
import { DataTable } from "@/components/ui/data-table";
import type { ListedIdentifier } from "@/lib/registry/tools/identifiers/queries";

type Props = { tool: { slug: string; name: string }; identifiers: readonly ListedIdentifier[] };

/** Every identifier of a tool, what it recognises now, and the way to change it. */
export function IdentifierTable({ tool, identifiers }: Props) {
  const t = useTranslations("tools.identifier");
  const words = useRegistryWords();
  const platforms = usePlatformWords();
  const format = useFormatter();
  const path = `/tools/${tool.slug}/identifiers`;
  return (
    <DataTable
      caption={t("caption", { tool: tool.name })}
      isPlain
      summary={identifiers.length > 0 ? t("count", { n: identifiers.length }) : null}
      address={{ path, search: {} }}
      rows={identifiers}
      rowId={({ id }) => id}
      empty={<p className="text-ink-2">{t("none", { tool: tool.name })}</p>}
      columns={[
        { id: "value", header: t("columns.value"), cell: ({ value }) => <code>{value}</code>, title: ({ value }) => value },
        { id: "kind", header: t("columns.kind"), cell: ({ kind }) => words.of("kind", kind) },
        { id: "platform", header: t("columns.platform"), cell: (row) => platforms(row.platforms) },
        {
          id: "confidence",
          header: t("columns.confidence"),
          cell: ({ confidence }) => words.of("confidence", confidence),
          title: ({ confidence }) => words.of("confidenceMeans", confidence),
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
          cell: ({ namesSoftware, devices }) => (namesSoftware ? format.number(devices) : t("describes")),
        },
        {
          id: "source",
          header: t("columns.source"),
          cell: ({ source }) => words.source(source),
          title: ({ source }) => words.source(source),
        },
        { id: "note", header: t("columns.note"), cell: ({ note }) => note ?? "–", title: ({ note }) => note ?? "" },
        {
          id: "actions",
          header: t("columns.actions"),
          cell: ({ id, value }) => (
            <Link className="link" href={`${path}?change=${id}#change`} aria-label={t("changeOf", { value })}>
              {t("change")}
            </Link>
          ),
        },
      ]}
    />
  );
}
