import { useTranslations } from "next-intl";
import type { Address } from "@/components/ui/address";
import { Field } from "@/components/ui/field";
import { FilterBar } from "@/components/ui/filter-bar";
import { BEHAVIOURS, FIXES, type FindingFilters, REVIEW_DUES, STATUSES } from "@/lib/risk/findings/schema";

export const FILTERS = ["q", "tool", "behaviour", "status", "fix", "review"] as const;

export function FindingsFilters({ address, filters }: { address: Address; filters: FindingFilters }) {
  const t = useTranslations("findings.filters");
  const words = useTranslations("findings");
  const behaviour = useTranslations("claims.behaviour");
  const any = { value: "", label: t("any") };
  return (
    <FilterBar address={address} names={FILTERS}>
      <Field name="q" type="search" label={t("q")} defaultValue={filters.q ?? ""} maxLength={100} />
      <Field name="tool" type="search" label={t("tool")} defaultValue={filters.tool ?? ""} maxLength={100} />
      <Field
        as="select"
        name="behaviour"
        label={t("behaviour")}
        defaultValue={filters.behaviour ?? ""}
        options={[any, ...BEHAVIOURS.map((value) => ({ value, label: behaviour(value) }))]}
      />
      <Field
        as="select"
        name="status"
        label={t("status")}
        defaultValue={filters.status ?? ""}
        options={[any, ...STATUSES.map((value) => ({ value, label: words(`status.${value}`) }))]}
      />
      <Field
        as="select"
        name="fix"
        label={t("fix")}
        defaultValue={filters.fix ?? ""}
        options={[any, ...FIXES.map((value) => ({ value, label: words(`fix.${value}`) }))]}
      />
      <Field
        as="select"
        name="review"
        label={t("review")}
        defaultValue={filters.review ?? ""}
        options={[any, ...REVIEW_DUES.map((value) => ({ value, label: t(`reviews.${value}`) }))]}
      />
    </FilterBar>
  );
}
