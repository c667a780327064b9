import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { ClassCountsBar, ClassFilters } from "@/components/risk/class-filters";
import { ClassProposals } from "@/components/risk/class-proposals";
import { ClassesTable } from "@/components/risk/classes-table";
import { RiskTabs } from "@/components/risk/risk-tabs";
import { SecondPerson } from "@/components/risk/second-person";
import { type Address, hrefWith } from "@/components/ui/address";
import { LinkButton } from "@/components/ui/button";
import { PageHead } from "@/components/ui/page-head";
import { KeysetPager } from "@/components/ui/pager";
import { requireViewer } from "@/lib/auth/page";
import { now as clockNow } from "@/lib/clock";
import { classFacets, countClasses, listClasses } from "@/lib/risk/classes/list/queries";
import { classTableSchema, SHOWN_CLASSES } from "@/lib/risk/classes/list/schema";
import { listProposals, waitingForSecond } from "@/lib/risk/classes/proposals/queries";

const MOST_PROPOSALS = 20;

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("classes"))("title") };
}

/** Every tool by the class that holds, and which changes of class wait for somebody to look. */
export default async function RiskPage({ searchParams }: PageProps<"/risk">) {
  const [viewer, search, t] = await Promise.all([requireViewer("/risk"), searchParams, getTranslations("classes")]);
  const list = classTableSchema.parse({ ...search, cursor: search.after });
  const { cursor: _cursor, limit: _limit, sort, ...filters } = list;
  const now = clockNow();
  const [{ items, next }, counts, facets, proposals, waiting] = await Promise.all([
    listClasses(viewer, list, now),
    countClasses(viewer, filters, now),
    classFacets(viewer),
    listProposals(viewer, { status: "OPEN", limit: MOST_PROPOSALS }),
    waitingForSecond(viewer),
  ]);
  const address: Address = { path: "/risk", search };
  const marks = Object.fromEntries(Object.entries(filters).map(([name, value]) => [name, value === undefined ? null : String(value)]));
  const exported = hrefWith({ path: "/api/v1/classifications", search: {} }, { ...marks, format: "csv" });
  const total = filters.class ? counts[filters.class] : SHOWN_CLASSES.reduce((sum, one) => sum + counts[one], 0);
  return (
    <>
      <PageHead
        title={t("title")}
        meta={t("lead")}
        actions={
          <>
            <LinkButton href="/risk/tables">{t("tablesLink")}</LinkButton>
            <LinkButton href={exported}>{t("export")}</LinkButton>
          </>
        }
      />
      <RiskTabs current="risk" />
      <div className="mb-5 grid gap-5 empty:hidden">
        <ClassProposals proposals={proposals.items} />
        <SecondPerson {...waiting} />
      </div>
      <ClassCountsBar address={address} filters={filters} counts={counts} />
      <ClassFilters address={address} filters={filters} facets={facets} />
      <ClassesTable rows={items} total={total} address={address} sort={sort} />
      <KeysetPager address={address} next={next} shown={items.length} />
    </>
  );
}
