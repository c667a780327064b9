import { useLocale, useTranslations } from "next-intl";
import type { Address } from "@/components/ui/address";
import { type Column, DataTable } from "@/components/ui/data-table";
import { EmptyState } from "@/components/ui/empty-state";
import { countryWords } from "@/i18n/place-words";
import type { PersonItem } from "@/lib/people/queries";

export function PeopleTable({ people, address }: { people: PersonItem[]; address: Address }) {
  const t = useTranslations("people");
  const locale = useLocale();
  const columns: Column<PersonItem>[] = [
    { id: "name", header: t("columns.name"), cell: ({ name }) => name },
    { id: "email", header: t("columns.email"), cell: ({ email }) => email },
    { id: "team", header: t("columns.team"), cell: ({ team }) => team, title: ({ team }) => team },
    { id: "country", header: t("columns.country"), cell: ({ country }) => countryWords(country, locale) },
    { id: "worker", header: t("columns.worker"), cell: ({ workerType }) => t(`worker.${workerType}`) },
    { id: "roles", header: t("columns.roles"), cell: ({ roles }) => roles.map((role) => t(`role.${role}`)).join(", ") || "–" },
    { id: "active", header: t("columns.active"), cell: ({ active }) => t(active ? "active.yes" : "active.no") },
    { id: "externalId", header: t("columns.externalId"), cell: ({ externalId }) => externalId, isHidden: true },
  ];
  const isFiltered = ["q", "role", "worker", "active", "team"].some((name) => address.search[name]);
  return (
    <DataTable
      caption={t("caption")}
      columns={columns}
      rows={people}
      rowId={({ id }) => id}
      rowHref={({ id }) => `/people/${id}`}
      address={address}
      empty={isFiltered ? <EmptyState title={t("empty.filtered")} /> : <EmptyState title={t("empty.title")}>{t("empty.body")}</EmptyState>}
    />
  );
}
