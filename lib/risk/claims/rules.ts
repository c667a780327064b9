import { type Reason, reason } from "@/lib/refusal";
import { shown } from "@/lib/registry/tools/rules";
import { parseVers } from "@/lib/registry/versions/vers";
import type { ClaimChanges, ClaimFields } from "@/lib/risk/claims/schema";
import type { ClaimBearing, Confirmation } from "@/prisma/generated/enums";

/** A calendar day, YYYY-MM-DD: days compare as texts do. */
export type Day = string;

/** One change of a claim's confirmation, and the day from which it is so in the world. */
export type Step = { after: Confirmation; effectiveOn: Day };

export type EvidenceSourceFact = {
  /** A to F of the Admiralty scale. */
  reliability: string;
  /** 1 to 6 of the Admiralty scale. */
  credibility: number;
  publishedOn: Day;
};

export type EvidenceClaim = {
  bearing: ClaimBearing;
  reportedOn: Day;
  /** In the order in which they were written. */
  steps: readonly Step[];
  sources: readonly EvidenceSourceFact[];
};

/** The values of the evidence input of a class, the weakest first. */
export const EVIDENCE = ["none", "public poc", "active"] as const;
export type Evidence = (typeof EVIDENCE)[number];

/** The UTC day of what the database holds as a date. */
export function dayOf(date: Date): Day {
  return date.toISOString().slice(0, 10);
}

/** What a claim was on a day; null before it was said. */
export function confirmationOn({ reportedOn, steps }: Pick<EvidenceClaim, "reportedOn" | "steps">, day: Day): Confirmation | null {
  if (day < reportedOn) return null;
  let now: Step = { after: "REPORTED", effectiveOn: reportedOn };
  for (const step of steps) if (step.effectiveOn <= day && step.effectiveOn >= now.effectiveOn) now = step;
  return now.after;
}

/** Reliability A to C and credibility 1 to 3: fairly reliable, and at least possibly true. */
export function isStrong({ reliability, credibility }: Pick<EvidenceSourceFact, "reliability" | "credibility">): boolean {
  return ["A", "B", "C"].includes(reliability) && credibility <= 3;
}

/** What one claim gives on a day. That it is disputed changes nothing. */
export function evidenceOfClaim(claim: EvidenceClaim, day: Day): Evidence {
  if (claim.bearing !== "RAISES") return "none";
  const confirmation = confirmationOn(claim, day);
  if (confirmation === "ACKNOWLEDGED" || confirmation === "VERIFIED") return "active";
  if (confirmation !== "REPORTED") return "none";
  return claim.sources.some((source) => isStrong(source) && source.publishedOn <= day) ? "public poc" : "none";
}

/** The evidence input of a tool on a day, of the claims whose subject is the tool itself: the strongest that one of them gives. */
export function evidenceOn(claims: readonly EvidenceClaim[], day: Day): Evidence {
  const given = claims.map((claim) => EVIDENCE.indexOf(evidenceOfClaim(claim, day)));
  return EVIDENCE[Math.max(0, ...given)] ?? "none";
}

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
