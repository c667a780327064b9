import { useLocale, useTranslations } from "next-intl";
import { ActionForm } from "@/components/ui/action-form";
import type { Address } from "@/components/ui/address";
import { type Column, DataTable } from "@/components/ui/data-table";
import { EmptyState } from "@/components/ui/empty-state";
import { When } from "@/components/ui/when";
import { countryWords } from "@/i18n/place-words";
import type { ListedDay } from "@/lib/bans/calendar/queries";

type Props = { days: readonly ListedDay[]; canWrite: boolean; address: Address };

/** Days that are not what their weekday says. */
export function DayTable({ days, canWrite, address }: Props) {
  const t = useTranslations("calendar");
  const locale = useLocale();
  const columns: Column<ListedDay>[] = [
    { id: "day", header: t("days.day"), cell: ({ day }) => <When at={new Date(`${day}T00:00:00Z`)} kind="full" zone="UTC" /> },
    { id: "name", header: t("days.name"), cell: ({ name }) => name },
    { id: "country", header: t("days.country"), cell: ({ country }) => (country ? countryWords(country, locale) : t("days.everywhere")) },
    { id: "kind", header: t("days.kind"), cell: ({ isWorkday }) => t(isWorkday ? "days.workday" : "days.holiday") },
    { id: "by", header: t("days.by"), cell: ({ recordedBy }) => recordedBy ?? "–" },
    ...(canWrite
      ? [{ id: "actions", header: t("actions"), cell: (row: ListedDay) => <Remove id={row.id} kind="days" name={row.name} /> }]
      : []),
  ];
  return (
    <DataTable
      caption={t("days.caption")}
      columns={columns}
      rows={days}
      rowId={({ id }) => id}
      address={address}
      isPlain
      empty={<EmptyState title={t("days.empty")} />}
    />
  );
}

/** Takes an entry of the calendar away. */
export function Remove({ id, kind, name }: { id: number; kind: "days" | "freezes"; name: string }) {
  const t = useTranslations("calendar");
  return (
    <ActionForm
      action={`/api/v1/calendar/${kind}/${id}/removal`}
      submit={t("remove")}
      variant="quiet"
      size="small"
      confirm={{ title: t("removeConfirm", { name }), body: t("removeBody"), action: t("remove") }}
    />
  );
}
