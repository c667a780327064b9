import { useFormatter, useTranslations } from "next-intl";
import { importName } from "@/components/inventory/import-name";
import { ImportStatus } from "@/components/inventory/import-status";
import type { Address } from "@/components/ui/address";
import { type Column, DataTable } from "@/components/ui/data-table";
import { EmptyState } from "@/components/ui/empty-state";
import { When } from "@/components/ui/when";
import type { ImportItem } from "@/lib/inventory/imports/queries";

export function ImportsTable({ imports, address }: { imports: ImportItem[]; address: Address }) {
  const t = useTranslations("inventory");
  const format = useFormatter();
  const number = (
    id: "received" | "accepted" | "rejected" | "devices" | "matched" | "unmatched",
    isHidden = false,
  ): Column<ImportItem> => ({
    id,
    header: t(`imports.columns.${id}`),
    cell: (row) => format.number(row[id]),
    isNumeric: true,
    isHidden,
  });
  const columns: Column<ImportItem>[] = [
    { id: "what", header: t("imports.columns.what"), cell: (row) => importName(row, t) },
    { id: "status", header: t("imports.columns.status"), cell: ({ status }) => <ImportStatus status={status} /> },
    { id: "started", header: t("imports.columns.started"), cell: ({ startedAt }) => <When at={startedAt} /> },
    number("received"),
    number("rejected"),
    number("devices"),
    number("matched"),
    number("accepted", true),
    number("unmatched", true),
    {
      id: "finished",
      header: t("imports.columns.finished"),
      cell: ({ finishedAt }) => (finishedAt ? <When at={finishedAt} /> : "–"),
      isHidden: true,
    },
  ];
  return (
    <DataTable
      caption={t("imports.caption")}
      columns={columns}
      rows={imports}
      rowId={({ id }) => id}
      rowHref={({ id }) => `/imports/${id}`}
      address={address}
      empty={<EmptyState title={t("imports.empty.title")}>{t("imports.empty.body")}</EmptyState>}
    />
  );
}
