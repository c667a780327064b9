import { useTranslations } from "next-intl";
import type { Address } from "@/components/ui/address";
import { Field } from "@/components/ui/field";
import { FilterBar } from "@/components/ui/filter-bar";
import { type ReviewFilters as Filters, REVIEW_FILTERS, REVIEW_KINDS } from "@/lib/risk/reviews/schema";

export function ReviewFilters({ address, filters }: { address: Address; filters: Filters }) {
  const t = useTranslations("reviews");
  return (
    <FilterBar address={address} names={["tool", "kind", "state", "review"]}>
      <Field name="tool" type="search" label={t("filters.tool")} defaultValue={filters.tool ?? ""} maxLength={100} />
      <Field
        as="select"
        name="kind"
        label={t("filters.kind")}
        defaultValue={filters.kind ?? ""}
        options={[{ value: "", label: t("filters.any") }, ...REVIEW_KINDS.map((value) => ({ value, label: t(`kinds.${value}`) }))]}
      />
      <Field
        as="select"
        name="state"
        label={t("filters.state")}
        defaultValue={filters.state}
        options={REVIEW_FILTERS.map((value) => ({ value, label: t(`filters.states.${value}`) }))}
      />
    </FilterBar>
  );
}
