import type { Json } from "../rules.ts";

export const KINDS = ["vendor", "family", "tool", "team"] as const;
/** "team" holds what an exported registry says of sensitive teams. */
export type Kind = (typeof KINDS)[number];
export type State = "added" | "changed" | "removed" | "settled";

/**
 * One difference. `part` names what belongs to the entry ("identifier NPM x", "access family channel"), null the entry itself; `field` is
 * null where the whole part is meant. `before` is what the catalogue said last, `here` what the registry holds, `now` what the file says.
 * "changed": nobody edited it here. "conflict": somebody did, and the catalogue changed it too.
 */
export type Change = {
  part: string | null;
  field: string | null;
  is: "added" | "changed" | "conflict" | "removed";
  before: Json;
  here: Json;
  now: Json;
  /** Where the file has it from. */
  source: string | null;
};

export type EntryChange = { kind: Kind; slug: string; name: string; state: State; changes: Change[] };

/** The address of an entry in forms, and of one difference in it. */
export const entryKey = ({ kind, slug }: { kind: string; slug: string }) => `${kind}/${slug}`;
export const changeKey = (entry: { kind: string; slug: string }, { part, field }: Pick<Change, "part" | "field">) =>
  JSON.stringify([entry.kind, entry.slug, part, field]);
