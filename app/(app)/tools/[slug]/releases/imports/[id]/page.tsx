import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import { ImportCounts } from "@/components/releases/import-counts";
import { RejectTable } from "@/components/releases/reject-table";
import { LinkButton } from "@/components/ui/button";
import { PageHead } from "@/components/ui/page-head";
import { Panel } from "@/components/ui/panel";
import { DEFAULT_LOCALE, isLocale } from "@/i18n/config";
import { requireViewer } from "@/lib/auth/page";
import type { Viewer } from "@/lib/auth/viewer";
import { sentenceOf } from "@/lib/http/sentences";
import { getReleaseImport } from "@/lib/registry/releases/import/queries";
import { releaseImportParams } from "@/lib/registry/releases/import/schema";
import { toolNamed } from "../../asked-tool";

async function importNamed(viewer: Viewer, params: unknown) {
  const parsed = releaseImportParams.safeParse(params);
  if (!parsed.success) return null;
  const [tool, found] = await Promise.all([toolNamed(viewer, parsed.data.slug), getReleaseImport(viewer, parsed.data)]);
  return tool && found ? { tool, found } : null;
}

export async function generateMetadata({ params }: PageProps<"/tools/[slug]/releases/imports/[id]">): Promise<Metadata> {
  const [viewer, named, t] = await Promise.all([requireViewer("/tools/{slug}/releases/imports/{id}"), params, getTranslations("releases")]);
  return { title: (await importNamed(viewer, named)) ? t("result.title", { id: named.id }) : t("title") };
}

export default async function ReleaseImportPage({ params }: PageProps<"/tools/[slug]/releases/imports/[id]">) {
  const [viewer, named, t, language] = await Promise.all([
    requireViewer("/tools/{slug}/releases/imports/{id}"),
    params,
    getTranslations("releases"),
    getLocale(),
  ]);
  const { tool, found } = (await importNamed(viewer, named)) ?? notFound();
  const locale = isLocale(language) ? language : DEFAULT_LOCALE;
  const rejects = found.rejects.map(({ reason, ...rest }) => ({ ...rest, reason: sentenceOf(reason, locale) }));
  const base = `/tools/${tool.slug}/releases`;
  return (
    <>
      <PageHead
        title={t("result.title", { id: String(found.id) })}
        crumbs={[
          { href: "/registry", label: t("registry") },
          { href: `/tools/${tool.slug}`, label: tool.name },
          { href: base, label: t("title") },
        ]}
        meta={t("result.meta", {
          format: t(found.format === "npm" ? "result.format.npm" : "result.format.osv"),
          file: found.fileName ?? t("result.noFileName"),
        })}
      />
      <div className="grid gap-4">
        <ImportCounts found={found} />
        {found.format === "osv" && found.added > 0 && <p className="max-w-[68ch] text-ink-2">{t("result.osvNote")}</p>}
        <Panel title={t("result.rejects")} id="rejects" isFlush>
          {rejects.length === 0 ? (
            <p className="text-ink-2">{t("result.noRejects")}</p>
          ) : (
            <div className="grid gap-3">
              {found.rejected > rejects.length && (
                <p className="text-ink-2">{t("result.first", { shown: rejects.length, total: found.rejected })}</p>
              )}
              <RejectTable rejects={rejects} path={`${base}/imports/${found.id}`} />
            </div>
          )}
        </Panel>
        <p className="flex flex-wrap gap-2">
          <LinkButton href={base}>{t("result.toList")}</LinkButton>
          {rejects.length > 0 && <LinkButton href={`/api/v1${base}/imports/${found.id}/rejects`}>{t("result.download")}</LinkButton>}
        </p>
      </div>
    </>
  );
}
