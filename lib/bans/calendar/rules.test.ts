import { expect, test } from "vitest";
import { daysBetween, freezeBetween } from "@/lib/bans/calendar/rules";

test("days in a row count the first and the last, at most 31", () => {
  expect(daysBetween("2026-02-28", undefined)).toEqual({ days: ["2026-02-28"] });
  expect(daysBetween("2026-02-27", "2026-03-01")).toEqual({ days: ["2026-02-27", "2026-02-28", "2026-03-01"] });
  expect(daysBetween("2026-10-01", "2026-10-31")).toHaveProperty("days.length", 31);
  expect(daysBetween("2026-10-01", "2026-11-01")).toHaveProperty("whyNot");
  expect(daysBetween("2026-10-02", "2026-10-01")).toHaveProperty("whyNot");
});

test("a freeze ends after it begins, in its zone, within a year", () => {
  expect(freezeBetween("2026-07-10T00:00", "2026-07-11T00:00", "Asia/Shanghai")).toEqual({
    startsAt: new Date("2026-07-09T16:00:00Z"),
    endsAt: new Date("2026-07-10T16:00:00Z"),
  });
  expect(freezeBetween("2026-07-10T00:00", "2026-07-10T00:00", "UTC")).toEqual({ whyNot: { key: "calendar.field.ends" } });
  expect(freezeBetween("2026-07-10T00:00", "2027-07-20T00:00", "UTC")).toEqual({ whyNot: { key: "calendar.field.long" } });
});
