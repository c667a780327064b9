import Link from "next/link";
import { useTranslations } from "next-intl";
import { FamilyOffers } from "@/components/models/family-offers";
import { ToolLinks } from "@/components/registry/tool-links";
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
      <FamilyOffers offers={offers} />
      <ToolLinks summary={t("reachedBy", { n: reachedBy.length })} tools={reachedBy} />
    </>
  );
}
