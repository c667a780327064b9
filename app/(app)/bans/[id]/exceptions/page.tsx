import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { foundBan } from "@/app/(app)/bans/[id]/found-ban";
import { BanHead } from "@/components/bans/ban-head";
import { BanTabs, banTabsFor } from "@/components/bans/ban-tabs";
import { ExceptionMetrics } from "@/components/exceptions/exception-metrics";
import { ExceptionFilters, ExceptionsTable } from "@/components/exceptions/exceptions-table";
import { type Address, hrefWith } from "@/components/ui/address";
import { LinkButton } from "@/components/ui/button";
import { KeysetPager } from "@/components/ui/pager";
import { requireViewer } from "@/lib/auth/page";
import { exceptionMetrics, exceptionPolicy, listExceptions } from "@/lib/bans/exceptions/queries";
import { exceptionTableSchema } from "@/lib/bans/exceptions/schema";
import { now as clockNow } from "@/lib/clock";

type Props = PageProps<"/bans/[id]/exceptions">;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const [viewer, { id }, t] = await Promise.all([requireViewer("/bans/{id}/exceptions"), params, getTranslations("exceptions.ban")]);
  const ban = await foundBan(viewer, id);
  return { title: t("title", { code: ban.code }) };
}

/** The exceptions of one ban, on what terms they are given, and how they stand. */
export default async function BanExceptionsPage({ params, searchParams }: Props) {
  const [viewer, { id }, search, t] = await Promise.all([
    requireViewer("/bans/{id}/exceptions"),
    params,
    searchParams,
    getTranslations("exceptions"),
  ]);
  const ban = await foundBan(viewer, id);
  const now = clockNow();
  const list = exceptionTableSchema.parse({ ...search, state: search.state ?? "all", ban: ban.code, cursor: search.after });
  const { cursor: _cursor, limit: _limit, ...filters } = list;
  const [{ items, next }, metrics, found] = await Promise.all([
    listExceptions(viewer, list, now),
    exceptionMetrics(viewer, ban.id, now),
    exceptionPolicy(viewer, ban.id),
  ]);
  const policy = found ?? notFound();
  const address: Address = { path: `/bans/${ban.code}/exceptions`, search };
  const { contact, maxDays: days, decideWithinHours: hours } = policy;
  return (
    <>
      <BanHead ban={ban} locale={viewer.locale} now={now} />
      <BanTabs code={ban.code} current="exceptions" shown={banTabsFor(viewer, ban)} />
      <div className="mb-5 flex flex-wrap items-center justify-between gap-3">
        <p className="max-w-[68ch]">{policy.allowed ? t("ban.open", { contact, days, hours }) : t("ban.closed", { contact })}</p>
        {policy.allowed && ban.status === "PUBLISHED" && (
          <LinkButton href={`/exceptions/new?ban=${ban.code}`}>{t("request.link")}</LinkButton>
        )}
      </div>
      <div className="mb-5">
        <ExceptionMetrics metrics={metrics} address={address} now={now} />
      </div>
      <ExceptionFilters address={address} filters={filters} hasBan={false} />
      <ExceptionsTable
        exceptions={items}
        address={address}
        filters={filters}
        csvHref={hrefWith({ path: "/api/v1/exceptions", search: {} }, { ...filters, ban: ban.code, format: "csv" })}
        now={now}
        hasBan={false}
      />
      <KeysetPager address={address} next={next} shown={items.length} />
    </>
  );
}
