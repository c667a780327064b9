import { useTranslations } from "next-intl";
import { Tabs } from "@/components/ui/tabs";

const TABS = ["risk", "findings", "claims", "sources", "hygiene", "reviews"] as const;
export type RiskTab = (typeof TABS)[number];

/** The parts of risk, below the title of each. */
export function RiskTabs({ current }: { current: RiskTab }) {
  const t = useTranslations("risk.tabs");
  return <Tabs label={t("label")} tabs={TABS.map((tab) => ({ href: `/${tab}`, label: t(tab), isCurrent: tab === current }))} />;
}
