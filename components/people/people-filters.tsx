import { useTranslations } from "next-intl";
import type { Address } from "@/components/ui/address";
import { Field } from "@/components/ui/field";
import { FilterBar } from "@/components/ui/filter-bar";
import type { PeopleList } from "@/lib/people/schema";

const ROLES = ["SECURITY_OFFICER", "APPROVER", "AUDITOR", "ADMINISTRATOR"] as const;
const WORKERS = ["EMPLOYEE", "CONTRACTOR", "INTERN"] as const;

export function PeopleFilters({ address, list }: { address: Address; list: PeopleList }) {
  const t = useTranslations("people");
  const any = { value: "", label: t("filters.any") };
  return (
    <FilterBar address={address} names={["q", "role", "worker", "active"]} submit={t("filters.apply")}>
      <Field name="q" type="search" label={t("filters.q")} defaultValue={list.q ?? ""} />
      <Field
        as="select"
        name="role"
        label={t("filters.role")}
        defaultValue={list.role ?? ""}
        options={[any, ...ROLES.map((value) => ({ value, label: t(`role.${value}`) }))]}
      />
      <Field
        as="select"
        name="worker"
        label={t("filters.worker")}
        defaultValue={list.worker ?? ""}
        options={[any, ...WORKERS.map((value) => ({ value, label: t(`worker.${value}`) }))]}
      />
      <Field
        as="select"
        name="active"
        label={t("filters.active")}
        defaultValue={list.active ?? ""}
        options={[any, { value: "yes", label: t("active.yes") }, { value: "no", label: t("active.no") }]}
      />
    </FilterBar>
  );
}
