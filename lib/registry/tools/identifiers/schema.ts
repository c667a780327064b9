import { z } from "zod";
import { IDENTIFIER_KINDS } from "@/lib/registry/identifiers";
import { oneLine, revision, text, tick, why } from "@/lib/registry/tools/schema";
import { Confidence } from "@/prisma/generated/enums";

const kind = z.enum(IDENTIFIER_KINDS);
/** As long as an inventory may report one. */
const value = oneLine(400);
/** JetBrains only: how the marketplace lists the plugin, which is all that inventories report. */
const plugin = { pluginVendor: oneLine(200).optional(), pluginName: oneLine(200).optional() };
const source = oneLine(300);
const note = text(1_000);

/** One identifier as whoever adds several gives it. */
export const identifierSchema = z.strictObject({
  kind,
  value,
  ...plugin,
  confidence: z.enum(Confidence),
  source,
  note: note.nullable().default(null),
});
export type NewIdentifier = z.output<typeof identifierSchema>;

/** `isShared`: other tools are recognised by the same value, and `note` says why. */
export const addIdentifierSchema = z.strictObject({ ...identifierSchema.shape, isShared: tick.default(false) });
export type AddIdentifier = z.output<typeof addIdentifierSchema>;

export const addIdentifiersSchema = z.strictObject({
  toolId: z.int().positive(),
  identifiers: z.array(identifierSchema).min(1).max(500),
});
export type AddIdentifiers = z.output<typeof addIdentifiersSchema>;

/** What would be recognised, before anything is saved. */
export const previewSchema = z.strictObject({ kind, value, ...plugin });
export type PreviewIdentifier = z.output<typeof previewSchema>;

/** Kind and value stay: another value is another identifier. */
const edited = { confidence: z.enum(Confidence), source, note: note.nullable() };
export const editIdentifierSchema = z.strictObject({ ...z.object(edited).partial().shape, revision: revision.optional() });
export const identifierFormSchema = z.strictObject({ ...edited, note: edited.note.default(null), revision });
export type EditIdentifier = { confidence?: Confidence | undefined; source?: string | undefined; note?: string | null | undefined };

export const removeIdentifierSchema = z.strictObject({ reason: why });

export const identifierParams = z.object({
  slug: z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/),
  id: z.coerce.number().int().positive().max(2_000_000_000),
});
