import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { AuditFilters } from "@/components/audit/audit-filters";
import { AuditTable } from "@/components/audit/audit-table";
import { type Address, hrefWith } from "@/components/ui/address";
import { LinkButton } from "@/components/ui/button";
import { PageHead } from "@/components/ui/page-head";
import { KeysetPager } from "@/components/ui/pager";
import { listAudit } from "@/lib/audit/queries";
import { auditListSchema } from "@/lib/audit/schema";
import { requireViewer } from "@/lib/auth/page";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("audit"))("title") };
}

export default async function AuditPage({ searchParams }: PageProps<"/audit">) {
  const [viewer, search, t] = await Promise.all([requireViewer("/audit"), searchParams, getTranslations("audit")]);
  const list = auditListSchema.catch({ limit: 50 }).parse({ ...search, cursor: search.after });
  const { items, next } = await listAudit(viewer, list);
  const address: Address = { path: "/audit", search };
  const exported = hrefWith({ path: "/api/v1/audit", search }, { after: null, cols: null, density: null, format: "csv" });
  return (
    <>
      <PageHead title={t("title")} meta={t("lead")} actions={<LinkButton href={exported}>{t("export")}</LinkButton>} />
      <AuditFilters address={address} list={list} />
      <AuditTable events={items} address={address} />
      <KeysetPager address={address} next={next} shown={items.length} />
    </>
  );
}
