import { useTranslations } from "next-intl";
import type { Address } from "@/components/ui/address";
import { Field } from "@/components/ui/field";
import { FilterBar } from "@/components/ui/filter-bar";
import { AUDIT_ACTIONS } from "@/lib/audit/actions";
import type { AuditList } from "@/lib/audit/schema";

export function AuditFilters({ address, list }: { address: Address; list: AuditList }) {
  const t = useTranslations("audit");
  const actions = AUDIT_ACTIONS.map((value) => ({ value, label: t(`action.${value}`) }));
  return (
    <FilterBar address={address} names={["q", "action", "from", "to"]} submit={t("filters.apply")}>
      <Field name="q" type="search" label={t("filters.q")} defaultValue={list.q ?? ""} />
      <Field
        as="select"
        name="action"
        label={t("filters.action")}
        defaultValue={list.action ?? ""}
        options={[{ value: "", label: t("filters.any") }, ...actions]}
      />
      <Field name="from" type="date" label={t("filters.from")} defaultValue={list.from ?? ""} />
      <Field name="to" type="date" label={t("filters.to")} defaultValue={list.to ?? ""} />
    </FilterBar>
  );
}
