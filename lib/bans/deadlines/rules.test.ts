import fc from "fast-check";
import { Temporal } from "temporal-polyfill";
import { describe, expect, test } from "vitest";
import { dateWords, lastMinuteBefore } from "@/i18n/date-words";
import { cutoffOf, deadlineFor, deadlineWarnings, noticeLength, resolveDeadline, spanOf } from "@/lib/bans/deadlines/rules";

const BEIJING = "Asia/Shanghai";

describe("a deadline is a local time in a zone", () => {
  test("midnight in Beijing is four in the afternoon of the day before in London", () => {
    expect(resolveDeadline("2026-07-10T00:00", BEIJING)).toEqual({
      at: new Date("2026-07-09T16:00:00Z"),
      local: "2026-07-10T00:00",
      note: null,
    });
  });

  test("both readings are said: banned from, and the last minute of use", () => {
    const { at } = resolveDeadline("2026-07-10T00:00", BEIJING);
    expect(dateWords(at, "deadline", BEIJING, "en")).toBe("00:00 on Friday 10 July 2026 (Beijing time)");
    expect(dateWords(lastMinuteBefore(at), "deadline", BEIJING, "en")).toBe("23:59 on Thursday 9 July 2026 (Beijing time)");
    expect(dateWords(lastMinuteBefore(at), "deadline", BEIJING, "zh-CN")).toContain("7月9日");
  });

  test.each([
    // Clocks go from 02:00 to 03:00 in New York on 8 March 2026.
    ["2026-03-08T02:30", "America/New_York", "2026-03-08T07:30:00Z", "2026-03-08T03:30", "skipped"],
    // … and back from 02:00 to 01:00 on 1 November 2026: 01:30 happens twice, the earlier counts.
    ["2026-11-01T01:30", "America/New_York", "2026-11-01T05:30:00Z", "2026-11-01T01:30", "repeated"],
    ["2026-03-29T01:15", "Europe/London", "2026-03-29T01:15:00Z", "2026-03-29T02:15", "skipped"],
    ["2026-10-25T02:30", "Europe/Berlin", "2026-10-25T00:30:00Z", "2026-10-25T02:30", "repeated"],
    // Lord Howe Island moves by half an hour.
    ["2026-10-04T02:15", "Australia/Lord_Howe", "2026-10-03T15:45:00Z", "2026-10-04T02:45", "skipped"],
    ["2028-02-29T23:59", "Asia/Kathmandu", "2028-02-29T18:14:00Z", "2028-02-29T23:59", null],
  ])("%s in %s", (local, zone, instant, moved, note) => {
    expect(resolveDeadline(local, zone)).toEqual({ at: new Date(instant), local: moved, note });
  });

  test("in every zone the instant shows the written clock, unless that clock reading does not exist", () => {
    const zones = [
      "Asia/Shanghai",
      "America/Los_Angeles",
      "Europe/London",
      "Australia/Sydney",
      "Asia/Kolkata",
      "America/Sao_Paulo",
      "Pacific/Apia",
    ];
    const minutes = fc.integer({ min: 0, max: 6 * 366 * 24 * 60 });
    fc.assert(
      fc.property(minutes, fc.constantFrom(...zones), (offset, zone) => {
        const written = Temporal.PlainDateTime.from("2024-01-01T00:00").add({ minutes: offset });
        const { at, local, note } = resolveDeadline(written.toString({ smallestUnit: "minute" }), zone);
        const shown = Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(zone).toPlainDateTime();
        expect(shown.toString({ smallestUnit: "minute" })).toBe(local);
        expect(shown.equals(written)).toBe(note !== "skipped");
        // Never early: a skipped time moves forward.
        expect(Temporal.PlainDateTime.compare(shown, written)).toBe(note === "skipped" ? 1 : 0);
      }),
      { numRuns: 1_000 },
    );
  });

  test("the cutoff is the earliest duty", () => {
    const duties = [
      { deadlineLocal: "2026-07-10T00:00", deadlineZone: "Europe/London" },
      { deadlineLocal: "2026-07-10T00:00", deadlineZone: BEIJING },
    ];
    expect(cutoffOf(duties)).toEqual({ at: new Date("2026-07-09T16:00:00Z"), zone: BEIJING });
    expect(cutoffOf([])).toBeNull();
  });
});

describe("each person has their own date", () => {
  const duty = { deadlineLocal: "2026-07-10T00:00", deadlineZone: BEIJING, mode: "INSTANT" as const, teams: [] };
  const own = (teamId: number, deadlineLocal: string, deadlineZone = BEIJING) => ({ teamId, deadlineLocal, deadlineZone });

  test("the nearest team that has a date wins, whatever the order they were written in", () => {
    const teams = [own(1, "2026-07-20T00:00"), own(7, "2026-07-08T00:00"), own(3, "2026-07-30T00:00")];
    const at = (teamPath: string) => deadlineFor({ ...duty, teams }, { teamPath, zone: null });
    expect(at("1.3.7.9")).toMatchObject({ teamId: 7, at: new Date("2026-07-07T16:00:00Z") });
    expect(at("1.3.8")).toMatchObject({ teamId: 3, at: new Date("2026-07-29T16:00:00Z") });
    expect(at("1.4")).toMatchObject({ teamId: 1 });
    expect(at("2.5")).toMatchObject({ teamId: null, at: new Date("2026-07-09T16:00:00Z") });
    // 7 is not 17.
    expect(at("2.17")).toMatchObject({ teamId: null });
  });

  test("one instant worldwide takes no notice of where somebody is", () => {
    expect(deadlineFor(duty, { teamPath: "1", zone: "America/New_York" }).at).toEqual(new Date("2026-07-09T16:00:00Z"));
  });

  test("where each person is, the same clock time counts; who has no zone goes by the rule", () => {
    const local = { ...duty, mode: "LOCAL" as const };
    const at = (zone: string | null) => deadlineFor(local, { teamPath: "1", zone });
    expect(at("America/New_York")).toMatchObject({ at: new Date("2026-07-10T04:00:00Z"), zone: "America/New_York" });
    expect(at("Pacific/Kiritimati").at).toEqual(new Date("2026-07-09T10:00:00Z"));
    expect(at(null)).toMatchObject({ at: new Date("2026-07-09T16:00:00Z"), zone: BEIJING });
    expect(at("Mars/Olympus")).toMatchObject({ zone: BEIJING });
  });

  test("an hour that clocks skip moves forward for those who skip it, and for nobody else", () => {
    const local = { ...duty, deadlineLocal: "2026-03-29T02:30", mode: "LOCAL" as const };
    const at = (zone: string) => deadlineFor(local, { teamPath: "1", zone });
    expect(at("Europe/Berlin")).toMatchObject({ at: new Date("2026-03-29T01:30:00Z"), local: "2026-03-29T03:30", note: "skipped" });
    expect(at("Europe/London")).toMatchObject({ at: new Date("2026-03-29T01:30:00Z"), local: "2026-03-29T02:30", note: null });
    expect(at(BEIJING)).toMatchObject({ note: null });
  });

  test("everybody's date lies between that of UTC+14 and that of UTC−12", () => {
    const zones = ["Etc/GMT-14", "Pacific/Apia", "Asia/Kathmandu", "Europe/Berlin", "America/St_Johns", "Pacific/Niue", "Etc/GMT+12"];
    const minutes = fc.integer({ min: 0, max: 3 * 366 * 24 * 60 });
    fc.assert(
      fc.property(minutes, fc.constantFrom(...zones), (offset, zone) => {
        const local = Temporal.PlainDateTime.from("2025-01-01T00:00").add({ minutes: offset }).toString({ smallestUnit: "minute" });
        const { at, note } = deadlineFor({ ...duty, deadlineLocal: local, mode: "LOCAL" }, { teamPath: "1", zone });
        const { from, to } = spanOf(local);
        expect(to.getTime() - from.getTime()).toBe(26 * 3_600_000);
        expect(at >= from && (at <= to || note === "skipped")).toBe(true);
      }),
      { numRuns: 500 },
    );
  });
});

describe("the length of the notice", () => {
  const cutoff = new Date("2026-07-09T16:00:00Z");

  test("from Friday afternoon to the next Friday there are five working days and a weekend", () => {
    expect(noticeLength(new Date("2026-07-03T07:00:00Z"), cutoff, BEIJING)).toEqual({ days: 6, hours: 9, workingDays: 5, weekends: 1 });
  });

  test("the working day that a cutoff at midnight opens is not part of it", () => {
    expect(noticeLength(new Date("2026-07-08T07:00:00Z"), cutoff, BEIJING)).toEqual({ days: 1, hours: 9, workingDays: 2, weekends: 0 });
  });

  test("a notice that begins on a Sunday has that weekend in it once", () => {
    expect(noticeLength(new Date("2026-07-05T02:00:00Z"), cutoff, BEIJING)).toMatchObject({ workingDays: 4, weekends: 1 });
    expect(noticeLength(new Date("2026-07-04T02:00:00Z"), cutoff, BEIJING)).toMatchObject({ workingDays: 4, weekends: 1 });
  });

  test("there is none once the cutoff has passed", () => {
    expect(noticeLength(cutoff, cutoff, BEIJING)).toBeNull();
  });

  test("a cutoff in the past, at a weekend or at midnight is said", () => {
    const now = new Date("2026-07-08T07:00:00Z");
    expect(deadlineWarnings(cutoff, BEIJING, now)).toEqual(["midnight"]);
    expect(deadlineWarnings(new Date("2026-07-11T10:00:00Z"), BEIJING, now)).toEqual(["weekend"]);
    expect(deadlineWarnings(new Date("2026-07-01T10:00:00Z"), BEIJING, now)).toEqual(["passed"]);
  });
});
