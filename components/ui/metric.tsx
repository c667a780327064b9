import Link from "next/link";
import { useFormatter, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Glyph, type Tone } from "@/components/ui/glyph";

export type MetricProps = {
  label: string;
  /** null: not known yet; shown as a dash. */
  value: number | null;
  /** What it is a part of. Printed: no number stands alone. */
  of?: number;
  /** Where exactly these rows are. */
  href?: string;
  tone?: Tone;
  /** One short line below. */
  note?: ReactNode;
};

/** Figures side by side in one strip. */
export function MetricStrip({ children }: { children: ReactNode }) {
  return <dl className="metric-strip">{children}</dl>;
}

/** A figure, of how many, and the way to its rows. Inside a MetricStrip. */
export function Metric({ label, value, of, href, tone, note }: MetricProps) {
  const format = useFormatter();
  const t = useTranslations("ui");
  const figure = value === null ? "–" : format.number(value);
  return (
    <div className="metric">
      <dt className={`flex items-center gap-1.5 text-ink-2${tone ? ` tone-${tone}` : ""}`}>
        {tone && (
          <span className="tone-mark flex">
            <Glyph tone={tone} />
          </span>
        )}
        {label}
      </dt>
      <dd>
        <div className="text-metric tabular-nums">
          {href && value !== null ? (
            <Link href={href} className="metric-link">
              {figure}
            </Link>
          ) : (
            figure
          )}
        </div>
        {of !== undefined && <div className="text-caption text-ink-2 tabular-nums">{t("of", { n: of })}</div>}
        {note && <div className="text-caption text-ink-2">{note}</div>}
      </dd>
    </div>
  );
}
