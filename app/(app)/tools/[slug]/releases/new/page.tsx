import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { ReleaseForm } from "@/components/releases/release-form";
import { ReleaseUpload } from "@/components/releases/release-upload";
import { PageHead } from "@/components/ui/page-head";
import { requireViewer } from "@/lib/auth/page";
import { getTool } from "@/lib/registry/queries";
import { LARGEST_MEGABYTES } from "@/lib/registry/releases/import/rules";
import { kindsFirst, packagesFor } from "@/lib/registry/releases/rules";
import { releaseDraftSchema } from "@/lib/registry/releases/schema";
import { askedTool, toolNamed } from "../asked-tool";

export async function generateMetadata({ params }: PageProps<"/tools/[slug]/releases/new">): Promise<Metadata> {
  const [viewer, { slug }, t] = await Promise.all([requireViewer("/tools/{slug}/releases/new"), params, getTranslations("releases")]);
  const tool = await toolNamed(viewer, slug);
  return { title: tool ? t("new.title", { tool: tool.name }) : t("title") };
}

export default async function NewReleasePage({ params, searchParams }: PageProps<"/tools/[slug]/releases/new">) {
  const [viewer, { slug }, search, t] = await Promise.all([
    requireViewer("/tools/{slug}/releases/new"),
    params,
    searchParams,
    getTranslations("releases"),
  ]);
  await askedTool(viewer, slug, "/new");
  const { name, identifiers } = (await getTool(viewer, slug)) ?? notFound();
  return (
    <>
      <PageHead
        title={t("new.title", { tool: name })}
        crumbs={[
          { href: "/registry", label: t("registry") },
          { href: `/tools/${slug}`, label: name },
          { href: `/tools/${slug}/releases`, label: t("title") },
        ]}
      />
      <div className="grid gap-4">
        <ReleaseForm slug={slug} kinds={kindsFirst(identifiers)} draft={releaseDraftSchema.parse(search)} />
        <ReleaseUpload tool={name} slug={slug} packages={packagesFor(identifiers)} megabytes={LARGEST_MEGABYTES} />
      </div>
    </>
  );
}
