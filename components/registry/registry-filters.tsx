import { useTranslations } from "next-intl";
import { useRegistryWords } from "@/components/registry/words";
import { type Address, hrefWith } from "@/components/ui/address";
import { Field, type Option } from "@/components/ui/field";
import { type ActiveFilter, FilterBar } from "@/components/ui/filter-bar";
import { VERDICTS } from "@/lib/registry/rules";
import type { ToolTable } from "@/lib/registry/schema";
import type { ToolFacets } from "@/lib/registry/search/queries";
import { Confidence, ToolStatus } from "@/prisma/generated/enums";

const NAMES = ["q", "verdict", "vendor", "category", "client", "confidence", "status"] as const;
type Name = (typeof NAMES)[number];

const textOf = (value: string | readonly string[] | undefined) => (typeof value === "string" ? value : (value ?? []).join(","));

export function RegistryFilters({ address, table, facets }: { address: Address; table: ToolTable; facets: ToolFacets }) {
  const t = useTranslations("registry");
  const words = useRegistryWords();
  const say: Record<Exclude<Name, "q">, (value: string) => string> = {
    verdict: (value) => words.of("verdict", value),
    vendor: (value) => facets.vendors.find(({ slug }) => slug === value)?.name ?? value,
    category: (value) => words.of("category", value),
    client: (value) => words.of("client", value),
    confidence: (value) => words.of("confidence", value),
    status: (value) => words.of("status", value),
  };
  const choose = (name: Exclude<Name, "q">, values: readonly string[], extra: Option[] = []) => {
    const current = textOf(table[name]);
    const options: Option[] = [
      { value: "", label: t("filters.any") },
      ...extra,
      ...values.map((value) => ({ value, label: say[name](value) })),
    ];
    // Several at once come from a link: they stay choosable as they are.
    if (name === "vendor" && facets.hasMoreVendors) options.push({ value: " ", label: t("filters.moreVendors"), isDisabled: true });
    if (!options.some(({ value }) => value === current))
      options.push({ value: current, label: current.split(",").map(say[name]).join(", ") });
    return <Field as="select" name={name} label={t(`filters.${name}`)} defaultValue={current} options={options} />;
  };
  const active: ActiveFilter[] = NAMES.flatMap((name) => {
    const value = textOf(table[name]);
    if (value === "") return [];
    const shown = name === "q" ? value : value.split(",").map(say[name]).join(", ");
    return [{ label: t("filters.is", { label: t(`filters.${name}`), value: shown }), href: hrefWith(address, { [name]: null }) }];
  });
  return (
    <FilterBar address={address} names={NAMES} active={active}>
      <Field name="q" type="search" label={t("filters.q")} defaultValue={table.q ?? ""} />
      {choose("verdict", VERDICTS, [{ value: "scheduled,banned", label: t("filters.endingOrBanned") }])}
      {choose(
        "vendor",
        facets.vendors.map(({ slug }) => slug),
      )}
      {choose("category", facets.categories)}
      {choose("client", facets.clients)}
      {choose("confidence", Object.values(Confidence))}
      {choose("status", Object.values(ToolStatus))}
    </FilterBar>
  );
}
