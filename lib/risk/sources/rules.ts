import { type Reason, reason } from "@/lib/refusal";
import type { SourceChanges, SourceFields } from "@/lib/risk/sources/schema";
import { EvidenceKind } from "@/prisma/generated/enums";

export const EVIDENCE_KINDS = Object.values(EvidenceKind);

export function sourceCode(id: number): string {
  return `S-${id}`;
}

/** How a document is named in a list: "S-12 · Reuters: An internal notice". */
export function sourceName({ id, publisher, title }: { id: number; publisher: string; title: string | null }): string {
  return `${sourceCode(id)} · ${title ? `${publisher}: ${title}` : publisher}`;
}

const EARLIEST = "1900-01-01";

/** Per field why not. `today` where whoever writes is. */
export function whyNotSource(
  { publishedOn, retrievedOn }: Pick<SourceFields, "publishedOn" | "retrievedOn">,
  today: string,
): Record<string, Reason> {
  return {
    ...(publishedOn > today || publishedOn < EARLIEST ? { publishedOn: reason("sources.whyNot.publishedAhead") } : {}),
    ...(retrievedOn !== null && retrievedOn > today ? { retrievedOn: reason("sources.whyNot.retrievedAhead") } : {}),
    ...(retrievedOn !== null && retrievedOn < publishedOn ? { retrievedOn: reason("sources.whyNot.retrievedEarly") } : {}),
  };
}

const FIELDS = [
  ...(["publisher", "title", "url", "kind", "publishedOn", "retrievedOn", "reliability", "note", "cites"] as const),
] satisfies readonly (keyof SourceFields)[];

export type SourceField = (typeof FIELDS)[number];

/** Only what a change would really change: before and after, field by field. */
export function differences(before: SourceFields, changes: SourceChanges): { before: Partial<SourceFields>; after: Partial<SourceFields> } {
  const changed = FIELDS.filter((field) => changes[field] !== undefined && String(before[field] ?? "") !== String(changes[field] ?? ""));
  const only = (from: SourceChanges) => Object.fromEntries(changed.map((field) => [field, from[field] ?? null]));
  return { before: only(before), after: only(changes) };
}

/** For whoever comes second: per field that says something else than they do, what it says now. */
export function overtakenFields(now: SourceFields, sent: SourceChanges, changedSince: readonly string[] | null): Record<string, Reason> {
  const fields = FIELDS.filter((field) => field in differences(now, sent).after && (changedSince?.includes(field) ?? true));
  return Object.fromEntries(fields.map((field) => [field, nowReads(field === "cites" ? now.cites.map(sourceCode) : now[field])]));
}

function nowReads(value: unknown): Reason {
  const words = Array.isArray(value) ? value.join(", ") : String(value ?? "");
  return words === "" ? reason("sources.overtaken.fieldEmpty") : reason("sources.overtaken.field", { value: words });
}
