import type { BanDraft, Words } from "@/lib/bans/schema";
import type { DutyKind } from "@/prisma/generated/enums";

/**
 * A value as a reader is told: as it is, a country, a day, a clock time in its zone, or a word of ours by its message in `versions.value`; with
 * what it belongs to where that has a name.
 */
export type Said =
  | string
  | number
  | { country: string }
  | { day: string }
  | { local: string; zone: string; of?: Said }
  | { word: string; of?: string };

/** What differs between two versions. `duty` names the duty whose part it is. */
export type Difference = { part: string; duty?: DutyKind } & (
  | { kind: "text"; locale: "en" | "zh-CN"; before: string; after: string }
  | { kind: "value"; before: Said | null; after: Said | null }
  | { kind: "list"; added: Said[]; removed: Said[] }
);

/** What the ids of a version stand for. */
export type Names = Record<"vendors" | "tools" | "families" | "teams" | "people" | "claims" | "findings", ReadonlyMap<number, string>>;

type Sides<Value> = readonly [before: Value, after: Value];

/** What a reader of the one has to know of the other, in the order of the wizard. */
export function differences(before: BanDraft, after: BanDraft, names: Names): Difference[] {
  const sides: Sides<BanDraft> = [before, after];
  return [
    ...selectorDifferences(sides, names),
    ...populationDifferences(sides, names),
    ...dutyDifferences(sides, names),
    ...replacementDifferences(sides, names),
    ...wordDifferences(sides),
    ...policyDifferences(sides),
    ...basisDifferences(sides, names),
  ];
}

const byName = (names: ReadonlyMap<number, string>) => (id: number) => names.get(id) ?? `#${id}`;

function selectorDifferences([was, is]: Sides<BanDraft>, names: Names): Difference[] {
  const lists = (of: BanDraft) => {
    const { vendors = [], tools = [], families = [], ranges = [], channels = [], exclude } = of.selector ?? {};
    return {
      "selector-vendors": vendors.map(byName(names.vendors)),
      "selector-tools": tools.map(byName(names.tools)),
      "selector-families": families.map(byName(names.families)),
      "selector-ranges": ranges.map(({ toolId, range }) => `${byName(names.tools)(toolId)}: ${range}`),
      "selector-channels": channels,
      "selector-exclude": [
        ...(exclude?.vendors ?? []).map(byName(names.vendors)),
        ...(exclude?.tools ?? []).map(byName(names.tools)),
        ...(exclude?.families ?? []).map(byName(names.families)),
        ...(exclude?.channels ?? []),
      ],
    };
  };
  return listsDiffer([lists(was), lists(is)]);
}

function populationDifferences([was, is]: Sides<BanDraft>, names: Names): Difference[] {
  const everyone = (of: BanDraft) => (of.population === undefined ? null : { word: of.population.everyone ? "everyone" : "someTeams" });
  const lists = (of: BanDraft) => {
    const { include = [], exclude = [], legalEntities, countries, workerTypes } = of.population ?? {};
    return {
      "population-include": include.map(byName(names.teams)),
      "population-exclude": exclude.map(byName(names.teams)),
      "population-legalEntities": legalEntities?.include ?? [],
      "population-legalEntitiesOut": legalEntities?.exclude ?? [],
      "population-countries": (countries?.include ?? []).map(country),
      "population-countriesOut": (countries?.exclude ?? []).map(country),
      "population-workerTypes": (workerTypes?.include ?? []).map(worker),
      "population-workerTypesOut": (workerTypes?.exclude ?? []).map(worker),
    };
  };
  return [...valuesDiffer({ "population-everyone": [everyone(was), everyone(is)] }), ...listsDiffer([lists(was), lists(is)])];
}

const country = (code: string): Said => ({ country: code });
const worker = (type: string): Said => ({ word: `worker.${type}` });

function dutyDifferences([was, is]: Sides<BanDraft>, names: Names): Difference[] {
  const [before, after] = [was.duties ?? [], is.duties ?? []];
  const kinds = [...new Set([...before, ...after].map(({ kind }) => kind))];
  const added = kinds.filter((kind) => !before.some((duty) => duty.kind === kind));
  const removed = kinds.filter((kind) => !after.some((duty) => duty.kind === kind));
  const duty = (kind: DutyKind): Said => ({ word: `duty.${kind}` });
  const asked: Difference[] =
    added.length + removed.length > 0 ? [{ part: "duties", kind: "list", added: added.map(duty), removed: removed.map(duty) }] : [];
  return [
    ...asked,
    ...kinds.flatMap((kind) => {
      const [one, other] = [before.find((each) => each.kind === kind), after.find((each) => each.kind === kind)];
      return other ? dutyParts(kind, [one, other], names) : [];
    }),
    ...listsDiffer([{ stages: (was.stages ?? []).map(stage) }, { stages: (is.stages ?? []).map(stage) }]),
  ];
}

type Duty = NonNullable<BanDraft["duties"]>[number];

function dutyParts(kind: DutyKind, [was, is]: Sides<Duty | undefined>, names: Names): Difference[] {
  const deadline = (of?: Duty) => (of ? { local: of.deadlineLocal, zone: of.deadlineZone } : null);
  const word = (group: string, value?: string) => (value === undefined ? null : { word: `${group}.${value}` });
  const person = (of?: Duty) => (of?.ownerId ? byName(names.people)(of.ownerId) : null);
  const teams = (of?: Duty): Said[] =>
    (of?.teams ?? []).map(({ teamId, deadlineLocal, deadlineZone }) => ({
      local: deadlineLocal,
      zone: deadlineZone,
      of: byName(names.teams)(teamId),
    }));
  const found = [
    ...valuesDiffer({
      "duty-deadline": [deadline(was), deadline(is)],
      "duty-mode": [word("mode", was?.mode), word("mode", is?.mode)],
      "duty-responsible": [word("responsible", was?.responsible), word("responsible", is?.responsible)],
      "duty-owner": [person(was), person(is)],
      "duty-proof": [word("proof", was?.proof), word("proof", is?.proof)],
    }),
    ...listsDiffer([{ "duty-teams": teams(was) }, { "duty-teams": teams(is) }]),
    ...textsDiffer({ "duty-instructions": [was?.instructions, is?.instructions] }),
  ];
  return found.map((difference) => ({ ...difference, duty: kind }));
}

const stage = ({ kind, local, zone }: NonNullable<BanDraft["stages"]>[number]): Said => ({ local, zone, of: { word: `stage.${kind}` } });

function replacementDifferences([was, is]: Sides<BanDraft>, names: Names): Difference[] {
  const said = (replacement: BanDraft["replacement"]): Said | null => {
    if (replacement === undefined) return null;
    return "toolId" in replacement ? byName(names.tools)(replacement.toolId) : replacement.none.owner;
  };
  const until = (of: BanDraft) => (of.replacement && "none" in of.replacement ? day(of.replacement.none.nextUpdateOn) : null);
  const perUse = (of: BanDraft): Said[] =>
    (of.useCases ?? []).map(({ category, replacement, availableOn }) =>
      [category, said(replacement), availableOn].filter(Boolean).join(" · "),
    );
  return [
    ...valuesDiffer({
      replacement: [said(was.replacement), said(is.replacement)],
      "replacement-update": [until(was), until(is)],
      "replacement-availableOn": [day(was.replacementAvailableOn), day(is.replacementAvailableOn)],
    }),
    ...listsDiffer([{ useCases: perUse(was) }, { useCases: perUse(is) }]),
  ];
}

function wordDifferences([was, is]: Sides<BanDraft>): Difference[] {
  return textsDiffer({
    title: [was.title, is.title],
    summary: [was.summary, is.summary],
    reason: [was.reason, is.reason],
    reinstatement: [was.reinstatement, is.reinstatement],
  });
}

function policyDifferences([was, is]: Sides<BanDraft>): Difference[] {
  const allowed = (of: BanDraft) => (of.exceptions?.allowed === undefined ? null : { word: of.exceptions.allowed ? "allowed" : "none" });
  const coverage = (of: BanDraft) => (of.coverageRule === undefined ? null : { word: `coverage.${of.coverageRule}` });
  return valuesDiffer({
    "exceptions-allowed": [allowed(was), allowed(is)],
    "exceptions-contact": [was.exceptions?.contact || null, is.exceptions?.contact || null],
    "exceptions-maxDays": [was.exceptions?.maxDays ?? null, is.exceptions?.maxDays ?? null],
    "exceptions-decideWithinHours": [was.exceptions?.decideWithinHours ?? null, is.exceptions?.decideWithinHours ?? null],
    owner: [was.owner || null, is.owner || null],
    contact: [was.contact || null, is.contact || null],
    reviewOn: [day(was.reviewOn), day(is.reviewOn)],
    coverageRule: [coverage(was), coverage(is)],
    coverageReason: [was.coverageReason || null, is.coverageReason || null],
    approvals: [was.approvals ?? 1, is.approvals ?? 1],
  });
}

function basisDifferences([was, is]: Sides<BanDraft>, names: Names): Difference[] {
  const lists = (of: BanDraft) => ({
    claims: (of.claims ?? []).map(({ id, statedAs }) => ({ word: `statedAs.${statedAs}`, of: byName(names.claims)(id) })),
    findings: (of.findings ?? []).map(byName(names.findings)),
  });
  return listsDiffer([lists(was), lists(is)]);
}

function day(value: string | null | undefined): Said | null {
  return value ? { day: value } : null;
}

const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);

function valuesDiffer(parts: Record<string, Sides<Said | null>>): Difference[] {
  return Object.entries(parts)
    .filter(([, [before, after]]) => !same(before, after))
    .map(([part, [before, after]]) => ({ part, kind: "value" as const, before, after }));
}

function listsDiffer([was, is]: Sides<Record<string, Said[]>>): Difference[] {
  return Object.keys(is).flatMap((part) => {
    const [before, after] = [was[part] ?? [], is[part] ?? []];
    const added = after.filter((item) => !before.some((one) => same(one, item)));
    const removed = before.filter((item) => !after.some((one) => same(one, item)));
    return added.length + removed.length > 0 ? [{ part, kind: "list" as const, added, removed }] : [];
  });
}

function textsDiffer(parts: Record<string, Sides<Words | undefined>>): Difference[] {
  return Object.entries(parts).flatMap(([part, [was, is]]) =>
    (["en", "zh-CN"] as const).flatMap((locale) => {
      const [before, after] = [was?.[locale] ?? "", is?.[locale] ?? ""];
      return before === after ? [] : [{ part, kind: "text" as const, locale, before, after }];
    }),
  );
}

export type Run = { kind: "same" | "removed" | "added"; text: string };

/** Two texts as one, by words: what stays, what goes, what comes. Chinese is divided into words as well. */
export function wordRuns(before: string, after: string, locale: string): Run[] {
  const segmenter = new Intl.Segmenter(locale, { granularity: "word" });
  const wordsOf = (text: string) => [...segmenter.segment(text)].map(({ segment }) => segment);
  const [a, b] = [wordsOf(before), wordsOf(after)];
  const common = commonLengths(a, b);
  const runs: Run[] = [];
  const add = (kind: Run["kind"], text: string) => {
    const last = runs.at(-1);
    if (last?.kind === kind) last.text += text;
    else runs.push({ kind, text });
  };
  let [i, j] = [0, 0];
  while (i < a.length || j < b.length) {
    const [one, other] = [a[i], b[j]];
    if (one !== undefined && one === other) {
      add("same", one);
      i++;
      j++;
    } else if (other === undefined || (one !== undefined && at(common, i + 1, j) >= at(common, i, j + 1))) {
      add("removed", one ?? "");
      i++;
    } else {
      add("added", other);
      j++;
    }
  }
  return runs;
}

/** How many words the rests of the two have in common, for every pair of places. */
function commonLengths(a: readonly string[], b: readonly string[]): number[][] {
  const lengths = Array.from({ length: a.length + 1 }, () => new Array<number>(b.length + 1).fill(0));
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--) {
      const row = lengths[i];
      if (row) row[j] = a[i] === b[j] ? at(lengths, i + 1, j + 1) + 1 : Math.max(at(lengths, i + 1, j), at(lengths, i, j + 1));
    }
  }
  return lengths;
}

function at(lengths: readonly number[][], i: number, j: number): number {
  return lengths[i]?.[j] ?? 0;
}

export type ScopeChange = { added: string[]; removed: string[] };

type Resolved = {
  tools: readonly { id: number; name: string; vendor: string; versionRange: string | null }[];
  access: readonly { tool: string; family: string; channel: string; mode: string }[];
};

/** What the selectors came to: a vendor's tools come and go without a word of the ban changing. */
export function scopeDifferences(before: Resolved, after: Resolved): Record<"tools" | "access", ScopeChange> {
  const tool = ({ name, vendor, versionRange }: Resolved["tools"][number]) =>
    `${name} (${vendor})${versionRange ? ` ${versionRange}` : ""}`;
  const edge = ({ tool: name, family, channel, mode }: Resolved["access"][number]) => `${name} · ${family} · ${channel} · ${mode}`;
  const change = (was: string[], is: string[]) => ({
    added: is.filter((one) => !was.includes(one)),
    removed: was.filter((one) => !is.includes(one)),
  });
  return {
    tools: change(before.tools.map(tool), after.tools.map(tool)),
    access: change(before.access.map(edge), after.access.map(edge)),
  };
}
