import { insideOf, newestFirst, type Versioned } from "@/lib/registry/releases/rules";
import type { VersRange } from "@/lib/registry/versions/vers";
import { type Step as ClaimStep, type Day, dayOf } from "@/lib/risk/claims/rules";
import type { ClaimBearing, Confirmation, Milestone } from "@/prisma/generated/enums";

/** The steps in the life of a behaviour, in the order in which they should come. */
export const LAG_STEPS = ["introduced", "noticed", "reported", "acknowledged", "fixed", "verified"] as const;
export type LagStep = (typeof LAG_STEPS)[number];

export type LagClaim = {
  id: number;
  bearing: ClaimBearing;
  confirmation: Confirmation;
  reportedOn: Day;
  milestone: Milestone | null;
  happenedOn: Day | null;
  steps: readonly ClaimStep[];
  /** When its sources were published. */
  published: readonly Day[];
};

export type LagRelease = Versioned & { publishedAt: Date | null };

/** What a day is known from. */
export type Witness = { claim: number } | { version: string; at: Date };
export type DatedDay = { day: Day; by: Witness[] };
/** Several days: the sources differ. None: nobody has said. */
export type Moment = { step: LagStep; days: DatedDay[] };

const isClaim = (one: Witness): one is { claim: number } => "claim" in one;

export type LagFacts = {
  claims: readonly LagClaim[];
  releases: readonly LagRelease[];
  range: VersRange | null;
  /** The version that is confirmed to be fixed, or those that may be. */
  fixVersions: readonly string[];
};

/** When each step happened, as far as claims and releases say, with what says so. */
export function momentsOf({ claims, releases, range, fixVersions }: LagFacts): Moment[] {
  const held = claims.filter(({ confirmation }) => confirmation !== "RETRACTED" && confirmation !== "SUPERSEDED");
  const first = firstRelease(releases, range);
  const fixes = releases.filter(
    ({ version, kind }) => fixVersions.includes(version) && (!range || insideOf(range)({ version, kind }) !== null),
  );
  const given: Record<LagStep, { said: Said[]; releases: readonly LagRelease[] }> = {
    introduced: { said: dated(held, "INTRODUCED"), releases: first ? [first] : [] },
    noticed: { said: dated(held, "NOTICED"), releases: [] },
    reported: { said: firstReport(held), releases: [] },
    acknowledged: { said: earliest([...dated(held, "ACKNOWLEDGED"), ...stepped(held, "ACKNOWLEDGED")]), releases: [] },
    fixed: { said: dated(held, "FIXED"), releases: fixes },
    verified: { said: earliest([...dated(held, "VERIFIED"), ...stepped(held, "VERIFIED")]), releases: [] },
  };
  return LAG_STEPS.map((step) => ({ step, days: daysOf(given[step].said, given[step].releases) }));
}

type Said = { day: Day; claim: number };

function dated(claims: readonly LagClaim[], milestone: Milestone): Said[] {
  return claims.flatMap((one) => (one.milestone === milestone && one.happenedOn ? [{ day: one.happenedOn, claim: one.id }] : []));
}

/** The first day on which each claim was acknowledged, or reproduced by somebody else. */
function stepped(claims: readonly LagClaim[], after: Confirmation): Said[] {
  return claims
    .filter(({ bearing }) => bearing === "RAISES")
    .flatMap(({ id, steps }) => {
      const days = steps.filter((step) => step.after === after).map(({ effectiveOn }) => effectiveOn);
      return days.length > 0 ? [{ day: days.sort()[0] ?? "", claim: id }] : [];
    });
}

/** Later acknowledgements of the same behaviour do not contradict the first. */
function earliest(said: readonly Said[]): Said[] {
  const first = said.map(({ day }) => day).sort()[0];
  return said.filter(({ day }) => day === first);
}

/** The day the first source of a claim that speaks for the risk was published; later reports repeat it. */
function firstReport(claims: readonly LagClaim[]): Said[] {
  const raising = claims.filter(({ bearing }) => bearing === "RAISES");
  return earliest(raising.map(({ id, published, reportedOn }) => ({ day: [...published].sort()[0] ?? reportedOn, claim: id })));
}

/** The first affected release. Only a range that says where it begins has one: the oldest we know of need not be the oldest there is. */
function firstRelease(releases: readonly LagRelease[], range: VersRange | null): LagRelease | null {
  if (range === null || range.constraints === "*") return null;
  const [begin] = range.constraints;
  if (!begin || begin.comparator === "<" || begin.comparator === "<=" || begin.comparator === "!=") return null;
  const isInside = insideOf(range);
  const oldest = newestFirst(releases.filter((release) => isInside(release))).at(-1) ?? null;
  return oldest && (begin.comparator === ">" || oldest.version === begin.version) ? oldest : null;
}

const HOUR = 3_600_000;

/** A release is an instant and falls on two days, from UTC−12 to UTC+14: it bears out whichever of them is claimed, else it has its day in UTC. */
function daysOf(said: readonly Said[], releases: readonly LagRelease[]): DatedDay[] {
  const byDay = new Map<Day, Witness[]>();
  const add = (day: Day, by: Witness) => byDay.set(day, [...(byDay.get(day) ?? []), by]);
  for (const { day, claim } of said) add(day, { claim });
  const claimed = [...byDay.keys()].sort();
  for (const { version, publishedAt: at } of releases) {
    if (!at) continue;
    const own = dayOf(at);
    const [from, to] = [dayOf(new Date(at.getTime() - 12 * HOUR)), dayOf(new Date(at.getTime() + 14 * HOUR))];
    const borneOut = claimed.includes(own) ? own : claimed.find((day) => day >= from && day <= to);
    add(borneOut ?? own, { version, at });
  }
  return [...byDay]
    .map(([day, by]) => ({ day, by: by.sort((a, b) => Number(isClaim(b)) - Number(isClaim(a))) }))
    .sort((a, b) => (a.day < b.day ? -1 : 1));
}

export const GAPS = ["unnoticed", "unacknowledged", "unfixed", "present", "unverified"] as const;
export type Gap = (typeof GAPS)[number];

/** Days between two steps; `least` and `most` differ where the sources do. `isRunning`: the second has not happened yet, as far as anybody says. */
export type Lag = { gap: Gap; from: Day; to: Day; least: number; most: number; isRunning: boolean };

const DAY = 24 * HOUR;

function daysBetween(from: Day, to: Day): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / DAY);
}

/** How long each part took. What nobody has dated has no length; what is not over is counted until `today`. */
export function lagsOf(moments: readonly Moment[], today: Day): Lag[] {
  const days = (step: LagStep) => moments.find((one) => one.step === step)?.days.map(({ day }) => day) ?? [];
  // Whoever reported it had noticed it.
  const noticed = days("noticed").length > 0 ? days("noticed") : days("reported");
  return [
    lagOf("unnoticed", days("introduced"), noticed, null),
    lagOf("unacknowledged", days("reported"), days("acknowledged"), today),
    lagOf("unfixed", days("reported"), days("fixed"), today),
    lagOf("present", days("introduced"), days("fixed"), today),
    lagOf("unverified", days("fixed"), days("verified"), null),
  ].filter((lag) => lag !== null);
}

function lagOf(gap: Gap, from: readonly Day[], until: readonly Day[], today: Day | null): Lag | null {
  const isRunning = until.length === 0;
  const to = isRunning && today !== null ? [today] : until;
  const [begin, begun, end, ended] = [from.at(0), from.at(-1), to.at(0), to.at(-1)];
  if (begin === undefined || begun === undefined || end === undefined || ended === undefined) return null;
  return { gap, from: begin, to: ended, least: daysBetween(begun, end), most: daysBetween(begin, ended), isRunning };
}
