import { type BanDraft, banCodeSchema, banContentSchema, type Words } from "@/lib/bans/schema";
import { type Reason, reason } from "@/lib/refusal";
import type { BanStatus } from "@/prisma/generated/enums";

/** Every legal step. The trigger `ban_transition` holds the same table, and a test holds the two together. */
export const TRANSITIONS: Record<BanStatus, readonly BanStatus[]> = {
  DRAFT: ["IN_REVIEW", "CANCELLED"],
  IN_REVIEW: ["APPROVED", "DRAFT", "CANCELLED"],
  APPROVED: ["PUBLISHED", "DRAFT", "CANCELLED"],
  // Back to approved: the publication was called back before anybody was told.
  PUBLISHED: ["LIFTED", "SUPERSEDED", "SUSPENDED", "APPROVED"],
  SUSPENDED: ["PUBLISHED", "LIFTED", "SUPERSEDED"],
  LIFTED: [],
  SUPERSEDED: [],
  CANCELLED: [],
};

const no = (name: string) => reason(`bans.whyNot.${name}`);

/** The code is typed, so that nobody publishes by accident. */
export function whyNotTyped(ban: { code: string }, typed: string): Reason | null {
  return typed.trim().toLowerCase() === ban.code.toLowerCase() ? null : reason("bans.whyNot.wrongCode", { code: ban.code });
}

export type ScopeFacts = {
  toolIds: readonly number[];
  /** How many ways into a banned model lead through tools that are not banned. */
  edges: number;
  /** Banned elsewhere, by a published ban. */
  isReplacementBanned: boolean;
};

/** A ban has to cover something, and must not send people to a tool that is banned itself. */
export function whyNotScope({ toolIds, edges, isReplacementBanned }: ScopeFacts, content: Pick<BanDraft, "replacement">): Reason | null {
  if (toolIds.length === 0 && edges === 0) return no("noTools");
  if (!content.replacement || !("toolId" in content.replacement)) return null;
  if (toolIds.includes(content.replacement.toolId)) return no("replacementInScope");
  return isReplacementBanned ? no("replacementBanned") : null;
}

/** The reader saw an older state than there is. Without a number nobody claims to have seen anything. */
export function isOvertaken(ban: { revision: number }, seen: number | undefined): boolean {
  return seen !== undefined && seen !== ban.revision;
}

export type Phase = "draft" | "in-review" | "approved" | "notice" | "in-force" | "suspended" | "lifted" | "superseded" | "cancelled";

const FIXED_PHASE = {
  DRAFT: "draft",
  IN_REVIEW: "in-review",
  APPROVED: "approved",
  SUSPENDED: "suspended",
  LIFTED: "lifted",
  SUPERSEDED: "superseded",
  CANCELLED: "cancelled",
} as const satisfies Record<Exclude<BanStatus, "PUBLISHED">, Phase>;

/** Where a ban stands at a moment: never stored, because time alone moves a published ban from notice to in force. */
export function derive(
  ban: { status: BanStatus; cutoffAt: Date | null; reviewOn: string | null },
  now: Date,
): { phase: Phase; isReviewDue: boolean } {
  const phase = ban.status === "PUBLISHED" ? (ban.cutoffAt && now < ban.cutoffAt ? "notice" : "in-force") : FIXED_PHASE[ban.status];
  const isRunning = ban.status === "PUBLISHED" || ban.status === "SUSPENDED";
  return { phase, isReviewDue: isRunning && Boolean(ban.reviewOn) && new Date(`${ban.reviewOn}T00:00:00Z`) <= now };
}

export const STEPS = ["scope", "population", "cutoff", "replacement", "words", "basis", "blast-radius", "review"] as const;
export type Step = (typeof STEPS)[number];

const STEP_OF: Record<string, Step> = {
  selector: "scope",
  population: "population",
  duties: "cutoff",
  replacement: "replacement",
  replacementAvailableOn: "replacement",
  useCases: "replacement",
  claims: "basis",
  findings: "basis",
  reinstatement: "basis",
};

export type Missing = { step: Step; field: string; reason: Reason };

/** What a draft still needs before it can be submitted, each with the step where it is said. */
export function missingIn(content: BanDraft): Missing[] {
  const parsed = banContentSchema.safeParse(content);
  if (parsed.success) return [];
  return parsed.error.issues.map(({ path, message }) => ({
    step: STEP_OF[String(path[0])] ?? "words",
    field: path.map(String).join("."),
    reason: { key: message },
  }));
}

/** A step is done when nothing of it is missing; looking at the blast radius and reviewing need everything. */
export function isStepDone(step: Step, missing: readonly Missing[]): boolean {
  if (step === "blast-radius" || step === "review") return missing.length === 0;
  return !missing.some((gap) => gap.step === step);
}

/** What belongs together in a list: being written and decided, binding, over. */
export const STATES = {
  open: ["DRAFT", "IN_REVIEW", "APPROVED"],
  running: ["PUBLISHED", "SUSPENDED"],
  over: ["LIFTED", "SUPERSEDED", "CANCELLED"],
} as const satisfies Record<string, readonly BanStatus[]>;

/** The text in the reader's language, or in the one there is. */
export function inLanguage(text: Words | undefined, locale: string): string {
  return (locale === "zh-CN" ? text?.["zh-CN"] || text?.en : text?.en || text?.["zh-CN"]) ?? "";
}

export function banCode(id: number): string {
  return `BAN-${id}`;
}

export function banIdOf(code: string): number | null {
  return banCodeSchema.safeParse(code).data ?? null;
}

/** Where the progress of a publication is kept; written outside the transaction, so that others can watch. */
export function publicationKey(banId: number): string {
  return `ban:${banId}:publication`;
}
