import { type Reason, reason } from "@/lib/refusal";
import type { Decidable, Decide, Due } from "@/lib/registry/decisions/schema";
import {
  APPROVING,
  type BanFact,
  type DecisionFact,
  decideVerdict,
  isFor,
  isWithin,
  nearestDecision,
  type SensitivePlace,
  VERDICT_OF_DECISION,
  type VerdictKind,
  type VerdictPerson,
} from "@/lib/registry/rules";
import type { WorkerType } from "@/prisma/generated/enums";

/** Decisions to be reviewed within so many days are due soon. */
export const SOON_DAYS = 30;
const DAY = 86_400_000;
const no = (name: string, values?: Record<string, string | number>) => reason(`decisions.whyNot.${name}`, values);

export function isApproving(status: Decidable | DecisionFact["status"]): boolean {
  return APPROVING.some((one) => one === status);
}

/** Why not, per field of the form. */
export function whyNotDecide(
  { status, conditions, dataClasses, reviewOn }: Pick<Decide, "status" | "conditions" | "dataClasses" | "reviewOn">,
  now: Date,
): Record<string, Reason> {
  const wrong: Record<string, Reason> = {};
  if (status === "APPROVED_WITH_CONDITIONS" && !conditions && dataClasses.length === 0) wrong.conditions = no("noConditions");
  if (!isApproving(status) && dataClasses.length > 0) wrong.dataClasses = no("dataClassesOfRefusal");
  if (reviewOn !== undefined && dayOf(reviewOn) <= now) wrong.reviewOn = no("reviewPast");
  return wrong;
}

/** A review so far away that nobody will remember why. */
function isReviewFar(reviewOn: string | undefined, now: Date): boolean {
  return reviewOn !== undefined && dayOf(reviewOn).getTime() > now.getTime() + 2 * 366 * DAY;
}

/** What is allowed and yet to be known: bans decide before decisions, and a review beyond memory is none. */
export function warningsOf({ status, reviewOn }: Pick<Decide, "status" | "reviewOn">, bans: readonly BanFact[], now: Date): Reason[] {
  const ban = bans.find((one) => one.status === "PUBLISHED");
  return [
    ...(ban && isApproving(status) ? [reason("decisions.said.banned", { code: ban.code })] : []),
    ...(isReviewFar(reviewOn, now) ? [reason("decisions.said.reviewFar")] : []),
  ];
}

/** Somebody else decided for the same audience since the reader looked; 0 is "nothing was decided". Without a number nobody looked. */
export function isOvertaken(inForce: { id: number } | null, seen: number | undefined): boolean {
  return seen !== undefined && seen !== (inForce?.id ?? 0);
}

export function dueOf(reviewOn: Date | null, now: Date): Due {
  if (reviewOn === null) return "none";
  if (reviewOn <= now) return "overdue";
  return reviewOn.getTime() <= now.getTime() + SOON_DAYS * DAY ? "soon" : "later";
}

function dayOf(date: string): Date {
  return new Date(`${date}T00:00:00Z`);
}

/** The first day that a review can be on. */
export function tomorrowOf(now: Date): string {
  return new Date(now.getTime() + DAY).toISOString().slice(0, 10);
}

/** Active people who are alike for every audience. */
export type PeopleGroup = { teamPath: string; workerType: WorkerType; country: string; people: number };

export type Candidate = Pick<DecisionFact, "status" | "teamPath" | "workerTypes" | "countries">;

/** What a decision would mean for some people: which decision is theirs now, and whether they would get the new one. */
export type PreviewRow = { current: DecisionFact | null; people: number; outcome: "gets" | "keeps" | "withheld" };
export type Preview = { people: number; rows: PreviewRow[] };

/** Whom a decision would concern, by the decision that is theirs today. Bans are left out: they decide anyway. */
export function previewOf(
  candidate: Candidate,
  {
    decisions,
    groups,
    sensitive,
  }: { decisions: readonly DecisionFact[]; groups: readonly PeopleGroup[]; sensitive: readonly SensitivePlace[] },
  now: Date,
): Preview {
  const made: DecisionFact = { ...UNSAID, ...candidate, decidedAt: now };
  const others = decisions.filter((decision) => !isSameAudience(decision, candidate));
  const rows = new Map<string, PreviewRow>();
  let people = 0;
  for (const group of groups) {
    const person: VerdictPerson = { ...group, id: 0, legalEntity: "", sensitive: deepestAbove(group.teamPath, sensitive) };
    if (!isFor(candidate, person)) continue;
    people += group.people;
    const current = nearestDecision(decisions, person);
    const outcome = nearestDecision([...others, made], person) !== made ? "keeps" : isWithheldFrom(made, person, now) ? "withheld" : "gets";
    const key = `${current?.id} ${outcome}`;
    const row = rows.get(key) ?? { current, people: 0, outcome };
    rows.set(key, { ...row, people: row.people + group.people });
  }
  return { people, rows: [...rows.values()].sort((a, b) => b.people - a.people) };
}

/** Newer than whatever else there is. */
const UNSAID = {
  ...{ id: Number.MAX_SAFE_INTEGER, teamId: null, team: null, conditions: null, dataClasses: [], reason: "", basis: null },
  ...{ reviewOn: null, decidedBy: null },
};

function isWithheldFrom(decision: DecisionFact, person: VerdictPerson, now: Date): boolean {
  return decideVerdict({ decisions: [decision], bans: [] }, person, now).sensitive !== null;
}

function deepestAbove(teamPath: string, sensitive: readonly SensitivePlace[]): SensitivePlace | null {
  const above = sensitive.filter(({ path }) => isWithin(teamPath, path));
  return above.toSorted((a, b) => b.path.length - a.path.length)[0] ?? null;
}

/** As the index `decision_in_force` compares: both lists are sorted. */
export function isSameAudience(a: Omit<Candidate, "status">, b: Omit<Candidate, "status">): boolean {
  return a.teamPath === b.teamPath && `${a.workerTypes}` === `${b.workerTypes}` && `${a.countries}` === `${b.countries}`;
}

export type OtherAnswer = Omit<Candidate, "status"> & { id: number; team: string | null; kind: VerdictKind };

/** For whom the answer is another one than for this person, as far as decisions say. Nothing of why: that is for those it concerns. */
export function otherAnswers(decisions: readonly DecisionFact[], person: VerdictPerson | null, kind: VerdictKind): OtherAnswer[] {
  const own = nearestDecision(decisions, person);
  return decisions
    .filter((decision) => decision !== own)
    .map(({ id, team, teamPath, workerTypes, countries, status }) => ({
      ...{ id, team, teamPath, workerTypes, countries },
      kind: VERDICT_OF_DECISION[status],
    }))
    .filter((answer) => answer.kind !== kind)
    .sort((a, b) => (a.team ?? "").localeCompare(b.team ?? "") || a.id - b.id);
}
