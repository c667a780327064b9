import { z } from "zod";
import { text, why } from "@/lib/registry/tools/schema";
import { claimParams } from "@/lib/risk/claims/schema";
import { numbered, recordSourceSchema, rowId } from "@/lib/risk/sources/schema";

/** More would be repetition, and all of them are compared with each other. */
export const MOST_SOURCES = 50;

const said = {
  /** 1 to 6 of the Admiralty scale. */
  credibility: z.coerce.number().int().min(1).max(6),
  /** The document's own words. */
  quote: text(4_000).nullable().default(null),
};

/** Either one that is known by its number, or a new one with its fields. */
export const addSourceSchema = z.strictObject({
  ...said,
  source: numbered("S", "claims.field.source").optional(),
  ...recordSourceSchema.partial().shape,
});
export type AddSource = z.output<typeof addSourceSchema>;

export const claimSourceParams = claimParams.extend({ sourceId: rowId });
export const removeSourceSchema = z.strictObject({ reason: why });
