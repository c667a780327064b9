import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { ReviewCounts } from "@/components/reviews/review-counts";
import { ReviewFilters } from "@/components/reviews/review-filters";
import { ReviewForm } from "@/components/reviews/review-form";
import { ReviewsTable } from "@/components/reviews/reviews-table";
import { RiskTabs } from "@/components/risk/risk-tabs";
import { type Address, hrefWith } from "@/components/ui/address";
import { LinkButton } from "@/components/ui/button";
import { PageHead } from "@/components/ui/page-head";
import { KeysetPager } from "@/components/ui/pager";
import { requireViewer } from "@/lib/auth/page";
import { can } from "@/lib/auth/permissions";
import { now as clockNow } from "@/lib/clock";
import { tomorrowOf } from "@/lib/registry/decisions/rules";
import { type ReviewCounts as Counts, classForReview, countReviews, countStaleAnswers, listReviews } from "@/lib/risk/reviews/queries";
import { type ReviewFilters as Filters, reviewTableSchema } from "@/lib/risk/reviews/schema";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("reviews"))("title") };
}

function shownOf(counts: Counts, { state }: Filters): number {
  const { overdue, due, later, none } = counts;
  if (state === "all") return overdue + due + later + none;
  return state === "waiting" ? overdue + due : counts[state];
}

/** What has to be looked at again; an officer marks a class as reviewed right here. */
export default async function ReviewsPage({ searchParams }: PageProps<"/reviews">) {
  const [viewer, search, t] = await Promise.all([requireViewer("/reviews"), searchParams, getTranslations("reviews")]);
  const { review, ...list } = reviewTableSchema.parse({ ...search, cursor: search.after });
  const { cursor: _cursor, limit: _limit, ...filters } = list;
  const now = clockNow();
  const mayWrite = can(viewer, "risk:write");
  const [{ items, next }, counts, stale, asked] = await Promise.all([
    listReviews(viewer, list, now),
    countReviews(viewer, { tool: filters.tool, kind: filters.kind }, now),
    countStaleAnswers(viewer, now),
    review && mayWrite ? classForReview(viewer, review, now) : null,
  ]);
  const address: Address = { path: "/reviews", search };
  const exported = hrefWith({ path: "/api/v1/reviews", search: {} }, { ...filters, format: "csv" });
  return (
    <>
      <PageHead
        title={t("title")}
        meta={<span className="max-w-[80ch]">{t("lead")}</span>}
        actions={<LinkButton href={exported}>{t("export")}</LinkButton>}
      />
      <RiskTabs current="reviews" />
      <div className="mb-5 grid gap-5">
        <ReviewCounts counts={counts} stale={stale} address={address} />
        {asked && <ReviewForm review={asked} tomorrow={tomorrowOf(now)} now={now} cancelHref={hrefWith(address, { review: null })} />}
        {review && mayWrite && !asked && <p>{t("form.unclassified", { tool: review })}</p>}
      </div>
      <ReviewFilters address={address} filters={filters} />
      <ReviewsTable items={items} total={shownOf(counts, filters)} address={address} mayWrite={mayWrite} />
      <KeysetPager address={address} next={next} shown={items.length} />
    </>
  );
}
