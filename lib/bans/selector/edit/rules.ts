import type { BanDraftInput } from "@/lib/bans/schema";
import type { PopulationForm, ScopeForm } from "@/lib/bans/selector/edit/schema";
import { type Reason, reason } from "@/lib/refusal";
import { compareKeys, isReadable, versionKey } from "@/lib/registry/versions/schemes";
import { normalised, printVers, readVers, schemeOfType, VERS_TYPES, type VersRange, type VersType } from "@/lib/registry/versions/vers";
import type { WorkerType } from "@/prisma/generated/enums";

type Lists<Name extends string> = Record<Name, readonly string[]>;
type Buttons = { add?: string | undefined; remove?: string | undefined };

function pressed(button: string | undefined): { list: string; value: string } | null {
  const at = button?.indexOf(":") ?? -1;
  return button === undefined || at < 0 ? null : { list: button.slice(0, at), value: button.slice(at + 1) };
}

/** A range stands behind the id of its tool. */
const keyOf = (entry: string) => entry.split(" ", 1)[0] ?? "";

/** Puts `add` in and takes `remove` out. The lists of one group are ways to mean the same thing: it stands in one of them only. */
function arranged<Name extends string>(lists: Lists<Name>, groups: readonly (readonly Name[])[], { add, remove }: Buttons): Lists<Name> {
  const [added, removed] = [pressed(add), pressed(remove)];
  const rivals: readonly string[] = groups.find((group) => group.some((name) => name === added?.list)) ?? [];
  const isKeyed = (name: string) => name === "ranges";
  const named = (name: string, entry: string) => (isKeyed(name) ? keyOf(entry) : entry);
  const isGone = (name: string, entry: string) =>
    (name === removed?.list && named(name, entry) === removed.value) || (rivals.includes(name) && named(name, entry) === added?.value);
  const arrangedLists = { ...lists };
  for (const name of Object.keys(lists) as Name[]) {
    const rest = lists[name].filter((entry) => !isGone(name, entry));
    arrangedLists[name] = name === added?.list && !isKeyed(name) ? [...rest, added.value] : rest;
  }
  return arrangedLists;
}

const SCOPE_GROUPS = [
  ["vendors", "notVendors"],
  ["tools", "ranges", "notTools"],
  ["families", "notFamilies"],
  ["channels", "notChannels"],
] as const;

type ScopeList = (typeof SCOPE_GROUPS)[number][number];

const numbers = (list: readonly string[]) => list.map(Number);

/** The selector that the page of the scope says. */
export function scopeContent(form: ScopeForm): BanDraftInput {
  const { vendors, tools, families, ranges, channels, notVendors, notTools, notFamilies, notChannels } = form;
  const given: Lists<ScopeList> = { vendors, tools, families, ranges, channels, notVendors, notTools, notFamilies, notChannels };
  const asked = rangeOf(form);
  const add = asked && "range" in asked ? `ranges:${asked.toolId}` : form.add;
  const lists = arranged(given, SCOPE_GROUPS, { add, remove: form.remove });
  const named = lists.ranges.map((entry) => ({ toolId: Number(keyOf(entry)), range: entry.slice(keyOf(entry).length + 1) }));
  return {
    selector: {
      vendors: numbers(lists.vendors),
      tools: numbers(lists.tools),
      families: numbers(lists.families),
      ranges: asked && "range" in asked ? [...named, asked] : named,
      channels: [...lists.channels],
      exclude: {
        vendors: numbers(lists.notVendors),
        tools: numbers(lists.notTools),
        families: numbers(lists.notFamilies),
        channels: [...lists.notChannels],
      },
    },
  };
}

type AskedRange = { toolId: number; range: string } | { fields: Record<string, Reason> };

/** The versions that were asked for on the page, or what is wrong with them; null where nothing of it was touched or another button was pressed. */
function rangeOf({ rangeTool, rangeType, rangeFrom, rangeTo, rangeVers, add, remove }: ScopeForm): AskedRange | null {
  if (rangeTool === undefined || remove) return null;
  const isPressed = add === `ranges:${rangeTool}`;
  const isTouched = !add && Boolean(rangeFrom || rangeTo || rangeVers);
  if (!isPressed && !isTouched) return null;
  if (rangeVers) {
    const read = readVers(rangeVers);
    const range = "range" in read ? normalised(read.range) : read;
    return "whyNot" in range ? { fields: { rangeVers: range.whyNot } } : { toolId: rangeTool, range: printVers(range.range) };
  }
  const type = VERS_TYPES.find((one): one is VersType => one === rangeType) ?? "intdot";
  return { ...between(type, rangeFrom ?? "", rangeTo ?? ""), toolId: rangeTool };
}

function between(type: VersType, from: string, to: string): { range: string } | { fields: Record<string, Reason> } {
  if (!from && !to) return { fields: { rangeFrom: reason("scope.field.rangeEmpty") } };
  const scheme = schemeOfType(type);
  const unread = Object.entries({ rangeFrom: from, rangeTo: to }).filter(([, version]) => version && !isReadable(scheme, version));
  if (unread.length > 0)
    return { fields: Object.fromEntries(unread.map(([name, version]) => [name, reason("releases.vers.version", { version })])) };
  if (from && to && compareKeys(versionKey(scheme, from), versionKey(scheme, to)) > 0)
    return { fields: { rangeTo: reason("scope.field.rangeOrder") } };
  const lower = from ? [{ comparator: ">=", version: from } as const] : [];
  const upper = to ? [{ comparator: "<=", version: to } as const] : [];
  // One version and no other is named, not enclosed.
  const constraints: VersRange["constraints"] = from === to ? [{ comparator: "=", version: from }] : [...lower, ...upper];
  const range = normalised({ type, constraints });
  return "whyNot" in range ? { fields: { rangeFrom: range.whyNot } } : { range: printVers(range.range) };
}

/** What is wrong with the versions that were asked for, per field. Not even a draft keeps a range that nothing can read. */
export function whyNotRange(form: ScopeForm): Record<string, Reason> {
  const asked = rangeOf(form);
  return asked && "fields" in asked ? asked.fields : {};
}

const POPULATION_GROUPS = [
  ["include", "exclude"],
  ["entities", "notEntities"],
  ["countries", "notCountries"],
  ["workers", "notWorkers"],
] as const;

type PopulationList = (typeof POPULATION_GROUPS)[number][number];

/** The population that the page says. Whoever names a team to take in no longer means every team. */
export function populationContent(form: PopulationForm): BanDraftInput {
  const { everyone, include, exclude, entities, notEntities, countries, notCountries, workers, notWorkers, add } = form;
  const given: Lists<PopulationList> = { include, exclude, entities, notEntities, countries, notCountries, workers, notWorkers };
  const lists = arranged(given, POPULATION_GROUPS, form);
  const isEveryone = everyone === "yes" && !add?.startsWith("include:");
  return {
    population: {
      everyone: isEveryone,
      include: isEveryone ? [] : numbers(lists.include),
      exclude: numbers(lists.exclude),
      legalEntities: { include: [...lists.entities], exclude: [...lists.notEntities] },
      countries: { include: [...lists.countries], exclude: [...lists.notCountries] },
      // The form lets nothing else through.
      workerTypes: { include: lists.workers as WorkerType[], exclude: lists.notWorkers as WorkerType[] },
    },
  };
}
