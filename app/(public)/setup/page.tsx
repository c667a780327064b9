import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { SetupForm } from "@/components/auth/setup-form";
import { firstOf } from "@/components/ui/address";
import { PageHead } from "@/components/ui/page-head";
import { findSetup } from "@/lib/auth/setup";

type Props = PageProps<"/setup">;

export async function generateMetadata({ searchParams }: Props): Promise<Metadata> {
  const [search, t] = await Promise.all([searchParams, getTranslations("auth.setup")]);
  const setup = await findSetup(firstOf(search.token) ?? "");
  if (!setup) return { title: t("spentTitle") };
  return { title: setup.kind === "password" ? t("passwordTitle") : t("title") };
}

export default async function SetupPage({ searchParams }: Props) {
  const [search, t] = await Promise.all([searchParams, getTranslations("auth.setup")]);
  const secret = firstOf(search.token) ?? "";
  const setup = await findSetup(secret);
  if (!setup) {
    return (
      <div className="mx-auto max-w-[30rem]">
        <PageHead title={t("spentTitle")} />
        <p>{t("spent")}</p>
      </div>
    );
  }
  return (
    <div className="mx-auto max-w-[30rem]">
      <PageHead title={setup.kind === "password" ? t("passwordTitle") : t("title")} />
      <SetupForm setup={setup} secret={secret} />
    </div>
  );
}
