import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { foundClaim } from "@/app/(app)/claims/[id]/found-claim";
import { ClaimForm } from "@/components/claims/claim-form";
import { RiskTabs } from "@/components/risk/risk-tabs";
import { PageHead } from "@/components/ui/page-head";
import { requireViewer } from "@/lib/auth/page";
import { now } from "@/lib/clock";
import { toolChoices } from "@/lib/registry/tools/queries";
import { localDay } from "@/lib/registry/vendors/events/rules";
import { claimCode } from "@/lib/risk/claims/rules";

type Props = PageProps<"/claims/[id]/edit">;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const [viewer, { id }, t] = await Promise.all([requireViewer("/claims/{id}/edit"), params, getTranslations("claims")]);
  return { title: t("form.editTitle", { claim: claimCode((await foundClaim(viewer, id)).id) }) };
}

export default async function EditClaimPage({ params }: Props) {
  const [viewer, { id }, t] = await Promise.all([requireViewer("/claims/{id}/edit"), params, getTranslations("claims")]);
  const [claim, choices] = await Promise.all([foundClaim(viewer, id), toolChoices(viewer)]);
  const crumbs = [
    { href: "/claims", label: t("title") },
    { href: `/claims/${claim.id}`, label: claimCode(claim.id) },
  ];
  return (
    <>
      <PageHead title={t("form.editTitle", { claim: claimCode(claim.id) })} crumbs={crumbs} />
      <RiskTabs current="claims" />
      <ClaimForm claim={claim} choices={choices} today={localDay(now(), viewer.zone)} />
    </>
  );
}
