import { type Reason, reason } from "@/lib/refusal";
import { shown } from "@/lib/registry/tools/rules";
import { parseVers } from "@/lib/registry/versions/vers";
import type { Day } from "@/lib/risk/claims/evidence";
import type { ClaimChanges, ClaimFields } from "@/lib/risk/claims/schema";
import { Behaviour, ClaimBearing, Confirmation, Milestone } from "@/prisma/generated/enums";

export const CONFIRMATIONS = Object.values(Confirmation);
export const BEARINGS = Object.values(ClaimBearing);
export const BEHAVIOURS = Object.values(Behaviour);
export const MILESTONES = Object.values(Milestone);

// Apart, because the start of the product and the demonstration read it in plain Node.
export {
  confirmationOn,
  type Day,
  dayOf,
  EVIDENCE,
  type Evidence,
  type EvidenceClaim,
  type EvidenceSourceFact,
  evidenceOfClaim,
  evidenceOn,
  isStrong,
  type Step,
} from "@/lib/risk/claims/evidence";

export function claimCode(id: number): string {
  return `C-${id}`;
}

/** What a claim's state is called: with two independent origins a report is corroborated. */
export type ClaimState =
  | { kind: "reported" | "retracted" | "superseded" }
  | { kind: "corroborated"; origins: number }
  | { kind: "acknowledged" | "reproduced"; party: string | null };

const KIND = { ACKNOWLEDGED: "acknowledged", VERIFIED: "reproduced", RETRACTED: "retracted", SUPERSEDED: "superseded" } as const;

export function stateOf(confirmation: Confirmation, { party, origins }: { party: string | null; origins: number }): ClaimState {
  if (confirmation === "REPORTED") return origins >= 2 ? { kind: "corroborated", origins } : { kind: "reported" };
  const kind = KIND[confirmation];
  return kind === "acknowledged" || kind === "reproduced" ? { kind, party } : { kind };
}

const EARLIEST = "1900-01-01";

type Dates = {
  /** Where whoever writes is. */
  today: Day;
  /** Of the first change of its confirmation. */
  firstStepOn: Day | null;
};

/** Per field why a claim cannot be written like this. */
export function whyNotClaim(claim: ClaimFields, { today, firstStepOn }: Dates): Record<string, Reason> {
  const { tool, vendor, versionRange, reportedOn, milestone, happenedOn } = claim;
  const range = versionRange === null ? null : parseVers(versionRange);
  return {
    ...(tool === null && vendor === null ? { tool: reason("claims.whyNot.noSubject") } : {}),
    ...(tool !== null && vendor !== null ? { vendor: reason("claims.whyNot.twoSubjects") } : {}),
    ...(versionRange !== null && tool === null ? { versionRange: reason("claims.whyNot.rangeOfVendor") } : {}),
    ...(range && "whyNot" in range ? { versionRange: range.whyNot } : {}),
    ...(reportedOn > today || reportedOn < EARLIEST ? { reportedOn: reason("claims.whyNot.ahead") } : {}),
    ...(firstStepOn !== null && reportedOn > firstStepOn ? { reportedOn: reason("claims.whyNot.afterStep", { day: firstStepOn }) } : {}),
    ...(milestone !== null && happenedOn === null ? { happenedOn: reason("claims.whyNot.milestoneDay") } : {}),
    ...(happenedOn !== null && (happenedOn > today || happenedOn < EARLIEST) ? { happenedOn: reason("claims.whyNot.ahead") } : {}),
  };
}

/** What is over keeps what it said; what findings rest on keeps whom it is about. */
export function whyNotEdit(
  { confirmation, findings }: { confirmation: Confirmation; findings: number },
  changes: Partial<ClaimFields>,
): Reason | null {
  if (confirmation === "RETRACTED" || confirmation === "SUPERSEDED") return reason("claims.whyNot.over", { state: confirmation });
  const movesSubject = "tool" in changes || "vendor" in changes;
  return movesSubject && findings > 0 ? reason("claims.whyNot.subjectOfFindings", { n: findings }) : null;
}

const FIELDS = [
  ...(["tool", "vendor", "versionRange", "statement", "bearing", "behaviour", "reportedOn", "milestone", "happenedOn", "note"] as const),
] satisfies readonly (keyof ClaimFields)[];

export type ClaimField = (typeof FIELDS)[number];

/** Only what a change would really change: before and after, field by field. */
export function differences(before: ClaimFields, changes: ClaimChanges): { before: Partial<ClaimFields>; after: Partial<ClaimFields> } {
  const changed = FIELDS.filter((field) => changes[field] !== undefined && String(before[field] ?? "") !== String(changes[field] ?? ""));
  const only = (from: ClaimChanges) => Object.fromEntries(changed.map((field) => [field, from[field] ?? null]));
  return { before: only(before), after: only(changes) };
}

/** For whoever comes second: per field that says something else than they do, what it says now. */
export function overtakenFields(now: ClaimFields, sent: ClaimChanges, changedSince: readonly string[] | null): Record<string, Reason> {
  const fields = FIELDS.filter((field) => field in differences(now, sent).after && (changedSince?.includes(field) ?? true));
  return Object.fromEntries(
    fields.map((field) => {
      const value = shown(now[field]);
      return [field, value === "" ? reason("claims.overtaken.fieldEmpty") : reason("claims.overtaken.field", { value })];
    }),
  );
}
