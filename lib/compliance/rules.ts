import { type Reason, reason } from "@/lib/refusal";
import type { BanStatus, DutyProof, ObligationState } from "@/prisma/generated/enums";

/** In which state something is left to do: the tool is still there, or nobody has said yet that it was done. */
export const LEFT = { INVENTORY: "INSTALLED", STATEMENT: "UNKNOWN", RECORD: "UNKNOWN" } as const satisfies Record<
  DutyProof,
  ObligationState
>;

export function isLeft(state: ObligationState, proof: DutyProof): boolean {
  return state === LEFT[proof];
}

/** Past its deadline with something left to do. */
export function isOverdue(state: ObligationState, deadline: Date, now: Date, proof: DutyProof = "INVENTORY"): boolean {
  return isLeft(state, proof) && now >= deadline;
}

/** Without proof either way. Of what only people can say, their word is all there will be. */
export const UNPROVED = { INVENTORY: ["STATED", "UNKNOWN"], RECORD: ["STATED"], STATEMENT: [] } as const satisfies Record<
  DutyProof,
  readonly ObligationState[]
>;

/** Past its deadline without proof either way. */
export function isUnproved(state: ObligationState, deadline: Date, now: Date, proof: DutyProof = "INVENTORY"): boolean {
  return UNPROVED[proof].some((unproved) => unproved === state) && now >= deadline;
}

/** Left to do, with three days or less to go. */
export function isDueSoon(state: ObligationState, deadline: Date, now: Date, proof: DutyProof = "INVENTORY"): boolean {
  const left = deadline.getTime() - now.getTime();
  return isLeft(state, proof) && left > 0 && left <= 72 * 3_600_000;
}

/** What is asked of a person, in the order of a manager's list. */
export const DUTY_GROUPS = ["overdue", "still-found", "due", "checking", "not-seen", "cleared", "exempt"] as const;
export type DutyGroup = (typeof DUTY_GROUPS)[number];

export type Owed = { state: ObligationState; contradicted: boolean; proof: DutyProof };

export function dutyGroup({ state, contradicted, proof }: Owed, deadline: Date, now: Date): DutyGroup {
  if (isLeft(state, proof)) return contradicted ? "still-found" : isOverdue(state, deadline, now, proof) ? "overdue" : "due";
  switch (state) {
    case "STATED":
      return proof === "STATEMENT" ? "cleared" : "checking";
    case "EXCEPTED":
      return "exempt";
    case "PROVED":
    case "NOT_AFFECTED":
      return "cleared";
    default:
      return "not-seen";
  }
}

/** A ban that no longer binds asks nothing; what was said before stays. */
export function whyNotAttest({ status }: { status: BanStatus }): Reason | null {
  if (status === "SUSPENDED") return reason("endings.whyNot.attestSuspended");
  return status === "PUBLISHED" ? null : reason("compliance.whyNot.over");
}

/** Counts of a roll-up. `contradicted` and `reappeared` are flags on top of the six states. */
export type Counts = {
  installed: number;
  unknown: number;
  stated: number;
  proved: number;
  notAffected: number;
  excepted: number;
  contradicted: number;
  reappeared: number;
};

export const NO_COUNTS: Counts = {
  installed: 0,
  unknown: 0,
  stated: 0,
  proved: 0,
  notAffected: 0,
  excepted: 0,
  contradicted: 0,
  reappeared: 0,
};

/** What is past its own date, of the same rows as the counts: people of other teams and zones may have other dates. */
export type Late = {
  overdue: number /** Part of `overdue`: found again after its owner said it was gone. */;
  stillFound: number;
  unproved: number;
};

export const NOT_LATE: Late = { overdue: 0, stillFound: 0, unproved: 0 };

/** The numbers of a ban's first line. `of` is the denominator: everybody something is known of; those not seen stand apart, never hidden. */
export function headline(counts: Counts, proof: DutyProof = "INVENTORY", late: Late = NOT_LATE) {
  const { installed, unknown, stated, proved, notAffected, excepted, contradicted, reappeared } = counts;
  const isSeen = proof === "INVENTORY";
  const left = isSeen ? installed : unknown;
  const cleared = proved + notAffected + (proof === "STATEMENT" ? stated : 0);
  const checking = proof === "STATEMENT" ? 0 : stated;
  const notSeen = isSeen ? unknown : 0;
  return {
    left,
    cleared,
    proved,
    notAffected,
    checking,
    /** Part of `left`: found again after its owner said it was gone. */
    stillFound: contradicted,
    reappeared,
    exempt: excepted,
    notSeen,
    of: left + cleared + checking + excepted,
    total: left + cleared + checking + excepted + notSeen,
    /** Part of `left`: past their own date. */
    overdue: late.overdue,
    /** Part of `checking` and `notSeen`: past their own date without proof. */
    unproved: late.unproved,
  };
}

export type Headline = ReturnType<typeof headline>;
