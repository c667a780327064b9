import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { FindingForm } from "@/components/findings/finding-form";
import { RiskTabs } from "@/components/risk/risk-tabs";
import { firstOf } from "@/components/ui/address";
import { PageHead } from "@/components/ui/page-head";
import { requireViewer } from "@/lib/auth/page";
import { now as clockNow } from "@/lib/clock";
import { findTool } from "@/lib/registry/queries";
import { slugParams } from "@/lib/registry/schema";
import { localDay } from "@/lib/registry/vendors/events/rules";
import { claimsAbout } from "@/lib/risk/claims/queries";
import { assessors, toolSuggestions } from "@/lib/risk/findings/detail/queries";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("findings"))("form.newTitle") };
}

/** With `tool=` the claims about it can be ticked at once. */
export default async function NewFindingPage({ searchParams }: PageProps<"/findings/new">) {
  const [viewer, search, t] = await Promise.all([requireViewer("/findings/new"), searchParams, getTranslations("findings")]);
  const asked = slugParams.safeParse({ slug: firstOf(search.tool) });
  const tool = asked.success ? await findTool(viewer, asked.data.slug) : null;
  const [people, tools, claims] = await Promise.all([assessors(viewer), toolSuggestions(viewer), tool ? claimsAbout(tool.id) : []]);
  return (
    <>
      <PageHead title={t("form.newTitle")} crumbs={[{ href: "/findings", label: t("title") }]} meta={t("form.newLead")} />
      <RiskTabs current="findings" />
      <FindingForm
        finding={null}
        assessors={people}
        viewerId={viewer.personId}
        today={localDay(clockNow(), viewer.zone)}
        tools={tools}
        tool={tool?.slug}
        claims={claims}
      />
    </>
  );
}
