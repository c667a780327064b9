import { isDeepStrictEqual } from "node:util";
import { FIELDS } from "../merge.ts";
import type { Offer, OfferedTool } from "../offer/rules.ts";
import type { Present, PresentPart, Registry } from "../present.ts";
import { accessKey, type Entry, identifierKey, type Json, type Values } from "../rules.ts";
import type { Change, EntryChange } from "./schema.ts";

const KEYS = {
  vendor: FIELDS.vendor.map(({ key }) => key),
  family: FIELDS.model_family.map(({ key }) => key),
  tool: FIELDS.tool.map(({ key }) => key),
  identifier: FIELDS.identifier.map(({ key }) => key),
  access: ["mode", "source", "asOf"],
};

const isEmpty = (value: Json | undefined) => value === null || value === undefined || (Array.isArray(value) && value.length === 0);
/** An empty list says no more than none. */
const same = (one: Json | undefined, other: Json | undefined) => isDeepStrictEqual(one, other) || (isEmpty(one) && isEmpty(other));
const textOf = (value: Json | undefined) => (typeof value === "string" ? value : null);

/** The rule of the merge in words: what still is as the catalogue left it follows; what was edited here and changed there is a conflict. */
function compareFields(keys: readonly string[], here: Values, base: Values | null, now: Entry, part: string | null): Change[] {
  return keys.flatMap((field): Change[] => {
    const [before, ours, theirs] = [base?.[field] ?? null, here[field] ?? null, now[field] ?? null];
    if (same(ours, theirs)) return [];
    const source = textOf(now.source);
    if (same(ours, before)) return [{ part, field, is: "changed", before, here: ours, now: theirs, source }];
    return same(before, theirs) ? [] : [{ part, field, is: "conflict", before, here: ours, now: theirs, source }];
  });
}

/** A whole part that comes or goes; its values, without the tool's name. */
function wholePart(is: "added" | "removed", part: string, { tool: _tool, base: _base, ...values }: Entry): Change {
  return {
    part,
    field: null,
    is,
    before: null,
    here: is === "removed" ? values : null,
    now: is === "added" ? values : null,
    source: textOf(values.source),
  };
}

function addedFields(keys: readonly string[], now: Entry): Change[] {
  return keys
    .filter((field) => !isEmpty(now[field] ?? null))
    .map((field) => ({ part: null, field, is: "added", before: null, here: null, now: now[field] ?? null, source: textOf(now.source) }));
}

function isSettled(entry: Entry, base: Values | null): boolean {
  if ("base" in entry) return same(entry.base, base);
  return same(entry, base);
}

function baseKey(kind: "identifier" | "access", { here, base }: PresentPart): string {
  return kind === "identifier"
    ? keyOf(kind, { ...here, ...(base?.kind ? { kind: base.kind, value: base.value ?? null } : {}) })
    : keyOf(kind, here);
}

function keyOf(kind: "identifier" | "access", values: Values): string {
  const text = (name: string) => String(values[name]);
  return kind === "identifier"
    ? identifierKey({ kind: text("kind"), value: text("value") })
    : accessKey({ family: text("family"), channel: text("channel") });
}

/** What the catalogue said of a tool's parts, here and under the names of what was merged into it. */
type Said = { identifiers: Set<string>; access: Map<string, Values> };

function saidOf(bases: readonly (Values | null)[]): Said {
  const said: Said = { identifiers: new Set(), access: new Map() };
  for (const base of bases) {
    for (const key of Array.isArray(base?.identifiers) ? base.identifiers : []) said.identifiers.add(String(key));
    for (const [key, value] of Object.entries(base?.access ?? {})) if (!said.access.has(key)) said.access.set(key, value as Values);
  }
  return said;
}

type Parts = { kind: "identifier" | "access"; present: readonly PresentPart[]; entries: readonly Entry[]; said: Said; complete: boolean };

function compareParts({ kind, present, entries, said, complete }: Parts): { changes: Change[]; settled: boolean } {
  const byBase = new Map(present.map((part) => [baseKey(kind, part), part]));
  const byValue = new Map(present.map((part) => [keyOf(kind, part.here), part]));
  const wasSaid = (key: string) => (kind === "identifier" ? said.identifiers.has(key) : said.access.has(key));
  const named = new Set(entries.map((entry) => keyOf(kind, entry)));
  let settled = true;
  const changes = entries.flatMap((entry): Change[] => {
    const key = keyOf(kind, entry);
    const ours = byBase.get(key);
    // What the catalogue gave before and is gone was removed here, and stays away.
    if (!ours) return byValue.has(key) || wasSaid(key) ? [] : [wholePart("added", `${kind} ${key}`, entry)];
    const base = kind === "identifier" ? ours.base : (said.access.get(key) ?? null);
    if (kind === "identifier" && !isSettled(entry, base)) settled = false;
    return compareFields(KEYS[kind], ours.here, base, entry, `${kind} ${key}`);
  });
  const gone = complete
    ? present.filter((part) => {
        const key = baseKey(kind, part);
        return !named.has(key) && !named.has(keyOf(kind, part.here)) && (kind === "identifier" ? part.base !== null : wasSaid(key));
      })
    : [];
  return { changes: [...changes, ...gone.map((part) => wholePart("removed", `${kind} ${baseKey(kind, part)}`, part.here))], settled };
}

type Compared = { changes: Change[]; settled: boolean };
type Rows = { kind: "vendor" | "family" | "tool"; present: ReadonlyMap<string, Present>; complete: boolean };

/** Entries of one kind against the rows of that kind. */
function compareKind({ kind, present, complete }: Rows, entries: readonly Entry[], partsOf: (slug: string) => Compared): EntryChange[] {
  const compared = entries.flatMap((entry): EntryChange[] => {
    const slug = String(entry.slug);
    const ours = present.get(slug);
    const parts = partsOf(slug);
    const about = { kind, slug, name: ours?.name ?? String(entry.name) };
    if (!ours) return [{ ...about, state: "added", changes: [...addedFields([...KEYS[kind], "mergedInto"], entry), ...parts.changes] }];
    const changes = [...compareFields(KEYS[kind], ours.here, ours.base, entry, null), ...parts.changes];
    if (changes.length > 0) return [{ ...about, state: "changed", changes }];
    return parts.settled && isSettled(entry, ours.base) ? [] : [{ ...about, state: "settled", changes: [] }];
  });
  const named = new Set(entries.map(({ slug }) => slug));
  const isGone = ({ slug, base, mergedInto }: Present) => base !== null && mergedInto === null && !named.has(slug);
  const gone = complete ? [...present.values()].filter(isGone) : [];
  return [...compared, ...gone.map(({ slug, name }): EntryChange => ({ kind, slug, name, state: "removed", changes: [] }))];
}

const NO_PARTS: Compared = { changes: [], settled: true };

function toolParts(tools: readonly OfferedTool[], registry: Registry, complete: boolean): (slug: string) => Compared {
  const offered = new Map(tools.map((tool) => [String(tool.entry.slug), tool]));
  const merged = mergedBases(registry.tools);
  return (slug) => {
    const said = saidOf([registry.tools.get(slug)?.base ?? null, ...(merged.get(slug) ?? [])]);
    const compare = (kind: "identifier" | "access", present: ReadonlyMap<string, PresentPart[]>, entries: readonly Entry[] = []) =>
      compareParts({ kind, present: present.get(slug) ?? [], entries, said, complete });
    const identifiers = compare("identifier", registry.identifiers, offered.get(slug)?.identifiers);
    const access = compare("access", registry.access, offered.get(slug)?.access);
    return { changes: [...identifiers.changes, ...access.changes], settled: identifiers.settled && access.settled };
  };
}

function mergedBases(tools: ReadonlyMap<string, Present>): Map<string, Values[]> {
  const found = new Map<string, Values[]>();
  for (const { mergedInto, base } of tools.values()) {
    if (mergedInto !== null && base !== null) found.set(mergedInto, [...(found.get(mergedInto) ?? []), base]);
  }
  return found;
}

/** Every vendor, family and tool in which the offer differs from the registry, vendors first. */
export function differenceOf(offer: Offer, registry: Registry): EntryChange[] {
  const { complete } = offer;
  const { vendors, families, tools } = registry;
  const entries = offer.tools.map(({ entry }) => entry);
  const remembered = offer.remembered.filter((entry) => !isSettled(entry, tools.get(String(entry.slug))?.base ?? null));
  return [
    ...compareKind({ kind: "vendor", present: vendors, complete }, offer.vendors, () => NO_PARTS),
    ...compareKind({ kind: "family", present: families, complete }, offer.families, () => NO_PARTS),
    ...compareKind({ kind: "tool", present: tools, complete }, entries, toolParts(offer.tools, registry, complete)),
    ...remembered.map(
      ({ slug, name }): EntryChange => ({ kind: "tool", slug: String(slug), name: String(name), state: "settled", changes: [] }),
    ),
  ];
}
