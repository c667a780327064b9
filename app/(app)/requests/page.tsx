import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { RequestFilters, RequestsTable } from "@/components/requests/requests-table";
import type { Address } from "@/components/ui/address";
import { PageHead } from "@/components/ui/page-head";
import { KeysetPager } from "@/components/ui/pager";
import { requireViewer } from "@/lib/auth/page";
import { listRequests } from "@/lib/registry/requests/queries";
import { requestPageSchema } from "@/lib/registry/requests/schema";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("requests.list"))("title") };
}

export default async function RequestsPage({ searchParams }: PageProps<"/requests">) {
  const [viewer, search, t, registry] = await Promise.all([
    requireViewer("/requests"),
    searchParams,
    getTranslations("requests.list"),
    getTranslations("registry"),
  ]);
  const list = requestPageSchema.parse({ ...search, cursor: search.after });
  const { items, next } = await listRequests(viewer, list);
  const address: Address = { path: "/requests", search };
  return (
    <>
      <PageHead title={t("title")} meta={t("lead")} crumbs={[{ href: "/registry", label: registry("title") }]} />
      <RequestFilters address={address} state={list.state} q={list.q} />
      <RequestsTable requests={items} address={address} isFiltered={list.q !== undefined || list.state !== "open"} />
      <KeysetPager address={address} next={next} shown={items.length} />
    </>
  );
}
