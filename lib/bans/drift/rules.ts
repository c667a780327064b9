import { can } from "@/lib/auth/permissions";
import type { Viewer } from "@/lib/auth/viewer";
import { type ForDecision, whyNotBegin } from "@/lib/bans/versions/rules";
import { type Reason, reason } from "@/lib/refusal";
import type { DriftStatus, VersionStatus } from "@/prisma/generated/enums";

const no = (name: string, values?: Record<string, string | number>) => reason(`drift.whyNot.${name}`, values);

const hasEnded = ({ status }: ForDecision) => status !== "PUBLISHED" && status !== "SUSPENDED";

/** A further version in which what is decided now still finds room. */
export function openChange<Version extends { number: number; status: VersionStatus }>(working: Version | null): Version | null {
  return working && working.number > 1 && working.status === "DRAFT" ? working : null;
}

/** What comes in widens the ban, so it comes in by a further version: a draft there is, or a new one. */
export function whyNotTakeIn(ban: ForDecision, viewer: Viewer, now: Date): Reason | null {
  if (!can(viewer, "bans:write")) return reason("bans.whyNot.officerOnly");
  if (hasEnded(ban)) return no("ended");
  if (openChange(ban.working)) return null;
  return ban.working ? no("inReview", { number: ban.working.number }) : whyNotBegin(ban, viewer, now);
}

/** What stays out changes nothing that binds. */
export function whyNotLeaveOut(ban: ForDecision, viewer: Viewer): Reason | null {
  if (!can(viewer, "bans:write")) return reason("bans.whyNot.officerOnly");
  return hasEnded(ban) ? no("ended") : null;
}

export type ForDrift = { status: DriftStatus /** The version that takes it in. */; version: { status: VersionStatus } | null };
export type DriftDecision = "accept" | "dismiss";

/**
 * True while a proposal can still be decided this way: what was left out can come in after all, and what came in can be left out as long as
 * its version is a draft.
 */
export function isDecidable({ status, version }: ForDrift, decision: DriftDecision): boolean {
  if (decision === "accept") return status !== "ACCEPTED";
  return status === "OPEN" || (status === "ACCEPTED" && version?.status === "DRAFT");
}

/** Why a version is begun for these, where nobody gave a reason: the matches by name. */
export function noteOf(names: readonly string[], given: string | undefined): string {
  if (given) return given;
  const [first = "", ...rest] = names;
  const note = names.join("; ");
  return note.length <= NOTE_LENGTH ? note : `${first.slice(0, NOTE_LENGTH - 12)} (+${rest.length})`;
}

const NOTE_LENGTH = 300;
