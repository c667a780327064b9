import { useTranslations } from "next-intl";
import { Tabs } from "@/components/ui/tabs";
import { can } from "@/lib/auth/permissions";
import type { Viewer } from "@/lib/auth/viewer";
import type { BanDetail } from "@/lib/bans/queries";

const BAN_TABS = ["compliance", "people", "confirmations", "covers", "exceptions", "versions", "record"] as const;
export type BanTab = (typeof BAN_TABS)[number];

/** Parts with a page of their own; the others are views of the ban's page. */
const OWN_PAGE: readonly BanTab[] = ["people", "confirmations", "exceptions", "versions", "record"];

/** A ban that was never published has nothing to follow; the record is for those who read every ban. */
export function banTabsFor(viewer: Viewer, { publishedAt }: Pick<BanDetail, "publishedAt">): BanTab[] {
  return BAN_TABS.filter((tab) => {
    if (tab === "record") return can(viewer, "bans:record");
    return tab === "covers" || tab === "versions" || publishedAt !== null;
  });
}

/** `shown` leaves out what the viewer may not read, or what a ban that was never published does not have. */
export function BanTabs({ code, current, shown }: { code: string; current: BanTab; shown: readonly BanTab[] }) {
  const t = useTranslations("bans.page.tabs");
  const base = `/bans/${code}`;
  const href = (tab: BanTab) => (tab === "compliance" ? base : OWN_PAGE.includes(tab) ? `${base}/${tab}` : `${base}?tab=${tab}`);
  return <Tabs label={t("label")} tabs={shown.map((tab) => ({ href: href(tab), label: t(tab), isCurrent: tab === current }))} />;
}
