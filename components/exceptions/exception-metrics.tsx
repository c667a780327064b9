import { useTranslations } from "next-intl";
import { type Address, hrefWith } from "@/components/ui/address";
import { Metric, MetricStrip } from "@/components/ui/metric";
import { When } from "@/components/ui/when";
import type { ExceptionMetrics as Metrics } from "@/lib/bans/exceptions/queries";

const DAY = 86_400_000;

/** How the queue stands; every figure leads to its rows. */
export function ExceptionMetrics({ metrics, address, now }: { metrics: Metrics; address: Address; now: Date }) {
  const t = useTranslations("exceptions.metrics");
  const { active, waiting, late, oldestAt, averageDays, expiring, past } = metrics;
  const rows = (state: string) => hrefWith({ path: address.path, search: {} }, { state });
  const tenth = averageDays === null ? null : Math.round(averageDays * 10) / 10;
  return (
    <MetricStrip>
      <Metric
        label={t("waiting")}
        value={waiting}
        href={rows("waiting")}
        note={t("late", { n: late })}
        {...(late > 0 && { tone: "overdue" as const })}
      />
      <Metric
        label={t("oldest")}
        value={oldestAt === null ? null : Math.floor((now.getTime() - oldestAt.getTime()) / DAY)}
        {...(oldestAt && { note: <When at={oldestAt} kind="date" /> })}
      />
      <Metric label={t("days")} value={tenth} note={t("daysNote")} />
      <Metric label={t("active")} value={active} href={rows("holding")} />
      <Metric label={t("expiring")} value={expiring} href={rows("expiring")} />
      <Metric label={t("past")} value={past} note={t("pastNote")} {...(past > 0 && { tone: "overdue" as const, href: rows("expiring") })} />
    </MetricStrip>
  );
}
