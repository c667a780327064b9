import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { ClaimForm } from "@/components/claims/claim-form";
import { RiskTabs } from "@/components/risk/risk-tabs";
import { firstOf } from "@/components/ui/address";
import { PageHead } from "@/components/ui/page-head";
import { requireViewer } from "@/lib/auth/page";
import { now } from "@/lib/clock";
import { toolChoices } from "@/lib/registry/tools/queries";
import { localDay } from "@/lib/registry/vendors/events/rules";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("claims"))("form.newTitle") };
}

export default async function NewClaimPage({ searchParams }: PageProps<"/claims/new">) {
  const [viewer, search, t] = await Promise.all([requireViewer("/claims/new"), searchParams, getTranslations("claims")]);
  const subject = { tool: firstOf(search.tool), vendor: firstOf(search.vendor) };
  return (
    <>
      <PageHead title={t("form.newTitle")} crumbs={[{ href: "/claims", label: t("title") }]} />
      <RiskTabs current="claims" />
      <ClaimForm claim={null} choices={await toolChoices(viewer)} today={localDay(now(), viewer.zone)} subject={subject} />
    </>
  );
}
