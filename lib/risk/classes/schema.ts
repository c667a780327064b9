import { z } from "zod";
import { slugParams } from "@/lib/registry/schema";
import { UNKNOWN } from "@/lib/risk/classes/rules";
import { CLASS_INPUT_IDS, CLASS_INPUTS, type ClassInput } from "@/lib/risk/tables/schema";

export const id = z.coerce.number().int().positive().max(2_147_483_647);
export const toolItemParams = slugParams.extend({ id });
export const reasonText = z.string({ error: "classes.field.reason" }).trim().min(3, { error: "classes.field.reason" }).max(2_000);

/** Sent several times, as a list, or once with commas. */
const ids = z.preprocess(
  (value) => (value === undefined || value === "" ? [] : [value].flat().flatMap((one) => (typeof one === "string" ? one.split(",") : one))),
  z.array(id).max(50),
);

const input = z.enum(CLASS_INPUT_IDS, { error: "classes.field.input" });
const value = z.string({ error: "classes.field.value" }).trim().min(1).max(60);

/** "unknown" takes a value back: the worst one counts again, and says so. */
export function isValueOf(key: ClassInput, given: string): boolean {
  return given === UNKNOWN || (CLASS_INPUTS[key] as readonly string[]).includes(given);
}

const fits = <Given extends { input: ClassInput; value: string }>(schema: z.ZodType<Given>) =>
  schema.refine((given) => isValueOf(given.input, given.value), { error: "classes.field.value", path: ["value"] });

export const setInputSchema = fits(
  z.strictObject({
    input,
    value,
    reason: reasonText,
    /** What it rests on, in words or as a link. */
    evidence: z.string().trim().max(2_000).optional(),
    claims: ids,
    /** The setting of this input that the reader saw, 0 for none: if there is another one by now, the reader is told. */
    replaces: z.coerce.number().int().min(0).optional(),
  }),
);
export type SetInput = z.infer<typeof setInputSchema>;

export const previewSchema = fits(z.strictObject({ input, value }));
export type PreviewOf = z.infer<typeof previewSchema>;

export const classQuery = z.strictObject({
  /** What held, and what the dates of the ledger say, on this day (UTC). */
  on: z.iso.date({ error: "classes.field.date" }).optional(),
});

const firstOf = (given: unknown) => (Array.isArray(given) ? given.at(-1) : given);

/** The page: which input is being changed, and to what. What means nothing is left out. */
export const classPageSchema = z
  .object({
    input: z.preprocess(firstOf, z.enum(CLASS_INPUT_IDS).optional()).catch(undefined),
    value: z.preprocess(firstOf, z.string().max(60).optional()).catch(undefined),
  })
  .transform(({ input: key, value: given }) => ({ input: key, value: key && given && isValueOf(key, given) ? given : undefined }));
