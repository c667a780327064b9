import type { ClaimBearing, Confirmation } from "../../../prisma/generated/enums.ts";

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
