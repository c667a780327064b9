import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { ReleaseActions } from "@/components/releases/release-actions";
import { ReleaseFacts } from "@/components/releases/release-facts";
import { PageHead } from "@/components/ui/page-head";
import { Tag } from "@/components/ui/tag";
import { requireViewer } from "@/lib/auth/page";
import { can } from "@/lib/auth/permissions";
import type { Viewer } from "@/lib/auth/viewer";
import { getRelease } from "@/lib/registry/releases/queries";
import { releaseParams } from "@/lib/registry/releases/schema";
import { toolNamed } from "../asked-tool";

async function releaseNamed(viewer: Viewer, params: unknown) {
  const parsed = releaseParams.safeParse(params);
  const tool = parsed.success ? await toolNamed(viewer, parsed.data.slug) : null;
  const release = parsed.success && tool ? await getRelease(viewer, tool.id, parsed.data.id) : null;
  return tool && release ? { tool, release } : null;
}

export async function generateMetadata({ params }: PageProps<"/tools/[slug]/releases/[id]">): Promise<Metadata> {
  const found = await releaseNamed(await requireViewer("/tools/{slug}/releases/{id}"), await params);
  return { title: found ? `${found.tool.name} ${found.release.version}` : "" };
}

export default async function ReleasePage({ params }: PageProps<"/tools/[slug]/releases/[id]">) {
  const [viewer, named, t] = await Promise.all([requireViewer("/tools/{slug}/releases/{id}"), params, getTranslations("releases")]);
  const { tool, release } = (await releaseNamed(viewer, named)) ?? notFound();
  return (
    <>
      <PageHead
        title={<span className="break-words">{`${tool.name} ${release.version}`}</span>}
        crumbs={[
          { href: "/registry", label: t("registry") },
          { href: `/tools/${tool.slug}`, label: tool.name },
          { href: `/tools/${tool.slug}/releases`, label: t("title") },
        ]}
        status={release.isWithdrawn && <Tag tone="limits">{t("withdrawn")}</Tag>}
      />
      <div className="grid gap-4">
        <ReleaseFacts release={release} />
        {can(viewer, "registry:write") && <ReleaseActions slug={tool.slug} release={release} />}
      </div>
    </>
  );
}
