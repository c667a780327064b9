import Link from "next/link";
import { useLocale, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Panel } from "@/components/ui/panel";
import { When } from "@/components/ui/when";
import { dateWords } from "@/i18n/date-words";
import type { Lags } from "@/lib/risk/lags/queries";
import type { Lag, Moment, Witness } from "@/lib/risk/lags/rules";

type Props = Lags & { isFixConfirmed: boolean; today: string };

const DAY = 86_400_000;
const dayNumber = (day: string) => Date.parse(day) / DAY;

/** When each step happened and how long each part took. The words say everything; the drawing beside them shows the same on one scale. */
export function FindingLags({ moments, lags, isFixConfirmed, today }: Props) {
  const t = useTranslations("findings.lags");
  const days = [...moments.flatMap((moment) => moment.days.map(({ day }) => day)), ...lags.flatMap(({ from, to }) => [from, to])].sort();
  const [first, last] = [days[0] ?? today, days.at(-1) ?? today];
  const span = Math.max(1, dayNumber(last) - dayNumber(first));
  const at = (day: string) => ((dayNumber(day) - dayNumber(first)) / span) * 100;
  return (
    <Panel id="lags" title={t("title")}>
      <p className="mb-3 max-w-[80ch] text-ink-2">{t("lead")}</p>
      <ol aria-label={t("steps")} className="grid gap-2">
        {moments.map((moment) => (
          <Line key={moment.step} label={t(`step.${moment.step}`)} drawing={<Dots days={moment.days.map(({ day }) => at(day))} />}>
            <Said moment={moment} isFixConfirmed={isFixConfirmed} />
          </Line>
        ))}
      </ol>
      {lags.length > 0 && (
        <>
          <h3 className="mt-5 mb-2 font-semibold">{t("lags")}</h3>
          <ul className="grid gap-2">
            {lags.map((lag) => (
              <Line key={lag.gap} label={t(`gap.${lag.gap}`)} drawing={<Bar from={at(lag.from)} to={at(lag.to)} isOpen={lag.isRunning} />}>
                <span className="font-semibold">{lengthWords(lag, t)}</span>
              </Line>
            ))}
          </ul>
        </>
      )}
    </Panel>
  );
}

function lengthWords({ least, most, isRunning, gap }: Lag, t: ReturnType<typeof useTranslations<"findings.lags">>): string {
  if (most < 0) return t("before", { n: -most });
  if (isRunning) return least === most ? t("running", { n: most }) : t("runningBetween", { least, most });
  const key = gap === "unnoticed" ? "unnoticed" : "took";
  if (least === most) return t(key, { n: most });
  return least < 0 ? t("upTo", { most }) : t(`${key}Between`, { least, most });
}

function Line({ label, drawing, children }: { label: string; drawing: ReactNode; children: ReactNode }) {
  return (
    <li className="grid items-center gap-x-6 gap-y-1 border-t border-line pt-2 md:grid-cols-[9rem_minmax(0,1fr)_minmax(8rem,18rem)]">
      <span className="text-ink-2">{label}</span>
      <span className="min-w-0">{children}</span>
      {drawing}
    </li>
  );
}

function Said({ moment: { step, days }, isFixConfirmed }: { moment: Moment; isFixConfirmed: boolean }) {
  const t = useTranslations("findings.lags");
  const locale = useLocale();
  if (days.length === 0) return <span className="text-ink-2">{t(`unknown.${step}`)}</span>;
  const words = days.map(({ day }) => dateWords(new Date(day), "date", "UTC", locale));
  const either = new Intl.ListFormat(locale, { type: "disjunction" }).format(words);
  const isOpen = step === "fixed" && !isFixConfirmed;
  return (
    <span className="grid gap-0.5">
      <span>
        <span className="font-semibold">{days.length > 1 ? t("differ", { days: either }) : either}</span>
        {isOpen && ` · ${t("fixUnconfirmed")}`}
      </span>
      {days.map(({ day, by }, index) => (
        <span key={day} className="text-ink-2">
          {days.length > 1 && `${words[index]}: `}
          <Witnesses by={by} />
        </span>
      ))}
    </span>
  );
}

/** What a day is known from: claims lead to themselves, releases say their instant. */
function Witnesses({ by }: { by: readonly Witness[] }) {
  const t = useTranslations("findings.lags");
  return by.map((one, index) => (
    <span key={"claim" in one ? `C-${one.claim}` : one.version}>
      {index > 0 && " · "}
      {"claim" in one ? (
        <Link className="link" href={`/claims/${one.claim}`} prefetch={false}>
          C-{one.claim}
        </Link>
      ) : (
        t.rich("release", { version: one.version, when: () => <When at={one.at} zone="UTC" /> })
      )}
    </span>
  ));
}

/** Each day a mark; a line between them where sources differ. */
function Dots({ days }: { days: readonly number[] }) {
  return (
    <Track>
      {days.length > 1 && (
        <line x1={`${days[0]}%`} x2={`${days.at(-1)}%`} y1="8" y2="8" className="stroke-ink-2" strokeWidth="2" strokeDasharray="3 2" />
      )}
      {days.map((x) => (
        <circle key={x} cx={`${x}%`} cy="8" r="5" className="fill-ink" />
      ))}
    </Track>
  );
}

/** A length of time; one that is not over has an open end. */
function Bar({ from, to, isOpen }: { from: number; to: number; isOpen: boolean }) {
  const [left, right] = [Math.min(from, to), Math.max(from, to)];
  return (
    <Track>
      <rect
        x={`${left}%`}
        width={`${Math.max(1, right - left)}%`}
        y="3"
        height="10"
        rx="2"
        className="fill-ink-2"
        opacity={isOpen ? 0.5 : 1}
      />
    </Track>
  );
}

function Track({ children }: { children: ReactNode }) {
  return (
    <svg aria-hidden="true" className="block h-4 w-full overflow-visible px-1.5" focusable="false">
      <line x1="0" x2="100%" y1="8" y2="8" className="stroke-line" strokeWidth="1" />
      {children}
    </svg>
  );
}
