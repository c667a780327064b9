import Link from "next/link";
import { useTranslations } from "next-intl";
import { Review } from "@/components/findings/findings-table";
import { useFindingWords, Versions } from "@/components/findings/words";
import { Facts } from "@/components/ui/facts";
import { Panel } from "@/components/ui/panel";
import { When } from "@/components/ui/when";
import type { FindingDetail } from "@/lib/risk/findings/detail/queries";

export function FindingFacts({ finding, now }: { finding: FindingDetail; now: Date }) {
  const t = useTranslations("findings.page");
  const status = useTranslations("findings.justification");
  const behaviour = useTranslations("claims.behaviour");
  const words = useFindingWords();
  const { tool, assessor, versionRange, openedOn, reviewOn, summary, action, justification, externalId } = finding;
  return (
    <Panel>
      <p className="mb-4 max-w-[80ch] whitespace-pre-line break-words">{summary}</p>
      <Facts
        facts={[
          {
            label: t("tool"),
            value: (
              <Link className="link" href={`/tools/${tool.slug}`} prefetch={false}>
                {tool.name}
              </Link>
            ),
          },
          { label: t("versions"), value: <Versions range={versionRange} /> },
          { label: t("behaviour"), value: behaviour(finding.behaviour) },
          { label: t("fix"), value: words.fix(finding) },
          { label: t("assessor"), value: assessor?.name ?? "–" },
          { label: t("opened"), value: <When at={new Date(openedOn)} kind="date" zone="UTC" /> },
          { label: t("review"), value: <Review reviewOn={reviewOn === null ? null : new Date(reviewOn)} now={now} /> },
          ...(externalId ? [{ label: t("externalId"), value: externalId }] : []),
        ]}
      />
      {action && <Said label={t("action")}>{action}</Said>}
      {justification && status.has(justification) && <Said label={t("justification")}>{status(justification)}</Said>}
    </Panel>
  );
}

function Said({ label, children }: { label: string; children: string }) {
  return (
    <p className="mt-4 max-w-[80ch] whitespace-pre-line break-words">
      <span className="font-semibold">{label}:</span> {children}
    </p>
  );
}
