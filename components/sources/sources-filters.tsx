import { useTranslations } from "next-intl";
import type { Address } from "@/components/ui/address";
import { Field } from "@/components/ui/field";
import { FilterBar } from "@/components/ui/filter-bar";
import { EVIDENCE_KINDS } from "@/lib/risk/sources/rules";
import { RELIABILITIES, type SourceFilters } from "@/lib/risk/sources/schema";

export function SourcesFilters({ address, filters }: { address: Address; filters: SourceFilters }) {
  const t = useTranslations("sources");
  const any = { value: "", label: t("filters.any") };
  return (
    <FilterBar address={address} names={["q", "kind", "reliability"]} submit={t("filters.apply")}>
      <Field name="q" type="search" label={t("filters.q")} defaultValue={filters.q ?? ""} maxLength={100} />
      <Field
        as="select"
        name="kind"
        label={t("filters.kind")}
        defaultValue={filters.kind ?? ""}
        options={[any, ...EVIDENCE_KINDS.map((value) => ({ value, label: t(`kind.${value}`) }))]}
      />
      <Field
        as="select"
        name="reliability"
        label={t("filters.reliability")}
        defaultValue={filters.reliability ?? ""}
        options={[any, ...RELIABILITIES.map((grade) => ({ value: grade, label: t("scale", { grade, words: t(`reliability.${grade}`) }) }))]}
      />
    </FilterBar>
  );
}
