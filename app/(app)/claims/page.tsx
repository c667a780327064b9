import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { ClaimsFilters } from "@/components/claims/claims-filters";
import { ClaimsTable } from "@/components/claims/claims-table";
import { RiskTabs } from "@/components/risk/risk-tabs";
import { type Address, firstOf, hrefWith } from "@/components/ui/address";
import { LinkButton } from "@/components/ui/button";
import { PageHead } from "@/components/ui/page-head";
import { KeysetPager } from "@/components/ui/pager";
import { requireViewer } from "@/lib/auth/page";
import { can } from "@/lib/auth/permissions";
import { listClaims } from "@/lib/risk/claims/queries";
import { claimTableSchema } from "@/lib/risk/claims/schema";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("claims"))("title") };
}

export default async function ClaimsPage({ searchParams }: PageProps<"/claims">) {
  const [viewer, search, t] = await Promise.all([requireViewer("/claims"), searchParams, getTranslations("claims")]);
  const filters = claimTableSchema.parse(search);
  const { items, next } = await listClaims(viewer, { ...filters, cursor: firstOf(search.after), limit: 50 });
  const address: Address = { path: "/claims", search };
  const csvHref = hrefWith({ path: "/api/v1/claims", search: {} }, { ...filters, disputed: filters.disputed?.toString(), format: "csv" });
  return (
    <>
      <PageHead
        title={t("title")}
        meta={t("lead")}
        actions={
          can(viewer, "risk:write") && (
            <LinkButton href="/claims/new" variant="primary">
              {t("add")}
            </LinkButton>
          )
        }
      />
      <RiskTabs current="claims" />
      <ClaimsFilters address={address} filters={filters} />
      <ClaimsTable claims={items} address={address} csvHref={csvHref} />
      <KeysetPager address={address} next={next} shown={items.length} />
    </>
  );
}
