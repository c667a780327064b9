import { useLocale, useTranslations } from "next-intl";
import { useId } from "react";
import { BurnDownDrawing } from "@/components/charts/burn-down-drawing";
import { type BurnDownData, NARROW, WIDE } from "@/components/charts/burn-down-shape";
import { BurnDownTable } from "@/components/charts/burn-down-table";
import { isLocale } from "@/i18n/config";
import { dateWords, zoneWords } from "@/i18n/date-words";

type Props = BurnDownData & {
  /** Flags under the axis and, numbered, in the list below: notice, reminder, found late, import gap. */
  events: readonly { at: Date; label: string }[];
  /** `title` names what is counted ("Devices left to clear"); `sentence` says what the picture says, for everyone. */
  labels: { title: string; sentence: string };
};

/** How many are left until the cutoff: actual, plan over working time, forecast with its range. The same numbers as a table below. */
export function BurnDown({ events, labels, ...data }: Props) {
  const t = useTranslations("ui.chart");
  const locale = useLocale();
  const id = useId();
  const shownEvents = events.map((event, index) => ({ ...event, number: index + 1 }));
  const zone = isLocale(locale) ? zoneWords(data.zone, locale) : data.zone;
  return (
    <figure className="chart-box m-0">
      <figcaption className="mb-2 max-w-[80ch]">{labels.sentence}</figcaption>
      <div className="chart-wide">
        <BurnDownDrawing data={data} events={shownEvents} labels={labels} frame={WIDE} id={`${id}w`} />
      </div>
      <div className="chart-narrow">
        <BurnDownDrawing data={data} events={shownEvents} labels={labels} frame={NARROW} id={`${id}n`} />
      </div>
      <Legend hasForecast={data.forecast !== null} hasScope={data.scope.length > 0} />
      {shownEvents.length > 0 && (
        <ol className="mt-2 flex flex-wrap gap-x-5 gap-y-1 text-table text-ink-2">
          {shownEvents.map(({ at, label, number }) => (
            <li key={number}>
              <span className="event-number">{number}</span> {dateWords(at, "short", data.zone, locale)} {label}
            </li>
          ))}
        </ol>
      )}
      <p className="mt-2 text-caption text-ink-3">{t("zone", { zone })}</p>
      <BurnDownTable data={data} caption={labels.title} />
    </figure>
  );
}

function Legend({ hasForecast, hasScope }: { hasForecast: boolean; hasScope: boolean }) {
  const t = useTranslations("ui.chart");
  const lines = [
    { key: "left", className: "left-line" },
    { key: "plan", className: "plan-line" },
    ...(hasForecast ? [{ key: "forecast", className: "forecast-line" } as const] : []),
    ...(hasScope ? [{ key: "scope", className: "scope-line" } as const] : []),
  ] as const;
  return (
    <ul className="mt-1 flex flex-wrap gap-x-5 gap-y-1 text-caption text-ink-2" aria-hidden="true">
      {lines.map(({ key, className }) => (
        <li key={key} className="flex items-center gap-2">
          <svg className="chart line-swatch" viewBox="0 0 28 8" aria-hidden="true">
            <path className={className} d="M1 4h26" />
          </svg>
          {t(key)}
        </li>
      ))}
    </ul>
  );
}
