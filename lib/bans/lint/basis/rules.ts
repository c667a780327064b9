import { cutoffOf } from "@/lib/bans/deadlines/rules";
import { finding, type LintFacts, stepHref } from "@/lib/bans/lint/facts";
import type { LintFinding } from "@/lib/bans/lint/schema";
import { isSpoken } from "@/lib/bans/parts/schema";
import type { Confirmation } from "@/prisma/generated/enums";

/** How much a claim was confirmed; what was taken back or replaced is not even reported any more. */
const RANK: Record<Confirmation, number> = { RETRACTED: 0, SUPERSEDED: 0, REPORTED: 1, ACKNOWLEDGED: 2, VERIFIED: 3 };

/** What the ban rests on, and what would end it. */
export function basisFindings(facts: LintFacts): LintFinding[] {
  return [...claimFindings(facts), ...policyFindings(facts)];
}

function claimFindings(facts: LintFacts): LintFinding[] {
  const { claims: quoted = [], findings = [] } = facts.content;
  const fixHref = stepHref(facts, "basis");
  if (quoted.length === 0) return findings.length === 0 ? [finding("basis-missing", { fixHref })] : [];
  const byId = new Map(facts.claims.map((claim) => [claim.id, claim]));
  const known = quoted.flatMap(({ id, statedAs }) => {
    const claim = byId.get(id);
    return claim ? [{ ...claim, statedAs }] : [];
  });
  const over = known
    .filter(({ statedAs, confirmation }) => RANK[statedAs] > RANK[confirmation])
    .map(({ id, statement, statedAs, confirmation }) =>
      finding("claim-overquoted", { subject: String(id), values: { statement, statedAs, confirmation }, fixHref }),
    );
  const isThin = findings.length === 0 && known.every(({ confirmation }) => RANK[confirmation] <= RANK.REPORTED);
  return isThin ? [...over, finding("basis-reported", { values: { n: quoted.length }, fixHref })] : over;
}

function policyFindings(facts: LintFacts): LintFinding[] {
  const { exceptions, reinstatement = {}, reviewOn, duties = [] } = facts.content;
  const words = stepHref(facts, "words");
  const found: LintFinding[] = [];
  if (exceptions?.allowed === undefined) found.push(finding("exceptions-undefined", { fixHref: words }));
  if (!isSpoken(reinstatement)) found.push(finding("reinstatement-missing", { fixHref: stepHref(facts, "basis") }));
  const cutoff = cutoffOf(duties);
  if (!reviewOn) found.push(finding("review-missing", { fixHref: words }));
  else if (cutoff) {
    const review = new Date(`${reviewOn}T00:00:00Z`);
    if (review < cutoff.at) found.push(finding("review-early", { values: { day: { day: reviewOn } }, fixHref: words }));
    const longest = new Date(cutoff.at.getTime() + (exceptions?.maxDays ?? 90) * 86_400_000);
    if (exceptions?.allowed && longest > review) {
      const values = { days: exceptions.maxDays ?? 90, until: { at: longest.toISOString(), zone: cutoff.zone }, day: { day: reviewOn } };
      found.push(finding("exceptions-outlast-review", { values, fixHref: words }));
    }
  }
  return found;
}
