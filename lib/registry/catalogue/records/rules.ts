import type { Change, EntryChange, Kind } from "../difference/schema.ts";
import type { Values } from "../rules.ts";

export type RecordKind = "event" | "release" | "decision" | "sensitive";

/** A record of an exported registry that is not here: written whole or not at all, since what happened is not edited. */
export type NewRecord = { record: RecordKind; kind: Kind; slug: string; name: string; values: Values };

const words = (value: unknown) => (value === null || value === undefined ? "" : String(value));

/** How a record is called among the parts of its entry. */
function partOf({ record, values }: NewRecord): string {
  if (record === "event") return `event ${words(values.happenedOn)} ${words(values.title)}`;
  if (record === "release") return `release ${words(values.kind)} ${words(values.version)}`;
  if (record === "decision") return `decision ${words(values.decidedAt)} ${words(values.team)}`.trim();
  return "sensitive";
}

function changeOf(record: NewRecord): Change {
  const { tool: _tool, vendor: _vendor, i: _i, ...values } = record.values;
  const source = typeof values.source === "string" ? values.source : null;
  return { part: partOf(record), field: null, is: "added", before: null, here: null, now: values, source };
}

/** Puts what is new beside the other differences of its entry. */
export function withRecords(changes: readonly EntryChange[], records: readonly NewRecord[]): EntryChange[] {
  const entries = new Map(changes.map((entry) => [`${entry.kind}/${entry.slug}`, { ...entry, changes: [...entry.changes] }]));
  for (const record of records) {
    const key = `${record.kind}/${record.slug}`;
    const entry = entries.get(key) ?? { kind: record.kind, slug: record.slug, name: record.name, state: "changed" as const, changes: [] };
    if (entry.state === "settled") entry.state = "changed";
    entry.changes.push(changeOf(record));
    entries.set(key, entry);
  }
  return [...entries.values()];
}
