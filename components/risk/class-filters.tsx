import Link from "next/link";
import { useFormatter, useTranslations } from "next-intl";
import { useRegistryWords } from "@/components/registry/words";
import { type Address, hrefWith } from "@/components/ui/address";
import { CheckField, Field } from "@/components/ui/field";
import { FilterBar } from "@/components/ui/filter-bar";
import type { ClassCounts, ClassFacets } from "@/lib/risk/classes/list/queries";
import { type ClassFilters as Filters, MARKS, SHOWN_CLASSES } from "@/lib/risk/classes/list/schema";

type Props = { address: Address; filters: Filters; facets: ClassFacets };

export function ClassFilters({ address, filters, facets }: Props) {
  const t = useTranslations("classes.filters");
  const classes = useTranslations("classes.class");
  const words = useRegistryWords();
  const any = { value: "", label: t("any") };
  const vendors = facets.vendors.some(({ slug }) => slug === filters.vendor)
    ? facets.vendors
    : [...facets.vendors, ...(filters.vendor ? [{ slug: filters.vendor, name: filters.vendor }] : [])];
  return (
    <FilterBar address={address} names={["q", "class", "vendor", "category", ...MARKS]} active={useActive(address, filters)}>
      <Field name="q" type="search" label={t("q")} defaultValue={filters.q ?? ""} maxLength={100} />
      <Field
        as="select"
        name="class"
        label={t("class")}
        defaultValue={filters.class ?? ""}
        options={[any, ...SHOWN_CLASSES.map((value) => ({ value, label: classes(value) }))]}
      />
      <Field
        as="select"
        name="vendor"
        label={t("vendor")}
        defaultValue={filters.vendor ?? ""}
        options={[any, ...vendors.map(({ slug, name }) => ({ value: slug, label: name }))]}
      />
      <Field
        as="select"
        name="category"
        label={t("category")}
        defaultValue={filters.category ?? ""}
        options={[any, ...facets.categories.map((value) => ({ value, label: words.of("category", value) }))]}
      />
      {MARKS.map((mark) => (
        <CheckField key={mark} name={mark} label={t(mark)} defaultChecked={filters[mark] === true} className="self-end pb-1.5" />
      ))}
    </FilterBar>
  );
}

/** Marks that are filtered by, in words: a box that is not ticked cannot say "without". */
function useActive(address: Address, filters: Filters) {
  const t = useTranslations("classes.filters");
  return MARKS.filter((mark) => filters[mark] !== undefined).map((mark) => ({
    label: filters[mark] ? t(mark) : t("not", { what: t(mark) }),
    href: hrefWith(address, { [mark]: null }),
  }));
}

/** How many tools each class has; each number opens its rows. */
export function ClassCountsBar({ address, filters, counts }: { address: Address; filters: Filters; counts: ClassCounts }) {
  const t = useTranslations("classes");
  const format = useFormatter();
  const total = SHOWN_CLASSES.reduce((sum, one) => sum + counts[one], 0);
  const entries = [
    { value: null, label: t("counts.all"), n: total },
    ...SHOWN_CLASSES.map((value) => ({ value, label: t(`class.${value}`), n: counts[value] })),
  ];
  return (
    <nav aria-label={t("counts.label")} className="mb-4">
      <ul className="grid grid-cols-2 gap-2 sm:grid-cols-3 lg:grid-cols-6">
        {entries.map(({ value, label, n }) => (
          <li key={label}>
            <Link
              href={hrefWith(address, { class: value })}
              scroll={false}
              aria-current={(filters.class ?? null) === value ? "true" : undefined}
              className="card block h-full hover:bg-hover aria-[current]:border-line-strong aria-[current]:bg-selected"
            >
              <span className="block text-ink-2">{label}</span>
              <span className="block text-xl font-semibold tabular-nums">{format.number(n)}</span>
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
