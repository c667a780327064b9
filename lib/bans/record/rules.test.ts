import { expect, test } from "vitest";
import { unansweredIn } from "@/lib/bans/record/rules";

const at = new Date("2026-07-03T01:00:00Z");
const finding = { check: "notice-short" as const, subject: "", values: { percent: 96 } };

test("the warnings with which a version was published are those that its event names", () => {
  const published = { action: "ban.published" as const, at, after: { version: 2, status: "PUBLISHED", unanswered: [finding] } };
  expect(unansweredIn([published])).toEqual([{ version: 2, at, ...finding }]);
});

test("an event that names none, of another kind or from before they were kept, has none", () => {
  const events = [
    { action: "ban.published" as const, at, after: { version: 1, unanswered: [] } },
    { action: "ban.published" as const, at, after: { status: "PUBLISHED", tools: 1 } },
    { action: "ban.approved" as const, at, after: { version: 1, unanswered: [finding] } },
    { action: "ban.published" as const, at, after: null },
  ];
  expect(unansweredIn(events)).toEqual([]);
});
