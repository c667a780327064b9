import type { Metadata } from "next";
import { notFound, redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { cache } from "react";
import { SeatsPanel } from "@/components/bans/use/seats-panel";
import { WorkflowsPanel } from "@/components/bans/use/workflows-panel";
import type { Address } from "@/components/ui/address";
import { PageHead } from "@/components/ui/page-head";
import { requireViewer } from "@/lib/auth/page";
import { can } from "@/lib/auth/permissions";
import { toolUse } from "@/lib/bans/use/queries";
import { now as clockNow } from "@/lib/clock";
import { findTool } from "@/lib/registry/queries";

const toolOf = cache(findTool);

export async function generateMetadata({ params }: PageProps<"/tools/[slug]/use">): Promise<Metadata> {
  const [viewer, { slug }, t] = await Promise.all([requireViewer("/tools/{slug}/use"), params, getTranslations("blast.use")]);
  return { title: t("title", { tool: (await toolOf(viewer, slug))?.name ?? slug }) };
}

/** Seats of a tool, and the work that rests on it. */
export default async function ToolUsePage({ params, searchParams }: PageProps<"/tools/[slug]/use">) {
  const [viewer, { slug }, search, t, tr] = await Promise.all([
    requireViewer("/tools/{slug}/use"),
    params,
    searchParams,
    getTranslations("blast.use"),
    getTranslations("registry"),
  ]);
  const tool = (await toolOf(viewer, slug)) ?? notFound();
  if (tool.slug !== slug) redirect(`/tools/${tool.slug}/use`);
  const { seats, workflows } = await toolUse(viewer, tool.id);
  const canWrite = can(viewer, "registry:write");
  const address: Address = { path: `/tools/${tool.slug}/use`, search };
  return (
    <>
      <PageHead
        title={t("title", { tool: tool.name })}
        crumbs={[
          { href: "/registry", label: tr("title") },
          { href: `/tools/${tool.slug}`, label: tool.name },
        ]}
      />
      <div className="grid gap-5">
        <SeatsPanel slug={tool.slug} seats={seats} canWrite={canWrite} today={clockNow().toISOString().slice(0, 10)} address={address} />
        <WorkflowsPanel slug={tool.slug} workflows={workflows} canWrite={canWrite} address={address} />
      </div>
    </>
  );
}
