import { useTranslations } from "next-intl";
import { DataTable } from "@/components/ui/data-table";
import { Panel } from "@/components/ui/panel";
import { When } from "@/components/ui/when";
import type { ImportItem } from "@/lib/risk/exchange/queries";

export function EarlierImports({ imports }: { imports: readonly ImportItem[] }) {
  const t = useTranslations("exchange.earlier");
  const result = useTranslations("exchange.result");
  return (
    <Panel title={t("title")} isFlush>
      <DataTable
        caption={t("caption")}
        isPlain
        address={{ path: "/findings/import", search: {} }}
        rows={imports}
        rowId={({ id }) => id}
        rowHref={({ id }) => `/findings/import?report=${id}`}
        empty={t("empty")}
        columns={[
          {
            id: "file",
            header: t("file"),
            cell: ({ fileName, format }) => result("meta", { format: result(`format.${format}`), file: fileName ?? result("noFileName") }),
          },
          { id: "at", header: t("at"), cell: ({ at }) => <When at={at} /> },
          { id: "by", header: t("by"), cell: ({ by }) => by ?? "–" },
          {
            id: "counts",
            header: t("counts"),
            isNumeric: true,
            cell: ({ added, updated, unchanged, rejected }) => t("numbers", { added, updated, unchanged, rejected }),
          },
        ]}
      />
    </Panel>
  );
}
