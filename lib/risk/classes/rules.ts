import type { RiskClass } from "../../../prisma/generated/enums.ts";
import type { Evidence } from "../claims/evidence.ts";
import { type Outcomes, outcomesOf } from "../tables/rules.ts";
import { CLASS_INPUT_IDS, CLASS_INPUTS, type ClassInput, type Edition } from "../tables/schema.ts";

/** The least first. */
export const RISK_CLASSES = ["LOW", "MODERATE", "HIGH", "CRITICAL"] as const satisfies readonly RiskClass[];

/** SSVC AIVSS 1.0.0: what its last table says is the class. */
export const CLASS_OF_PRIORITY: Readonly<Record<string, RiskClass>> = {
  defer: "LOW",
  scheduled: "MODERATE",
  "out-of-cycle": "HIGH",
  immediate: "CRITICAL",
};

/** Days between the notice of a ban and its cutoff that a class suggests; null: nothing before the next review. */
export const NOTICE_DAYS: Record<RiskClass, number | null> = { CRITICAL: 3, HIGH: 14, MODERATE: 60, LOW: null };

/** Why a class is what it is: its inputs, the claim or source that moved the evidence, the tables, a merge of tools, or the passing of days. */
export type Cause = "inputs" | "tables" | "merge" | "day" | `claim:${number}` | `source:${number}`;

export const UNKNOWN = "unknown";

export type GivenInputs = Partial<Record<ClassInput, string>>;
export type CountedInput = { value: string; isAssumed: boolean };
export type CountedInputs = Record<ClassInput | "exploitation", CountedInput>;
export type Result = { inputs: CountedInputs; outcomes: Outcomes; class: RiskClass };

/** What counts where nobody knows: the worst value there is. */
export function worstOf(input: ClassInput): string {
  return CLASS_INPUTS[input][CLASS_INPUTS[input].length - 1] ?? "";
}

function counted(input: ClassInput, value: string | undefined): CountedInput {
  const isKnown = value !== undefined && (CLASS_INPUTS[input] as readonly string[]).includes(value);
  return isKnown ? { value, isAssumed: false } : { value: worstOf(input), isAssumed: true };
}

/** The class by the tables. What nobody set counts as the worst value and says so. Nothing that was decided or banned is asked. */
export function classify(edition: Edition, given: GivenInputs, evidence: Evidence): Result {
  const inputs = {
    ...Object.fromEntries(CLASS_INPUT_IDS.map((id) => [id, counted(id, given[id])])),
    exploitation: { value: evidence, isAssumed: false },
  } as CountedInputs;
  const values = Object.fromEntries(Object.entries(inputs).map(([id, { value }]) => [id, value]));
  const outcomes = outcomesOf(edition, values);
  return { inputs, outcomes, class: CLASS_OF_PRIORITY[outcomes.priority] ?? "CRITICAL" };
}

/** What is to become of the task for officers when the class that the tables give goes from `before` to `after`. */
export type ProposalStep = "none" | "open" | "change" | "withdraw";

/** Whoever sets an input for the first time is an officer looking at the tool: what was assumed became known, and nothing else changed. */
export function isFirstJudgement(cause: Cause, before: CountedInputs | null, after: CountedInputs): boolean {
  return cause === "inputs" && (before === null || CLASS_INPUT_IDS.some((id) => before[id].isAssumed && !after[id].isAssumed));
}

export type ClassMove = { before: RiskClass | null; after: RiskClass | null; isFirst: boolean };

export function proposalStep(
  open: { before: RiskClass | null; after: RiskClass } | null,
  { before, after, isFirst }: ClassMove,
): ProposalStep {
  if (open) {
    // Back where it was, or no longer classified: nothing is left to look at.
    if (after === null || after === open.before) return "withdraw";
    return after === open.after ? "none" : "change";
  }
  return after === null || before === after || isFirst ? "none" : "open";
}
