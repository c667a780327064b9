import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { AboutData } from "@/components/inventory/about-data";
import { LinkButton } from "@/components/ui/button";
import { PageHead } from "@/components/ui/page-head";
import { requireViewer } from "@/lib/auth/page";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("inventory"))("about.title") };
}

export default async function AboutDataPage() {
  const [, t] = await Promise.all([requireViewer("/about/data"), getTranslations("inventory")]);
  return (
    <>
      <PageHead title={t("about.title")} meta={t("about.lead")} actions={<LinkButton href="/me/devices">{t("about.own")}</LinkButton>} />
      <AboutData />
    </>
  );
}
