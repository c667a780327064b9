import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { RegistryTabs } from "@/components/registry/registry-tabs";
import { type Address, firstOf, hrefWith } from "@/components/ui/address";
import { LinkButton } from "@/components/ui/button";
import { PageHead } from "@/components/ui/page-head";
import { KeysetPager } from "@/components/ui/pager";
import { VendorsFilters } from "@/components/vendors/vendors-filters";
import { VendorsTable } from "@/components/vendors/vendors-table";
import { requireViewer } from "@/lib/auth/page";
import { can } from "@/lib/auth/permissions";
import { listVendors, vendorCountries } from "@/lib/registry/vendors/queries";
import { vendorTableSchema } from "@/lib/registry/vendors/schema";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("vendors"))("title") };
}

export default async function VendorsPage({ searchParams }: PageProps<"/vendors">) {
  const [viewer, search, t] = await Promise.all([requireViewer("/vendors"), searchParams, getTranslations("vendors")]);
  const filters = vendorTableSchema.parse(search);
  const [{ items, next }, countries] = await Promise.all([
    listVendors(viewer, { ...filters, cursor: firstOf(search.after), limit: 50 }),
    vendorCountries(viewer),
  ]);
  const address: Address = { path: "/vendors", search };
  const csvHref = hrefWith({ path: "/api/v1/vendors", search: {} }, { ...filters, format: "csv" });
  return (
    <>
      <PageHead
        title={t("title")}
        meta={t("lead")}
        actions={
          can(viewer, "registry:write") && (
            <LinkButton href="/vendors/new" variant="primary">
              {t("add")}
            </LinkButton>
          )
        }
      />
      <RegistryTabs current="vendors" />
      <VendorsFilters address={address} filters={filters} countries={countries} />
      <VendorsTable vendors={items} address={address} csvHref={csvHref} />
      <KeysetPager address={address} next={next} shown={items.length} />
    </>
  );
}
