import { useTranslations } from "next-intl";
import { Tabs } from "@/components/ui/tabs";

const TABS = ["registry", "vendors", "models", "decisions", "triage", "catalogue"] as const;
export type RegistryTab = (typeof TABS)[number];

/** The parts of the registry, below the title of each. */
export function RegistryTabs({ current }: { current: RegistryTab }) {
  const t = useTranslations("registry.tabs");
  return <Tabs label={t("label")} tabs={TABS.map((tab) => ({ href: `/${tab}`, label: t(tab), isCurrent: tab === current }))} />;
}
