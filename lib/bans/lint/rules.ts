import { can } from "@/lib/auth/permissions";
import type { Viewer } from "@/lib/auth/viewer";
import { basisFindings } from "@/lib/bans/lint/basis/rules";
import { dateFindings, silentFindings } from "@/lib/bans/lint/dates/rules";
import type { LintFacts } from "@/lib/bans/lint/facts";
import { otherBanFindings, scopeFindings } from "@/lib/bans/lint/others/rules";
import { replacementFindings } from "@/lib/bans/lint/replacements/rules";
import type { Acceptance, LintFinding } from "@/lib/bans/lint/schema";
import { type Reason, reason } from "@/lib/refusal";
import type { VersionStatus } from "@/prisma/generated/enums";

/** What a careful colleague would say about a ban before it is published. */
export function lintFindings(facts: LintFacts, now: Date): LintFinding[] {
  return [
    ...scopeFindings(facts),
    ...otherBanFindings(facts),
    ...replacementFindings(facts),
    ...dateFindings(facts, now),
    ...silentFindings(facts),
    ...basisFindings(facts),
  ];
}

/** A contradiction is signed for as it was: other values are another contradiction. A warning stays accepted while its numbers move. */
export function acceptanceOf(finding: LintFinding, acceptances: readonly Acceptance[]): Acceptance | null {
  const found = acceptances.find(({ check, subject }) => check === finding.check && subject === finding.subject);
  if (!found || finding.level === "blocking") return null;
  return finding.level === "signed" && !isSaidAlike(found.said, finding.values) ? null : found;
}

export function isSaidAlike(was: Acceptance["said"], is: LintFinding["values"]): boolean {
  return canonical(was) === canonical(is);
}

/** JSON of the database comes back with its keys in another order. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join()}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value) ?? "";
  const parts = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return `{${parts.map(([name, one]) => `${JSON.stringify(name)}:${canonical(one)}`).join()}}`;
}

/** Where the lint stands in the way. An approver signs while a ban is in review, so an unsigned contradiction stops nothing before publication. */
export type LintGate = "submission" | "publication";

export function whyNotLint(
  findings: readonly LintFinding[],
  acceptances: readonly Acceptance[],
  gate: LintGate = "publication",
): Reason | null {
  const blocking = findings.filter(({ level }) => level === "blocking");
  if (blocking.length > 0) return reason("lint.whyNot.blocking", { n: blocking.length });
  const unsigned = findings.filter((finding) => finding.level === "signed" && !acceptanceOf(finding, acceptances));
  return gate === "publication" && unsigned.length > 0 ? reason("lint.whyNot.unsigned", { n: unsigned.length }) : null;
}

export type ForAcceptance = { status: VersionStatus; authorId: number; editorIds: readonly number[] };

/** Warnings are accepted by whoever writes bans, until the version is published; a contradiction by an approver who did not write it. */
export function whyNotAccept(version: ForAcceptance, finding: Pick<LintFinding, "level">, viewer: Viewer): Reason | null {
  if (!isOpen(version)) return reason("lint.whyNot.over");
  if (finding.level === "blocking") return reason("lint.whyNot.onlyMended");
  if (finding.level === "warning") return can(viewer, "bans:write") ? null : reason("lint.whyNot.officerOnly");
  if (!can(viewer, "bans:approve")) return reason("lint.whyNot.approverOnly");
  const wrote = viewer.personId !== null && [version.authorId, ...version.editorIds].includes(viewer.personId);
  return wrote ? reason("lint.whyNot.ownWords") : null;
}

function isOpen({ status }: ForAcceptance): boolean {
  return status === "DRAFT" || status === "IN_REVIEW" || status === "APPROVED";
}

export type Answered = LintFinding & { acceptance: Acceptance | null };

/** Findings with their answers, what stands in the way first. */
export function answered(findings: readonly LintFinding[], acceptances: readonly Acceptance[]): Answered[] {
  return findings
    .map((finding) => ({ ...finding, acceptance: acceptanceOf(finding, acceptances) }))
    .toSorted((a, b) => weight(a) - weight(b));
}

function weight({ level, acceptance }: Answered): number {
  if (acceptance) return 3;
  return { blocking: 0, signed: 1, warning: 2 }[level];
}
