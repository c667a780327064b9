import { type Reason, reason } from "@/lib/refusal";
import { rangeAsked } from "@/lib/registry/releases/rules";
import { memberOf, type VersRange } from "@/lib/registry/versions/vers";
import type { FindingStatus, FixState, ProposalStatus } from "@/prisma/generated/enums";
import type { ChangeFix, ChangeStatus, FindingChanges, FindingFields } from "./schema";

const no = (name: string, values?: Record<string, string | number>) => reason(`findings.whyNot.${name}`, values);

/** How a finding is called. */
export function findingCode(id: number): string {
  return `F-${id}`;
}

export function findingPath(id: number): string {
  return `/findings/${id}`;
}

/** Every legal step of a status; the trigger `finding_transition` holds the same table. */
export const NEXT_STATUSES: Record<FindingStatus, readonly FindingStatus[]> = {
  UNDER_INVESTIGATION: ["AFFECTED", "NOT_AFFECTED"],
  AFFECTED: ["FIXED", "UNDER_INVESTIGATION"],
  NOT_AFFECTED: ["UNDER_INVESTIGATION"],
  FIXED: ["UNDER_INVESTIGATION"],
};

/** Every legal step of a fix. CONFIRMED may name another version, UNCONFIRMED other candidates. */
export const NEXT_FIXES: Record<FixState, readonly FixState[]> = {
  NONE: ["UNCONFIRMED", "CONFIRMED"],
  UNCONFIRMED: ["UNCONFIRMED", "CONFIRMED", "NONE"],
  CONFIRMED: ["CONFIRMED", "UNCONFIRMED", "NONE"],
};

export type FindingState = { status: FindingStatus; fix: FixState; fixVersion: string | null; fixCandidates: readonly string[] };

export function whyNotStatus({ status, fix }: Pick<FindingState, "status" | "fix">, next: FindingStatus): Reason | null {
  if (next === status) return no("sameStatus");
  if (!NEXT_STATUSES[status].includes(next)) return no(status === "UNDER_INVESTIGATION" ? "notAffectedYet" : "reopenFirst");
  if (next === "FIXED" && fix !== "CONFIRMED") return no("fixNotConfirmed");
  if (next === "NOT_AFFECTED" && fix !== "NONE") return no("fixOfNotAffected");
  return null;
}

/** What a status has to say of itself, per field of the form. */
export function whyNotStatusSaid({
  status,
  justification,
  action,
}: Pick<ChangeStatus, "status"> & { justification?: string | null | undefined; action?: string | null | undefined }): Record<
  string,
  Reason
> {
  const wrong: Record<string, Reason> = {};
  if (status === "NOT_AFFECTED" && !justification) wrong.justification = no("noJustification");
  if (status !== "NOT_AFFECTED" && justification) wrong.justification = no("justificationOfOther");
  if (status === "AFFECTED" && !action) wrong.action = no("noAction");
  if (status !== "AFFECTED" && action) wrong.action = no("actionOfOther");
  return wrong;
}

export function whyNotFix(
  { status, fix, fixVersion, fixCandidates }: FindingState,
  { fix: next, version, candidates }: Pick<ChangeFix, "fix" | "candidates"> & { version?: string | undefined },
): Reason | null {
  if (status === "FIXED") return no("fixOfFixed");
  if (status === "NOT_AFFECTED") return no("fixWithoutFault");
  const isSame = next === fix && (version ?? null) === fixVersion && `${[...candidates].sort()}` === `${[...fixCandidates].sort()}`;
  return isSame || !NEXT_FIXES[fix].includes(next) ? no("sameFix") : null;
}

/** What a fix has to say of itself, per field of the form. */
export function whyNotFixSaid({
  fix,
  version,
  candidates,
}: Pick<ChangeFix, "fix"> & { version?: string | null | undefined; candidates: readonly string[] }): Record<string, Reason> {
  const wrong: Record<string, Reason> = {};
  if (fix === "CONFIRMED" && !version) wrong.version = no("noFixVersion");
  if (fix !== "CONFIRMED" && version) wrong.version = no("fixVersionOfOther");
  if (fix !== "UNCONFIRMED" && candidates.length > 0) wrong.candidates = no("candidatesOfOther");
  return wrong;
}

/** The range as it is stored; null for every version. One that cannot be read is never stored: it must not pass for "every version" either. */
export function rangeOf(text: string | null): VersRange | null {
  if (text === null) return null;
  const asked = rangeAsked(text);
  if ("whyNot" in asked) throw new Error(`This version range cannot be read: ${text}`);
  return asked.range;
}

export function whyNotRange(text: string | null): Reason | null {
  if (text === null) return null;
  const asked = rangeAsked(text);
  if ("whyNot" in asked) return asked.whyNot;
  return asked.range.type === "none" ? no("rangeOfNone") : null;
}

/** A version that is confirmed to be fixed cannot be among the affected ones; whether it is has to be plain. */
export function whyNotFixVersion(versionRange: string | null, version: string): Reason | null {
  if (versionRange === null) return no("fixInEvery", { version });
  const range = rangeOf(versionRange);
  if (range === null) return null;
  const inside = memberOf(range)(version);
  if (inside === null) return no("fixUnreadable", { version });
  return inside ? no("fixInRange", { version, range: versionRange }) : null;
}

/** Somewhere it is this day at the latest. */
function latestDay(now: Date): string {
  return new Date(now.getTime() + 14 * 3_600_000).toISOString().slice(0, 10);
}

export function whyNotOpened(openedOn: string, now: Date): Reason | null {
  return openedOn > latestDay(now) ? no("openedAhead") : null;
}

/** `since`: the day of the step before, or the day on which the finding was opened. */
export function whyNotEffective(effectiveOn: string, since: string, now: Date): Reason | null {
  if (effectiveOn > latestDay(now)) return no("effectiveAhead");
  return effectiveOn < since ? no("effectiveBefore", { since }) : null;
}

export function whyNotReview(reviewOn: string | null, now: Date): Reason | null {
  return reviewOn !== null && reviewOn <= now.toISOString().slice(0, 10) ? no("reviewPast") : null;
}

export function isReviewDue(reviewOn: Date | null, now: Date): boolean {
  return reviewOn !== null && reviewOn <= now;
}

type Linked = { toolId: number | null; vendorId: number | null };

/** A finding rests on what is said of its tool or of whoever makes it. */
export function whyNotLink(claim: Linked & { id: number }, tool: { id: number; vendorId: number; name: string }): Reason | null {
  const isOfTool = claim.toolId === tool.id;
  const isOfVendor = claim.vendorId !== null && claim.vendorId === tool.vendorId;
  return isOfTool || isOfVendor ? null : no("claimOfOther", { claim: `C-${claim.id}`, tool: tool.name });
}

/** The last claim of a finding that says more than "we are looking" stays. */
export function whyNotUnlink({ status, claims }: { status: FindingStatus; claims: number }): Reason | null {
  return claims <= 1 && (status === "AFFECTED" || status === "FIXED") ? no("lastClaim") : null;
}

export type Restoration = { status: ProposalStatus; proposedById: number; settledAt: Date | null };

/** A fix is not trust: that is decided for itself, once the fix is confirmed, and only by two. */
export function whyNotProposeTrust({ status }: { status: FindingStatus }, restorations: readonly Restoration[], fixedAt: Date | null) {
  if (status !== "FIXED") return no("trustNotFixed");
  if (restorations.some((one) => one.status === "OPEN")) return no("trustOpen");
  return holdingRestoration({ status }, restorations, fixedAt) ? no("trustRestored") : null;
}

export function whyNotSettleTrust(
  { status, proposedById }: Restoration,
  finding: { status: FindingStatus },
  outcome: "accept" | "decline",
  personId: number | null,
): Reason | null {
  if (status !== "OPEN") return no("trustSettled");
  if (proposedById === personId) return no("trustOwn");
  return outcome === "accept" && finding.status !== "FIXED" ? no("trustNotFixed") : null;
}

/** The restoration that holds: accepted since the finding was last fixed. One that was reopened has to earn it again. */
export function holdingRestoration<Row extends Restoration>(
  { status }: { status: FindingStatus },
  restorations: readonly Row[],
  fixedAt: Date | null,
): Row | null {
  if (status !== "FIXED" || fixedAt === null) return null;
  return restorations.find((one) => one.status === "ACCEPTED" && one.settledAt !== null && one.settledAt >= fixedAt) ?? null;
}

type Recordable = FindingState & { versionRange: string | null; justification: string | null; action: string | null };

/** Why a finding cannot be recorded as it is given, per field. An imported one may be affected without saying what to do. */
export function whyNotRecord({ versionRange, ...finding }: Recordable): Record<string, Reason> {
  const { fix, fixVersion: version, fixCandidates: candidates } = finding;
  const { action: _unsaid, ...said } = whyNotStatusSaid(finding);
  const wrong = { ...said, ...whyNotFixSaid({ fix, version, candidates }) };
  const range = whyNotRange(versionRange);
  if (range) wrong.versionRange = range;
  if (finding.status === "FIXED" && fix !== "CONFIRMED") wrong.status = no("fixNotConfirmed");
  if (finding.status === "NOT_AFFECTED" && fix !== "NONE") wrong.status = no("fixOfNotAffected");
  const fixed = version === null || range ? null : whyNotFixVersion(versionRange, version);
  if (fixed) wrong.version = fixed;
  return wrong;
}

const FIELDS = [
  "title",
  "summary",
  "behaviour",
  "versionRange",
  "openedOn",
  "reviewOn",
  "assessor",
] as const satisfies readonly (keyof FindingFields)[];

/** Only what a change would really change: before and after, field by field. */
export function differences(
  before: FindingFields,
  changes: FindingChanges,
): { before: Partial<FindingFields>; after: Partial<FindingFields> } {
  const changed = FIELDS.filter((field) => changes[field] !== undefined && before[field] !== changes[field]);
  const only = (from: FindingChanges) => Object.fromEntries(changed.map((field) => [field, from[field] ?? null]));
  return { before: only(before), after: only(changes) };
}

/** For whoever comes second: per field that says something else than they do, what it says now. Behaviours are said by the page. */
export function overtakenFields(
  { assessorName, ...now }: FindingFields & { assessorName: string | null },
  sent: FindingChanges,
  changedSince: readonly string[] | null,
): Record<string, Reason> {
  const fields = FIELDS.filter((field) => field in differences(now, sent).after && (changedSince?.includes(field) ?? true));
  return Object.fromEntries(
    fields.map((field) => {
      if (field === "behaviour") return [field, reason(`findings.overtaken.behaviour.${now.behaviour}`)];
      const value = field === "assessor" ? assessorName : now[field];
      return [field, value === null ? reason("findings.overtaken.fieldEmpty") : reason("findings.overtaken.field", { value })];
    }),
  );
}

/** When it was last found to be fixed. */
export function newestFixedAt(steps: readonly { after: FindingStatus; at: Date }[]): Date | null {
  const times = steps.filter(({ after }) => after === "FIXED").map(({ at }) => at.getTime());
  return times.length === 0 ? null : new Date(Math.max(...times));
}
