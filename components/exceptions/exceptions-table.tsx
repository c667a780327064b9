import { useTranslations } from "next-intl";
import { ExceptionTag } from "@/components/exceptions/exception-tag";
import type { Address } from "@/components/ui/address";
import { LinkButton } from "@/components/ui/button";
import { type Column, DataTable } from "@/components/ui/data-table";
import { EmptyState } from "@/components/ui/empty-state";
import { Field } from "@/components/ui/field";
import { FilterBar } from "@/components/ui/filter-bar";
import { When } from "@/components/ui/when";
import type { ExceptionItem } from "@/lib/bans/exceptions/queries";
import { exceptionPath, lastDayBefore } from "@/lib/bans/exceptions/rules";
import { type ExceptionFilters as Filters, STATES } from "@/lib/bans/exceptions/schema";
import { banCode } from "@/lib/bans/rules";

/** `hasBan`: the page is not that of one ban, so it can be chosen. */
export function ExceptionFilters({ address, filters, hasBan = true }: { address: Address; filters: Filters; hasBan?: boolean }) {
  const t = useTranslations("exceptions");
  return (
    <FilterBar address={address} names={["q", "state", "ban", "after"]}>
      <Field name="q" type="search" label={t("filters.q")} defaultValue={filters.q ?? ""} maxLength={100} />
      <Field
        as="select"
        name="state"
        label={t("filters.state")}
        defaultValue={filters.state}
        options={STATES.map((value) => ({ value, label: t(`state.${value}`) }))}
      />
      {hasBan && (
        <Field
          name="ban"
          label={t("filters.ban")}
          placeholder={t("filters.banHint")}
          defaultValue={filters.ban === undefined ? "" : banCode(filters.ban)}
          maxLength={20}
        />
      )}
    </FilterBar>
  );
}

type Props = {
  exceptions: readonly ExceptionItem[];
  address: Address;
  filters: Filters;
  csvHref?: string;
  now: Date;
  hasBan?: boolean;
  /** For the list of one person: no choice of columns. */
  isPlain?: boolean;
};

export function ExceptionsTable({ exceptions, address, filters, csvHref, now, hasBan = true, isPlain = false }: Props) {
  const t = useTranslations("exceptions");
  const duty = useTranslations("duties.kind");
  const nameOf = ({ code, subject }: ExceptionItem) => `${code} · ${subject.name}`;
  const banOf = ({ ban }: ExceptionItem) => `${ban.code} · ${ban.title}`;
  const columns: Column<ExceptionItem>[] = [
    { id: "exception", header: t("list.code"), cell: nameOf, title: nameOf },
    { id: "kind", header: t("list.who"), cell: ({ subject }) => t(`list.kind.${subject.kind}`), isHidden: true },
    ...(hasBan ? [{ id: "ban", header: t("list.ban"), cell: banOf, title: banOf }] : []),
    { id: "duty", header: t("list.duty"), cell: (row) => duty(row.duty) },
    {
      id: "status",
      header: t("list.status"),
      cell: ({ status, decideBy }) => <ExceptionTag status={status} decideBy={decideBy} now={now} />,
    },
    { id: "requested", header: t("list.requested"), cell: ({ requestedAt }) => <When at={requestedAt} now={now} kind="date" /> },
    { id: "decideBy", header: t("list.decideBy"), cell: ({ decideBy }) => (decideBy ? <When at={decideBy} /> : "–") },
    { id: "until", header: t("list.until"), cell: ({ endsAt, ban }) => <LastDay at={endsAt} zone={ban.zone} /> },
    { id: "by", header: t("list.by"), cell: ({ requestedBy }) => requestedBy ?? "–" },
  ];
  const isFiltered = filters.q !== undefined || (hasBan && filters.ban !== undefined);
  return (
    <DataTable
      caption={t("list.caption")}
      columns={columns}
      rows={exceptions}
      rowId={({ id }) => id}
      rowHref={({ id }) => exceptionPath(id)}
      address={address}
      isPlain={isPlain}
      {...(csvHref && {
        toolbar: (
          <LinkButton href={csvHref} size="small" download>
            {t("list.csv")}
          </LinkButton>
        ),
      })}
      empty={
        <EmptyState
          title={t(isFiltered ? "list.filtered" : "list.none")}
          {...(isFiltered && { action: <LinkButton href={address.path}>{t("list.clear")}</LinkButton> })}
        >
          {!isFiltered && t(`list.noneText.${filters.state}`)}
        </EmptyState>
      }
    />
  );
}

/** The last day of a period that ends with midnight, in the zone it was said in. */
export function LastDay({ at, zone }: { at: Date; zone: string }) {
  return <When at={new Date(`${lastDayBefore(at, zone)}T12:00:00Z`)} kind="date" zone="UTC" />;
}
