import Link from "next/link";
import { useTranslations } from "next-intl";
import { FamilyOffers } from "@/components/models/family-offers";
import { useRegistryWords } from "@/components/registry/words";
import { type Fact, Facts } from "@/components/ui/facts";
import { Panel } from "@/components/ui/panel";
import type { FamilyDetail } from "@/lib/registry/models/queries";

export function FamilyFacts({ family }: { family: FamilyDetail }) {
  const t = useTranslations("models.family");
  const words = useRegistryWords();
  const facts: Fact[] = [
    {
      label: t("vendor"),
      value: (
        <Link className="link" href={`/vendors/${family.vendor.slug}`}>
          {family.vendor.name}
        </Link>
      ),
    },
    { label: t("weights"), value: t(family.openWeights ? "openWeights" : "closedWeights") },
    ...(family.licence ? [{ label: t("licence"), value: family.licence }] : []),
    { label: t("confidence"), value: `${words.of("confidence", family.confidence)} – ${words.of("confidenceMeans", family.confidence)}` },
    ...(family.isOwn ? [{ label: t("origin"), value: t("own") }] : []),
  ];
  return (
    <Panel title={t("facts")}>
      {family.notes && <p className="mb-3 max-w-[80ch] whitespace-pre-line">{family.notes}</p>}
      <Facts facts={facts} />
      <FamilyOffers offers={family.offers} className="mt-3" />
    </Panel>
  );
}
