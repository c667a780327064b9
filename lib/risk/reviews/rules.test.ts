import fc from "fast-check";
import { expect, test } from "vitest";
import { DUE_DAYS, nextReviewOf, REVIEW_DAYS, reviewDateOf, reviewStateOn, whyNotReviewOn } from "@/lib/risk/reviews/rules";
import { RiskClass } from "@/prisma/generated/enums";

const day = (date: string) => new Date(`${date}T00:00:00Z`);
const now = new Date("2026-07-08T07:00:00Z");

test("a review is overdue from its day on, due in the 30 days before, and later until then", () => {
  expect(reviewStateOn(null, now)).toBe("none");
  expect(reviewStateOn(day("2026-07-07"), now)).toBe("overdue");
  expect(reviewStateOn(day("2026-07-08"), now)).toBe("overdue");
  expect(reviewStateOn(day("2026-07-09"), now)).toBe("due");
  expect(reviewStateOn(day("2026-08-07"), now)).toBe("due");
  expect(reviewStateOn(day("2026-08-08"), now)).toBe("later");
});

test("as time passes a review only goes from later over due to overdue", () => {
  const order = ["later", "due", "overdue"];
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 40_000 }), fc.nat(2_000), fc.nat(60), (on, start, passed) => {
      const at = (days: number) => new Date(days * 86_400_000 + 5_000);
      const [first, later] = [start, start + passed].map((days) => order.indexOf(reviewStateOn(at(on), at(days))));
      expect(later).toBeGreaterThanOrEqual(first ?? 0);
    }),
  );
  expect(DUE_DAYS).toBe(30);
});

test("a higher class is never looked at less often", () => {
  const days = [RiskClass.LOW, RiskClass.MODERATE, RiskClass.HIGH, RiskClass.CRITICAL].map((one) => REVIEW_DAYS[one]);
  expect(days).toEqual(days.toSorted((a, b) => b - a));
  expect(nextReviewOf("CRITICAL", now)).toBe("2026-10-06");
});

test("a class that nobody has looked at is due its interval after it began; a review since then sets the day", () => {
  const high = { class: "HIGH", fromAt: new Date("2026-07-01T02:00:00Z") } as const;
  expect(reviewDateOf(high, null)).toEqual(day("2026-12-28"));
  const since = { reviewedAt: new Date("2026-07-02T02:00:00Z"), reviewOn: day("2026-12-29") };
  expect(reviewDateOf(high, since)).toEqual(since.reviewOn);
  // Reviewed when it was Low, for a year: as High it does not wait that long, but an earlier day stays.
  const before = { reviewedAt: new Date("2026-06-01T02:00:00Z"), reviewOn: day("2027-05-30") };
  expect(reviewDateOf(high, before)).toEqual(day("2026-12-28"));
  expect(reviewDateOf(high, { ...before, reviewOn: day("2026-08-01") })).toEqual(day("2026-08-01"));
});

test("the next day is after today and within the interval of the class", () => {
  expect(whyNotReviewOn("2026-07-08", "CRITICAL", now)?.key).toBe("reviews.whyNot.past");
  expect(whyNotReviewOn("2026-07-09", "CRITICAL", now)).toBeNull();
  expect(whyNotReviewOn("2026-10-06", "CRITICAL", now)).toBeNull();
  expect(whyNotReviewOn("2026-10-07", "CRITICAL", now)?.key).toBe("reviews.whyNot.late");
  expect(whyNotReviewOn("2026-10-07", "LOW", now)).toBeNull();
});
