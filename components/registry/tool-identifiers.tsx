import { useTranslations } from "next-intl";
import { useRegistryWords } from "@/components/registry/words";
import { DataTable } from "@/components/ui/data-table";
import type { ToolDetail } from "@/lib/registry/queries";

/** Every identifier with its source and how sure it is. Closed at first: it is long, and few need it. */
export function ToolIdentifiers({ tool: { name, slug, identifiers } }: { tool: ToolDetail }) {
  const t = useTranslations("registry.tool");
  const words = useRegistryWords();
  if (identifiers.length === 0) {
    return (
      <section className="card">
        <h2>{t("identifiers")}</h2>
        <p className="mt-2 text-ink-2">{t("noIdentifiers")}</p>
      </section>
    );
  }
  return (
    <details className="card min-w-0" id="identifiers">
      <summary className="flex flex-wrap items-baseline justify-between gap-x-4">
        <h2 className="link">{t("identifiers")}</h2>
        <span className="text-ink-2">{t("identifiersCount", { n: identifiers.length })}</span>
      </summary>
      <div className="mt-3">
        <DataTable
          caption={t("identifiersCaption", { tool: name })}
          isPlain
          address={{ path: `/tools/${slug}`, search: {} }}
          rows={identifiers}
          rowId={({ kind, value }) => `${kind} ${value}`}
          empty={null}
          columns={[
            { id: "value", header: t("columns.value"), cell: ({ value }) => <code>{value}</code>, title: ({ value }) => value },
            { id: "kind", header: t("columns.kind"), cell: ({ kind }) => words.of("kind", kind) },
            {
              id: "confidence",
              header: t("columns.confidence"),
              cell: ({ confidence }) => words.of("confidence", confidence),
              title: ({ confidence }) => words.of("confidenceMeans", confidence),
            },
            {
              id: "source",
              header: t("columns.source"),
              cell: ({ source }) => words.source(source),
              title: ({ source }) => words.source(source),
            },
            { id: "note", header: t("columns.note"), cell: ({ note }) => note ?? "–", title: ({ note }) => note ?? "" },
          ]}
        />
      </div>
    </details>
  );
}
