import { useTranslations } from "next-intl";
import { Metric, MetricStrip } from "@/components/ui/metric";
import type { ImportItem } from "@/lib/inventory/imports/queries";

/** What of an import counts. */
export function ImportCounts({ found }: { found: ImportItem }) {
  const t = useTranslations("inventory.result");
  const { kind, received, accepted, rejected, devices, matched, unmatched } = found;
  return (
    <MetricStrip>
      <Metric label={t("received")} value={received} />
      <Metric label={t("accepted")} value={accepted} of={received} />
      <Metric label={t("rejected")} value={rejected} of={received} {...(rejected > 0 && { tone: "due", href: "#rejects" })} />
      {kind === "INVENTORY" && (
        <>
          <Metric label={t("devices")} value={devices} />
          <Metric label={t("matched")} value={matched} of={matched + unmatched} />
          <Metric label={t("unmatched")} value={unmatched} of={matched + unmatched} note={t("unmatchedNote")} />
        </>
      )}
    </MetricStrip>
  );
}
