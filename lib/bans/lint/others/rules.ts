import { cutoffOf } from "@/lib/bans/deadlines/rules";
import { finding, type LintFacts, rowsHref, stepHref } from "@/lib/bans/lint/facts";
import type { LintFinding } from "@/lib/bans/lint/schema";

/** A sentence names so many; the rows name all. */
const NAMED = 5;

/** What a ban covers at all, and how it stands to the other bans and to what they allow. */
export function scopeFindings(facts: LintFacts): LintFinding[] {
  const { tools, edges, population, uncontrolled } = facts;
  return [
    ...(tools + edges === 0 ? [finding("scope-empty", { fixHref: stepHref(facts, "scope") })] : []),
    ...(population.people + population.devices === 0 ? [finding("population-empty", { fixHref: stepHref(facts, "population") })] : []),
    ...(uncontrolled.length > 0
      ? [
          finding("channels-uncontrolled", {
            values: {
              n: uncontrolled.length,
              channels: { list: uncontrolled.slice(0, NAMED) },
              more: Math.max(0, uncontrolled.length - NAMED),
            },
            fixHref: rowsHref(facts, "channels"),
          }),
        ]
      : []),
  ];
}

export function otherBanFindings(facts: LintFacts): LintFinding[] {
  return [
    ...facts.overlaps.map(({ code, title, tools }) =>
      finding("ban-overlap", { subject: code, values: { code, title, tools: { list: tools } }, fixHref: `/bans/${code}` }),
    ),
    ...facts.required.map(({ code, title, tools }) =>
      finding("required-elsewhere", { subject: code, values: { code, title, tools: { list: tools } }, fixHref: stepHref(facts, "scope") }),
    ),
    ...outliving(facts),
    ...(facts.exceptionsElsewhere > 0
      ? [finding("exceptions-elsewhere", { values: { n: facts.exceptionsElsewhere }, fixHref: rowsHref(facts, "exceptions") })]
      : []),
  ];
}

/** Once the ban was reviewed it may be over; an exception that goes on beyond that has nothing to be an exception from. */
function outliving(facts: LintFacts): LintFinding[] {
  const { reviewOn, duties = [] } = facts.content;
  if (!reviewOn) return [];
  const review = new Date(`${reviewOn}T00:00:00Z`);
  const zone = cutoffOf(duties)?.zone ?? "UTC";
  return facts.exceptions
    .filter(({ endsAt }) => endsAt > review)
    .map(({ id, ban, who, endsAt }) =>
      finding("exception-outlives", {
        subject: String(id),
        values: { ban, who, until: { at: endsAt.toISOString(), zone }, day: { day: reviewOn } },
        fixHref: `/exceptions/${id}`,
      }),
    );
}
