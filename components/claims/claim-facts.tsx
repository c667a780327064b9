import { useTranslations } from "next-intl";
import { Day } from "@/components/claims/day";
import { Subject } from "@/components/claims/subject";
import { type Fact, Facts } from "@/components/ui/facts";
import { Panel } from "@/components/ui/panel";
import { When } from "@/components/ui/when";
import type { ClaimDetail } from "@/lib/risk/claims/detail/queries";

/** What is said, of whom and of which versions, and what it dates. */
export function ClaimFacts({ claim }: { claim: ClaimDetail }) {
  const t = useTranslations("claims");
  const { milestone, happenedOn, behaviour, recordedBy, recordedAt } = claim;
  const when = () => <When at={recordedAt} kind="date" />;
  const facts: Fact[] = [
    { label: t("page.about"), value: <Subject claim={claim} /> },
    ...(claim.tool
      ? [{ label: t("page.versions"), value: claim.versionRange ? <code>{claim.versionRange}</code> : t("page.allVersions") }]
      : []),
    { label: t("page.bearing"), value: t(`bearing.${claim.bearing}`) },
    ...(behaviour ? [{ label: t("page.behaviour"), value: t(`behaviour.${behaviour}`) }] : []),
    { label: t("page.reported"), value: <Day day={claim.reportedOn} /> },
    ...(milestone && happenedOn
      ? [
          {
            label: t("page.milestone"),
            value: t.rich("page.milestoneOn", { milestone: t(`milestone.${milestone}`), when: () => <Day day={happenedOn} /> }),
          },
        ]
      : []),
    { label: t("page.recorded"), value: t.rich("page.recordedBy", { who: recordedBy ?? t("page.nobody"), when }) },
  ];
  return (
    <Panel>
      <p className="mb-3 max-w-[80ch] text-h3 font-semibold break-words">{claim.statement}</p>
      <Facts facts={facts} />
      {claim.note && <p className="mt-3 max-w-[80ch] break-words whitespace-pre-line text-ink-2">{claim.note}</p>}
    </Panel>
  );
}
