import { useTranslations } from "next-intl";
import { useRegistryWords } from "@/components/registry/words";
import type { Address } from "@/components/ui/address";
import { Field } from "@/components/ui/field";
import { FilterBar } from "@/components/ui/filter-bar";
import { DECIDABLE, DUE, type DecisionFilters as Filters } from "@/lib/registry/decisions/schema";

export function DecisionFilters({ address, filters }: { address: Address; filters: Filters }) {
  const t = useTranslations("decisions.filters");
  const words = useRegistryWords();
  const any = { value: "", label: t("any") };
  return (
    <FilterBar address={address} names={["q", "team", "status", "due"]}>
      <Field name="q" type="search" label={t("q")} defaultValue={filters.q ?? ""} maxLength={100} />
      <Field name="team" type="search" label={t("team")} defaultValue={filters.team ?? ""} maxLength={100} />
      <Field
        as="select"
        name="status"
        label={t("status")}
        defaultValue={filters.status ?? ""}
        options={[any, ...DECIDABLE.map((value) => ({ value, label: words.of("decision", value) }))]}
      />
      <Field
        as="select"
        name="due"
        label={t("due")}
        defaultValue={filters.due ?? ""}
        options={[any, ...DUE.map((value) => ({ value, label: t(`dues.${value}`) }))]}
      />
    </FilterBar>
  );
}
