import { type Reason, reason } from "@/lib/refusal";
import { foldedName } from "@/lib/registry/tools/rules";
import type { Day } from "@/lib/risk/claims/rules";
import type { Confirmation } from "@/prisma/generated/enums";

/** Every legal step; the trigger `claim_transition` holds the same table. */
export const STEPS: Record<Confirmation, readonly Confirmation[]> = {
  REPORTED: ["ACKNOWLEDGED", "VERIFIED", "RETRACTED", "SUPERSEDED"],
  ACKNOWLEDGED: ["VERIFIED", "RETRACTED", "SUPERSEDED"],
  VERIFIED: ["RETRACTED", "SUPERSEDED"],
  RETRACTED: [],
  SUPERSEDED: [],
};

/** True of what stands: it may be acknowledged, reproduced, edited or take another claim's place. */
export function stands(confirmation: Confirmation): boolean {
  return STEPS[confirmation].length > 0;
}

export function whyNotStep(from: Confirmation, to: Confirmation): Reason | null {
  if (STEPS[from].includes(to)) return null;
  if (from === to) return reason("claims.whyNot.already", { state: from });
  if (!stands(from)) return reason("claims.whyNot.over", { state: from });
  return reason(to === "REPORTED" ? "claims.whyNot.backToReported" : "claims.whyNot.backToAcknowledged");
}

type Asked = { to: Confirmation; effectiveOn: Day; party: string | null; supersededBy: number | null };
type Known = { id: number; reportedOn: Day; lastStepOn: Day /** Of the subject, or of whom makes it. */; vendor: string | null };

/** Per field why a step cannot be written like this. `today` where whoever writes it is. */
export function whyNotFacts({ to, effectiveOn, party, supersededBy }: Asked, claim: Known, today: Day): Record<string, Reason> {
  const needsParty = to === "ACKNOWLEDGED" || to === "VERIFIED";
  const isOwn = party !== null && claim.vendor !== null && foldedName(party) === foldedName(claim.vendor);
  return {
    ...(effectiveOn > today ? { effectiveOn: reason("claims.whyNot.ahead") } : {}),
    ...(effectiveOn < claim.lastStepOn ? { effectiveOn: reason("claims.whyNot.beforeLast", { day: claim.lastStepOn }) } : {}),
    ...(needsParty && party === null ? { party: reason(`claims.whyNot.party.${to}`) } : {}),
    // Who makes a thing acknowledges; to reproduce it is for somebody else.
    ...(to === "VERIFIED" && isOwn ? { party: reason("claims.whyNot.ownReproduction", { vendor: party }) } : {}),
    ...(to === "SUPERSEDED" && supersededBy === null ? { supersededBy: reason("claims.whyNot.successor") } : {}),
    ...(supersededBy === claim.id ? { supersededBy: reason("claims.whyNot.successorItself") } : {}),
    ...(to !== "SUPERSEDED" && supersededBy !== null ? { supersededBy: reason("claims.whyNot.successorOnly") } : {}),
  };
}

type Subject = { confirmation: Confirmation; vendorId: number | null; toolVendorId: number | null };

/** A claim takes the place of another if it stands and is about the same tool or vendor. */
export function whyNotSuccessor(claim: Subject, successor: Subject & { id: number }): Reason | null {
  if (!stands(successor.confirmation))
    return reason("claims.whyNot.successorOver", { claim: `C-${successor.id}`, state: successor.confirmation });
  const vendorOf = ({ vendorId, toolVendorId }: Subject) => vendorId ?? toolVendorId;
  return vendorOf(claim) === vendorOf(successor) ? null : reason("claims.whyNot.successorOther", { claim: `C-${successor.id}` });
}

export function whyNotDispute(claim: { confirmation: Confirmation; isDisputed: boolean }): Reason | null {
  if (!stands(claim.confirmation)) return reason("claims.whyNot.over", { state: claim.confirmation });
  return claim.isDisputed ? reason("claims.whyNot.disputedAlready") : null;
}

export function whyNotEndDispute({ isDisputed }: { isDisputed: boolean }): Reason | null {
  return isDisputed ? null : reason("claims.whyNot.notDisputed");
}

export function whyNotContradict(one: number, other: number, linked: readonly number[]): Reason | null {
  if (one === other) return reason("claims.whyNot.contradictsItself");
  return linked.includes(other) ? reason("claims.whyNot.linkedAlready", { claim: `C-${other}` }) : null;
}
