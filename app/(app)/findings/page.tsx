import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { FindingsFilters } from "@/components/findings/findings-filters";
import { FindingsTable } from "@/components/findings/findings-table";
import { RiskTabs } from "@/components/risk/risk-tabs";
import { type Address, hrefWith } from "@/components/ui/address";
import { LinkButton } from "@/components/ui/button";
import { PageHead } from "@/components/ui/page-head";
import { KeysetPager } from "@/components/ui/pager";
import { requireViewer } from "@/lib/auth/page";
import { can } from "@/lib/auth/permissions";
import { now as clockNow } from "@/lib/clock";
import { countFindings, listFindings } from "@/lib/risk/findings/queries";
import { findingTableSchema } from "@/lib/risk/findings/schema";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("findings"))("title") };
}

export default async function FindingsPage({ searchParams }: PageProps<"/findings">) {
  const [viewer, search, t, exchange] = await Promise.all([
    requireViewer("/findings"),
    searchParams,
    getTranslations("findings"),
    getTranslations("exchange"),
  ]);
  const list = findingTableSchema.parse({ ...search, cursor: search.after });
  const { cursor: _cursor, limit: _limit, ...filters } = list;
  const now = clockNow();
  const [{ items, next }, counted] = await Promise.all([listFindings(viewer, list, now), countFindings(viewer, filters, now)]);
  const address: Address = { path: "/findings", search };
  const csvHref = hrefWith({ path: "/api/v1/findings", search: {} }, { ...filters, format: "csv" });
  return (
    <>
      <PageHead
        title={t("title")}
        meta={t("lead")}
        actions={
          <>
            <LinkButton href="/findings/import">{exchange("open")}</LinkButton>
            {can(viewer, "risk:write") && (
              <LinkButton href="/findings/new" variant="primary">
                {t("add")}
              </LinkButton>
            )}
          </>
        }
      />
      <RiskTabs current="findings" />
      <FindingsFilters address={address} filters={filters} />
      <FindingsTable findings={items} counted={counted} address={address} csvHref={csvHref} now={now} />
      <KeysetPager address={address} next={next} shown={items.length} />
    </>
  );
}
