import { z } from "zod";
import { banCodeSchema } from "@/lib/bans/schema";

/** How much a finding weighs: `blocking` is mended, `signed` is mended or signed by an approver, `warning` is mended, accepted or left open for all to see. */
export type LintLevel = "blocking" | "signed" | "warning";

/** Every check and what it weighs. Words, in `lint.check`, are named alike. */
export const CHECKS = {
  "scope-empty": "blocking",
  "replacement-in-scope": "blocking",
  "replacement-banned": "blocking",
  "replacement-refused": "blocking",
  "claim-overquoted": "blocking",
  "exceptions-undefined": "blocking",
  "required-elsewhere": "signed",
  "exception-outlives": "signed",
  "replacement-late": "signed",
  "population-empty": "warning",
  "no-replacement": "warning",
  "replacement-unapproved": "warning",
  "replacement-ended": "warning",
  "replacement-seats": "warning",
  "notice-short": "warning",
  "cutoff-passed": "warning",
  "cutoff-weekend": "warning",
  "cutoff-holiday": "warning",
  "cutoff-repeated": "warning",
  "cutoff-skipped": "warning",
  "change-freeze": "warning",
  "devices-silent": "warning",
  "devices-unmanaged": "warning",
  "people-without-device": "warning",
  "channels-uncontrolled": "warning",
  "basis-missing": "warning",
  "basis-reported": "warning",
  "ban-overlap": "warning",
  "exceptions-elsewhere": "warning",
  "exceptions-outlast-review": "warning",
  "reinstatement-missing": "warning",
  "review-missing": "warning",
  "review-early": "warning",
} as const satisfies Record<string, LintLevel>;

export type Check = keyof typeof CHECKS;
export const CHECK_NAMES = Object.keys(CHECKS) as readonly Check[];

/** A value of a finding's sentence. Days and instants are said in the reader's language, an instant in its own zone. */
export type LintValue = string | number | { day: string } | { at: string; zone: string } | { list: readonly string[] };

export type LintFinding = {
  check: Check;
  level: LintLevel;
  /** Tells findings of one check apart; "" where there is one. */
  subject: string;
  values: Record<string, LintValue>;
  /** Where it is mended. */
  fixHref: string;
};

/** What somebody took responsibility for, and what the finding said then. */
export type Acceptance = {
  check: string;
  subject: string;
  said: Record<string, LintValue>;
  reason: string;
  acceptedById: number;
  acceptedBy: string;
  acceptedAt: Date;
};

const named = { check: z.enum(CHECK_NAMES), subject: z.string().trim().max(200).default("") };

export const acceptLintSchema = z.strictObject({
  ...named,
  reason: z.string({ error: "lint.field.reason" }).trim().min(3, { error: "lint.field.reason" }).max(600, { error: "lint.field.reason" }),
});
export const takeBackLintSchema = z.strictObject(named);
export const lintParams = z.object({ id: banCodeSchema });

export type AcceptLint = z.output<typeof acceptLintSchema>;
export type TakeBackLint = z.output<typeof takeBackLintSchema>;
