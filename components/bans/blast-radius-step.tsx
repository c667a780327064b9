import { useTranslations } from "next-intl";
import { RadiusView } from "@/components/bans/blast-radius/radius-view";
import { LintList } from "@/components/bans/lint/lint-list";
import { LinkButton } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { Panel } from "@/components/ui/panel";
import type { Viewer } from "@/lib/auth/viewer";
import { stepPath } from "@/lib/bans/edit/rules";
import type { Lint } from "@/lib/bans/lint/queries";
import type { BanDetail } from "@/lib/bans/queries";

type Props = { ban: BanDetail; lint: Lint | null; viewer: Viewer; asOf: Date };

/** What it would touch, and what a careful colleague would say to that. */
export function BlastRadiusStep({ ban, lint, viewer, asOf }: Props) {
  const t = useTranslations("bans");
  const tb = useTranslations("blast");
  const path = stepPath(ban.code, "blast-radius");
  return (
    <>
      {lint ? (
        <>
          <LintList lint={lint} viewer={viewer} asOf={asOf} />
          <RadiusView radius={lint.radius} asOf={asOf} code={ban.code} path={path} />
        </>
      ) : (
        <Panel>
          <EmptyState title={tb("needs")} />
        </Panel>
      )}
      <div className="flex flex-wrap gap-2">
        <LinkButton href={stepPath(ban.code, "review")} variant="primary">
          {t("wizard.continue")}
        </LinkButton>
        <LinkButton href={stepPath(ban.code, "basis")}>{t("wizard.back")}</LinkButton>
        <LinkButton href={path}>{tb("recount")}</LinkButton>
      </div>
    </>
  );
}
