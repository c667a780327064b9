import { useLocale, useTranslations } from "next-intl";
import { useRegistryWords } from "@/components/registry/words";
import { type Address, hrefWith } from "@/components/ui/address";
import { Field } from "@/components/ui/field";
import { FilterBar } from "@/components/ui/filter-bar";
import type { VendorFilters } from "@/lib/registry/vendors/schema";

type Props = { address: Address; filters: VendorFilters; countries: { seats: string[]; notServed: string[] } };

export function VendorsFilters({ address, filters, countries }: Props) {
  const t = useTranslations("vendors.filters");
  const words = useRegistryWords();
  const { compare } = new Intl.Collator(useLocale());
  const options = (codes: string[], chosen: string | undefined) => [
    { value: "", label: t("any") },
    ...[...new Set([...codes, ...(chosen ? [chosen] : [])])]
      .map((value) => ({ value, label: words.country(value) }))
      .sort((a, b) => compare(a.label, b.label)),
  ];
  // What the fields show needs no chip; the owner comes from a link and has no field.
  const active = filters.parent
    ? [{ label: t("is", { label: t("parent"), value: filters.parent }), href: hrefWith(address, { parent: null }) }]
    : [];
  return (
    <FilterBar address={address} names={["q", "country", "notServed"]} submit={t("apply")} active={active}>
      <Field name="q" type="search" label={t("q")} defaultValue={filters.q ?? ""} maxLength={100} />
      <Field
        as="select"
        name="country"
        label={t("country")}
        defaultValue={filters.country ?? ""}
        options={options(countries.seats, filters.country)}
      />
      <Field
        as="select"
        name="notServed"
        label={t("notServed")}
        defaultValue={filters.notServed ?? ""}
        options={options(countries.notServed, filters.notServed)}
      />
    </FilterBar>
  );
}
