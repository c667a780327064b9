import { useTranslations } from "next-intl";
import { type Address, hrefWith } from "@/components/ui/address";
import { Metric, MetricStrip } from "@/components/ui/metric";
import type { ReviewCounts as Counts } from "@/lib/risk/reviews/queries";

/** How many there are of each state; and how many answers of the questionnaire are old. */
export function ReviewCounts({ counts, stale, address }: { counts: Counts; stale: number; address: Address }) {
  const t = useTranslations("reviews.counts");
  const href = (state: string) => hrefWith(address, { state, review: null });
  return (
    <MetricStrip>
      <Metric label={t("overdue")} value={counts.overdue} href={href("overdue")} tone="overdue" />
      <Metric label={t("due")} value={counts.due} href={href("due")} tone="due" />
      <Metric label={t("later")} value={counts.later} href={href("later")} />
      <Metric label={t("none")} value={counts.none} href={href("none")} />
      <Metric label={t("stale")} value={stale} note={t("staleHint")} />
    </MetricStrip>
  );
}
