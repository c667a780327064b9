import type { Metadata } from "next";
import { notFound, redirect } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import { MergeFinder } from "@/components/tools/merge-finder";
import { MergePlan } from "@/components/tools/merge-plan";
import { firstOf } from "@/components/ui/address";
import { PageHead } from "@/components/ui/page-head";
import { DEFAULT_LOCALE, isLocale } from "@/i18n/config";
import { requireViewer } from "@/lib/auth/page";
import { sentenceOf } from "@/lib/http/sentences";
import { findTool } from "@/lib/registry/queries";
import { findOthers, planMerge } from "@/lib/registry/tools/merge/queries";

export async function generateMetadata({ params }: PageProps<"/tools/[slug]/merge">): Promise<Metadata> {
  const [viewer, { slug }, t] = await Promise.all([requireViewer("/tools/{slug}/merge"), params, getTranslations("tools.merge")]);
  const tool = await findTool(viewer, slug);
  return { title: t("title", { tool: tool?.name ?? slug }) };
}

export default async function MergeToolPage({ params, searchParams }: PageProps<"/tools/[slug]/merge">) {
  const [viewer, { slug }, search, t, tr, language] = await Promise.all([
    requireViewer("/tools/{slug}/merge"),
    params,
    searchParams,
    getTranslations("tools.merge"),
    getTranslations("registry"),
    getLocale(),
  ]);
  const locale = isLocale(language) ? language : DEFAULT_LOCALE;
  const q = (firstOf(search.q) ?? "").trim().slice(0, 100);
  const tool = await findTool(viewer, slug);
  if (!tool) notFound();
  if (tool.slug !== slug) redirect(`/tools/${tool.slug}`);
  const other = await findTool(viewer, firstOf(search.into) ?? "");
  const [found, plan] = await Promise.all([findOthers(viewer, slug, q), other && planMerge(viewer, { slug, into: other.slug })]);
  const crumbs = [
    { href: "/registry", label: tr("title") },
    { href: `/tools/${slug}`, label: tool.name },
  ];
  return (
    <div className="grid gap-5">
      <div className="-mb-5">
        <PageHead title={t("title", { tool: tool.name })} crumbs={crumbs} meta={t("lead", { tool: tool.name })} />
      </div>
      <MergeFinder slug={slug} q={q} found={found} />
      {plan && <MergePlan plan={plan} whyNot={plan.whyNot && sentenceOf(plan.whyNot, locale)} />}
    </div>
  );
}
