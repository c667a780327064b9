import { dateWords } from "@/i18n/date-words";
import { can } from "@/lib/auth/permissions";
import type { Viewer } from "@/lib/auth/viewer";
import { missingIn } from "@/lib/bans/rules";
import type { BanDraft } from "@/lib/bans/schema";
import { type Reason, reason } from "@/lib/refusal";
import type { BanStatus, VersionStatus } from "@/prisma/generated/enums";

/** Every legal step of a version. `version_may_become` of the database holds the same table, and a test holds the two together. */
export const VERSION_TRANSITIONS: Record<VersionStatus, readonly VersionStatus[]> = {
  DRAFT: ["IN_REVIEW", "WITHDRAWN"],
  IN_REVIEW: ["APPROVED", "DRAFT", "REJECTED", "WITHDRAWN"],
  APPROVED: ["PUBLISHED", "DRAFT", "REJECTED", "WITHDRAWN"],
  // Back to approved: the publication was called back before anybody was told; what it replaced binds again.
  PUBLISHED: ["REPLACED", "APPROVED"],
  REPLACED: ["PUBLISHED"],
  REJECTED: [],
  WITHDRAWN: [],
};

/** States of a version that is still worked on; a ban has at most one. */
export const IN_WORK = ["DRAFT", "IN_REVIEW", "APPROVED"] as const satisfies readonly VersionStatus[];

export type WorkingForDecision = {
  number: number;
  status: VersionStatus;
  /** Everybody who changed its words. */
  editorIds: readonly number[];
  /** Whose approval of it counts. */
  approverIds: readonly number[];
};

/** A ban and its versions, as far as decisions depend on them. The first version moves with its ban, a later one by itself. */
export type ForDecision = {
  status: BanStatus;
  working: WorkingForDecision | null;
  binding: { number: number; recallUntil: Date | null } | null;
};

const no = (name: string, values?: Record<string, string | number>) => reason(`versions.whyNot.${name}`, values);
const role = (name: "officerOnly" | "approverOnly") => reason(`bans.whyNot.${name}`);

const hasEnded = ({ status }: ForDecision) => status === "LIFTED" || status === "SUPERSEDED" || status === "CANCELLED";

/** In words, why there is no version in work; null when there is one. */
function whyNothingInWork(ban: ForDecision): Reason | null {
  if (hasEnded(ban)) return no("ended");
  return ban.working ? null : no("nothingInWork");
}

/** Until when a publication can be called back, while it can. */
export function recallEnd({ binding }: ForDecision, now: Date): Date | null {
  const until = binding?.recallUntil ?? null;
  return until !== null && now < until ? until : null;
}

/** A published ban changes by a further version; everything before is edited as it is. */
export function whyNotBegin(ban: ForDecision, viewer: Viewer, now: Date): Reason | null {
  if (!can(viewer, "bans:write")) return role("officerOnly");
  if (hasEnded(ban)) return no("ended");
  if (ban.status !== "PUBLISHED" && ban.status !== "SUSPENDED") return no("beginPublishedOnly");
  if (ban.working) return no("changeInWork", { number: ban.working.number });
  const until = recallEnd(ban, now);
  return until && no("beginAfterRecall", { time: dateWords(until, "dateTime", viewer.zone, viewer.locale) });
}

/** Words change only while they are a draft: what was reviewed is what is published. */
export function whyNotEdit(ban: ForDecision, viewer: Viewer): Reason | null {
  if (!can(viewer, "bans:write")) return role("officerOnly");
  return whyNothingInWork(ban) ?? (ban.working?.status === "DRAFT" ? null : no("editDraftOnly"));
}

export function whyNotSubmit(ban: ForDecision & { content: BanDraft }, viewer: Viewer): Reason | null {
  if (!can(viewer, "bans:write")) return role("officerOnly");
  const whyNot = whyNothingInWork(ban);
  if (whyNot) return whyNot;
  if (ban.working?.status !== "DRAFT") return no("submitDraftOnly");
  return missingIn(ban.content).length > 0 ? reason("bans.whyNot.incomplete") : null;
}

export function whyNotApprove(ban: ForDecision, viewer: Viewer): Reason | null {
  if (!can(viewer, "bans:approve")) return role("approverOnly");
  const whyNot = whyNothingInWork(ban);
  if (whyNot) return whyNot;
  if (ban.working?.status !== "IN_REVIEW") return no("approveInReviewOnly");
  if (isOneOf(ban.working.editorIds, viewer)) return no("approveOthersOnly");
  return isOneOf(ban.working.approverIds, viewer) ? no("approvedAlready") : null;
}

/** Back to those who wrote it; approvals given before are void. */
export function whyNotReturn(ban: ForDecision, viewer: Viewer): Reason | null {
  return whyNotSendBack(ban, viewer, "returnSubmittedOnly");
}

export function whyNotReject(ban: ForDecision, viewer: Viewer): Reason | null {
  return whyNotSendBack(ban, viewer, "rejectSubmittedOnly");
}

function whyNotSendBack(ban: ForDecision, viewer: Viewer, otherwise: string): Reason | null {
  if (!can(viewer, "bans:approve")) return role("approverOnly");
  const whyNot = whyNothingInWork(ban);
  if (whyNot) return whyNot;
  return ban.working?.status === "IN_REVIEW" || ban.working?.status === "APPROVED" ? null : no(otherwise);
}

/** A ban that was never published ends with its first version. */
export function whyNotCancel(ban: ForDecision, viewer: Viewer): Reason | null {
  if (!can(viewer, "bans:write")) return role("officerOnly");
  if (hasEnded(ban)) return no("ended");
  return ban.status === "PUBLISHED" || ban.status === "SUSPENDED" ? no("cancelBeforePublicationOnly") : null;
}

/** A change that nobody wants any more; the ban goes on as it is. */
export function whyNotWithdraw(ban: ForDecision, viewer: Viewer): Reason | null {
  if (!can(viewer, "bans:write")) return role("officerOnly");
  if (hasEnded(ban)) return no("ended");
  if (ban.status !== "PUBLISHED" && ban.status !== "SUSPENDED") return no("withdrawChangeOnly");
  return ban.working ? null : no("nothingInWork");
}

export function whyNotPublish(ban: ForDecision, viewer: Viewer): Reason | null {
  if (!can(viewer, "bans:write")) return role("officerOnly");
  return whyNothingInWork(ban) ?? (ban.working?.status === "APPROVED" ? null : no("publishApprovedOnly"));
}

/** Before notices leave a publication can be undone; after that only what people read can end it. */
export function whyNotRecall(ban: ForDecision, viewer: Viewer, now: Date): Reason | null {
  if (!can(viewer, "bans:write")) return role("officerOnly");
  if (hasEnded(ban)) return no("ended");
  if (ban.binding === null) return no("recallPublishedOnly");
  if (recallEnd(ban, now) === null) return no("recallTooLate");
  return ban.status === "SUSPENDED" && ban.binding.number === 1 ? no("recallSuspended") : null;
}

export function whyNotComment(ban: ForDecision, viewer: Viewer): Reason | null {
  if (!can(viewer, "bans:comment")) return no("commentRoles");
  return hasEnded(ban) ? no("ended") : null;
}

function isOneOf(ids: readonly number[], { personId }: Viewer): boolean {
  return personId !== null && ids.includes(personId);
}
