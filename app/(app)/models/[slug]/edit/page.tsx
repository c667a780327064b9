import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { FamilyForm } from "@/components/models/family-form";
import { PageHead } from "@/components/ui/page-head";
import { requireViewer } from "@/lib/auth/page";
import { getFamily, vendorChoices } from "@/lib/registry/models/queries";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("models"))("editFamily") };
}

export default async function EditFamilyPage({ params }: PageProps<"/models/[slug]/edit">) {
  const [viewer, { slug }, t] = await Promise.all([requireViewer("/models/{slug}/edit"), params, getTranslations("models")]);
  const [family, vendors] = await Promise.all([getFamily(viewer, slug), vendorChoices(viewer)]);
  if (!family) notFound();
  const crumbs = [
    { href: "/models", label: t("title") },
    { href: `/models/${slug}`, label: family.name },
  ];
  return (
    <>
      <PageHead title={t("editFamily")} crumbs={crumbs} />
      <FamilyForm family={family} vendors={vendors} />
    </>
  );
}
