import Link from "next/link";
import { useFormatter, useTranslations } from "next-intl";
import { useRegistryWords } from "@/components/registry/words";
import { REQUEST_TONE } from "@/components/requests/request-tone";
import { type Address, hrefWith } from "@/components/ui/address";
import { LinkButton } from "@/components/ui/button";
import { type Column, DataTable } from "@/components/ui/data-table";
import { EmptyState } from "@/components/ui/empty-state";
import { Field } from "@/components/ui/field";
import { type ActiveFilter, FilterBar } from "@/components/ui/filter-bar";
import { Tag } from "@/components/ui/tag";
import { When } from "@/components/ui/when";
import type { RequestItem } from "@/lib/registry/requests/queries";
import { REQUEST_STATES, type RequestState } from "@/lib/registry/requests/schema";

export function RequestFilters({ address, state, q }: { address: Address; state: RequestState; q: string | undefined }) {
  const t = useTranslations("requests.list.filters");
  const active: ActiveFilter[] = q ? [{ label: `${t("q")}: ${q}`, href: hrefWith(address, { q: null, after: null }) }] : [];
  return (
    <FilterBar address={address} names={["q", "state", "after"]} active={active}>
      <Field name="q" type="search" label={t("q")} defaultValue={q ?? ""} />
      <Field
        as="select"
        name="state"
        label={t("state")}
        defaultValue={state}
        options={REQUEST_STATES.map((value) => ({ value, label: t(value) }))}
      />
    </FilterBar>
  );
}

/** What people asked for, by name: how many wait for it, and what they were answered. */
export function RequestsTable({
  requests,
  address,
  isFiltered,
}: {
  requests: readonly RequestItem[];
  address: Address;
  isFiltered: boolean;
}) {
  const t = useTranslations("requests");
  const words = useRegistryWords();
  const format = useFormatter();
  const columns: Column<RequestItem>[] = [
    { id: "name", header: t("list.columns.name"), cell: ({ name }) => name, title: ({ name }) => name },
    { id: "people", header: t("list.columns.people"), isNumeric: true, cell: ({ people }) => format.number(people) },
    {
      id: "category",
      header: t("list.columns.category"),
      cell: ({ category }) => (category ? words.of("category", category) : "–"),
    },
    { id: "first", header: t("list.columns.first"), cell: ({ firstAt }) => <When at={firstAt} kind="date" /> },
    {
      id: "state",
      header: t("list.columns.state"),
      cell: ({ status }) => <Tag tone={REQUEST_TONE[status]}>{t(`state.${status}`)}</Tag>,
    },
    {
      id: "tool",
      header: t("list.columns.tool"),
      cell: ({ tool }) =>
        tool ? (
          <Link className="link" href={`/tools/${tool.slug}`} prefetch={false}>
            {tool.name}
          </Link>
        ) : (
          "–"
        ),
    },
  ];
  return (
    <DataTable
      caption={t("list.caption")}
      columns={columns}
      rows={requests}
      rowId={({ id }) => id}
      rowHref={({ id }) => `/requests/${id}`}
      address={address}
      empty={
        <EmptyState
          title={t(isFiltered ? "list.filtered" : "list.none")}
          {...(isFiltered && { action: <LinkButton href={address.path}>{t("list.clear")}</LinkButton> })}
        />
      }
    />
  );
}
