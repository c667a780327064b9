import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { ImportsTable } from "@/components/inventory/imports-table";
import type { Address } from "@/components/ui/address";
import { LinkButton } from "@/components/ui/button";
import { PageHead } from "@/components/ui/page-head";
import { KeysetPager } from "@/components/ui/pager";
import { requireViewer } from "@/lib/auth/page";
import { can } from "@/lib/auth/permissions";
import { listImports } from "@/lib/inventory/imports/queries";
import { importListQuery } from "@/lib/inventory/schema";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("inventory"))("imports.title") };
}

export default async function ImportsPage({ searchParams }: PageProps<"/imports">) {
  const [viewer, search, t] = await Promise.all([requireViewer("/imports"), searchParams, getTranslations("inventory")]);
  const list = importListQuery.catch({ limit: 50 }).parse({ cursor: search.after });
  const { items, next } = await listImports(viewer, list);
  const address: Address = { path: "/imports", search };
  return (
    <>
      <PageHead
        title={t("imports.title")}
        meta={t("imports.lead")}
        actions={
          can(viewer, "inventory:write") && (
            <LinkButton href="/imports/new" variant="primary">
              {t("imports.new")}
            </LinkButton>
          )
        }
      />
      <ImportsTable imports={items} address={address} />
      <KeysetPager address={address} next={next} shown={items.length} />
    </>
  );
}
