import { z } from "zod";
import { KINDS } from "@/lib/registry/catalogue/difference/schema";

export const updateParams = z.object({ id: z.coerce.number().int().positive().max(2_000_000_000) });

export const uploadQuery = z.strictObject({
  /** The file is a whole catalogue: what it does not name any more may be removed here. */
  complete: z.stringbool().prefault("true"),
  /** What to call it; for a form it is the name of the file. */
  name: z.string().trim().min(1).max(200).optional(),
});

const key = z.string().max(250);
/** As many as one page shows, several times over. */
const keys = z.array(key).max(2_000).default([]);

/**
 * `scope` all: every entry that is added or changed; page: those of `page`; chosen: those of `entries`. Of conflicts ours stays, except the ones in
 * `theirs`; nothing is removed except what `remove` names.
 */
export const applySchema = z.strictObject({
  scope: z.enum(["all", "page", "chosen"]).default("chosen"),
  page: keys,
  entries: keys,
  theirs: z.array(z.string().max(1_500)).max(2_000).default([]),
  remove: z.array(z.string().max(1_500)).max(2_000).default([]),
});
export type ApplyUpdate = z.output<typeof applySchema> & { id: number };

export const undoSchema = z.strictObject({
  /** Also when some entries were changed since: those stay, the rest goes back. */
  rest: z.union([z.boolean(), z.stringbool()]).default(false),
});

export const SHOWN = ["open", "conflicts", "added", "changed", "removed", "applied", "all"] as const;

export const changesQuery = z.object({
  show: z.enum(SHOWN).catch("open").default("open"),
  kind: z.enum(KINDS).optional().catch(undefined),
  q: z.string().trim().max(100).optional().catch(undefined),
  page: z.coerce.number().int().min(1).max(100_000).catch(1).default(1),
  size: z.coerce.number().int().min(1).max(100).catch(25).default(25),
});
export type ChangesQuery = z.output<typeof changesQuery>;
