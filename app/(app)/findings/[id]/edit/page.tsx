import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { foundFinding } from "@/app/(app)/findings/[id]/found-finding";
import { FindingForm } from "@/components/findings/finding-form";
import { RiskTabs } from "@/components/risk/risk-tabs";
import { PageHead } from "@/components/ui/page-head";
import { requireViewer } from "@/lib/auth/page";
import { now as clockNow } from "@/lib/clock";
import { localDay } from "@/lib/registry/vendors/events/rules";
import { assessors } from "@/lib/risk/findings/detail/queries";

type Props = PageProps<"/findings/[id]/edit">;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const [viewer, { id }, t] = await Promise.all([requireViewer("/findings/{id}/edit"), params, getTranslations("findings")]);
  return { title: t("form.editTitle", { code: (await foundFinding(viewer, id)).code }) };
}

export default async function EditFindingPage({ params }: Props) {
  const [viewer, { id }, t] = await Promise.all([requireViewer("/findings/{id}/edit"), params, getTranslations("findings")]);
  const [finding, people] = await Promise.all([foundFinding(viewer, id), assessors(viewer)]);
  const crumbs = [
    { href: "/findings", label: t("title") },
    { href: `/findings/${finding.id}`, label: finding.code },
  ];
  return (
    <>
      <PageHead title={t("form.editTitle", { code: finding.code })} crumbs={crumbs} meta={t("form.editLead")} />
      <RiskTabs current="findings" />
      <FindingForm finding={finding} assessors={people} viewerId={viewer.personId} today={localDay(clockNow(), viewer.zone)} />
    </>
  );
}
