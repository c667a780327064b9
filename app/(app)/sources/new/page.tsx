import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { RiskTabs } from "@/components/risk/risk-tabs";
import { SourceForm } from "@/components/sources/source-form";
import { PageHead } from "@/components/ui/page-head";
import { requireViewer } from "@/lib/auth/page";
import { now } from "@/lib/clock";
import { localDay } from "@/lib/registry/vendors/events/rules";
import { sourceSuggestions } from "@/lib/risk/sources/queries";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("sources"))("form.newTitle") };
}

export default async function NewSourcePage() {
  const [viewer, t] = await Promise.all([requireViewer("/sources/new"), getTranslations("sources")]);
  return (
    <>
      <PageHead title={t("form.newTitle")} crumbs={[{ href: "/sources", label: t("title") }]} />
      <RiskTabs current="sources" />
      <SourceForm source={null} others={await sourceSuggestions(viewer)} today={localDay(now(), viewer.zone)} />
    </>
  );
}
