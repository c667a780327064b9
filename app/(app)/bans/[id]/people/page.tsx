import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { foundBan } from "@/app/(app)/bans/[id]/found-ban";
import { BanHead } from "@/components/bans/ban-head";
import { BanPeople } from "@/components/bans/ban-people";
import { BanPeopleFilters } from "@/components/bans/ban-people-filters";
import { BanTabs, banTabsFor } from "@/components/bans/ban-tabs";
import { type Address, firstOf, hrefWith } from "@/components/ui/address";
import { KeysetPager } from "@/components/ui/pager";
import { requireViewer } from "@/lib/auth/page";
import { inLanguage } from "@/lib/bans/rules";
import { now as clockNow } from "@/lib/clock";
import { banObligations } from "@/lib/compliance/rows/queries";
import { obligationsSchema } from "@/lib/compliance/schema";
import { getTeam } from "@/lib/people/queries";

type Props = PageProps<"/bans/[id]/people">;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const [viewer, { id }, t] = await Promise.all([requireViewer("/bans/{id}/people"), params, getTranslations("bans.people")]);
  const ban = await foundBan(viewer, id);
  return { title: t("title", { title: inLanguage(ban.content.title, viewer.locale) }) };
}

/** The rows behind every number of a ban. */
export default async function BanPeoplePage({ params, searchParams }: Props) {
  const [viewer, { id }, search] = await Promise.all([requireViewer("/bans/{id}/people"), params, searchParams]);
  const ban = await foundBan(viewer, id);
  if (!ban.publishedAt) notFound();
  const now = clockNow();
  const { duty, state, flag, team, q, after } = search;
  const asked = { duty, state, flag, team, q: firstOf(q) || undefined, cursor: firstOf(after) };
  const query = obligationsSchema.safeParse(asked).data ?? obligationsSchema.parse({});
  const [page, chosenTeam] = await Promise.all([
    banObligations(viewer, ban.id, query, now),
    query.team ? getTeam(viewer, query.team) : null,
  ]);
  const kinds = ban.duties.map(({ kind }) => kind);
  const shown = { ...query, duty: query.duty ?? (kinds.includes("UNINSTALL") ? "UNINSTALL" : kinds[0]) };
  const { cursor: _cursor, limit: _limit, ...filters } = shown;
  const csvHref = hrefWith({ path: `/api/v1/bans/${ban.code}/people`, search: {} }, { ...filters, format: "csv" });
  const address: Address = { path: `/bans/${ban.code}/people`, search };
  return (
    <>
      <BanHead ban={ban} locale={viewer.locale} now={now} />
      <BanTabs code={ban.code} current="people" shown={banTabsFor(viewer, ban)} />
      <BanPeopleFilters address={address} query={shown} kinds={kinds} team={chosenTeam} />
      <BanPeople rows={page.items} address={address} zone={ban.zone} now={ban.endedAt ?? now} csvHref={csvHref} />
      <KeysetPager address={address} next={page.next} shown={page.items.length} />
    </>
  );
}
