import fc from "fast-check";
import { expect, test } from "vitest";
import type { DecisionStatus } from "@/prisma/generated/enums";
import {
  type BanFact,
  type DecisionFact,
  decideVerdict,
  isFor,
  mayUse,
  nearestDecision,
  type VerdictKind,
  type VerdictPerson,
  verdictAnswer,
} from "./rules";
import { aBan, aDecision, aPlace } from "./testing";

const now = new Date("2026-07-08T07:00:00Z");
const later = new Date("2026-07-09T16:00:00Z");
const earlier = new Date("2026-07-01T16:00:00Z");
const search = aPlace();

function decision(status: DecisionStatus, teamPath: string | null = null, decidedAt = earlier): DecisionFact {
  return aDecision({ status, teamPath, decidedAt });
}

const ban = aBan;

const everyone = decision("APPROVED");
const cases: [sentence: string, decisions: DecisionFact[], bans: BanFact[], expected: VerdictKind][] = [
  ["nothing known", [], [], "unassessed"],
  ["found in an inventory only", [decision("DISCOVERED")], [], "unassessed"],
  ["set aside in triage", [decision("DISMISSED")], [], "unassessed"],
  ["under review", [decision("UNDER_REVIEW")], [], "review"],
  ["approved for everyone", [everyone], [], "approved"],
  ["approved with conditions", [decision("APPROVED_WITH_CONDITIONS")], [], "limits"],
  ["not approved", [decision("NOT_APPROVED")], [], "refused"],
  ["retired", [decision("RETIRED")], [], "refused"],
  ["the own team decided otherwise", [everyone, decision("NOT_APPROVED", "1.4.9")], [], "refused"],
  ["the nearest of two teams above", [decision("NOT_APPROVED", "1"), decision("APPROVED_WITH_CONDITIONS", "1.4"), everyone], [], "limits"],
  ["another team's decision", [everyone, decision("NOT_APPROVED", "1.5")], [], "approved"],
  ["a team whose id begins alike", [everyone, decision("NOT_APPROVED", "1.4.90")], [], "approved"],
  ["the newer of two for the same audience", [decision("UNDER_REVIEW"), decision("APPROVED", null, now)], [], "approved"],
  ["a ban before its cutoff", [everyone], [ban(later)], "scheduled"],
  ["a ban at the very cutoff", [everyone], [ban(now)], "banned"],
  ["a ban in force", [everyone], [ban(earlier)], "banned"],
  ["a ban on a tool nobody assessed", [], [ban(later)], "scheduled"],
  ["a ban for other people", [everyone], [ban(earlier, { applies: false })], "approved"],
  ["a lifted ban", [everyone], [ban(earlier, { status: "LIFTED" })], "approved"],
  ["a suspended ban", [everyone], [ban(earlier, { status: "SUSPENDED" })], "approved"],
  ["a superseded ban", [everyone], [ban(earlier, { status: "SUPERSEDED" })], "approved"],
  ["one ban in force and one to come", [everyone], [ban(later, { banId: 2 }), ban(earlier)], "banned"],
];

test.each(cases)("%s", (_, decisions, bans, expected) => {
  expect(decideVerdict({ decisions, bans }, search, now).kind).toBe(expected);
});

test("of several bans the earliest cutoff decides and the others are listed", () => {
  const verdict = decideVerdict({ decisions: [], bans: [ban(later, { banId: 2 }), ban(earlier, { banId: 3 })] }, search, now);
  expect(verdict.ban?.banId).toBe(3);
  expect(verdict.laterBans.map(({ banId }) => banId)).toEqual([2]);
});

test("asked for the company, a team's own decision says nothing", () => {
  expect(decideVerdict({ decisions: [decision("APPROVED", "1.4")], bans: [] }, null, now).kind).toBe("unassessed");
});

test("a tool may be used when approved, within limits, and until a ban takes effect", () => {
  const may = (["approved", "limits", "review", "unassessed", "refused", "scheduled", "banned"] as const).filter(mayUse);
  expect(may).toEqual(["approved", "limits", "scheduled"]);
});

const holds = [{ from: earlier, until: new Date("2026-08-01T00:00:00Z") }];

test("a ban without an exception decides, whatever the exception to another one", () => {
  const verdict = decideVerdict({ decisions: [], bans: [ban(earlier, { exemptions: holds }), ban(later, { banId: 2 })] }, search, now);
  expect([verdict.kind, verdict.ban?.banId, verdict.exemption]).toEqual(["scheduled", 2, null]);
});

test("of several exemptions the one that ends first is named, and of one ban's the one that ends last", () => {
  const long = { from: earlier, until: new Date("2026-09-01T00:00:00Z") };
  const bans = [ban(earlier, { exemptions: [long] }), ban(earlier, { banId: 2, exemptions: [...holds, { from: earlier, until: later }] })];
  expect(decideVerdict({ decisions: [], bans }, search, now).exemption).toMatchObject({ ban: { banId: 2 }, until: holds[0]?.until });
});

test("an exception that ends before the ban begins changes nothing", () => {
  const early = [{ from: earlier, until: new Date(later.getTime() - 1) }];
  expect(decideVerdict({ decisions: [everyone], bans: [ban(later, { exemptions: early })] }, search, now).kind).toBe("scheduled");
});

test("countries are nearer than worker types, both are nearer than everyone, and a team is nearer than all of them", () => {
  const all = aDecision({ id: 1 });
  const workers = aDecision({ id: 2, workerTypes: ["EMPLOYEE"] });
  const country = aDecision({ id: 3, countries: ["CN"] });
  const both = aDecision({ id: 4, workerTypes: ["EMPLOYEE"], countries: ["CN"] });
  const team = aDecision({ id: 5, teamPath: "1" });
  const order = [all, workers, country, both, team];
  for (const [index] of order.entries()) expect(nearestDecision(order.slice(0, index + 1), search)?.id).toBe(index + 1);
});

test("the API says from what a person is exempt, where an approval does not count, and whom the decision is for", () => {
  const exempt = decideVerdict({ decisions: [], bans: [ban(earlier, { exemptions: holds })] }, search, now);
  expect(verdictAnswer(exempt, now)).toMatchObject({
    verdict: "limits",
    mayUse: true,
    ban: null,
    exemption: { ban: "BAN-1", until: holds[0]?.until },
  });
  const sensitive = { name: "Legal", path: "1.4", reason: "privileged files" };
  const withheld = decideVerdict({ decisions: [everyone], bans: [] }, aPlace({ sensitive }), now);
  expect(verdictAnswer(withheld, now)).toMatchObject({
    verdict: "unassessed",
    mayUse: false,
    audience: null,
    sensitive: { team: "Legal", reason: "privileged files" },
  });
  const limited = aDecision({ status: "APPROVED_WITH_CONDITIONS", countries: ["CN"], dataClasses: ["PUBLIC"] });
  expect(verdictAnswer(decideVerdict({ decisions: [limited], bans: [] }, search, now), now)).toMatchObject({
    dataClasses: ["PUBLIC"],
    audience: { team: null, workerTypes: [], countries: ["CN"] },
  });
});

const workerTypes = ["EMPLOYEE", "CONTRACTOR", "INTERN"] as const;
const countries = ["CN", "SG", "DE"] as const;
const path = fc.array(fc.integer({ min: 1, max: 3 }), { minLength: 1, maxLength: 4 }).map((steps) => ["1", ...steps.map(String)].join("."));
const decisionsOfAllKinds = fc
  .array(
    fc.record({
      teamPath: fc.option(path, { nil: null }),
      workerTypes: fc.subarray([...workerTypes]),
      countries: fc.subarray([...countries]),
      minute: fc.integer({ min: 0, max: 3 }),
    }),
    { maxLength: 30 },
  )
  .map((list) =>
    list.map(({ minute, ...audience }, index) =>
      aDecision({ ...audience, id: index + 1, decidedAt: new Date(Date.UTC(2026, 6, 1, 0, minute)) }),
    ),
  );
const place: fc.Arbitrary<VerdictPerson> = fc
  .record({ teamPath: path, workerType: fc.constantFrom(...workerTypes), country: fc.constantFrom(...countries) })
  .map((given) => aPlace(given));

test("of whatever was decided, exactly one decision is nearest to a person, in whatever order they come", () => {
  /** The order once more, as one number per decision: no two are alike. */
  const rank = ({ teamPath, countries: named, workerTypes: kinds, decidedAt, id }: DecisionFact) =>
    (((teamPath?.split(".").length ?? 0) * 2 + Math.sign(named.length)) * 2 + Math.sign(kinds.length)) * 1e9 +
    (decidedAt.getUTCMinutes() * 1e3 + id);
  fc.assert(
    fc.property(decisionsOfAllKinds, fc.option(place, { nil: null }), fc.infiniteStream(fc.nat()), (decisions, person, dice) => {
      const candidates = decisions.filter((decision) => isFor(decision, person));
      const best = candidates.filter((one) => candidates.every((other) => rank(other) <= rank(one)));
      expect(best.length).toBe(candidates.length === 0 ? 0 : 1);
      const shuffled = decisions.map((decision) => ({ decision, key: dice.next().value })).sort((a, b) => a.key - b.key);
      for (const order of [decisions, shuffled.map(({ decision }) => decision)]) {
        expect(nearestDecision(order, person)).toBe(best[0] ?? null);
      }
    }),
    { numRuns: 2_000 },
  );
});

test("a decision is for a person when team, worker type and country all fit", () => {
  fc.assert(
    fc.property(decisionsOfAllKinds, place, (decisions, person) => {
      const teams = new Set(person.teamPath.split(".").map((_, index, ids) => ids.slice(0, index + 1).join(".")));
      for (const decision of decisions) {
        const fits = [
          decision.teamPath === null || teams.has(decision.teamPath),
          decision.workerTypes.length === 0 || new Set(decision.workerTypes).has(person.workerType),
          decision.countries.length === 0 || new Set(decision.countries).has(person.country),
        ];
        expect(isFor(decision, person)).toBe(!fits.includes(false));
      }
    }),
  );
});
