import { expect, test } from "vitest";
import { type BurnDownData, daysBetween, NARROW, planAt, scopeAt, shapeOf, WIDE } from "@/components/charts/burn-down-shape";

const zone = "Asia/Shanghai";
const at = (text: string) => new Date(`${text}+08:00`);

const data: BurnDownData = {
  points: [
    { at: at("2026-07-03T10:00"), left: 18_240 },
    { at: at("2026-07-06T00:00"), left: 16_000 },
    { at: at("2026-07-07T00:00"), left: null },
    { at: at("2026-07-08T00:00"), left: 8_000 },
    { at: at("2026-07-08T15:00"), left: 4_871 },
  ],
  scope: [
    { at: at("2026-07-03T10:00"), total: 18_240 },
    { at: at("2026-07-07T09:00"), total: 18_552 },
  ],
  plan: [
    { at: at("2026-07-03T10:00"), left: 18_240 },
    { at: at("2026-07-03T19:00"), left: 14_600 },
    { at: at("2026-07-06T09:00"), left: 14_450 },
    { at: at("2026-07-10T00:00"), left: 0 },
  ],
  forecast: [
    { at: at("2026-07-08T15:00"), left: 4_871, low: 4_871, high: 4_871 },
    { at: at("2026-07-10T00:00"), left: 2_539, low: 2_157, high: 2_988 },
  ],
  cutoff: at("2026-07-10T00:00"),
  now: at("2026-07-08T15:00"),
  zone,
};

test.each([
  ["wide", WIDE],
  ["narrow", NARROW],
])("every mark of the %s drawing lies inside its frame", (_, frame) => {
  const shape = shapeOf(data, frame);
  const numbers = [shape.left, shape.plan, shape.scope, shape.forecast, shape.band]
    .flatMap((path) => [...(path ?? "").matchAll(/(-?[\d.]+),(-?[\d.]+)/g)])
    .map(([, x, y]) => [Number(x), Number(y)] as const);
  expect(numbers.length).toBeGreaterThan(15);
  for (const [x, y] of numbers) {
    expect(x).toBeGreaterThanOrEqual(frame.left);
    expect(x).toBeLessThanOrEqual(frame.width - frame.right);
    expect(y).toBeGreaterThanOrEqual(frame.top);
    expect(y).toBeLessThanOrEqual(frame.height - frame.bottom);
  }
});

test("a gap breaks the line instead of being guessed over", () => {
  expect(shapeOf(data, WIDE).left?.match(/M/g)).toHaveLength(2);
});

test("the weekend of the policy zone is one block from Saturday 00:00 to Monday 00:00", () => {
  const shape = shapeOf(data, WIDE);
  expect(shape.weekends).toHaveLength(1);
  expect(shape.weekends[0]?.x).toBe(shape.xOf(at("2026-07-04T00:00")));
  expect((shape.weekends[0]?.x ?? 0) + (shape.weekends[0]?.width ?? 0)).toBeCloseTo(shape.xOf(at("2026-07-06T00:00")), 0);
});

test("after the cutoff the axis runs on", () => {
  const late = { ...data, now: at("2026-07-12T12:00"), forecast: null };
  const shape = shapeOf(late, WIDE);
  expect(shape.cutoffX).toBeLessThan(shape.end);
  expect(shapeOf(data, WIDE).cutoffX).toBe(shape.end);
});

test("a ban without any figure yet still draws its frame", () => {
  const shape = shapeOf({ ...data, points: [], scope: [], plan: [], forecast: null }, WIDE);
  expect(shape.current).toBeNull();
  expect(shape.left).toBeNull();
  expect(shape.ticks.length).toBeGreaterThan(0);
});

test("days follow the zone, also where the clock changes", () => {
  const london = daysBetween(Date.parse("2026-10-24T12:00:00Z"), Date.parse("2026-10-26T12:00:00Z"), "Europe/London");
  expect(london.map(({ at: day }) => day.toISOString())).toEqual([
    "2026-10-23T23:00:00.000Z",
    "2026-10-24T23:00:00.000Z",
    "2026-10-26T00:00:00.000Z",
  ]);
});

test("the table says the same plan and scope as the picture", () => {
  expect(planAt(data.plan, at("2026-07-03T19:00"))).toBe(14_600);
  expect(planAt(data.plan, at("2026-07-03T14:30"))).toBe(16_420);
  expect(planAt(data.plan, at("2026-07-11T00:00"))).toBeNull();
  expect(scopeAt(data.scope, at("2026-07-06T00:00"))).toBe(18_240);
  expect(scopeAt(data.scope, at("2026-07-08T00:00"))).toBe(18_552);
});
