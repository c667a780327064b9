import { useTranslations } from "next-intl";
import { ConfirmationTag } from "@/components/duties/said-tag";
import { type Address, hrefWith } from "@/components/ui/address";
import { type Column, DataTable } from "@/components/ui/data-table";
import { EmptyState } from "@/components/ui/empty-state";
import { Field } from "@/components/ui/field";
import { FilterBar } from "@/components/ui/filter-bar";
import { When } from "@/components/ui/when";
import type { ConfirmationItem } from "@/lib/compliance/confirmations/queries";
import { CONFIRMATION_STATES, type ConfirmationList } from "@/lib/compliance/confirmations/schema";
import type { DutyKind } from "@/prisma/generated/enums";

type Props = { rows: ConfirmationItem[]; query: ConfirmationList; kinds: readonly DutyKind[]; address: Address };

/** What people said about a ban's duties. A row opens what was said in full, and for a record the second look. */
export function ConfirmationsTable({ rows, query, kinds, address }: Props) {
  const t = useTranslations("duties");
  const { state, duty, q } = query;
  const columns: Column<ConfirmationItem>[] = [
    { id: "person", header: t("list.person"), cell: ({ person }) => person.name },
    { id: "team", header: t("list.team"), cell: ({ team }) => team.name },
    { id: "duty", header: t("list.duty"), cell: ({ kind }) => t(`kind.${kind}`) },
    { id: "state", header: t("list.state"), cell: (item) => <ConfirmationTag state={item.state} /> },
    { id: "record", header: t("list.record"), cell: ({ reference }) => reference ?? "–", title: ({ reference }) => reference ?? "" },
    { id: "at", header: t("list.at"), cell: ({ at }) => <When at={at} /> },
    { id: "by", header: t("list.by"), cell: ({ by }) => by ?? "–" },
  ];
  return (
    <>
      <FilterBar
        address={address}
        names={["state", "duty", "q", "look"]}
        active={[
          ...(state ? [{ label: t(`state.${state}`), href: hrefWith(address, { state: null, look: null }) }] : []),
          ...(duty ? [{ label: t(`kind.${duty}`), href: hrefWith(address, { duty: null, look: null }) }] : []),
          ...(q ? [{ label: `“${q}”`, href: hrefWith(address, { q: null, look: null }) }] : []),
        ]}
      >
        <Field name="q" type="search" label={t("list.q")} defaultValue={q ?? ""} maxLength={100} />
        <Field
          as="select"
          name="state"
          label={t("list.state")}
          defaultValue={state ?? ""}
          options={[{ value: "", label: t("list.any") }, ...CONFIRMATION_STATES.map((one) => ({ value: one, label: t(`state.${one}`) }))]}
        />
        <Field
          as="select"
          name="duty"
          label={t("list.duty")}
          defaultValue={duty ?? ""}
          options={[{ value: "", label: t("list.any") }, ...kinds.map((kind) => ({ value: kind, label: t(`kind.${kind}`) }))]}
        />
      </FilterBar>
      <DataTable
        caption={t("list.caption")}
        columns={columns}
        rows={rows}
        rowId={({ id }) => id}
        rowHref={({ id }) => hrefWith(address, { look: id })}
        address={address}
        empty={<EmptyState title={t(state === "waiting" ? "list.emptyWaiting" : "list.empty")} />}
      />
    </>
  );
}
