import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { BansTable } from "@/components/bans/bans-table";
import { BansTabs, bansTabsFor } from "@/components/bans/bans-tabs";
import { ActionForm } from "@/components/ui/action-form";
import type { Address } from "@/components/ui/address";
import { PageHead } from "@/components/ui/page-head";
import { KeysetPager } from "@/components/ui/pager";
import { SwitchLinks } from "@/components/ui/switch-links";
import { requireViewer } from "@/lib/auth/page";
import { can } from "@/lib/auth/permissions";
import { listBans } from "@/lib/bans/queries";
import { banListSchema } from "@/lib/bans/schema";
import { now as clockNow } from "@/lib/clock";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("bans"))("list.title") };
}

const TABS = ["running", "open", "over", "all"] as const;

export default async function BansPage({ searchParams }: PageProps<"/bans">) {
  const [viewer, search, t] = await Promise.all([requireViewer("/bans"), searchParams, getTranslations("bans.list")]);
  const tab = TABS.find((one) => one === search.state) ?? "running";
  const list = banListSchema.catch({ limit: 50 }).parse({ state: tab === "all" ? undefined : tab, cursor: search.after });
  const { items, next } = await listBans(viewer, list);
  const address: Address = { path: "/bans", search };
  const newBan = can(viewer, "bans:write") && <ActionForm action="/api/v1/bans" submit={t("new")} isInline />;
  const shown = TABS.filter((one) => one !== "open" || can(viewer, "bans:write") || can(viewer, "bans:approve"));
  return (
    <>
      <PageHead title={t("title")} actions={newBan} />
      <BansTabs current="bans" shown={bansTabsFor(viewer)} />
      <SwitchLinks
        label={t("states.label")}
        links={shown.map((one) => ({
          href: one === "running" ? "/bans" : `/bans?state=${one}`,
          label: t(`states.${one}`),
          isCurrent: one === tab,
        }))}
      />
      <BansTable bans={items} state={tab} address={address} now={clockNow()} />
      <KeysetPager address={address} next={next} shown={items.length} />
    </>
  );
}
