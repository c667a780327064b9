import { expect, test } from "vitest";
import { forecastAt, forecastLine, hazard, planAt, planLine, reachesAt, withBreaks, workingHours } from "@/lib/compliance/burn-down/rules";

const BEIJING = "Asia/Shanghai";
const at = (local: string) => new Date(`${local}+08:00`);
const now = at("2026-07-08T15:00");
const cutoff = at("2026-07-10T00:00");
const notice = at("2026-07-03T15:00");

test("an hour of work counts whole, an hour of the night three hundredths", () => {
  expect(workingHours(at("2026-07-08T09:00"), at("2026-07-08T19:00"), BEIJING)).toBeCloseTo(10);
  expect(workingHours(at("2026-07-08T19:00"), at("2026-07-09T09:00"), BEIJING)).toBeCloseTo(14 * 0.03);
  expect(workingHours(at("2026-07-11T00:00"), at("2026-07-13T00:00"), BEIJING)).toBeCloseTo(48 * 0.03);
  expect(workingHours(now, cutoff, BEIJING)).toBeCloseTo(14 + 19 * 0.03);
  expect(workingHours(cutoff, now, BEIJING)).toBe(0);
});

test("working hours follow the clock on the wall when clocks change", () => {
  const monday = workingHours(new Date("2026-03-09T13:00:00Z"), new Date("2026-03-09T23:00:00Z"), "America/New_York");
  expect(monday).toBeCloseTo(10);
});

test("the plan leads from the count at notice to none at the cutoff and rests at the weekend", () => {
  const start = { at: notice, left: 18_240 };
  const line = planLine(start, cutoff, BEIJING);
  expect(line.at(0)).toEqual(start);
  expect(line.at(-1)?.left).toBeCloseTo(0);
  const friday = planAt(start, cutoff, BEIJING, at("2026-07-03T19:00"));
  const monday = planAt(start, cutoff, BEIJING, at("2026-07-06T09:00"));
  expect(friday - monday).toBeLessThan(18_240 * 0.05);
  expect(planAt(start, cutoff, BEIJING, at("2026-07-11T00:00"))).toBe(0);
});

test("the forecast of the reference case: 4,871 left on Wednesday at 15:00, about 2,539 at the cutoff, 2,157 to 2,988", () => {
  const rate = Math.log(4871 / 2539) / workingHours(now, cutoff, BEIJING);
  const forecast = forecastAt(4871, rate, now, cutoff, BEIJING);
  expect(Math.round(forecast.left)).toBe(2539);
  expect(Math.abs(forecast.low - 2157)).toBeLessThan(2);
  expect(Math.abs(forecast.high - 2988)).toBeLessThan(2);
  expect(forecastLine(4871, rate, now, cutoff, BEIJING).at(-1)).toEqual(forecast);
});

test("a pace that held over three working days is found again", () => {
  const rate = 0.04;
  const history = [notice, at("2026-07-06T12:00"), at("2026-07-07T12:00"), now].map((moment) => ({
    at: moment,
    left: 10_000 * Math.exp(-rate * workingHours(notice, moment, BEIJING)),
  }));
  expect(hazard(history, now, BEIJING)).toBeCloseTo(rate);
});

test("there is no forecast before there is a day of data, and a count that grows has no pace", () => {
  expect(hazard([], now, BEIJING)).toBeNull();
  expect(
    hazard(
      [
        { at: at("2026-07-07T16:00"), left: 10 },
        { at: now, left: 5 },
      ],
      now,
      BEIJING,
    ),
  ).toBeNull();
  expect(
    hazard(
      [
        { at: notice, left: 10 },
        { at: now, left: 12 },
      ],
      now,
      BEIJING,
    ),
  ).toBe(0);
  expect(
    hazard(
      [
        { at: notice, left: 10 },
        { at: now, left: 0 },
      ],
      now,
      BEIJING,
    ),
  ).toBeGreaterThan(0);
});

test("when four fifths will be gone is said, and not said when the pace never gets there", () => {
  const reached = reachesAt(1000, 200, 0.05, now, BEIJING);
  expect(reached && forecastAt(1000, 0.05, now, reached, BEIJING).left).toBeCloseTo(200, 0);
  expect(reachesAt(1000, 200, 0, now, BEIJING)).toBeNull();
  expect(reachesAt(150, 200, 0.05, now, BEIJING)).toEqual(now);
});

test("a line breaks where no inventory arrived", () => {
  const points = ["2026-07-06T09:00", "2026-07-06T10:00", "2026-07-07T09:00", "2026-07-07T10:00"].map((moment) => ({
    at: at(moment),
    left: 1,
  }));
  const gaps = [{ from: at("2026-07-06T11:00"), to: at("2026-07-07T08:00") }];
  expect(withBreaks(points, gaps).map(({ left }) => left)).toEqual([1, 1, null, 1, 1]);
  expect(withBreaks(points, [])).toEqual(points);
});
