import { useTranslations } from "next-intl";
import { BlastRadiusView } from "@/components/bans/blast-radius-view";
import { LinkButton } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { Panel } from "@/components/ui/panel";
import type { BlastRadius } from "@/lib/bans/blast-radius/queries";
import { stepPath } from "@/lib/bans/edit/rules";
import type { BanDetail } from "@/lib/bans/queries";

export function BlastRadiusStep({ ban, radius, asOf }: { ban: BanDetail; radius: BlastRadius | null; asOf: Date }) {
  const t = useTranslations("bans");
  const path = stepPath(ban.code, "blast-radius");
  return (
    <>
      {radius ? (
        <BlastRadiusView radius={radius} asOf={asOf} path={path} />
      ) : (
        <Panel>
          <EmptyState title={t("wizard.blast-radius.needs")} />
        </Panel>
      )}
      <div className="flex flex-wrap gap-2">
        <LinkButton href={stepPath(ban.code, "review")} variant="primary">
          {t("wizard.continue")}
        </LinkButton>
        <LinkButton href={stepPath(ban.code, "words")}>{t("wizard.back")}</LinkButton>
        <LinkButton href={path}>{t("blast.recount")}</LinkButton>
      </div>
    </>
  );
}
