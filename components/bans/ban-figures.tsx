import Link from "next/link";
import { useTranslations } from "next-intl";
import type { Tone } from "@/components/ui/glyph";
import { Metric, MetricStrip } from "@/components/ui/metric";
import { Panel } from "@/components/ui/panel";
import { type Segment, StackedBar } from "@/components/ui/stacked-bar";
import { When } from "@/components/ui/when";
import type { DutyHeadline } from "@/lib/compliance/queries";
import { type Counts, LEFT } from "@/lib/compliance/rules";
import type { DutyProof, ObligationState } from "@/prisma/generated/enums";

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
export function BanFigures({ code, duty, asOf }: Props) {
  const t = useTranslations("bans.page");
  const rows = (filter: string) => `/bans/${code}/people?duty=${duty.kind}&${filter}`;
  const said = useStateWords(duty.proof);
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
        <Left duty={duty} rows={rows} />
        {duty.proof === "INVENTORY" ? <Seen duty={duty} rows={rows} /> : <Said duty={duty} rows={rows} />}
        {duty.headline.unproved > 0 && (
          <Metric
            label={t("unproved")}
            value={duty.headline.unproved}
            of={duty.headline.total}
            href={rows("flag=unproved")}
            tone="review"
          />
        )}
      </MetricStrip>
      <div className="mt-4">
        <StackedBar label={t("bar")} segments={segmentsOf(duty.counts, said, (state) => rows(`state=${state}`), duty.proof)} />
      </div>
    </Panel>
  );
}

type PartProps = { duty: DutyHeadline; rows: (filter: string) => string };

/** People of other teams and zones may have other dates: then only some of those left are overdue. */
function Left({ duty: { proof, headline, isPast }, rows }: PartProps) {
  const t = useTranslations("bans.page");
  const isAllLate = isPast && headline.overdue === headline.left;
  return (
    <Metric
      label={t(isAllLate ? "overdue" : proof === "INVENTORY" ? "left" : "open")}
      value={headline.left}
      of={headline.of}
      href={rows(`state=${LEFT[proof]}`)}
      tone={isAllLate ? "overdue" : "due"}
      note={
        <span className="flex flex-wrap gap-x-3">
          {!isAllLate && headline.overdue > 0 && (
            <Link href={rows("flag=overdue")} className="link">
              {t("overdueNote", { n: headline.overdue })}
            </Link>
          )}
          {headline.stillFound > 0 && (
            <Link href={rows("flag=contradicted")} className="link">
              {t("stillFound", { n: headline.stillFound })}
            </Link>
          )}
        </span>
      }
    />
  );
}

/** What inventories see. */
function Seen({ duty: { headline }, rows }: PartProps) {
  const t = useTranslations("bans.page");
  return (
    <>
      <Metric
        label={t("cleared")}
        value={headline.cleared}
        of={headline.of}
        href={rows("state=PROVED&state=NOT_AFFECTED")}
        tone="ok"
        note={t("clearedNote", { proved: headline.proved, never: headline.notAffected })}
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
    </>
  );
}

/** What people say, and for records what a second person looked at. */
function Said({ duty: { proof, headline }, rows }: PartProps) {
  const t = useTranslations("bans.page");
  const done = proof === "STATEMENT" ? "state=STATED&state=PROVED" : "state=PROVED";
  return (
    <>
      <Metric label={t("done")} value={headline.cleared} of={headline.of} href={rows(done)} tone="ok" />
      {proof === "RECORD" && (
        <Metric label={t("said.RECORD")} value={headline.checking} of={headline.of} href={rows("state=STATED")} tone="limits" />
      )}
      <Metric label={t("exempt")} value={headline.exempt} of={headline.of} href={rows("state=EXCEPTED")} tone="exempt" />
    </>
  );
}

/** What the states of a duty are called: silence is unknown where inventories look, and simply left where people have to say it. */
export function useStateWords(proof: DutyProof): (state: ObligationState) => string {
  const t = useTranslations("bans.page");
  return (state) => {
    if (proof === "INVENTORY" || state === "INSTALLED" || state === "NOT_AFFECTED") return t(`state.${state}`);
    return state === "STATED" ? t(`said.${proof}`) : t(`said.${state}`);
  };
}

const SAID_TONES = { STATEMENT: { UNKNOWN: "due", STATED: "ok" }, RECORD: { UNKNOWN: "due", STATED: "limits" } } as const;

function toneOf(state: ObligationState, proof: DutyProof): Tone {
  if (proof !== "INVENTORY" && (state === "UNKNOWN" || state === "STATED")) return SAID_TONES[proof][state];
  return STATE_TONES[state];
}

/** The states as parts of one bar, the open ones first. */
export function segmentsOf(
  counts: Counts,
  words: (state: ObligationState) => string,
  href?: (state: ObligationState) => string,
  proof: DutyProof = "INVENTORY",
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
    tone: toneOf(state, proof),
    ...(href && { href: href(state) }),
  }));
}
