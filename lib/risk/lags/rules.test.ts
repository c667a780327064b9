import { describe, expect, test } from "vitest";
import { rangeOf } from "@/lib/risk/findings/rules";
import { type LagClaim, type LagFacts, type LagRelease, lagsOf, momentsOf } from "./rules";

const aClaim = (id: number, changes: Partial<LagClaim> = {}): LagClaim => ({
  ...{
    id,
    bearing: "RAISES",
    confirmation: "REPORTED",
    reportedOn: "2026-06-30",
    milestone: null,
    happenedOn: null,
    steps: [],
    published: [],
  },
  ...changes,
});
const aRelease = (version: string, publishedAt: string | null): LagRelease => ({
  ...{ kind: "NPM", version, publishedAt: publishedAt === null ? null : new Date(publishedAt) },
});

const RELEASES = [
  aRelease("2.1.90", "2026-04-01T23:42:00Z"),
  aRelease("2.1.91", "2026-04-03T02:28:00Z"),
  aRelease("2.1.198", "2026-07-01T22:20:00Z"),
  aRelease("2.1.199", "2026-07-03T01:37:00Z"),
];
const RANGE = rangeOf("vers:npm/>=2.1.91|<2.1.199");
const facts = (changes: Partial<LagFacts>): LagFacts => ({ claims: [], releases: [], range: RANGE, fixVersions: [], ...changes });
const daysOf = (given: LagFacts) =>
  Object.fromEntries(momentsOf(given).map(({ step, days }) => [step, days.map(({ day }) => day).join(" or ")]));
const lagsIn = (given: LagFacts, today = "2026-07-08") =>
  Object.fromEntries(lagsOf(momentsOf(given), today).map(({ gap, least, most, isRunning }) => [gap, [least, most, isRunning]]));

const JULY = facts({
  claims: [
    aClaim(1, {
      confirmation: "ACKNOWLEDGED",
      published: ["2026-07-03", "2026-06-30"],
      steps: [
        { after: "REPORTED", effectiveOn: "2026-06-30" },
        { after: "ACKNOWLEDGED", effectiveOn: "2026-07-01" },
      ],
    }),
    aClaim(2, { milestone: "INTRODUCED", happenedOn: "2026-04-02", bearing: "CONTEXT" }),
    aClaim(3, { milestone: "FIXED", happenedOn: "2026-07-01", bearing: "LOWERS" }),
    aClaim(4, { milestone: "FIXED", happenedOn: "2026-07-02", bearing: "LOWERS" }),
  ],
  releases: RELEASES,
  fixVersions: ["2.1.198", "2.1.199"],
});

describe("July 2026", () => {
  test("each step has the day that claims and releases give it, and both where they differ", () => {
    expect(daysOf(JULY)).toEqual({
      introduced: "2026-04-02",
      noticed: "",
      reported: "2026-06-30",
      acknowledged: "2026-07-01",
      fixed: "2026-07-01 or 2026-07-02",
      verified: "",
    });
  });

  test("it was unnoticed for 89 days, and nothing is rounded away where sources differ", () => {
    expect(lagsIn(JULY)).toEqual({
      unnoticed: [89, 89, false],
      unacknowledged: [1, 1, false],
      unfixed: [1, 2, false],
      present: [90, 91, false],
    });
  });

  test("a release bears out the claimed day on which it was published somewhere", () => {
    const fixed = momentsOf(JULY).find(({ step }) => step === "fixed");
    expect(fixed?.days.map(({ by }) => by)).toEqual([
      [{ claim: 3 }, { version: "2.1.198", at: new Date("2026-07-01T22:20:00Z") }],
      [{ claim: 4 }, { version: "2.1.199", at: new Date("2026-07-03T01:37:00Z") }],
    ]);
  });
});

describe("dates", () => {
  test("without a claim a release has its day in UTC", () => {
    expect(daysOf(facts({ releases: RELEASES, fixVersions: ["2.1.199"] }))).toMatchObject({
      introduced: "2026-04-03",
      fixed: "2026-07-03",
    });
  });

  test("a release that no claimed day agrees with stands beside the claim", () => {
    const claims = [aClaim(1, { milestone: "INTRODUCED", happenedOn: "2026-03-01" })];
    const given = facts({ claims, releases: RELEASES });
    expect(daysOf(given).introduced).toBe("2026-03-01 or 2026-04-03");
    expect(lagsIn(given).unnoticed).toEqual([88, 121, false]);
  });

  test("what nobody has dated is left open", () => {
    expect(Object.values(daysOf(facts({}))).join("")).toBe("");
    expect(lagsIn(facts({}))).toEqual({});
  });

  test("the oldest release that we know of is not taken for the first one", () => {
    const later = [aRelease("2.1.100", "2026-04-20T00:00:00Z")];
    expect(daysOf(facts({ releases: later })).introduced).toBe("");
    expect(daysOf(facts({ releases: RELEASES, range: rangeOf("vers:npm/<2.1.199") })).introduced).toBe("");
    expect(daysOf(facts({ releases: RELEASES, range: null })).introduced).toBe("");
  });

  test("what was taken back or replaced dates nothing", () => {
    const claims = (["RETRACTED", "SUPERSEDED"] as const).map((confirmation, id) =>
      aClaim(id, { confirmation, milestone: "FIXED", happenedOn: "2026-07-01" }),
    );
    expect(Object.values(daysOf(facts({ claims }))).join("")).toBe("");
  });

  test("background is no report", () => {
    const claims = [aClaim(1, { bearing: "CONTEXT", published: ["2026-06-10"] }), aClaim(2, { published: ["2026-06-30"] })];
    expect(daysOf(facts({ claims })).reported).toBe("2026-06-30");
  });

  test("what has not happened yet is counted until today and says so", () => {
    const claims = [aClaim(1, { published: ["2026-06-30"] })];
    expect(lagsIn(facts({ claims }))).toEqual({ unacknowledged: [8, 8, true], unfixed: [8, 8, true] });
  });

  test("a day on which somebody noticed counts, not the day on which they told", () => {
    const claims = [
      aClaim(1, { published: ["2026-06-30"] }),
      aClaim(2, { milestone: "NOTICED", happenedOn: "2026-06-20", bearing: "CONTEXT" }),
      aClaim(3, { milestone: "INTRODUCED", happenedOn: "2026-04-02", published: ["2026-06-30"] }),
    ];
    expect(lagsIn(facts({ claims })).unnoticed).toEqual([79, 79, false]);
  });
});
