import { useTranslations } from "next-intl";
import type { Address } from "@/components/ui/address";
import { Field } from "@/components/ui/field";
import { FilterBar } from "@/components/ui/filter-bar";
import { BEARINGS, BEHAVIOURS, CONFIRMATIONS } from "@/lib/risk/claims/rules";
import type { ClaimFilters } from "@/lib/risk/claims/schema";

export function ClaimsFilters({ address, filters }: { address: Address; filters: ClaimFilters }) {
  const t = useTranslations("claims");
  const any = { value: "", label: t("filters.any") };
  return (
    <FilterBar
      address={address}
      names={["q", "tool", "vendor", "confirmation", "bearing", "behaviour", "disputed"]}
      submit={t("filters.apply")}
    >
      <Field name="q" type="search" label={t("filters.q")} defaultValue={filters.q ?? ""} maxLength={100} />
      <Field name="tool" label={t("filters.tool")} defaultValue={filters.tool ?? ""} maxLength={100} />
      <Field name="vendor" label={t("filters.vendor")} defaultValue={filters.vendor ?? ""} maxLength={100} />
      <Field
        as="select"
        name="confirmation"
        label={t("filters.confirmation")}
        defaultValue={filters.confirmation ?? ""}
        options={[any, ...CONFIRMATIONS.map((value) => ({ value, label: t(`confirmation.${value}`) }))]}
      />
      <Field
        as="select"
        name="disputed"
        label={t("filters.disputed")}
        defaultValue={filters.disputed === undefined ? "" : String(filters.disputed)}
        options={[any, { value: "true", label: t("filters.yes") }, { value: "false", label: t("filters.no") }]}
      />
      <Field
        as="select"
        name="bearing"
        label={t("filters.bearing")}
        defaultValue={filters.bearing ?? ""}
        options={[any, ...BEARINGS.map((value) => ({ value, label: t(`bearing.${value}`) }))]}
      />
      <Field
        as="select"
        name="behaviour"
        label={t("filters.behaviour")}
        defaultValue={filters.behaviour ?? ""}
        options={[any, ...BEHAVIOURS.map((value) => ({ value, label: t(`behaviour.${value}`) }))]}
      />
    </FilterBar>
  );
}
