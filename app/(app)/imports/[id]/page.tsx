import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getFormatter, getLocale, getTranslations } from "next-intl/server";
import { ConfirmAbsent } from "@/components/inventory/confirm-absent";
import { ImportCounts } from "@/components/inventory/import-counts";
import { ImportFacts } from "@/components/inventory/import-facts";
import { importName } from "@/components/inventory/import-name";
import { ImportStatus } from "@/components/inventory/import-status";
import { RemarksTable } from "@/components/inventory/remarks-table";
import type { Address } from "@/components/ui/address";
import { LinkButton } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { PageHead } from "@/components/ui/page-head";
import { Panel } from "@/components/ui/panel";
import { DEFAULT_LOCALE, isLocale } from "@/i18n/config";
import { requireViewer } from "@/lib/auth/page";
import { can } from "@/lib/auth/permissions";
import type { Viewer } from "@/lib/auth/viewer";
import { sentenceOf } from "@/lib/http/sentences";
import { getImport, type Remark } from "@/lib/inventory/imports/queries";
import { idParams } from "@/lib/inventory/schema";
import { absentToConfirm } from "@/lib/people/import/queries";

async function importOf(viewer: Viewer, params: unknown) {
  const parsed = idParams.safeParse(params);
  return parsed.success ? getImport(viewer, parsed.data.id) : null;
}

export async function generateMetadata({ params }: PageProps<"/imports/[id]">): Promise<Metadata> {
  const [found, t] = await Promise.all([importOf(await requireViewer("/imports/{id}"), await params), getTranslations("inventory")]);
  return { title: found ? t("imports.name", { id: String(found.id) }) : "" };
}

export default async function ImportPage({ params, searchParams }: PageProps<"/imports/[id]">) {
  const [viewer, parsed, search, t, format, language] = await Promise.all([
    requireViewer("/imports/{id}"),
    params,
    searchParams,
    getTranslations("inventory"),
    getFormatter(),
    getLocale(),
  ]);
  const locale = isLocale(language) ? language : DEFAULT_LOCALE;
  const found = (await importOf(viewer, parsed)) ?? notFound();
  const absent = can(viewer, "people:write") ? await absentToConfirm(viewer, found.id) : null;
  const address: Address = { path: `/imports/${found.id}`, search };
  const worded = (remarks: Remark[]) => remarks.map(({ reason, ...rest }) => ({ ...rest, reason: sentenceOf(reason, locale) }));
  const isRunning = found.status === "RECEIVING" || found.status === "MERGING";
  return (
    <>
      <PageHead
        title={t("imports.name", { id: format.number(found.id) })}
        crumbs={[{ href: "/imports", label: t("imports.title") }]}
        status={<ImportStatus status={found.status} />}
        meta={importName(found, t)}
      />
      <div className="grid gap-4">
        {found.error && (
          <Notice tone="banned" title={t("result.failed")}>
            {sentenceOf(found.error, locale)}
          </Notice>
        )}
        {isRunning && <Notice tone="review">{t("result.running")}</Notice>}
        {absent !== null && <ConfirmAbsent importId={found.id} absent={absent} />}
        <ImportCounts found={found} />
        <ImportFacts found={found} />
        <Panel title={t("result.rejects")} id="rejects" isFlush>
          {found.rejects.length === 0 ? (
            <p className="text-ink-2">{found.status === "DONE" ? t("result.noRejects") : "–"}</p>
          ) : (
            <div className="grid gap-3">
              {found.rejected > found.rejects.length && (
                <p className="text-ink-2">{t("result.first", { n: found.rejects.length, total: found.rejected })}</p>
              )}
              <RemarksTable caption={t("result.rejectsCaption")} remarks={worded(found.rejects)} address={address} />
            </div>
          )}
        </Panel>
        {found.warnings.length > 0 && (
          <Panel title={t("result.warnings")} isFlush>
            <RemarksTable caption={t("result.warningsCaption")} remarks={worded(found.warnings)} address={address} />
          </Panel>
        )}
        {(found.rejects.length > 0 || found.warnings.length > 0) && (
          <p>
            <LinkButton href={`/api/v1/imports/${found.id}/rejects`}>{t("result.download")}</LinkButton>
          </p>
        )}
      </div>
    </>
  );
}
