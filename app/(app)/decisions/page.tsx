import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { DecisionFilters } from "@/components/decisions/decision-filters";
import { DecisionsTable } from "@/components/decisions/decisions-table";
import { SensitiveTeams } from "@/components/decisions/sensitive-teams";
import { RegistryTabs } from "@/components/registry/registry-tabs";
import { type Address, hrefWith } from "@/components/ui/address";
import { LinkButton } from "@/components/ui/button";
import { PageHead } from "@/components/ui/page-head";
import { KeysetPager } from "@/components/ui/pager";
import { requireViewer } from "@/lib/auth/page";
import { now as clockNow } from "@/lib/clock";
import { countDecisions, listDecisions } from "@/lib/registry/decisions/queries";
import { decisionTableSchema } from "@/lib/registry/decisions/schema";
import { sensitiveTeams } from "@/lib/registry/sensitivity/queries";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("decisions"))("title") };
}

/** What holds, what is due to be looked at again, and where approvals from above do not count. */
export default async function DecisionsPage({ searchParams }: PageProps<"/decisions">) {
  const [viewer, search, t] = await Promise.all([requireViewer("/decisions"), searchParams, getTranslations("decisions")]);
  const list = decisionTableSchema.parse({ ...search, cursor: search.after });
  const { cursor: _cursor, limit: _limit, ...filters } = list;
  const now = clockNow();
  const [{ items, next }, counted, teams] = await Promise.all([
    listDecisions(viewer, list, now),
    countDecisions(viewer, filters, now),
    sensitiveTeams(viewer),
  ]);
  const address: Address = { path: "/decisions", search };
  const exported = hrefWith({ path: "/api/v1/decisions", search: {} }, { ...filters, format: "csv" });
  return (
    <>
      <PageHead title={t("title")} meta={t("lead")} actions={<LinkButton href={exported}>{t("export")}</LinkButton>} />
      <RegistryTabs current="decisions" />
      <DecisionFilters address={address} filters={filters} />
      <DecisionsTable decisions={items} counted={counted} address={address} now={now} />
      <KeysetPager address={address} next={next} shown={items.length} />
      <div className="mt-5">
        <SensitiveTeams teams={teams} />
      </div>
    </>
  );
}
