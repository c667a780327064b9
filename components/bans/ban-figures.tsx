import Link from "next/link";
import { useTranslations } from "next-intl";
import type { Tone } from "@/components/ui/glyph";
import { Metric, MetricStrip } from "@/components/ui/metric";
import { Panel } from "@/components/ui/panel";
import { type Segment, StackedBar } from "@/components/ui/stacked-bar";
import { When } from "@/components/ui/when";
import type { AskedDuty } from "@/lib/bans/schema";
import type { ObligationState } from "@/prisma/generated/enums";

/** Obligations of one duty by state. `contradicted` and `reappeared` are parts of the states, not states. */
export type StateCounts = Record<
  "installed" | "unknown" | "stated" | "proved" | "notAffected" | "excepted" | "contradicted" | "reappeared",
  number
>;

export const STATE_TONES = {
  INSTALLED: "due",
  STATED: "limits",
  UNKNOWN: "review",
  EXCEPTED: "exempt",
  PROVED: "ok",
  NOT_AFFECTED: "done",
} as const satisfies Record<ObligationState, Tone>;

export function totalOf({ installed, unknown, stated, proved, notAffected, excepted }: StateCounts): number {
  return installed + unknown + stated + proved + notAffected + excepted;
}

type Props = { code: string; duty: AskedDuty; counts: StateCounts; asOf: Date /** The deadline has passed. */; isOver: boolean };

/** Where a duty stands: every number of how many, as of when, and the way to its rows. What is not known stands apart. */
export function BanFigures({ code, duty, counts, asOf, isOver }: Props) {
  const t = useTranslations("bans.page");
  const total = totalOf(counts);
  const rows = (filter: string) => `/bans/${code}/people?duty=${duty}&${filter}`;
  const unproved = counts.stated + counts.unknown;
  return (
    <Panel
      title={t("figures")}
      aside={
        <>
          {t("asOf")} <When at={asOf} kind="dateTime" />
        </>
      }
    >
      <MetricStrip>
        <Metric
          label={t(isOver ? "overdue" : "left")}
          value={counts.installed}
          of={total}
          href={rows("state=INSTALLED")}
          tone={isOver ? "overdue" : "due"}
          note={
            counts.contradicted > 0 && (
              <Link href={rows("flag=contradicted")} className="link">
                {t("stillFound", { n: counts.contradicted })}
              </Link>
            )
          }
        />
        <Metric
          label={t("cleared")}
          value={counts.proved + counts.notAffected}
          of={total}
          href={rows("state=PROVED&state=NOT_AFFECTED")}
          tone="ok"
          note={t("clearedNote", { proved: counts.proved, never: counts.notAffected })}
        />
        <Metric label={t("checking")} value={counts.stated} of={total} href={rows("state=STATED")} tone="limits" />
        <Metric label={t("exempt")} value={counts.excepted} of={total} href={rows("state=EXCEPTED")} tone="exempt" />
        <Metric label={t("unknown")} value={counts.unknown} of={total} href={rows("state=UNKNOWN")} tone="review" note={t("unknownNote")} />
        {isOver && <Metric label={t("unproved")} value={unproved} of={total} href={rows("state=STATED&state=UNKNOWN")} tone="review" />}
      </MetricStrip>
      <div className="mt-4">
        <StackedBar
          label={t("bar")}
          segments={segmentsOf(
            counts,
            (state) => t(`state.${state}`),
            (state) => rows(`state=${state}`),
          )}
        />
      </div>
    </Panel>
  );
}

/** The states as parts of one bar, the open ones first. */
export function segmentsOf(
  counts: StateCounts,
  words: (state: ObligationState) => string,
  href?: (state: ObligationState) => string,
): Segment[] {
  const values: [ObligationState, number][] = [
    ["INSTALLED", counts.installed],
    ["UNKNOWN", counts.unknown],
    ["STATED", counts.stated],
    ["EXCEPTED", counts.excepted],
    ["PROVED", counts.proved],
    ["NOT_AFFECTED", counts.notAffected],
  ];
  return values.map(([state, value]) => ({
    key: state,
    label: words(state),
    value,
    tone: STATE_TONES[state],
    ...(href && { href: href(state) }),
  }));
}
