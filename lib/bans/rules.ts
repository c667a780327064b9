import { can } from "@/lib/auth/permissions";
import type { Viewer } from "@/lib/auth/viewer";
import { type BanDraft, banCodeSchema, banContentSchema, type Words } from "@/lib/bans/schema";
import type { Population } from "@/lib/bans/selector/schema";
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

export type ForDecision = { status: BanStatus; authorId: number };

const no = (name: string) => reason(`bans.whyNot.${name}`);

/** The words of a ban change only while it is a draft: what was reviewed is what is published. */
export function whyNotEdit(ban: ForDecision, viewer: Viewer): Reason | null {
  if (!can(viewer, "bans:write")) return no("officerOnly");
  if (ban.status !== "DRAFT") return no("editDraftOnly");
  return null;
}

export function whyNotSubmit(ban: ForDecision & { content: BanDraft }, viewer: Viewer): Reason | null {
  if (!can(viewer, "bans:write")) return no("officerOnly");
  if (ban.status !== "DRAFT") return no("submitDraftOnly");
  if (missingIn(ban.content).length > 0) return no("incomplete");
  return null;
}

export function whyNotApprove(ban: ForDecision, viewer: Viewer): Reason | null {
  if (!can(viewer, "bans:approve")) return no("approverOnly");
  if (ban.status !== "IN_REVIEW") return no("approveInReviewOnly");
  if (ban.authorId === viewer.personId) return no("sameAuthor");
  return null;
}

export function whyNotReturn(ban: ForDecision, viewer: Viewer): Reason | null {
  if (!can(viewer, "bans:approve")) return no("approverOnly");
  if (ban.status !== "IN_REVIEW" && ban.status !== "APPROVED") return no("returnBeforePublicationOnly");
  return null;
}

export function whyNotPublish(ban: ForDecision, viewer: Viewer): Reason | null {
  if (!can(viewer, "bans:write")) return no("officerOnly");
  if (ban.status !== "APPROVED") return no("publishApprovedOnly");
  return null;
}

/** The code is typed, so that nobody publishes by accident. */
export function whyNotTyped(ban: { code: string }, typed: string): Reason | null {
  return typed.trim().toLowerCase() === ban.code.toLowerCase() ? null : reason("bans.whyNot.wrongCode", { code: ban.code });
}

export function whyNotCancel(ban: ForDecision, viewer: Viewer): Reason | null {
  if (!can(viewer, "bans:write")) return no("officerOnly");
  if (!TRANSITIONS[ban.status].includes("CANCELLED")) return no("cancelBeforePublicationOnly");
  return null;
}

export function whyNotLift(ban: ForDecision, viewer: Viewer): Reason | null {
  if (!can(viewer, "bans:write")) return no("officerOnly");
  if (!TRANSITIONS[ban.status].includes("LIFTED")) return no("liftPublishedOnly");
  return null;
}

export type ScopeFacts = { toolIds: readonly number[] /** Banned elsewhere, by a published ban. */; isReplacementBanned: boolean };

/** A ban has to cover something, and must not send people to a tool that is banned itself. */
export function whyNotScope({ toolIds, isReplacementBanned }: ScopeFacts, content: Pick<BanDraft, "replacement">): Reason | null {
  if (toolIds.length === 0) return no("noTools");
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

export const STEPS = ["scope", "population", "cutoff", "replacement", "words", "blast-radius", "review"] as const;
export type Step = (typeof STEPS)[number];

const STEP_OF: Record<string, Step> = {
  selector: "scope",
  population: "population",
  duties: "cutoff",
  replacement: "replacement",
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

/** True when a person of this team is meant. `teamPath` holds the ids of the teams from the root down; leaving out wins over taking in. */
export function covers({ everyone, include, exclude }: Population, teamPath: string): boolean {
  const teams = new Set(teamPath.split(".").map(Number));
  return (everyone || include.some((id) => teams.has(id))) && !exclude.some((id) => teams.has(id));
}

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
