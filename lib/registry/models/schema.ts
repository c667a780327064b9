import { z } from "zod";
import { keysetQuery } from "@/lib/http/keyset";
import { CHANNEL_KINDS } from "@/lib/registry/models/channels";
import { oneLine, revision, text } from "@/lib/registry/tools/schema";
import { AccessMode, Confidence } from "@/prisma/generated/enums";

const emptyToUndefined = (value: unknown) => (value === "" ? undefined : value);
const optional = <Schema extends z.ZodType>(schema: Schema) => z.preprocess(emptyToUndefined, schema.optional());
const word = z.string().trim().min(1).max(100);

const filters = {
  /** Part of a family's or vendor's name. */
  q: optional(word),
  /** A vendor with everything it owns. */
  vendor: optional(word),
  weights: optional(z.enum(["open", "closed"])),
  /** Reached by at least one tool in this mode, or through a channel of this kind. */
  mode: optional(z.enum(AccessMode)),
  kind: optional(z.enum(CHANNEL_KINDS)),
};

export const familyListSchema = z.strictObject({ ...filters, ...keysetQuery });
export type FamilyList = z.output<typeof familyListSchema>;

/** The page: an address kept from earlier shows what it can. */
const lenient = <Schema extends z.ZodType>(schema: Schema) => schema.catch(undefined as never);
export const familyTableSchema = z.object({
  q: lenient(filters.q),
  vendor: lenient(filters.vendor),
  weights: lenient(filters.weights),
  mode: lenient(filters.mode),
  kind: lenient(filters.kind),
  cursor: z.string().max(500).optional().catch(undefined),
  limit: z.literal(100).default(100).catch(100),
});

const slug = z
  .string()
  .trim()
  .max(80)
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, { error: "models.field.slug" });

const fields = {
  name: oneLine(120),
  /** The slug or the name of a vendor. */
  vendor: oneLine(120),
  openWeights: z.union([z.boolean(), z.stringbool()]),
  licence: oneLine(200).nullable(),
  notes: text(4_000).nullable(),
  confidence: z.enum(Confidence),
};

/** What a form leaves out is empty; whether the weights are open and who makes it has to be said. */
const whole = { ...fields, licence: fields.licence.default(null), notes: fields.notes.default(null) };

/** Without a slug the vendor and the name make one. */
export const createFamilySchema = z.strictObject({ ...whole, slug: slug.optional() });
export type CreateFamily = z.output<typeof createFamilySchema>;

/** PATCH: what is not named stays. */
export const editFamilySchema = z.strictObject({ ...z.object(fields).partial().shape, revision: revision.optional() });
/** The form: everything. */
export const familyFormSchema = z.strictObject({ ...whole, revision });

export type FamilyFields = z.output<z.ZodObject<typeof whole>>;
export type EditFamily = { slug: string; revision?: number | undefined; changes: Omit<z.output<typeof editFamilySchema>, "revision"> };
