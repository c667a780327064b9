import Link from "next/link";
import { useTranslations } from "next-intl";
import { Facts } from "@/components/ui/facts";
import { Panel } from "@/components/ui/panel";
import type { ClaimDetail } from "@/lib/risk/claims/detail/queries";
import type { Evidence } from "@/lib/risk/claims/rules";

/** What the claim does to the evidence input of the class of its tool. */
export function ClaimEffect({ claim: { tool, effect, bearing } }: { claim: ClaimDetail }) {
  const t = useTranslations("claims");
  const words = (evidence: Evidence) => (
    <>
      {t(`evidence.${evidence}`)} <span className="text-ink-2">{t(`evidenceMeans.${evidence}`)}</span>
    </>
  );
  return (
    <Panel title={t("page.effect")}>
      {tool && effect ? (
        <>
          <Facts
            facts={[
              { label: t("page.effectNow", { tool: tool.name }), value: words(effect.now) },
              { label: t("page.effectOwn"), value: words(effect.own) },
              { label: t("page.effectWithout"), value: words(effect.without) },
            ]}
          />
          {bearing !== "RAISES" && <p className="mt-3 text-ink-2">{t("page.effectBearing")}</p>}
          <p className="mt-3">
            <Link className="link" href={`/tools/${tool.slug}/class`} prefetch={false}>
              {t("page.effectLink", { tool: tool.name })}
            </Link>
          </p>
        </>
      ) : (
        <p className="max-w-[68ch] text-ink-2">{t("page.effectVendor")}</p>
      )}
    </Panel>
  );
}
