import { expect, test } from "vitest";
import { calendarDays, dateWords, lastMinuteBefore, leftWords, localDeadlineWords, timeLeft } from "@/i18n/date-words";

const cutoff = new Date("2026-07-09T16:00:00Z");
const beijing = "Asia/Shanghai";

test("a deadline names time, weekday, date and zone in words", () => {
  expect(dateWords(lastMinuteBefore(cutoff), "deadline", beijing, "en")).toBe("23:59 on Thursday 9 July 2026 (Beijing time)");
  expect(dateWords(lastMinuteBefore(cutoff), "deadline", beijing, "zh-CN")).toBe("2026年7月9日（周四）23:59（北京时间）");
});

test("each kind of date has its own wording in both languages", () => {
  const said = (locale: string) =>
    (["date", "weekday", "short", "time", "dateTime", "full"] as const).map((kind) => dateWords(cutoff, kind, beijing, locale));
  expect(said("en")).toEqual(["10 July 2026", "Friday 10 July", "10 Jul", "00:00", "10 July 2026, 00:00", "Friday 10 July 2026"]);
  expect(said("zh-CN")).toEqual(["2026年7月10日", "7月10日（周五）", "7月10日", "00:00", "2026年7月10日 00:00", "2026年7月10日（周五）"]);
});

test("a zone without a word of its own is still named in words", () => {
  expect(dateWords(cutoff, "deadline", "Europe/Madrid", "en")).toMatch(/\(.*Central European.*\)$|\(.*Spain.*\)$/);
});

test("the reader's own clock is added only where it differs", () => {
  expect(localDeadlineWords(lastMinuteBefore(cutoff), beijing, "Asia/Singapore", "en")).toBeNull();
  expect(localDeadlineWords(lastMinuteBefore(cutoff), beijing, "Europe/London", "en")).toBe(
    "That is 16:59 on Thursday 9 July 2026 where you are (London time).",
  );
});

test("what is left is days from 72 hours, hours below, minutes in the last hour, and nothing after", () => {
  const before = (hours: number) => new Date(cutoff.getTime() - hours * 3_600_000);
  expect(timeLeft(cutoff, before(72), beijing)).toEqual({ unit: "days", n: 3 });
  expect(timeLeft(cutoff, before(71.9), beijing)).toEqual({ unit: "hours", n: 71 });
  expect(timeLeft(cutoff, before(0.99), beijing)).toEqual({ unit: "minutes", n: 60 });
  expect(timeLeft(cutoff, cutoff, beijing)).toEqual({ unit: "passed" });
  expect(leftWords(cutoff, before(33), beijing, "en")).toBe("33 hours left");
  expect(leftWords(cutoff, before(33), beijing, "zh-CN")).toBe("剩 33 小时");
  expect(leftWords(cutoff, before(-1), beijing, "en")).toBeNull();
});

test("days are calendar days of the policy zone, also across a change of the clock", () => {
  expect(calendarDays(new Date("2026-10-24T22:30:00Z"), new Date("2026-10-25T23:30:00Z"), "Europe/London")).toBe(1);
  expect(calendarDays(new Date("2026-07-08T15:59:00Z"), new Date("2026-07-08T16:01:00Z"), beijing)).toBe(1);
});
