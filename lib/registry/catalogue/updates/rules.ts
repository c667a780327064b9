import { type Reason, reason } from "@/lib/refusal";
import { type Change, changeKey, type EntryChange, entryKey } from "@/lib/registry/catalogue/difference/schema";
import type { PresentPart, Registry } from "@/lib/registry/catalogue/present";
import { accessKey, identifierKey, type Json, type Values } from "@/lib/registry/catalogue/rules";
import type { ApplyUpdate } from "@/lib/registry/catalogue/updates/schema";
import type { CatalogueUpdateStatus } from "@/prisma/generated/enums";

export function whyNotApply({ status }: { status: CatalogueUpdateStatus }): Reason | null {
  if (status === "UNDONE") return reason("catalogue.whyNot.applyUndone");
  return status === "DISCARDED" ? reason("catalogue.whyNot.applyDiscarded") : null;
}

export function whyNotDiscard({ status }: { status: CatalogueUpdateStatus }): Reason | null {
  return status === "PROPOSED" ? null : reason("catalogue.whyNot.discard");
}

export function whyNotUndo({ status, undoable }: { status: CatalogueUpdateStatus; undoable: number }): Reason | null {
  if (status === "UNDONE") return reason("catalogue.whyNot.undoneAlready");
  if (status !== "APPLIED") return reason("catalogue.whyNot.nothingApplied");
  return undoable === 0 ? reason("catalogue.whyNot.nothingToUndo") : null;
}

/** A few names in a sentence; how many more there are is said by the sentence. */
export function namesIn(names: readonly string[], most = 5): string {
  return names.length > most ? `${names.slice(0, most).join(", ")} …` : names.join(", ");
}

/** The entries a request means, among what differs now. */
export function chosenEntries(
  differing: readonly EntryChange[],
  { scope, page, entries }: Pick<ApplyUpdate, "scope" | "page" | "entries">,
): Set<string> {
  const offered = differing
    .filter(({ state }) => state === "added" || state === "changed" || (state === "settled" && scope === "all"))
    .map(entryKey);
  if (scope === "all") return new Set(offered);
  const wanted = new Set(scope === "page" ? page : entries);
  return new Set(offered.filter((one) => wanted.has(one)));
}

/** What has to be taken for the catalogue's word, so that the merge takes the new value: per tool, vendor or family, and per identifier. */
export type Yielded = { entries: { kind: string; slug: string; patch: Values }[]; identifiers: { id: number; patch: Values }[] };

/** The conflicts in which the catalogue's value was chosen. */
export function yieldedFields(chosen: readonly EntryChange[], theirs: ReadonlySet<string>, registry: Registry): Yielded {
  const yielded: Yielded = { entries: [], identifiers: [] };
  for (const entry of chosen) {
    const conflicts = entry.changes.filter((change) => change.is === "conflict" && theirs.has(changeKey(entry, change)));
    if (conflicts.length === 0) continue;
    const patch: Values = {};
    for (const conflict of conflicts) {
      const { part, field, here } = conflict;
      if (field === null) continue;
      const part_ = partOf(registry, entry.slug, part);
      if (part === null) patch[field] = here;
      else if (part_?.kind === "identifier") yielded.identifiers.push({ id: part_.id, patch: { [field]: here } });
      else if (part_)
        patch.access = withEdge(patch.access ?? registry.tools.get(entry.slug)?.base?.access ?? {}, part_.key, { [field]: here });
    }
    if (Object.keys(patch).length > 0) yielded.entries.push({ kind: entry.kind, slug: entry.slug, patch });
  }
  return yielded;
}

function withEdge(access: Json, key: string, patch: Values): Values {
  const edges = typeof access === "object" && access !== null && !Array.isArray(access) ? access : {};
  const edge = edges[key];
  return { ...edges, [key]: { ...(typeof edge === "object" && edge !== null && !Array.isArray(edge) ? edge : {}), ...patch } };
}

type Part = { kind: "identifier" | "access"; key: string; id: number };

/** The row behind a part's name. */
export function partOf(registry: Registry, slug: string, part: string | null): Part | null {
  const [kind = "", ...rest] = (part ?? "").split(" ");
  const key = rest.join(" ");
  if (kind !== "identifier" && kind !== "access") return null;
  const found = (registry[kind === "identifier" ? "identifiers" : "access"].get(slug) ?? []).find((one) => keysOf(kind, one).includes(key));
  return found ? { kind, key, id: found.id } : null;
}

function keysOf(kind: "identifier" | "access", { here, base }: PresentPart): string[] {
  const text = (value: Json | undefined) => String(value);
  if (kind === "access") return [accessKey({ family: text(here.family), channel: text(here.channel) })];
  return [base?.kind ? base : here].map((values) => identifierKey({ kind: text(values.kind), value: text(values.value) }));
}

/** The parts and the whole entries to remove, of those that the file no longer names. */
export function removals(
  differing: readonly EntryChange[],
  remove: ReadonlySet<string>,
): { parts: { slug: string; change: Change }[]; entries: EntryChange[] } {
  return {
    entries: differing.filter((entry) => entry.state === "removed" && remove.has(entryKey(entry))),
    parts: differing.flatMap((entry) =>
      entry.changes
        .filter((change) => change.is === "removed" && remove.has(changeKey(entry, change)))
        .map((change) => ({ slug: entry.slug, change })),
    ),
  };
}
