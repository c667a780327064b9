import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { verdictScope } from "@/app/(app)/registry/verdict-scope";
import { RegistryFilters } from "@/components/registry/registry-filters";
import { RegistryTable } from "@/components/registry/registry-table";
import { RegistryTabs } from "@/components/registry/registry-tabs";
import { type Address, hrefWith } from "@/components/ui/address";
import { LinkButton } from "@/components/ui/button";
import { PageHead } from "@/components/ui/page-head";
import { Pager } from "@/components/ui/pager";
import { requireViewer } from "@/lib/auth/page";
import { can } from "@/lib/auth/permissions";
import { now } from "@/lib/clock";
import { toolTableSchema } from "@/lib/registry/schema";
import { listTools, toolFacets } from "@/lib/registry/search/queries";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("registry"))("title") };
}

export default async function RegistryPage({ searchParams }: PageProps<"/registry">) {
  const [viewer, search, t, tools, requests] = await Promise.all([
    requireViewer("/registry"),
    searchParams,
    getTranslations("registry"),
    getTranslations("tools"),
    getTranslations("requests.list"),
  ]);
  const table = toolTableSchema.parse(search);
  const [{ rows, total, page }, facets] = await Promise.all([
    listTools(viewer, table, await verdictScope(viewer, null, now())),
    toolFacets(viewer, table.vendor),
  ]);
  const address: Address = { path: "/registry", search };
  const { page: _page, size: _size, ...filters } = table;
  const exported = hrefWith({ path: "/api/v1/tools", search: {} }, { ...filters, format: "csv" });
  return (
    <>
      <PageHead
        title={t("title")}
        meta={t("lead")}
        actions={
          <>
            <LinkButton href={exported}>{t("export")}</LinkButton>
            <LinkButton href="/requests">{requests("link")}</LinkButton>
            {can(viewer, "registry:write") && (
              <LinkButton href="/tools/new" variant="primary">
                {tools("add")}
              </LinkButton>
            )}
          </>
        }
      />
      <RegistryTabs current="registry" />
      <RegistryFilters address={address} table={table} facets={facets} />
      <RegistryTable tools={rows} total={total} address={address} sort={table.sort} countedAt={facets.countedAt} />
      <Pager address={address} page={page} pageSize={table.size} total={total} />
    </>
  );
}
