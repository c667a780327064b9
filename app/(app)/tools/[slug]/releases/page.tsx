import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { ImportList } from "@/components/releases/import-list";
import { ReleaseFilters } from "@/components/releases/release-filters";
import { ReleasesTable } from "@/components/releases/releases-table";
import { UnrecordedVersions } from "@/components/releases/unrecorded-versions";
import type { Address } from "@/components/ui/address";
import { LinkButton } from "@/components/ui/button";
import { PageHead } from "@/components/ui/page-head";
import { KeysetPager } from "@/components/ui/pager";
import { DEFAULT_LOCALE, isLocale } from "@/i18n/config";
import { requireViewer } from "@/lib/auth/page";
import { can } from "@/lib/auth/permissions";
import { sentenceOf } from "@/lib/http/sentences";
import { latestReleaseImports } from "@/lib/registry/releases/import/queries";
import { countReleases, listReleases, unrecordedVersions } from "@/lib/registry/releases/queries";
import { rangeAsked } from "@/lib/registry/releases/rules";
import { releaseTableSchema } from "@/lib/registry/releases/schema";
import { askedTool, toolNamed } from "./asked-tool";

export async function generateMetadata({ params }: PageProps<"/tools/[slug]/releases">): Promise<Metadata> {
  const [viewer, { slug }, t] = await Promise.all([requireViewer("/tools/{slug}/releases"), params, getTranslations("releases")]);
  const tool = await toolNamed(viewer, slug);
  return { title: tool ? t("titleOf", { tool: tool.name }) : t("title") };
}

export default async function ReleasesPage({ params, searchParams }: PageProps<"/tools/[slug]/releases">) {
  const [viewer, { slug }, search, t, language] = await Promise.all([
    requireViewer("/tools/{slug}/releases"),
    params,
    searchParams,
    getTranslations("releases"),
    getLocale(),
  ]);
  const tool = await askedTool(viewer, slug);
  const { after, ...asked } = releaseTableSchema.parse(search);
  const range = asked.range === undefined ? null : rangeAsked(asked.range);
  const wrong = range && "whyNot" in range ? sentenceOf(range.whyNot, isLocale(language) ? language : DEFAULT_LOCALE) : null;
  const list = { ...asked, range: wrong === null ? asked.range : undefined, cursor: after, limit: 50 };
  const [{ items, next }, sums, unrecorded, imports] = await Promise.all([
    listReleases(viewer, tool.id, list),
    countReleases(viewer, tool.id),
    unrecordedVersions(viewer, tool.id),
    latestReleaseImports(viewer, tool.id),
  ]);
  const address: Address = { path: `/tools/${slug}/releases`, search };
  const mayWrite = can(viewer, "registry:write");
  return (
    <>
      <PageHead
        title={t("titleOf", { tool: tool.name })}
        crumbs={[
          { href: "/registry", label: t("registry") },
          { href: `/tools/${slug}`, label: tool.name },
        ]}
        meta={
          <>
            <span>{t("meta", { n: sums.reduce((sum, { releases }) => sum + releases, 0) })}</span>
            <span>{t("dates")}</span>
          </>
        }
        actions={
          mayWrite && (
            <LinkButton href={`/tools/${slug}/releases/new`} variant="primary">
              {t("record")}
            </LinkButton>
          )
        }
      />
      <ReleaseFilters address={address} asked={asked} sums={sums} rangeError={wrong} />
      <ReleasesTable tool={tool.name} slug={slug} releases={items} address={address} hasRange={list.range !== undefined} />
      <KeysetPager address={address} next={next} shown={items.length} />
      <div className="mt-4 grid gap-4">
        {unrecorded.total > 0 && <UnrecordedVersions slug={slug} {...unrecorded} mayWrite={mayWrite} />}
        {imports.length > 0 && <ImportList slug={slug} imports={imports} />}
      </div>
    </>
  );
}
