import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { LinkButton } from "@/components/ui/button";
import { PageHead } from "@/components/ui/page-head";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("shell");
  return { title: t("notFound.title") };
}

export default async function NotFound() {
  const [t, common] = await Promise.all([getTranslations("shell"), getTranslations("common")]);
  return (
    <>
      <PageHead title={t("notFound.title")} />
      <p className="mb-4">{common("sys.notFound")}</p>
      <div className="flex flex-wrap gap-2">
        <LinkButton href="/" variant="primary">
          {t("notFound.home")}
        </LinkButton>
        <LinkButton href="/tools">{t("notFound.tools")}</LinkButton>
      </div>
    </>
  );
}
