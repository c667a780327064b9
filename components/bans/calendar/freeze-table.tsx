import { useTranslations } from "next-intl";
import { Remove } from "@/components/bans/calendar/day-table";
import type { Address } from "@/components/ui/address";
import { type Column, DataTable } from "@/components/ui/data-table";
import { EmptyState } from "@/components/ui/empty-state";
import { When } from "@/components/ui/when";
import type { ListedFreeze } from "@/lib/bans/calendar/queries";

type Props = { freezes: readonly ListedFreeze[]; canWrite: boolean; address: Address };

/** Times in which teams change nothing. */
export function FreezeTable({ freezes, canWrite, address }: Props) {
  const t = useTranslations("calendar");
  const columns: Column<ListedFreeze>[] = [
    { id: "team", header: t("freezes.team"), cell: ({ team }) => team.name },
    { id: "from", header: t("freezes.from"), cell: ({ startsAt }) => <When at={startsAt} /> },
    { id: "until", header: t("freezes.until"), cell: ({ endsAt }) => <When at={endsAt} /> },
    { id: "reason", header: t("freezes.reason"), cell: ({ reason }) => reason },
    { id: "by", header: t("freezes.by"), cell: ({ recordedBy }) => recordedBy ?? "–" },
    ...(canWrite
      ? [{ id: "actions", header: t("actions"), cell: (row: ListedFreeze) => <Remove id={row.id} kind="freezes" name={row.team.name} /> }]
      : []),
  ];
  return (
    <DataTable
      caption={t("freezes.caption")}
      columns={columns}
      rows={freezes}
      rowId={({ id }) => id}
      rowHref={({ team }) => `/teams/${team.id}`}
      address={address}
      isPlain
      empty={<EmptyState title={t("freezes.empty")} />}
    />
  );
}
