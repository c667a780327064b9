import fc from "fast-check";
import { afterAll, expect, test } from "vitest";
import { resolveDeadline } from "@/lib/bans/deadlines/rules";
import { closeConnections, db } from "@/lib/db";

afterAll(closeConnections);

type Asked = { local: string; zone: string };

/** What the database makes of local times. */
async function instants(asked: readonly Asked[]): Promise<string[]> {
  const rows = await db.$queryRaw<{ at: Date }[]>`
    SELECT local_instant(a.local::timestamp, a.zone) AS at
    FROM ROWS FROM (jsonb_to_recordset(${JSON.stringify(asked)}::jsonb) AS (local text, zone text)) WITH ORDINALITY AS a (local, zone, n) ORDER BY n`;
  return rows.map(({ at }) => at.toISOString());
}

const ruled = (asked: readonly Asked[]) => asked.map(({ local, zone }) => resolveDeadline(local, zone).at.toISOString());

// Zones whose rules changed in the last months would compare two releases of the zone data instead of two rules, and are not among these.
// From the last place to see a day to the first, with clocks that change by an hour, by half an hour and not at all, north and south, by quarters of an hour.
const ZONES = [
  "Etc/GMT+12",
  "Pacific/Niue",
  "Pacific/Honolulu",
  "America/Los_Angeles",
  "America/New_York",
  "America/St_Johns",
  "America/Sao_Paulo",
  "America/Santiago",
  "Atlantic/Azores",
  "Europe/London",
  "Europe/Dublin",
  "Africa/Cairo",
  "Europe/Berlin",
  "Asia/Beirut",
  "Asia/Tehran",
  "Asia/Kolkata",
  "Asia/Kathmandu",
  "Asia/Shanghai",
  "Australia/Eucla",
  "Australia/Sydney",
  "Australia/Lord_Howe",
  "Pacific/Auckland",
  "Pacific/Chatham",
  "Pacific/Apia",
  "Pacific/Kiritimati",
  "Etc/GMT-14",
];

const minutesFrom = (start: string, count: number, step: number, zone: string): Asked[] =>
  Array.from({ length: count }, (_, n) => ({
    local: new Date(Date.parse(`${start}:00Z`) + n * step * 60_000).toISOString().slice(0, 16),
    zone,
  }));

test.each([
  ["skipped in New York", "2026-03-08T00:00", "America/New_York"],
  ["repeated in New York", "2026-11-01T00:00", "America/New_York"],
  ["skipped in Berlin", "2026-03-29T00:00", "Europe/Berlin"],
  ["repeated in Berlin", "2026-10-25T00:00", "Europe/Berlin"],
  ["skipped in London", "2026-03-29T00:00", "Europe/London"],
  ["half an hour skipped on Lord Howe Island", "2026-10-04T00:00", "Australia/Lord_Howe"],
  ["half an hour repeated on Lord Howe Island", "2026-04-05T00:00", "Australia/Lord_Howe"],
  ["skipped on the Chatham Islands", "2026-09-27T00:00", "Pacific/Chatham"],
  // Midnight itself does not exist on these days.
  ["no midnight in Santiago", "2026-09-05T22:00", "America/Santiago"],
  ["no midnight in Beirut", "2026-03-28T22:00", "Asia/Beirut"],
  ["no midnight in Cairo", "2026-04-23T22:00", "Africa/Cairo"],
  // A whole day: Samoa crossed the date line.
  ["a day skipped in Apia", "2011-12-29T12:00", "Pacific/Apia"],
])("every five minutes of a day on which clocks change, %s", async (_, start, zone) => {
  const asked = minutesFrom(start, 36 * 12, 5, zone);
  expect(await instants(asked)).toEqual(ruled(asked));
});

test("the database and the rule mean the same moment in every zone from −12 to +14", async () => {
  const moment = fc.record({ offset: fc.integer({ min: 0, max: 10 * 366 * 24 * 60 }), zone: fc.constantFrom(...ZONES) });
  const asked = fc.sample(moment, { numRuns: 4_000, seed: 7 }).map(({ offset, zone }) => ({
    local: new Date(Date.parse("2024-01-01T00:00:00Z") + offset * 60_000).toISOString().slice(0, 16),
    zone,
  }));
  expect(await instants(asked)).toEqual(ruled(asked));
});

test("one end of day takes 26 hours to go round the world", async () => {
  const [first = "", last = ""] = await instants(["Etc/GMT-14", "Etc/GMT+12"].map((zone) => ({ local: "2026-07-10T00:00", zone })));
  expect([first, last]).toEqual(["2026-07-09T10:00:00.000Z", "2026-07-10T12:00:00.000Z"]);
  const all = await instants(ZONES.map((zone) => ({ local: "2026-07-10T00:00", zone })));
  expect(all.every((at) => first <= at && at <= last)).toBe(true);
});
