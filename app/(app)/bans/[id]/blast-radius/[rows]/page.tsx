import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { foundBanInWork } from "@/app/(app)/bans/[id]/found-ban";
import { RadiusFiltersShown } from "@/components/bans/blast-radius/radius-filters";
import { RadiusRows } from "@/components/bans/blast-radius/radius-rows";
import { type Address, firstOf, hrefWith } from "@/components/ui/address";
import { PageHead } from "@/components/ui/page-head";
import { KeysetPager } from "@/components/ui/pager";
import { requireViewer } from "@/lib/auth/page";
import { filterNames, radiusRows } from "@/lib/bans/blast-radius/rows/queries";
import { RADIUS_LIST_NAMES, radiusTableSchema } from "@/lib/bans/blast-radius/rows/schema";
import { now as clockNow } from "@/lib/clock";

type Props = PageProps<"/bans/[id]/blast-radius/[rows]">;

const listOf = (name: string) => RADIUS_LIST_NAMES.find((one) => one === name) ?? notFound();

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const [{ id, rows }, t] = await Promise.all([params, getTranslations("blast")]);
  return { title: `${t(`list.${listOf(rows)}`)} – ${id.toUpperCase()}` };
}

/** The rows behind one count of a blast radius. */
export default async function BlastRadiusRowsPage({ params, searchParams }: Props) {
  const [viewer, { id, rows }, search, t, tb] = await Promise.all([
    requireViewer("/bans/{id}/blast-radius/{rows}"),
    params,
    searchParams,
    getTranslations("blast"),
    getTranslations("bans"),
  ]);
  const list = listOf(rows);
  const ban = await foundBanInWork(viewer, id);
  const { cursor, limit, ...filters } = radiusTableSchema.parse({
    tool: firstOf(search.tool),
    team: firstOf(search.team),
    exact: firstOf(search.exact),
    mode: firstOf(search.mode),
    cursor: firstOf(search.after),
  });
  const [page, names] = await Promise.all([
    radiusRows(viewer, { banId: ban.id, content: ban.content, list, filters }, { cursor, limit }, clockNow()),
    filterNames(viewer, filters),
  ]);
  const path = `/bans/${ban.code}/blast-radius`;
  const address: Address = { path: `${path}/${list}`, search };
  const csvHref = hrefWith({ path: `/api/v1${path}/${list}`, search: {} }, { ...filters, format: "csv" });
  return (
    <>
      <PageHead
        title={t(`list.${list}`)}
        crumbs={[
          { href: "/bans", label: tb("list.title") },
          { href: `/bans/${ban.code}`, label: ban.code },
          { href: path, label: t("title") },
        ]}
        meta={t("rows.counted")}
      />
      <RadiusFiltersShown address={address} names={names} filters={filters} />
      <RadiusRows list={list} rows={page.items} address={address} csvHref={csvHref} />
      <KeysetPager address={address} next={page.next} shown={page.items.length} />
    </>
  );
}
