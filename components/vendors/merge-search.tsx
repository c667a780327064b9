import Link from "next/link";
import { useTranslations } from "next-intl";
import { useRegistryWords } from "@/components/registry/words";
import { type Address, hrefWith } from "@/components/ui/address";
import { EmptyState } from "@/components/ui/empty-state";
import { Field } from "@/components/ui/field";
import { FilterBar } from "@/components/ui/filter-bar";
import { Panel } from "@/components/ui/panel";
import type { VendorItem } from "@/lib/registry/vendors/queries";

/** The first step of a merge: which vendor stays. `found` null: nothing was searched yet. */
export function MergeSearch({ address, q, found, isCut }: { address: Address; q: string; found: VendorItem[] | null; isCut: boolean }) {
  const t = useTranslations("vendors.merge");
  const words = useRegistryWords();
  return (
    <Panel>
      <FilterBar address={address} names={["q", "into"]} submit={t("find")}>
        <Field name="q" type="search" label={t("search")} defaultValue={q} required maxLength={100} />
      </FilterBar>
      {found?.length === 0 && <EmptyState title={t("none")} />}
      {found && found.length > 0 && (
        <ul aria-label={t("found")} className="grid gap-2">
          {found.map(({ slug, name, hqCountry, legalName }) => (
            <li key={slug} className="flex flex-wrap items-baseline gap-x-3">
              <Link className="link" href={hrefWith(address, { into: slug })} prefetch={false}>
                {t("chooseNamed", { vendor: name })}
              </Link>
              <span className="text-ink-2">{[legalName, words.country(hqCountry), `/vendors/${slug}`].filter(Boolean).join(" · ")}</span>
            </li>
          ))}
        </ul>
      )}
      {isCut && <p className="mt-2 text-ink-2">{t("more")}</p>}
    </Panel>
  );
}
