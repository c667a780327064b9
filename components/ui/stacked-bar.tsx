import Link from "next/link";
import { useFormatter, useTranslations } from "next-intl";
import { Glyph, type Tone } from "@/components/ui/glyph";

export type Segment = { key: string; label: string; value: number; tone: Tone; href?: string };

/** Shares of one whole: a bar with dividers and a legend that prints every number. The legend says it all; the bar is decoration. */
export function StackedBar({ segments, label }: { segments: readonly Segment[]; label: string }) {
  const format = useFormatter();
  const t = useTranslations("ui");
  const total = segments.reduce((sum, { value }) => sum + value, 0);
  return (
    <div>
      <StackedBarLine segments={segments} />
      <ul aria-label={label} className="mt-2 flex flex-wrap gap-x-5 gap-y-1">
        {segments.map(({ key, label: words, value, tone, href }) => (
          <li key={key} className={`tone-${tone} flex items-center gap-1.5`}>
            <span className="tone-mark flex">
              <Glyph tone={tone} />
            </span>
            <span className="text-ink-2">{words}</span>
            {href ? (
              <Link href={href} className="link font-semibold tabular-nums">
                {format.number(value)}
              </Link>
            ) : (
              <span className="font-semibold tabular-nums">{format.number(value)}</span>
            )}
          </li>
        ))}
        <li className="text-ink-2 tabular-nums">{t("of", { n: total })}</li>
      </ul>
    </div>
  );
}

const WIDTH = 1000;

/** The bar alone, for a table cell whose row prints the numbers. A part that exists is never thinner than can be seen. */
export function StackedBarLine({ segments }: { segments: readonly Pick<Segment, "key" | "value" | "tone">[] }) {
  const shown = segments.filter(({ value }) => value > 0);
  const total = shown.reduce((sum, { value }) => sum + value, 0);
  const least = 12;
  const widths = shown.map(({ value }) => Math.max(least, (value / total) * WIDTH));
  const scale = WIDTH / widths.reduce((sum, width) => sum + width, 0);
  let x = 0;
  return (
    <svg className="stack-bar" viewBox={`0 0 ${WIDTH} 10`} preserveAspectRatio="none" aria-hidden="true">
      {shown.map(({ key, tone }, index) => {
        const width = (widths[index] ?? 0) * scale;
        const from = x;
        x += width;
        return <rect key={key} className={`tone-${tone}`} x={from} y="0" width={width} height="10" />;
      })}
    </svg>
  );
}
