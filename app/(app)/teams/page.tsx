import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { TeamsTable } from "@/components/teams/teams-table";
import type { Address } from "@/components/ui/address";
import { Field } from "@/components/ui/field";
import { FilterBar } from "@/components/ui/filter-bar";
import { PageHead } from "@/components/ui/page-head";
import { KeysetPager } from "@/components/ui/pager";
import { requireViewer } from "@/lib/auth/page";
import { listTeams } from "@/lib/people/queries";
import { teamListSchema } from "@/lib/people/schema";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("teams"))("title") };
}

export default async function TeamsPage({ searchParams }: PageProps<"/teams">) {
  const [viewer, search, t] = await Promise.all([requireViewer("/teams"), searchParams, getTranslations("teams")]);
  const list = teamListSchema.catch({ limit: 50 }).parse({ ...search, cursor: search.after });
  const { items, next } = await listTeams(viewer, list);
  const address: Address = { path: "/teams", search };
  return (
    <>
      <PageHead title={t("title")} meta={t("lead")} />
      <FilterBar address={address} names={["q"]} submit={t("apply")}>
        <Field name="q" type="search" label={t("filter")} defaultValue={list.q ?? ""} />
      </FilterBar>
      <TeamsTable teams={items} address={address} isFiltered={Boolean(list.q)} />
      <KeysetPager address={address} next={next} shown={items.length} />
    </>
  );
}
