import { useTranslations } from "next-intl";
import { useRegistryWords } from "@/components/registry/words";
import type { Offer } from "@/lib/registry/vendors/queries";

/** Where else the models of a family are offered, folded. */
export function FamilyOffers({ offers, className }: { offers: readonly Offer[]; className?: string }) {
  const t = useTranslations("models.family");
  const words = useRegistryWords();
  if (offers.length === 0) return null;
  return (
    <details className={className}>
      <summary className="link w-fit">{t("offers", { n: offers.length })}</summary>
      <ul className="mt-1 grid gap-1">
        {offers.map(({ provider, service, modelIds, confidence }) => (
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
  );
}
