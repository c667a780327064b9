import { cutoffOf, resolveDeadline } from "@/lib/bans/deadlines/rules";
import { finding, type LintFacts, type ReplacementFact, stepHref } from "@/lib/bans/lint/facts";
import type { LintFinding } from "@/lib/bans/lint/schema";
import { type DecisionFact, decideVerdict, isWithin, mayUse, type SensitivePlace } from "@/lib/registry/rules";
import type { WorkerType } from "@/prisma/generated/enums";

/** People who are alike for every decision on some tools. */
export type PlaceGroup = { teamPath: string; workerType: WorkerType; country: string; people: number };

/** How many people a tool is refused to, and how many nothing allows it to. */
export function audienceOf(
  decisions: readonly DecisionFact[],
  groups: readonly PlaceGroup[],
  sensitive: readonly SensitivePlace[],
): Pick<ReplacementFact, "refused" | "undecided"> {
  // Nothing is decided by whom of a group one asks, nor by a moment: bans are looked at apart.
  const kinds = groups.map((group) => {
    const [deepest = null] = sensitive
      .filter(({ path }) => isWithin(group.teamPath, path))
      .toSorted((a, b) => b.path.length - a.path.length);
    const person = { ...group, id: 0, legalEntity: "", sensitive: deepest };
    return { people: group.people, kind: decideVerdict({ decisions, bans: [] }, person, new Date(0)).kind };
  });
  const sum = (of: typeof kinds) => of.reduce((total, { people }) => total + people, 0);
  return {
    refused: sum(kinds.filter(({ kind }) => kind === "refused")),
    undecided: sum(kinds.filter(({ kind }) => kind !== "refused" && !mayUse(kind))),
  };
}

/** Whether people have something to go on with: for every kind of work, allowed for them, and enough of it in time. */
export function replacementFindings(facts: LintFacts): LintFinding[] {
  return [...facts.replacements.flatMap((one) => ofTool(facts, one)), ...gaps(facts), ...lateOnes(facts)];
}

function ofTool(facts: LintFacts, one: ReplacementFact): LintFinding[] {
  const place = { subject: one.slug, fixHref: stepHref(facts, "replacement") };
  const registry = { subject: one.slug, fixHref: `/tools/${one.slug}/decide` };
  const tool = one.name;
  const { people } = facts.population;
  const found: LintFinding[] = [];
  if (one.isInScope) found.push(finding("replacement-in-scope", { ...place, values: { tool } }));
  else if (one.bannedBy.length > 0) found.push(finding("replacement-banned", { ...place, values: { tool, bans: { list: one.bannedBy } } }));
  if (one.isDiscontinued) found.push(finding("replacement-ended", { ...place, values: { tool } }));
  if (people > 0 && one.refused === people) found.push(finding("replacement-refused", { ...place, values: { tool } }));
  else if (one.refused + one.undecided > 0)
    found.push(
      finding("replacement-unapproved", {
        ...registry,
        values: { tool, people: one.refused + one.undecided, refused: one.refused, of: people },
      }),
    );
  if (one.seats && one.seats.free < one.needs) {
    const values = { tool, free: one.seats.free, needs: one.needs, short: one.needs - one.seats.free, day: { day: one.seats.asOf } };
    found.push(finding("replacement-seats", { subject: one.slug, values, fixHref: `/tools/${one.slug}/use` }));
  }
  return found;
}

/** The main replacement stands in for every kind of work that has none of its own. */
function gaps(facts: LintFacts): LintFinding[] {
  const { replacement, useCases = [] } = facts.content;
  const fixHref = stepHref(facts, "replacement");
  const isNone = (one: typeof replacement) => !one || "none" in one;
  const own = new Map(useCases.map((one) => [one.category, one.replacement]));
  return facts.categories
    .filter(({ category }) => isNone(own.get(category) ?? replacement))
    .map(({ category, people }) => finding("no-replacement", { subject: category, values: { category, people }, fixHref }));
}

function lateOnes(facts: LintFacts): LintFinding[] {
  const { replacementAvailableOn = null, useCases = [], duties = [] } = facts.content;
  const cutoff = cutoffOf(duties);
  if (!cutoff) return [];
  const fixHref = stepHref(facts, "replacement");
  const isLate = (day: string | null): day is string => day !== null && resolveDeadline(`${day}T00:00`, cutoff.zone).at > cutoff.at;
  const at = { at: cutoff.at.toISOString(), zone: cutoff.zone };
  return [
    ...(isLate(replacementAvailableOn)
      ? [finding("replacement-late", { values: { category: "none", day: { day: replacementAvailableOn }, cutoff: at }, fixHref })]
      : []),
    ...useCases.flatMap(({ category, availableOn }) =>
      isLate(availableOn)
        ? [finding("replacement-late", { subject: category, values: { category, day: { day: availableOn }, cutoff: at }, fixHref })]
        : [],
    ),
  ];
}
