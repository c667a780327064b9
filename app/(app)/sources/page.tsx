import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { RiskTabs } from "@/components/risk/risk-tabs";
import { SourcesFilters } from "@/components/sources/sources-filters";
import { SourcesTable } from "@/components/sources/sources-table";
import { type Address, firstOf, hrefWith } from "@/components/ui/address";
import { LinkButton } from "@/components/ui/button";
import { PageHead } from "@/components/ui/page-head";
import { KeysetPager } from "@/components/ui/pager";
import { requireViewer } from "@/lib/auth/page";
import { can } from "@/lib/auth/permissions";
import { listSources } from "@/lib/risk/sources/queries";
import { sourceTableSchema } from "@/lib/risk/sources/schema";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("sources"))("title") };
}

export default async function SourcesPage({ searchParams }: PageProps<"/sources">) {
  const [viewer, search, t] = await Promise.all([requireViewer("/sources"), searchParams, getTranslations("sources")]);
  const filters = sourceTableSchema.parse(search);
  const { items, next } = await listSources(viewer, { ...filters, cursor: firstOf(search.after), limit: 50 });
  const address: Address = { path: "/sources", search };
  const csvHref = hrefWith({ path: "/api/v1/sources", search: {} }, { ...filters, format: "csv" });
  return (
    <>
      <PageHead
        title={t("title")}
        meta={t("lead")}
        actions={
          can(viewer, "risk:write") && (
            <LinkButton href="/sources/new" variant="primary">
              {t("add")}
            </LinkButton>
          )
        }
      />
      <RiskTabs current="sources" />
      <SourcesFilters address={address} filters={filters} />
      <SourcesTable sources={items} address={address} csvHref={csvHref} />
      <KeysetPager address={address} next={next} shown={items.length} />
    </>
  );
}
