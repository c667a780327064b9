import { type Reason, reason } from "@/lib/refusal";
import type { ToolChanges, ToolFields } from "@/lib/registry/tools/schema";

/** "Claude Code" becomes claude-code; null for a name that has no Latin letter or digit. */
export function slugOf(name: string): string | null {
  const slug = name
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .slice(0, 60)
    .replace(/^-+|-+$/g, "");
  return slug === "" ? null : slug;
}

/** Names that differ only in case, spaces and hyphens are alike: "Claude-Code" and "claude code". */
export function foldedName(name: string): string {
  return name.toLowerCase().replace(/[\s._-]+/g, "");
}

/** Names that a change brings, in the form in which names are compared. Those that were there before were accepted before. */
export function newNames(
  after: { name: string; aliases: readonly string[] },
  before: { name: string; aliases: readonly string[] } | null,
): string[] {
  const known = new Set(before ? [before.name, ...before.aliases].map(foldedName) : []);
  const names = new Set([after.name, ...after.aliases].map(foldedName));
  return [...names].filter((name) => name !== "" && !known.has(name));
}

/** The loser's names still lead to the tool after a merge. */
export function joinedAliases(
  winner: { name: string; slug: string; aliases: readonly string[] },
  loser: { name: string; slug: string; aliases: readonly string[] },
): string[] {
  const own = new Set([winner.name, winner.slug, ...winner.aliases].map((name) => name.toLowerCase()));
  const added = [loser.name, ...loser.aliases, loser.slug].filter((name) => !own.has(name.toLowerCase()));
  return [...winner.aliases, ...added.filter((name, at) => added.findIndex((one) => one.toLowerCase() === name.toLowerCase()) === at)];
}

const FIELDS = [
  "name",
  "aliases",
  "vendor",
  "category",
  "clients",
  "touches",
  "hosting",
  "licence",
  "homepage",
  "status",
  "successor",
  "notes",
  "confidence",
  "anyService",
  "anyWeights",
] as const satisfies readonly (keyof ToolFields)[];

/** Only what a change would really change: before and after, field by field. */
export function differences(before: ToolFields, changes: ToolChanges): { before: Partial<ToolFields>; after: Partial<ToolFields> } {
  const changed = FIELDS.filter((field) => field in changes && changes[field] !== undefined && !isSame(before[field], changes[field]));
  const only = (from: ToolChanges) => Object.fromEntries(changed.map((field) => [field, from[field] ?? null]));
  return { before: only(before), after: only(changes) };
}

/** Order says nothing in a list of keys. */
function isSame(a: unknown, b: unknown): boolean {
  if (Array.isArray(a) && Array.isArray(b)) return JSON.stringify([...a].sort()) === JSON.stringify([...b].sort());
  return (a ?? null) === (b ?? null);
}

const LONGEST_SHOWN = 160;

/** A value in words that fit under a field. */
export function shown(value: unknown): string {
  const words = Array.isArray(value) ? value.join(", ") : String(value ?? "");
  return words.length > LONGEST_SHOWN ? `${words.slice(0, LONGEST_SHOWN)}…` : words;
}

/** For whoever comes second: per field that says something else than they do, what it says now. */
export function overtakenFields(now: ToolFields, sent: ToolChanges, changedSince: readonly string[] | null): Record<string, Reason> {
  const fields = Object.keys(differences(now, sent).after).filter((field) => changedSince === null || changedSince.includes(field));
  return Object.fromEntries(fields.map((field) => [field, saysNow(field, Reflect.get(now, field))]));
}

/** Fields whose values are words of ours, by where those stand. */
const GROUPS = new Map([
  ["category", "registry.category"],
  ["clients", "registry.client"],
  ["hosting", "registry.hosting"],
  ["touches", "registry.touches"],
  ["status", "registry.status"],
  ["confidence", "registry.confidence"],
]);

function saysNow(field: string, stored: unknown): Reason {
  const value = shown(stored);
  if (value === "") return reason("tools.overtaken.fieldEmpty");
  const group = GROUPS.get(field);
  if (group) return { key: "tools.overtaken.field", words: { value: { group, of: [stored].flat().map(String) } } };
  return reason("tools.overtaken.field", { value });
}

export function whyNotRetire({ status }: { status: ToolFields["status"] }): Reason | null {
  return status === "DISCONTINUED" ? reason("tools.whyNot.retired") : null;
}

export function whyNotReinstate({ status }: { status: ToolFields["status"] }): Reason | null {
  return status === "ACTIVE" ? reason("tools.whyNot.active") : null;
}
