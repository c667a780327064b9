import { loadavg } from "node:os";

export type Side = { name: string; values: number[] };

export async function milliseconds(work: () => Promise<unknown>): Promise<number> {
  const begin = performance.now();
  await work();
  return performance.now() - begin;
}

/** Both sides in turn, so that what else the machine does falls on both. Each side answers with its own figure. */
export async function alternate(
  rounds: number,
  a: [string, () => Promise<number>],
  b: [string, () => Promise<number>],
): Promise<[Side, Side]> {
  const sides: [Side, Side] = [
    { name: a[0], values: [] },
    { name: b[0], values: [] },
  ];
  for (let round = 0; round < rounds; round += 1) {
    sides[0].values.push(await a[1]());
    sides[1].values.push(await b[1]());
  }
  return sides;
}

export function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

const shown = (value: number) => (value >= 100 ? Math.round(value).toLocaleString("en") : value.toPrecision(3));

/** One line per figure: each side's median and range, and the ratio of the medians. */
export function say(figure: string, unit: string, [a, b]: readonly [Side, Side], goal: string): number {
  const side = ({ name, values }: Side) =>
    `${name} ${shown(median(values))} ${unit} (${shown(Math.min(...values))}–${shown(Math.max(...values))})`;
  const ratio = median(a.values) / median(b.values);
  console.log(`${figure}  ratio ${ratio.toPrecision(3)}  goal ${goal}  ·  ${side(a)} ÷ ${side(b)}  ·  load ${loadavg()[0]?.toFixed(1)}`);
  return ratio;
}
