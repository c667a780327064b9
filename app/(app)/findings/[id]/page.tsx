import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { foundFinding } from "@/app/(app)/findings/[id]/found-finding";
import { KeptCopies } from "@/components/attachments/kept-copies";
import { ExportPanel } from "@/components/exchange/export-panel";
import { FindingClaims } from "@/components/findings/finding-claims";
import { FindingExposure } from "@/components/findings/finding-exposure";
import { FindingFacts } from "@/components/findings/finding-facts";
import { FindingLags } from "@/components/findings/finding-lags";
import { FindingStatusPanel } from "@/components/findings/finding-status";
import { FindingTrust } from "@/components/findings/finding-trust";
import { FindingTag } from "@/components/findings/words";
import { RiskTabs } from "@/components/risk/risk-tabs";
import { type Address, firstOf } from "@/components/ui/address";
import { LinkButton } from "@/components/ui/button";
import { PageHead } from "@/components/ui/page-head";
import { requireViewer } from "@/lib/auth/page";
import { can } from "@/lib/auth/permissions";
import { now as clockNow } from "@/lib/clock";
import { localDay } from "@/lib/registry/vendors/events/rules";
import { listAttachments } from "@/lib/risk/attachments/queries";
import { claimsAbout, claimsNamed } from "@/lib/risk/claims/queries";
import { exposureSummary } from "@/lib/risk/exposure/queries";
import { fixChoices } from "@/lib/risk/findings/detail/queries";
import { newestFixedAt, whyNotProposeTrust, whyNotSettleTrust } from "@/lib/risk/findings/rules";
import { lagsOfFinding } from "@/lib/risk/lags/queries";

type Props = PageProps<"/findings/[id]">;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const [viewer, { id }] = await Promise.all([requireViewer("/findings/{id}"), params]);
  return { title: (await foundFinding(viewer, id)).title };
}

export default async function FindingPage({ params, searchParams }: Props) {
  const [viewer, { id }, search, t, said] = await Promise.all([
    requireViewer("/findings/{id}"),
    params,
    searchParams,
    getTranslations("findings"),
    getTranslations(),
  ]);
  const finding = await foundFinding(viewer, id);
  const now = clockNow();
  const [claims, about, copies, exposure, lags, releases] = await Promise.all([
    claimsNamed(viewer, finding.claimIds),
    claimsAbout(finding.toolId),
    listAttachments(viewer, { kind: "finding", id: finding.id }),
    exposureSummary(viewer, finding),
    lagsOfFinding(viewer, finding, now),
    fixChoices(viewer, finding.toolId),
  ]);
  const mayWrite = can(viewer, "risk:write");
  const today = localDay(now, viewer.zone);
  const address: Address = { path: `/findings/${finding.id}`, search };
  const doing = firstOf(search.do);
  const whyNotPropose = whyNotProposeTrust(finding, finding.restorations, newestFixedAt(finding.steps));
  const open = finding.restorations.find(({ status }) => status === "OPEN");
  const whyNotSettle = open ? whyNotSettleTrust(open, finding, "accept", viewer.personId) : null;
  const words = (why: { key: string } | null) => (why ? said(why.key as "findings.whyNot.trustOwn") : null);
  return (
    <>
      <PageHead
        title={finding.title}
        crumbs={[{ href: "/findings", label: t("title") }]}
        status={<FindingTag status={finding.status} />}
        meta={[finding.code, finding.tool.name].join(" · ")}
        actions={
          mayWrite && (
            <LinkButton href={`/findings/${finding.id}/edit`} variant="primary">
              {t("page.edit")}
            </LinkButton>
          )
        }
      />
      <RiskTabs current="findings" />
      <div className="grid gap-5">
        <FindingFacts finding={finding} now={now} />
        <FindingClaims
          findingId={finding.id}
          claims={claims}
          others={about.filter((claim) => !finding.claimIds.includes(claim.id))}
          address={address}
          mayWrite={mayWrite}
          unlinking={Number(firstOf(search.unlink)) || null}
          isLinking={doing === "link"}
        />
        <FindingExposure findingId={finding.id} summary={exposure} />
        <FindingLags {...lags} isFixConfirmed={finding.fix === "CONFIRMED"} today={today} />
        <FindingStatusPanel finding={finding} releases={releases} today={today} address={address} mayWrite={mayWrite} doing={doing} />
        <FindingTrust
          finding={finding}
          mayPropose={mayWrite}
          maySettle={can(viewer, "risk:approve")}
          whyNotPropose={words(whyNotPropose)}
          whyNotSettle={words(whyNotSettle)}
        />
        <ExportPanel search={{ finding: String(finding.id) }} />
        <KeptCopies place={{ kind: "finding", id: finding.id }} copies={copies} mayWrite={mayWrite} address={address} />
      </div>
    </>
  );
}
