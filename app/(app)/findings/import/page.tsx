import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import { EarlierImports } from "@/components/exchange/earlier-imports";
import { ExportPanel } from "@/components/exchange/export-panel";
import { ImportForm } from "@/components/exchange/import-form";
import { ImportReport } from "@/components/exchange/import-report";
import { RiskTabs } from "@/components/risk/risk-tabs";
import { firstOf } from "@/components/ui/address";
import { PageHead } from "@/components/ui/page-head";
import { DEFAULT_LOCALE, isLocale } from "@/i18n/config";
import { requireViewer } from "@/lib/auth/page";
import { can } from "@/lib/auth/permissions";
import type { Viewer } from "@/lib/auth/viewer";
import { sentenceOf } from "@/lib/http/sentences";
import { LARGEST_MEGABYTES } from "@/lib/risk/exchange/documents";
import { getFindingImport, latestFindingImports } from "@/lib/risk/exchange/queries";
import { importParams } from "@/lib/risk/exchange/schema";

const SHOWN_ROWS = 200;

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("exchange"))("title") };
}

async function reportAsked(viewer: Viewer, id: string | undefined) {
  if (id === undefined) return null;
  const parsed = importParams.safeParse({ id });
  return (parsed.success && (await getFindingImport(viewer, { ...parsed.data, most: SHOWN_ROWS }))) || notFound();
}

export default async function ImportFindingsPage({ searchParams }: PageProps<"/findings/import">) {
  const [viewer, search, t, language] = await Promise.all([
    requireViewer("/findings/import"),
    searchParams,
    getTranslations("exchange"),
    getLocale(),
  ]);
  const [report, imports] = await Promise.all([reportAsked(viewer, firstOf(search.report)), latestFindingImports(viewer)]);
  const locale = isLocale(language) ? language : DEFAULT_LOCALE;
  const rows = report?.rows.map(({ said, ...row }) => ({ ...row, said: said.map((one) => sentenceOf(one, locale)) })) ?? [];
  return (
    <>
      <PageHead title={t("title")} crumbs={[{ href: "/findings", label: t("findings") }]} meta={t("lead")} />
      <RiskTabs current="findings" />
      <div className="grid gap-5">
        {report && <ImportReport report={report} rows={rows} />}
        {can(viewer, "risk:write") && <ImportForm megabytes={LARGEST_MEGABYTES} />}
        <ExportPanel />
        <EarlierImports imports={imports} />
      </div>
    </>
  );
}
