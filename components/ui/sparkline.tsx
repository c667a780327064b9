import { line } from "d3-shape";

/** A trend too small to read values from; the row prints those. `label` says it in words. Null breaks the line. */
export function Sparkline({ values, label, max }: { values: readonly (number | null)[]; label: string; max?: number }) {
  const top = Math.max(1, max ?? 0, ...values.map((value) => value ?? 0));
  const step = values.length > 1 ? 60 / (values.length - 1) : 0;
  const y = (value: number) => 18 - (value / top) * 16;
  const path = line<number | null>()
    .defined((value) => value !== null)
    .x((_, index) => 2 + index * step)
    .y((value) => y(value ?? 0))
    .digits(1)(values);
  const last = values.at(-1);
  return (
    <svg className="spark" viewBox="0 0 64 20" role="img" aria-label={label}>
      {path && <path d={path} />}
      {last !== undefined && last !== null && <circle cx={2 + (values.length - 1) * step} cy={y(last)} r="2" />}
    </svg>
  );
}
