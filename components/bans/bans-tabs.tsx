import { useTranslations } from "next-intl";
import { Tabs } from "@/components/ui/tabs";
import { isUnlimited } from "@/lib/auth/permissions";
import type { Viewer } from "@/lib/auth/viewer";

const TABS = ["bans", "exceptions", "drift", "calendar"] as const;
export type BansTab = (typeof TABS)[number];

/** Scope drift and the calendar are for those who read every ban. */
export function bansTabsFor(viewer: Viewer): readonly BansTab[] {
  return isUnlimited(viewer, "bans:read") ? TABS : ["bans", "exceptions"];
}

/** What belongs to bans, below the title of each. `shown` leaves out what the viewer may not read. */
export function BansTabs({ current, shown = TABS }: { current: BansTab; shown?: readonly BansTab[] }) {
  const t = useTranslations("bans.tabs");
  return <Tabs label={t("label")} tabs={shown.map((tab) => ({ href: `/${tab}`, label: t(tab), isCurrent: tab === current }))} />;
}
