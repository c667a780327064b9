/** Meridian's policy zone: every date of the scenario is meant there. It has no daylight saving. */
export const ZONE = "Asia/Shanghai";

/** The moment the demonstration begins at: Wednesday afternoon, 33 hours before the cutoff. */
export const SCENARIO_NOW = new Date("2026-07-08T15:00:00+08:00");

/** The notice of the July ban: Friday morning. */
export const NOTICE_AT = new Date("2026-07-03T09:00:00+08:00");

export const CUTOFF_LOCAL = "2026-07-10T00:00";

const HOUR_MS = 3_600_000;

/** How much happens in an hour, compared with a working hour: people remove software at work, not at night or on Sunday. */
function activity(at: Date): number {
  const local = new Date(at.getTime() + 8 * HOUR_MS);
  const hour = local.getUTCHours();
  const isWeekend = local.getUTCDay() === 0 || local.getUTCDay() === 6;
  if (isWeekend) return hour >= 9 && hour < 22 ? 0.03 : 0.003;
  if (hour < 8 || hour >= 22) return 0.01;
  if (hour === 12 || hour === 13) return 0.5;
  return hour >= 9 && hour < 19 ? 1 : 0.12;
}

/** Each day fewer of those who have not yet acted get to it; the reminder of Monday morning brings some back. */
const DAY_PACE: Record<string, number> = { "03": 1.2, "06": 1.5, "07": 1.05, "08": 0.9 };

export type Hours = { starts: string[]; thresholds: number[] };

/** The hours from the notice to now, with the running share of everything that happens in them (for `width_bucket`). */
export function busyHours(): Hours {
  const starts: string[] = [];
  const weights: number[] = [];
  for (let at = NOTICE_AT.getTime(); at < SCENARIO_NOW.getTime(); at += HOUR_MS) {
    const hour = new Date(at);
    const day = new Date(at + 8 * HOUR_MS).toISOString().slice(8, 10);
    starts.push(hour.toISOString());
    weights.push(activity(hour) * (DAY_PACE[day] ?? 1));
  }
  return { starts, thresholds: runningShares(weights) };
}

/** Where each entry begins when the weights are laid end to end on 0..1. */
export function runningShares(weights: readonly number[]): number[] {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  let before = 0;
  return weights.map((weight) => {
    const begins = before / total;
    before += weight;
    return begins;
  });
}
