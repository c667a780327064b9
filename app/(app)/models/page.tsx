import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { FamiliesFilters } from "@/components/models/families-filters";
import { FamiliesTable } from "@/components/models/families-table";
import { RegistryTabs } from "@/components/registry/registry-tabs";
import type { Address } from "@/components/ui/address";
import { LinkButton } from "@/components/ui/button";
import { PageHead } from "@/components/ui/page-head";
import { KeysetPager } from "@/components/ui/pager";
import { requireViewer } from "@/lib/auth/page";
import { can } from "@/lib/auth/permissions";
import { familyVendors, listFamilies } from "@/lib/registry/models/queries";
import { familyTableSchema } from "@/lib/registry/models/schema";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("models"))("title") };
}

export default async function ModelsPage({ searchParams }: PageProps<"/models">) {
  const [viewer, search, t] = await Promise.all([requireViewer("/models"), searchParams, getTranslations("models")]);
  const list = familyTableSchema.parse({ ...search, cursor: search.after });
  const [{ items, next }, vendors] = await Promise.all([listFamilies(viewer, list), familyVendors(viewer)]);
  const address: Address = { path: "/models", search };
  return (
    <>
      <PageHead
        title={t("title")}
        meta={t("lead")}
        actions={
          can(viewer, "registry:write") && (
            <>
              <LinkButton href="/models/access/new">{t("recordAccess")}</LinkButton>
              <LinkButton href="/models/new" variant="primary">
                {t("newFamily")}
              </LinkButton>
            </>
          )
        }
      />
      <RegistryTabs current="models" />
      <FamiliesFilters address={address} list={list} vendors={vendors} />
      <FamiliesTable families={items} address={address} />
      <KeysetPager address={address} next={next} shown={items.length} />
    </>
  );
}
