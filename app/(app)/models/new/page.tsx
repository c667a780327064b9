import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { FamilyForm } from "@/components/models/family-form";
import { PageHead } from "@/components/ui/page-head";
import { requireViewer } from "@/lib/auth/page";
import { vendorChoices } from "@/lib/registry/models/queries";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("models"))("newFamily") };
}

export default async function NewFamilyPage() {
  const [viewer, t] = await Promise.all([requireViewer("/models/new"), getTranslations("models")]);
  const vendors = await vendorChoices(viewer);
  return (
    <>
      <PageHead title={t("newFamily")} crumbs={[{ href: "/models", label: t("title") }]} />
      <FamilyForm family={null} vendors={vendors} />
    </>
  );
}
