import Link from "next/link";
import { useTranslations } from "next-intl";
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
      {family.offers.length > 0 && (
        <details className="mt-3">
          <summary className="link w-fit">{t("offers", { n: family.offers.length })}</summary>
          <ul className="mt-1 grid gap-1">
            {family.offers.map(({ provider, service, modelIds, confidence }) => (
              <li key={`${provider} ${service}`}>
                {t("offer", { provider, service })} <span className="text-ink-2">({words.of("confidence", confidence)})</span>
                {modelIds.map((id) => (
                  <code key={id} className="ml-2 break-all">
                    {id}
                  </code>
                ))}
              </li>
            ))}
          </ul>
        </details>
      )}
    </Panel>
  );
}
