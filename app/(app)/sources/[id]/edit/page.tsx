import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { foundSource } from "@/app/(app)/sources/[id]/found-source";
import { RiskTabs } from "@/components/risk/risk-tabs";
import { SourceForm } from "@/components/sources/source-form";
import { PageHead } from "@/components/ui/page-head";
import { requireViewer } from "@/lib/auth/page";
import { now } from "@/lib/clock";
import { localDay } from "@/lib/registry/vendors/events/rules";
import { sourceSuggestions } from "@/lib/risk/sources/queries";
import { sourceCode } from "@/lib/risk/sources/rules";

type Props = PageProps<"/sources/[id]/edit">;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const [viewer, { id }, t] = await Promise.all([requireViewer("/sources/{id}/edit"), params, getTranslations("sources")]);
  return { title: t("form.editTitle", { source: sourceCode((await foundSource(viewer, id)).id) }) };
}

export default async function EditSourcePage({ params }: Props) {
  const [viewer, { id }, t] = await Promise.all([requireViewer("/sources/{id}/edit"), params, getTranslations("sources")]);
  const [source, others] = await Promise.all([foundSource(viewer, id), sourceSuggestions(viewer)]);
  const crumbs = [
    { href: "/sources", label: t("title") },
    { href: `/sources/${source.id}`, label: sourceCode(source.id) },
  ];
  return (
    <>
      <PageHead title={t("form.editTitle", { source: sourceCode(source.id) })} crumbs={crumbs} />
      <RiskTabs current="sources" />
      <SourceForm source={source} others={others} today={localDay(now(), viewer.zone)} />
    </>
  );
}
