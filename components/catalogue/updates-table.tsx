import { useFormatter, useTranslations } from "next-intl";
import { updateName } from "@/components/catalogue/update-name";
import { UpdateStatus } from "@/components/catalogue/update-status";
import type { Address } from "@/components/ui/address";
import { type Column, DataTable } from "@/components/ui/data-table";
import { EmptyState } from "@/components/ui/empty-state";
import { When } from "@/components/ui/when";
import type { UpdateItem } from "@/lib/registry/catalogue/updates/queries";

export function UpdatesTable({ updates, address }: { updates: UpdateItem[]; address: Address }) {
  const t = useTranslations("catalogue");
  const format = useFormatter();
  const number = (id: "open" | "conflicts" | "applied"): Column<UpdateItem> => ({
    id,
    header: t(`list.${id}`),
    cell: ({ counts }) => format.number(counts[id]),
    isNumeric: true,
  });
  const columns: Column<UpdateItem>[] = [
    { id: "name", header: t("list.name"), cell: (update) => updateName(update, t), title: (update) => updateName(update, t) },
    { id: "status", header: t("list.status"), cell: (update) => <UpdateStatus update={update} /> },
    { id: "at", header: t("list.at"), cell: ({ createdAt }) => <When at={createdAt} /> },
    { id: "by", header: t("list.by"), cell: ({ createdBy }) => createdBy ?? t("origin.system") },
    number("open"),
    number("conflicts"),
    number("applied"),
    { id: "problems", header: t("list.problems"), cell: ({ problemCount }) => format.number(problemCount), isNumeric: true },
    { id: "settled", header: t("list.settled"), cell: ({ settledAt }) => (settledAt ? <When at={settledAt} /> : "–"), isHidden: true },
  ];
  return (
    <DataTable
      caption={t("list.caption")}
      columns={columns}
      rows={updates}
      rowId={({ id }) => id}
      rowHref={({ id }) => `/catalogue/${id}`}
      address={address}
      empty={<EmptyState title={t("list.emptyTitle")}>{t("list.emptyBody")}</EmptyState>}
    />
  );
}
