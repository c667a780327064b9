import type { Metadata } from "next";
import { notFound, redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { ToolEnding } from "@/components/tools/tool-ending";
import { ToolForm } from "@/components/tools/tool-form";
import { PageHead } from "@/components/ui/page-head";
import { requireViewer } from "@/lib/auth/page";
import { getTool } from "@/lib/registry/queries";
import { toolChoices } from "@/lib/registry/tools/queries";

export async function generateMetadata({ params }: PageProps<"/tools/[slug]/edit">): Promise<Metadata> {
  const [viewer, { slug }, t] = await Promise.all([requireViewer("/tools/{slug}/edit"), params, getTranslations("tools.editPage")]);
  const tool = await getTool(viewer, slug);
  return { title: t("title", { tool: tool?.name ?? slug }) };
}

export default async function EditToolPage({ params }: PageProps<"/tools/[slug]/edit">) {
  const [viewer, { slug }, t, tr] = await Promise.all([
    requireViewer("/tools/{slug}/edit"),
    params,
    getTranslations("tools.editPage"),
    getTranslations("registry"),
  ]);
  const [tool, choices] = await Promise.all([getTool(viewer, slug), toolChoices(viewer)]);
  if (!tool) notFound();
  if (tool.slug !== slug) redirect(`/tools/${tool.slug}/edit`);
  const crumbs = [
    { href: "/registry", label: tr("title") },
    { href: `/tools/${slug}`, label: tool.name },
  ];
  const values = { ...tool, vendor: tool.vendor.slug, successor: tool.successor?.slug ?? null };
  return (
    <div className="grid gap-5">
      <div className="-mb-5">
        <PageHead title={t("title", { tool: tool.name })} crumbs={crumbs} meta={t("address", { address: `/tools/${slug}` })} />
      </div>
      {tool.editedFields !== null && <p className="max-w-[68ch] text-ink-2">{t("catalogue")}</p>}
      <ToolForm tool={tool} values={values} choices={choices} />
      <ToolEnding tool={tool} />
    </div>
  );
}
