import { z } from "zod";
import { why } from "@/lib/registry/tools/schema";

const id = z.coerce.number().int().min(1).max(2_147_483_647);
export const attachmentParams = z.object({ id });

/** Where a kept copy hangs: at a document of the ledger, or at a finding. */
export type Place = { kind: "source" | "finding"; id: number };

const note = z.string().trim().max(500);
const name = z.string().trim().max(1_000);

/** A raw body names itself in its address; a form does by its file. */
export const uploadQuery = z.strictObject({ name: name.optional(), note: note.optional() });
export const uploadFields = z.object({ note: note.optional() });

export const removalSchema = z.strictObject({ reason: why });
export type Removal = z.output<typeof removalSchema>;
