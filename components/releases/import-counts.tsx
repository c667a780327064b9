import { useTranslations } from "next-intl";
import { Facts } from "@/components/ui/facts";
import { Metric, MetricStrip } from "@/components/ui/metric";
import { Panel } from "@/components/ui/panel";
import { When } from "@/components/ui/when";
import type { ReleaseImportDetail } from "@/lib/registry/releases/import/queries";

/** What one file changed, when and by whom. */
export function ImportCounts({ found: { added, updated, unchanged, rejected, at, by } }: { found: ReleaseImportDetail }) {
  const t = useTranslations("releases.result");
  const all = added + updated + unchanged + rejected;
  return (
    <>
      <MetricStrip>
        <Metric label={t("added")} value={added} of={all} />
        <Metric label={t("updated")} value={updated} of={all} />
        <Metric label={t("unchanged")} value={unchanged} of={all} />
        <Metric label={t("rejected")} value={rejected} of={all} {...(rejected > 0 && { tone: "due" as const, href: "#rejects" })} />
      </MetricStrip>
      <Panel>
        <Facts
          facts={[
            { label: t("at"), value: <When at={at} /> },
            { label: t("by"), value: by ?? "–" },
          ]}
        />
      </Panel>
    </>
  );
}
