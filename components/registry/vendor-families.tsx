import Link from "next/link";
import { useTranslations } from "next-intl";
import { useRegistryWords } from "@/components/registry/words";
import { Panel } from "@/components/ui/panel";
import type { VendorFamily } from "@/lib/registry/vendors/queries";

/** The vendor's models: who offers them, and which tools of others reach them. */
export function VendorFamilies({ families }: { families: readonly VendorFamily[] }) {
  const t = useTranslations("registry.vendorPage");
  return (
    <Panel title={t("families")}>
      {families.length === 0 && <p className="text-ink-2">{t("noFamilies")}</p>}
      <ul className="grid gap-5">
        {families.map((family) => (
          <li key={family.slug} className="grid gap-1">
            <Family family={family} />
          </li>
        ))}
      </ul>
    </Panel>
  );
}

function Family({ family: { slug, name, openWeights, licence, notes, offers, reachedBy } }: { family: VendorFamily }) {
  const t = useTranslations("registry.vendorPage");
  const words = useRegistryWords();
  return (
    <>
      <h3>
        <Link className="link" href={`/models/${slug}`} prefetch={false}>
          {name}
        </Link>
      </h3>
      <p className="text-ink-2">
        {t(openWeights ? "openWeights" : "closedWeights")}
        {licence && ` · ${licence}`}
      </p>
      {notes && <p className="max-w-[80ch]">{notes}</p>}
      {offers.length > 0 && (
        <details>
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
      )}
      {reachedBy.length > 0 && (
        <details>
          <summary className="link w-fit">{t("reachedBy", { n: reachedBy.length })}</summary>
          <ul className="mt-1 flex flex-wrap gap-x-4 gap-y-1">
            {reachedBy.map((tool) => (
              <li key={tool.slug}>
                <Link className="link" href={`/tools/${tool.slug}`} prefetch={false}>
                  {tool.name}
                </Link>
              </li>
            ))}
          </ul>
        </details>
      )}
    </>
  );
}
