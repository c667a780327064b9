import { useTranslations } from "next-intl";
import { type Address, hrefWith } from "@/components/ui/address";
import { Field } from "@/components/ui/field";
import { FilterBar } from "@/components/ui/filter-bar";
import { Tabs } from "@/components/ui/tabs";
import { KINDS } from "@/lib/registry/catalogue/difference/schema";
import type { UpdateCounts } from "@/lib/registry/catalogue/updates/queries";
import type { ChangesQuery } from "@/lib/registry/catalogue/updates/schema";

const TABS = ["open", "conflicts", "added", "changed", "removed", "applied", "all"] as const;

export function ChangeFilters({ address, query, counts }: { address: Address; query: ChangesQuery; counts: UpdateCounts }) {
  const t = useTranslations("catalogue");
  const countOf = (tab: (typeof TABS)[number]) => (tab === "all" || tab === "removed" ? {} : { count: counts[tab] });
  return (
    <>
      <Tabs
        label={t("show.label")}
        tabs={TABS.map((tab) => ({
          href: hrefWith(address, { show: tab === "open" ? null : tab }),
          label: t(`show.${tab}`),
          isCurrent: query.show === tab,
          ...countOf(tab),
        }))}
      />
      <FilterBar address={address} names={["q", "kind"]} submit={t("filters.apply")}>
        <Field name="q" type="search" label={t("filters.q")} defaultValue={query.q ?? ""} />
        <Field
          as="select"
          name="kind"
          label={t("filters.kind")}
          defaultValue={query.kind ?? ""}
          options={[{ value: "", label: t("filters.any") }, ...KINDS.map((value) => ({ value, label: t(`entryKind.${value}`) }))]}
        />
      </FilterBar>
    </>
  );
}
