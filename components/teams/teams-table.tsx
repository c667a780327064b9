import { useTranslations } from "next-intl";
import type { Address } from "@/components/ui/address";
import { type Column, DataTable } from "@/components/ui/data-table";
import { EmptyState } from "@/components/ui/empty-state";
import type { TeamItem } from "@/lib/people/queries";

export function TeamsTable({ teams, address, isFiltered }: { teams: TeamItem[]; address: Address; isFiltered: boolean }) {
  const t = useTranslations("teams");
  const columns: Column<TeamItem>[] = [
    { id: "team", header: t("columns.team"), cell: ({ name }) => name, title: ({ name }) => name },
    { id: "manager", header: t("columns.manager"), cell: ({ manager }) => manager ?? "–" },
    { id: "people", header: t("columns.people"), cell: ({ people }) => people, isNumeric: true },
    { id: "teams", header: t("columns.teams"), cell: ({ teams: below }) => below, isNumeric: true },
  ];
  return (
    <DataTable
      caption={t("caption")}
      columns={columns}
      rows={teams}
      rowId={({ id }) => id}
      rowHref={({ id }) => `/teams/${id}`}
      address={address}
      isPlain
      empty={<EmptyState title={t(isFiltered ? "empty" : "emptyAll")} />}
    />
  );
}
