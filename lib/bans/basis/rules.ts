import type { Confirmation } from "@/prisma/generated/enums";

/** As how well confirmed a ban can present a claim, weakest first. */
export const STATED_AS = ["REPORTED", "ACKNOWLEDGED", "VERIFIED"] as const satisfies readonly Confirmation[];
export type StatedAs = (typeof STATED_AS)[number];

const RANKED: readonly Confirmation[] = STATED_AS;

/** What was retracted or superseded confirms nothing any more. */
function rank(confirmation: Confirmation): number {
  return RANKED.indexOf(confirmation);
}

/** Retracted or superseded: nothing can rest on it. */
export function isOver(confirmation: Confirmation): boolean {
  return rank(confirmation) < 0;
}

/** The ban says more of a claim than the ledger does. */
export function isOverquoted({ statedAs, confirmation }: { statedAs: StatedAs; confirmation: Confirmation }): boolean {
  return rank(statedAs) > rank(confirmation);
}

/** As what a claim is pinned when it is chosen: as what it is, and what is over as the least. */
export function pinnedAs(confirmation: Confirmation): StatedAs {
  return STATED_AS[rank(confirmation)] ?? "REPORTED";
}
