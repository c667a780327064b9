import { useFormatter, useLocale, useTranslations } from "next-intl";
import { type BurnDownData, type Frame, shapeOf, WIDE } from "@/components/charts/burn-down-shape";
import { dateWords } from "@/i18n/date-words";

type Props = {
  data: BurnDownData;
  events: readonly { at: Date; label: string; number: number }[];
  labels: { title: string; sentence: string };
  frame: Frame;
  id: string;
};

type Shape = ReturnType<typeof shapeOf>;

/** One size of the burn-down. Two are drawn, because a small copy of a large drawing has letters nobody can read. */
export function BurnDownDrawing({ data, events, labels, frame, id }: Props) {
  const shape = shapeOf(data, frame);
  const isWide = frame === WIDE;
  return (
    <svg className="chart" viewBox={`0 0 ${frame.width} ${frame.height}`} role="img" aria-labelledby={`${id}-title ${id}-desc`}>
      <title id={`${id}-title`}>{labels.title}</title>
      <desc id={`${id}-desc`}>{labels.sentence}</desc>
      <Ground shape={shape} zone={data.zone} isWide={isWide} />
      {shape.band && <path className="forecast-band" d={shape.band} />}
      {shape.scope && <path className="scope-line" d={shape.scope} />}
      {shape.plan && <path className="plan-line" d={shape.plan} />}
      {shape.forecast && <path className="forecast-line" d={shape.forecast} />}
      {shape.left && <path className="left-line" d={shape.left} />}
      <Cutoff shape={shape} data={data} isWide={isWide} />
      <Figures shape={shape} isWide={isWide} />
      {events.map(({ at, number }) => (
        <g key={number} transform={`translate(${shape.xOf(at)} ${shape.baseline})`}>
          <path className="flag" d="M0 1 4 8H-4Z" />
          <text y="36" className="middle faint">
            {number}
          </text>
        </g>
      ))}
    </svg>
  );
}

function Ground({ shape, zone, isWide }: { shape: Shape; zone: string; isWide: boolean }) {
  const t = useTranslations("ui.chart");
  const format = useFormatter();
  const locale = useLocale();
  const { ceiling, baseline, start, end } = shape;
  const room = (end - start) / Math.max(1, shape.days.length);
  const every = Math.max(1, Math.ceil((isWide ? 52 : 46) / room));
  return (
    <>
      {shape.weekends.map(({ x, width }) => (
        <g key={x}>
          <rect className="rest" x={x} y={ceiling} width={width} height={baseline - ceiling} />
          {width > 60 && (
            <text x={x + width / 2} y={baseline - 8} className="middle faint">
              {t("weekend")}
            </text>
          )}
        </g>
      ))}
      {shape.ticks.map(({ value, y }) => (
        <g key={value}>
          <line className={value === 0 ? "base" : "rule"} x1={start} x2={end} y1={y} y2={y} />
          <text x={start - 8} y={y + 4} className="end">
            {isWide ? format.number(value) : format.number(value, { notation: "compact" })}
          </text>
        </g>
      ))}
      {shape.days.map(({ at, x }, index) => (
        <g key={x}>
          <line className="base" x1={x} x2={x} y1={baseline} y2={baseline + 4} />
          {index % every === 0 && x < end - 12 && (
            <text x={x + 3} y={baseline + 18}>
              {axisWords(at, zone, locale, isWide)}
            </text>
          )}
        </g>
      ))}
    </>
  );
}

/** "Mon 6" where there is room, "6" with a word of the day in Chinese; the month stands in the list and the table. */
function axisWords(at: Date, zone: string, locale: string, isWide: boolean): string {
  const day = new Intl.DateTimeFormat("en", { timeZone: zone, day: "numeric" }).format(at);
  const weekday = new Intl.DateTimeFormat(locale, { timeZone: zone, weekday: "short" }).format(at);
  return locale === "en" ? `${weekday} ${day}` : isWide ? dateWords(at, "short", zone, locale) : `${day}日`;
}

function Cutoff({ shape, data, isWide }: { shape: Shape; data: BurnDownData; isWide: boolean }) {
  const t = useTranslations("ui.chart");
  const locale = useLocale();
  const { cutoffX: x, ceiling, baseline } = shape;
  const moment = `${dateWords(data.cutoff, "short", data.zone, locale)} ${dateWords(data.cutoff, "time", data.zone, locale)}`;
  // Beside the line where the frame leaves room for it; above it on small screens.
  return (
    <>
      <line className="cutoff-line" x1={x} x2={x} y1={isWide ? ceiling : ceiling - 8} y2={baseline} />
      <text x={isWide ? x + 7 : x} y={isWide ? ceiling + 10 : 12} className={isWide ? "strong halo" : "strong end"}>
        {t("cutoff")}
      </text>
      <text x={isWide ? x + 7 : x} y={isWide ? ceiling + 26 : 27} className={isWide ? "halo" : "end"}>
        {moment}
      </text>
    </>
  );
}

/** The two numbers people look for, beside the points they belong to. */
function Figures({ shape, isWide }: { shape: Shape; isWide: boolean }) {
  const t = useTranslations("ui.chart");
  const { current, forecastEnd, start, cutoffX, baseline } = shape;
  const isNearCutoff = current ? cutoffX - current.x < 96 && current.x <= cutoffX : false;
  const isLeftOfDot = current ? isNearCutoff && current.x - start > 96 : false;
  return (
    <>
      {forecastEnd && (
        <text
          x={isWide ? forecastEnd.x + 7 : forecastEnd.x - 7}
          y={Math.min(forecastEnd.y + (isWide ? 4 : -10), baseline - 6)}
          className={isWide ? "halo" : "halo end"}
        >
          {t("about", { n: Math.round(forecastEnd.left) })}
        </text>
      )}
      {current && (
        <>
          <circle className="now-dot" cx={current.x} cy={current.y} r="4.5" />
          <text
            x={isLeftOfDot ? current.x - 9 : current.x + 9}
            y={isLeftOfDot ? Math.min(current.y + 18, baseline - 6) : current.y - 8}
            className={isLeftOfDot ? "strong halo end" : "strong halo"}
          >
            {t("leftNow", { n: current.left })}
          </text>
        </>
      )}
    </>
  );
}
