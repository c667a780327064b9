import { useTranslations } from "next-intl";
import { useRegistryWords } from "@/components/registry/words";
import { type Fact, Facts } from "@/components/ui/facts";
import { Panel } from "@/components/ui/panel";
import type { VendorDetail } from "@/lib/registry/vendors/queries";

export function VendorFacts({ vendor }: { vendor: VendorDetail }) {
  const t = useTranslations("registry.vendorPage");
  const words = useRegistryWords();
  const seat = vendor.hqCity ? `${vendor.hqCity}, ${words.country(vendor.hqCountry)}` : words.country(vendor.hqCountry);
  const facts: Fact[] = [
    ...(vendor.legalName ? [{ label: t("legalName"), value: vendor.legalName }] : []),
    { label: t("seat"), value: seat },
    ...(vendor.countriesNotServed.length > 0
      ? [{ label: t("notServed"), value: vendor.countriesNotServed.map(words.country).join(", ") }]
      : []),
    { label: t("confidence"), value: `${words.of("confidence", vendor.confidence)} – ${words.of("confidenceMeans", vendor.confidence)}` },
  ];
  return (
    <Panel title={t("facts")}>
      {vendor.notes && <p className="mb-3 max-w-[80ch]">{vendor.notes}</p>}
      <Facts facts={facts} />
      <p className="mt-3 text-ink-2">{t("closure", { vendor: vendor.name })}</p>
    </Panel>
  );
}
