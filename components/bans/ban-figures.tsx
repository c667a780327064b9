import Link from "next/link";
import { useTranslations } from "next-intl";
import type { Tone } from "@/components/ui/glyph";
import { Metric, MetricStrip } from "@/components/ui/metric";
import { Panel } from "@/components/ui/panel";
import { type Segment, StackedBar } from "@/components/ui/stacked-bar";
import { When } from "@/components/ui/when";
import type { DutyHeadline } from "@/lib/compliance/queries";
import type { Counts } from "@/lib/compliance/rules";
import type { ObligationState } from "@/prisma/generated/enums";

export const STATE_TONES = {
  INSTALLED: "due",
  STATED: "limits",
  UNKNOWN: "review",
  EXCEPTED: "exempt",
  PROVED: "ok",
  NOT_AFFECTED: "done",
} as const satisfies Record<ObligationState, Tone>;

type Props = { code: string; duty: DutyHeadline; asOf: Date };

/** Where a duty stands: every number of how many, as of when, and the way to its rows. What is not known stands apart. */
export function BanFigures({ code, duty: { kind, counts, headline, isPast }, asOf }: Props) {
  const t = useTranslations("bans.page");
  const rows = (filter: string) => `/bans/${code}/people?duty=${kind}&${filter}`;
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
          label={t(isPast ? "overdue" : "left")}
          value={headline.left}
          of={headline.of}
          href={rows("state=INSTALLED")}
          tone={isPast ? "overdue" : "due"}
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
          value={headline.cleared}
          of={headline.of}
          href={rows("state=PROVED&state=NOT_AFFECTED")}
          tone="ok"
          note={t("clearedNote", { proved: counts.proved, never: counts.notAffected })}
        />
        <Metric label={t("checking")} value={headline.checking} of={headline.of} href={rows("state=STATED")} tone="limits" />
        <Metric label={t("exempt")} value={headline.exempt} of={headline.of} href={rows("state=EXCEPTED")} tone="exempt" />
        <Metric
          label={t("unknown")}
          value={headline.notSeen}
          of={headline.total}
          href={rows("state=UNKNOWN")}
          tone="review"
          note={t("unknownNote")}
        />
        {isPast && (
          <Metric
            label={t("unproved")}
            value={headline.checking + headline.notSeen}
            of={headline.total}
            href={rows("state=STATED&state=UNKNOWN")}
            tone="review"
          />
        )}
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
  counts: Counts,
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
