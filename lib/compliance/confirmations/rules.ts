import { can } from "@/lib/auth/permissions";
import type { Viewer } from "@/lib/auth/viewer";
import type { ConfirmationState } from "@/lib/compliance/confirmations/schema";
import { type Reason, reason } from "@/lib/refusal";
import type { BanStatus, DutyProof } from "@/prisma/generated/enums";

const no = (name: string) => reason(`duties.whyNot.${name}`);

type Said = { verifiedAt: Date | null; rejectedAt: Date | null; voidedAt: Date | null };

/** Where a statement stands. A record waits until a second person has looked at it. */
export function confirmationState({ verifiedAt, rejectedAt, voidedAt }: Said, proof: DutyProof): ConfirmationState {
  if (voidedAt) return "voided";
  if (rejectedAt) return "refused";
  if (verifiedAt) return "verified";
  return proof === "RECORD" ? "waiting" : "stated";
}

/** A ban that no longer binds asks nothing; what was said before stays. */
function whyNotOf(status: BanStatus): Reason | null {
  if (status === "PUBLISHED") return null;
  return no(status === "SUSPENDED" ? "suspended" : "over");
}

export type ForConfirmation = {
  status: BanStatus;
  proof: DutyProof /** What was said last; null: nothing yet. */;
  said: ConfirmationState | null;
};

/** Whoever waits for a second look may hand in another record: it takes the place of the first. */
export function whyNotConfirm({ status, proof, said }: ForConfirmation): Reason | null {
  if (proof === "INVENTORY") return no("inventory");
  if (said === "verified") return no("verified");
  if (said === "stated") return no("stated");
  return whyNotOf(status);
}

/** A record has to be somewhere, so that a second person can look at it. */
export function whyNotReference({ proof }: Pick<ForConfirmation, "proof">, reference: string | undefined): Reason | null {
  return proof === "RECORD" && !reference ? reason("duties.field.reference") : null;
}

export type ForSettling = { status: BanStatus; proof: DutyProof; personId: number; state: ConfirmationState };

/** Nobody looks at their own record, and one look is enough. */
export function whyNotSettle({ status, proof, personId, state }: ForSettling, viewer: Viewer): Reason | null {
  if (!can(viewer, "duties:verify")) return no("verifierOnly");
  if (personId === viewer.personId) return no("own");
  if (proof !== "RECORD") return no("statement");
  if (state !== "waiting") return no(`settled.${state}`);
  return whyNotOf(status);
}
