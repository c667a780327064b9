import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { BansTabs, bansTabsFor } from "@/components/bans/bans-tabs";
import { ExceptionMetrics } from "@/components/exceptions/exception-metrics";
import { ExceptionFilters, ExceptionsTable } from "@/components/exceptions/exceptions-table";
import { type Address, hrefWith } from "@/components/ui/address";
import { LinkButton } from "@/components/ui/button";
import { PageHead } from "@/components/ui/page-head";
import { KeysetPager } from "@/components/ui/pager";
import { requireViewer } from "@/lib/auth/page";
import { can, isUnlimited } from "@/lib/auth/permissions";
import { exceptionMetrics, listExceptions } from "@/lib/bans/exceptions/queries";
import { exceptionTableSchema } from "@/lib/bans/exceptions/schema";
import { banCode } from "@/lib/bans/rules";
import { now as clockNow } from "@/lib/clock";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("exceptions"))("title") };
}

export default async function ExceptionsPage({ searchParams }: PageProps<"/exceptions">) {
  const [viewer, search, t] = await Promise.all([requireViewer("/exceptions"), searchParams, getTranslations("exceptions")]);
  const list = exceptionTableSchema.parse({ ...search, cursor: search.after });
  const { cursor: _cursor, limit: _limit, ...filters } = list;
  const now = clockNow();
  const [{ items, next }, metrics] = await Promise.all([listExceptions(viewer, list, now), exceptionMetrics(viewer, filters.ban, now)]);
  const address: Address = { path: "/exceptions", search };
  const asked = { ...filters, ban: filters.ban === undefined ? undefined : banCode(filters.ban) };
  return (
    <>
      <PageHead
        title={t("title")}
        meta={t(isUnlimited(viewer, "exceptions:read") ? "lead" : "leadOwn")}
        actions={<LinkButton href="/exceptions/new">{t("request.link")}</LinkButton>}
      />
      {can(viewer, "bans:read") && <BansTabs current="exceptions" shown={bansTabsFor(viewer)} />}
      <div className="mb-5">
        <ExceptionMetrics metrics={metrics} address={address} now={now} />
      </div>
      <ExceptionFilters address={address} filters={filters} />
      <ExceptionsTable
        exceptions={items}
        address={address}
        filters={filters}
        csvHref={hrefWith({ path: "/api/v1/exceptions", search: {} }, { ...asked, format: "csv" })}
        now={now}
      />
      <KeysetPager address={address} next={next} shown={items.length} />
    </>
  );
}
