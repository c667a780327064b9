import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { PeopleFilters } from "@/components/people/people-filters";
import { PeopleTable } from "@/components/people/people-table";
import type { Address } from "@/components/ui/address";
import { LinkButton } from "@/components/ui/button";
import { PageHead } from "@/components/ui/page-head";
import { KeysetPager } from "@/components/ui/pager";
import { requireViewer } from "@/lib/auth/page";
import { can } from "@/lib/auth/permissions";
import { listPeople } from "@/lib/people/queries";
import { peopleListSchema } from "@/lib/people/schema";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("people"))("title") };
}

export default async function PeoplePage({ searchParams }: PageProps<"/people">) {
  const [viewer, search, t] = await Promise.all([requireViewer("/people"), searchParams, getTranslations("people")]);
  const list = peopleListSchema.catch({ limit: 50 }).parse({ ...search, cursor: search.after });
  const { items, next } = await listPeople(viewer, list);
  const address: Address = { path: "/people", search };
  return (
    <>
      <PageHead
        title={t("title")}
        actions={
          can(viewer, "people:write") && (
            <LinkButton href="/people/import" variant="primary">
              {t("import")}
            </LinkButton>
          )
        }
      />
      <PeopleFilters address={address} list={list} />
      <PeopleTable people={items} address={address} />
      <KeysetPager address={address} next={next} shown={items.length} />
    </>
  );
}
