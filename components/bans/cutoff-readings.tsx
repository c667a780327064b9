import { useLocale, useTranslations } from "next-intl";
import { Facts } from "@/components/ui/facts";
import { When } from "@/components/ui/when";
import { dateWords, lastMinuteBefore } from "@/i18n/date-words";
import { cutoffOf, deadlineWarnings, noticeLength, type ResolvedDeadline, resolveDeadline, spanOf } from "@/lib/bans/deadlines/rules";
import type { DutyContent } from "@/lib/bans/duties/schema";

const ELSEWHERE = ["Asia/Shanghai", "Asia/Singapore", "Europe/London", "America/Los_Angeles"];

/** A cutoff in every way people read it: the first forbidden minute, the last allowed one, elsewhere, and how much time that leaves. */
export function CutoffReadings({ duties, now }: { duties: readonly DutyContent[]; now: Date }) {
  const t = useTranslations("bans.wizard.cutoff");
  const words = useTranslations("duties");
  const locale = useLocale();
  const cutoff = cutoffOf(duties);
  if (!cutoff) return null;
  const removal = duties.find(({ kind }) => kind === "UNINSTALL");
  const removeAt = removal && resolveDeadline(removal.deadlineLocal, removal.deadlineZone).at;
  const notice = noticeLength(now, cutoff.at, cutoff.zone);
  const first = duties.find((duty) => resolveDeadline(duty.deadlineLocal, duty.deadlineZone).at.getTime() === cutoff.at.getTime());
  const span = first?.mode === "LOCAL" ? spanOf(first.deadlineLocal) : null;
  const others = ELSEWHERE.filter((zone) => zone !== cutoff.zone);
  return (
    <div className="grid gap-3">
      <Facts
        facts={[
          { label: t("first"), value: <When at={cutoff.at} kind="deadline" zone={cutoff.zone} now={now} /> },
          { label: t("last"), value: <When at={cutoff.at} kind="lastUse" zone={cutoff.zone} /> },
          ...(removeAt && removeAt > cutoff.at
            ? [{ label: t("removeBy"), value: <When at={removeAt} kind="lastUse" zone={cutoff.zone} /> }]
            : []),
          span
            ? { label: words("wizard.modes.LOCAL"), value: <Span from={span.from} to={span.to} /> }
            : {
                label: t("elsewhere"),
                value: (
                  <ul>
                    {others.map((zone) => (
                      <li key={zone}>{dateWords(lastMinuteBefore(cutoff.at), "deadline", zone, locale)}</li>
                    ))}
                  </ul>
                ),
              },
          ...(notice
            ? [
                {
                  label: t("notice"),
                  value: t("length", { days: notice.days, hours: notice.hours, working: notice.workingDays, weekends: notice.weekends }),
                },
              ]
            : []),
        ]}
      />
      <ul className="grid gap-1 text-due">
        {duties
          .flatMap((duty) => noteOf(duty, t))
          .map((note) => (
            <li key={note}>{note}</li>
          ))}
        {deadlineWarnings(cutoff.at, cutoff.zone, now).map((warning) => (
          <li key={warning}>{t(`warning.${warning}`)}</li>
        ))}
      </ul>
    </div>
  );
}

/** From the first zone of the world that shows the time to the last. */
function Span({ from, to }: { from: Date; to: Date }) {
  const t = useTranslations("duties.wizard");
  return (
    <ul>
      <li>
        {t("first")} <When at={from} kind="dateTime" zone="UTC" /> UTC
      </li>
      <li>
        {t("last")} <When at={to} kind="dateTime" zone="UTC" /> UTC
      </li>
    </ul>
  );
}

/** What the clocks of the zone make of the time as it was written. */
function noteOf(
  { deadlineLocal, deadlineZone }: DutyContent,
  t: (key: "skipped" | "repeated", values: Record<string, string>) => string,
): string[] {
  const { note, local }: ResolvedDeadline = resolveDeadline(deadlineLocal, deadlineZone);
  const clock = (wall: string) => wall.slice(11);
  return note ? [t(note, { written: clock(deadlineLocal), meant: clock(local) })] : [];
}
