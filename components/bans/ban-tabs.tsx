import { useTranslations } from "next-intl";
import { Tabs } from "@/components/ui/tabs";

export const BAN_TABS = ["compliance", "people", "covers", "record"] as const;
export type BanTab = (typeof BAN_TABS)[number];

/** `shown` leaves out what the viewer may not read, or what a ban that was never published does not have. */
export function BanTabs({ code, current, shown }: { code: string; current: BanTab; shown: readonly BanTab[] }) {
  const t = useTranslations("bans.page.tabs");
  const base = `/bans/${code}`;
  const href = (tab: BanTab) => (tab === "compliance" ? base : tab === "people" ? `${base}/people` : `${base}?tab=${tab}`);
  return <Tabs label={t("label")} tabs={shown.map((tab) => ({ href: href(tab), label: t(tab), isCurrent: tab === current }))} />;
}
