import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { LinkButton } from "@/components/ui/button";
import { PageHead } from "@/components/ui/page-head";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("shell");
  return { title: t("forbidden.title") };
}

export default async function Forbidden() {
  const t = await getTranslations("shell");
  return (
    <>
      <PageHead title={t("forbidden.title")} />
      <p className="mb-4 max-w-[68ch]">{t("forbidden.text")}</p>
      <LinkButton href="/" variant="primary">
        {t("notFound.home")}
      </LinkButton>
    </>
  );
}
