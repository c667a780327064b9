import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { RecordAccessForm } from "@/components/models/access-form";
import { firstOf } from "@/components/ui/address";
import { PageHead } from "@/components/ui/page-head";
import { requireViewer } from "@/lib/auth/page";
import { accessChoices } from "@/lib/registry/models/queries";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("models"))("recordAccess") };
}

export default async function RecordAccessPage({ searchParams }: PageProps<"/models/access/new">) {
  const [viewer, search, t] = await Promise.all([requireViewer("/models/access/new"), searchParams, getTranslations("models")]);
  const choices = await accessChoices(viewer);
  return (
    <>
      <PageHead title={t("recordAccess")} crumbs={[{ href: "/models", label: t("title") }]} meta={t("access.lead")} />
      <RecordAccessForm choices={choices} tool={firstOf(search.tool) ?? ""} family={firstOf(search.family) ?? ""} />
    </>
  );
}
