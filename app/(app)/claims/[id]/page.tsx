import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { foundClaim } from "@/app/(app)/claims/[id]/found-claim";
import { AddSourceForm } from "@/components/claims/add-source-form";
import { ClaimDispute } from "@/components/claims/claim-dispute";
import { ClaimEffect } from "@/components/claims/claim-effect";
import { ClaimFacts } from "@/components/claims/claim-facts";
import { ClaimFindings } from "@/components/claims/claim-findings";
import { ClaimHistory } from "@/components/claims/claim-history";
import { ClaimSources } from "@/components/claims/claim-sources";
import { Contradictions } from "@/components/claims/contradictions";
import { LedgerLog } from "@/components/claims/ledger-log";
import { RiskTabs } from "@/components/risk/risk-tabs";
import { type Address, firstOf } from "@/components/ui/address";
import { LinkButton } from "@/components/ui/button";
import { EvidenceTag } from "@/components/ui/evidence-tag";
import { PageHead } from "@/components/ui/page-head";
import { requireViewer } from "@/lib/auth/page";
import { can } from "@/lib/auth/permissions";
import { now } from "@/lib/clock";
import { localDay } from "@/lib/registry/vendors/events/rules";
import { ledgerEvents } from "@/lib/risk/claims/detail/queries";
import { claimSuggestions } from "@/lib/risk/claims/queries";
import { claimCode } from "@/lib/risk/claims/rules";
import { stands } from "@/lib/risk/claims/settling/rules";
import { sourceSuggestions } from "@/lib/risk/sources/queries";

type Props = PageProps<"/claims/[id]">;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const [viewer, { id }] = await Promise.all([requireViewer("/claims/{id}"), params]);
  const claim = await foundClaim(viewer, id);
  return { title: `${claimCode(claim.id)} · ${claim.statement.slice(0, 80)}` };
}

export default async function ClaimPage({ params, searchParams }: Props) {
  const [viewer, { id }, search, t] = await Promise.all([requireViewer("/claims/{id}"), params, searchParams, getTranslations("claims")]);
  const claim = await foundClaim(viewer, id);
  const mayWrite = can(viewer, "risk:write");
  const doing = mayWrite ? firstOf(search.do) : undefined;
  const subject = { tool: claim.tool?.slug ?? null, vendor: claim.vendor?.slug ?? null };
  const [events, others, sources] = await Promise.all([
    ledgerEvents(viewer, "claim", claim.id),
    doing === "confirm" || doing === "link" ? claimSuggestions(viewer, subject, claim.id) : [],
    doing === "source" ? sourceSuggestions(viewer) : [],
  ]);
  const address: Address = { path: `/claims/${claim.id}`, search };
  const today = localDay(now(), viewer.zone);
  const part = { claim, address, mayWrite, today, others };
  return (
    <>
      <PageHead
        title={claimCode(claim.id)}
        crumbs={[{ href: "/claims", label: t("title") }]}
        status={<EvidenceTag state={claim.state} isDisputed={claim.isDisputed} />}
        actions={
          <>
            {claim.tool && <LinkButton href={`/tools/${claim.tool.slug}/evidence`}>{t("page.view")}</LinkButton>}
            {mayWrite && stands(claim.confirmation) && (
              <LinkButton href={`/claims/${claim.id}/edit`} variant="primary">
                {t("page.edit")}
              </LinkButton>
            )}
          </>
        }
      />
      <RiskTabs current="claims" />
      <div className="grid gap-5">
        <ClaimFacts claim={claim} />
        <ClaimHistory {...part} isChanging={doing === "confirm"} />
        <ClaimSources {...part} removing={Number(firstOf(search.remove)) || null} />
        {doing === "source" && <AddSourceForm {...part} sources={sources} />}
        <Contradictions {...part} isLinking={doing === "link"} unlinking={Number(firstOf(search.unlink)) || null} />
        <ClaimDispute {...part} isOpen={doing === "dispute"} />
        <ClaimEffect claim={claim} />
        <ClaimFindings findings={claim.findings} />
        <LedgerLog title={t("page.audit")} events={events} />
      </div>
    </>
  );
}
