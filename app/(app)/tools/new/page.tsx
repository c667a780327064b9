import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { ToolForm } from "@/components/tools/tool-form";
import { PageHead } from "@/components/ui/page-head";
import { requireViewer } from "@/lib/auth/page";
import { toolChoices } from "@/lib/registry/tools/queries";
import { toolPrefillSchema } from "@/lib/registry/tools/schema";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("tools"))("new.title") };
}

export default async function NewToolPage({ searchParams }: PageProps<"/tools/new">) {
  const [viewer, search, t, tr] = await Promise.all([
    requireViewer("/tools/new"),
    searchParams,
    getTranslations("tools"),
    getTranslations("registry"),
  ]);
  const { name, vendor, category, homepage } = toolPrefillSchema.parse(search);
  const values = { ...(name && { name }), ...(vendor && { vendor }), ...(category && { category }), ...(homepage && { homepage }) };
  return (
    <>
      <PageHead title={t("new.title")} meta={t("new.lead")} crumbs={[{ href: "/registry", label: tr("title") }]} />
      <ToolForm tool={null} values={values} choices={await toolChoices(viewer)} />
    </>
  );
}
