import { scaleLinear } from "d3-scale";
import { area, curveStepAfter, line } from "d3-shape";
import { Temporal } from "temporal-polyfill";

export type BurnDownData = {
  /** What is left, in time order. Null breaks the line: an import was missing, and nothing is guessed. */
  points: readonly { at: Date; left: number | null }[];
  /** Of how many; it steps up when more are found late. */
  scope: readonly { at: Date; total: number }[];
  plan: readonly { at: Date; left: number }[];
  /** From now to the cutoff; null while there is too little to say. */
  forecast: readonly { at: Date; left: number; low: number; high: number }[] | null;
  cutoff: Date;
  now: Date;
  /** The policy zone: days, weekends and labels are its own. */
  zone: string;
};

export type Frame = { width: number; height: number; top: number; right: number; bottom: number; left: number };

export const WIDE: Frame = { width: 720, height: 270, top: 16, right: 104, bottom: 46, left: 52 };
export const NARROW: Frame = { width: 320, height: 250, top: 40, right: 10, bottom: 44, left: 38 };

/** Everything the drawing needs, in pixels of the frame. */
export function shapeOf({ points, scope, plan, forecast, cutoff, now, zone }: BurnDownData, frame: Frame) {
  const times = [...points, ...plan, ...(forecast ?? [])].map(({ at }) => at.getTime());
  const from = Math.min(...times, cutoff.getTime());
  const to = Math.max(...times, cutoff.getTime(), now.getTime());
  const most = Math.max(1, ...points.map(({ left }) => left ?? 0), ...scope.map(({ total }) => total), ...plan.map(({ left }) => left));
  const x = scaleLinear([from, to], [frame.left, frame.width - frame.right]);
  const y = scaleLinear([0, most], [frame.height - frame.bottom, frame.top]).nice(4);
  const xOf = ({ at }: { at: Date }) => round(x(at.getTime()));
  const leftLine = line<BurnDownData["points"][number]>()
    .defined(({ left }) => left !== null)
    .x(xOf)
    .y(({ left }) => y(left ?? 0))
    .digits(1);
  const planLine = line<BurnDownData["plan"][number]>()
    .x(xOf)
    .y(({ left }) => y(left))
    .digits(1);
  const scopeLine = line<BurnDownData["scope"][number]>()
    .x(xOf)
    .y(({ total }) => y(total))
    .curve(curveStepAfter)
    .digits(1);
  const band = area<{ at: Date; low: number; high: number }>()
    .x(xOf)
    .y0(({ low }) => y(low))
    .y1(({ high }) => y(high))
    .digits(1);
  const lastScope = scope.at(-1);
  const known = points.filter((point): point is { at: Date; left: number } => point.left !== null);
  const current = known.at(-1) ?? null;
  const days = daysBetween(from, to, zone);
  return {
    baseline: frame.height - frame.bottom,
    ceiling: frame.top,
    start: frame.left,
    end: frame.width - frame.right,
    ticks: y.ticks(4).map((value) => ({ value, y: round(y(value)) })),
    days: days.map(({ at, weekday }) => ({ at, weekday, x: round(x(at.getTime())) })).filter((day) => day.x >= frame.left - 0.5),
    weekends: weekendsOf(days, from, to).map((weekend) => ({ x: round(x(weekend.from)), width: round(x(weekend.to) - x(weekend.from)) })),
    left: leftLine(points),
    plan: planLine(plan),
    scope: lastScope ? scopeLine([...scope, { at: new Date(to), total: lastScope.total }]) : null,
    forecast: forecast ? planLine(forecast) : null,
    band: forecast ? band(forecast) : null,
    forecastEnd: endOf(forecast, xOf, (value) => round(y(value))),
    current: current && { x: xOf(current), y: round(y(current.left)), left: current.left, at: current.at },
    cutoffX: round(x(cutoff.getTime())),
    xOf: (at: Date) => xOf({ at }),
  };
}

function endOf(forecast: BurnDownData["forecast"], xOf: (point: { at: Date }) => number, yOf: (value: number) => number) {
  const last = forecast?.at(-1);
  return last ? { x: xOf(last), y: yOf(last.left), left: last.left, low: last.low, high: last.high } : null;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}

type Day = { at: Date /** 1 Monday … 7 Sunday. */; weekday: number };

/** The days of a zone that touch a span, by their first moments. */
export function daysBetween(from: number, to: number, zone: string): Day[] {
  const days: Day[] = [];
  let day = Temporal.Instant.fromEpochMilliseconds(from).toZonedDateTimeISO(zone).startOfDay();
  while (day.epochMilliseconds <= to) {
    days.push({ at: new Date(day.epochMilliseconds), weekday: day.dayOfWeek });
    day = day.add({ days: 1 });
  }
  return days;
}

function weekendsOf(days: readonly Day[], from: number, to: number): { from: number; to: number }[] {
  const spans: { from: number; to: number }[] = [];
  for (const [index, { at, weekday }] of days.entries()) {
    if (weekday < 6) continue;
    const end = Math.min(to, days[index + 1]?.at.getTime() ?? to);
    const open = spans.at(-1);
    if (open?.to === at.getTime()) open.to = end;
    else spans.push({ from: Math.max(from, at.getTime()), to: end });
  }
  return spans.filter((span) => span.to > span.from);
}

/** What the plan says at an instant, between its points; null outside of it. */
export function planAt(plan: BurnDownData["plan"], at: Date): number | null {
  const next = plan.findIndex((point) => point.at >= at);
  const after = plan[next];
  const before = plan[next - 1];
  if (!after) return null;
  if (!before) return after.at.getTime() === at.getTime() ? after.left : null;
  const share = (at.getTime() - before.at.getTime()) / (after.at.getTime() - before.at.getTime());
  return Math.round(before.left + (after.left - before.left) * share);
}

/** Of how many at an instant. */
export function scopeAt(scope: BurnDownData["scope"], at: Date): number | null {
  return scope.findLast((step) => step.at <= at)?.total ?? null;
}
