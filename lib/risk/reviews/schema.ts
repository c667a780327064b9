import { z } from "zod";
import { keysetQuery } from "@/lib/http/keyset";
import { text } from "@/lib/registry/tools/schema";

export const REVIEW_KINDS = ["classification", "finding", "decision"] as const;
export type ReviewKind = (typeof REVIEW_KINDS)[number];

/** "waiting" is overdue or due. */
export const REVIEW_FILTERS = ["waiting", "overdue", "due", "later", "none", "all"] as const;

const word = z.string().trim().min(1).max(100);
const filters = {
  /** Part of a tool's name. */
  tool: word.optional(),
  kind: z.enum(REVIEW_KINDS).optional(),
  state: z.enum(REVIEW_FILTERS).default("waiting"),
};

export const reviewListSchema = z.strictObject({ ...filters, ...keysetQuery, format: z.enum(["json", "csv"]).optional() });
export type ReviewList = z.output<typeof reviewListSchema>;
export type ReviewFilters = Pick<ReviewList, keyof typeof filters>;

const first = (value: unknown) => (Array.isArray(value) ? value[0] : value);
const lenient = <Schema extends z.ZodType>(schema: Schema) =>
  z.preprocess((value) => first(value) || undefined, schema.optional()).catch(undefined as never);

/** The page: what means nothing is left out. `review`: the tool whose class is being reviewed. */
export const reviewTableSchema = z.object({
  tool: lenient(word),
  kind: lenient(z.enum(REVIEW_KINDS)),
  state: z.preprocess((value) => first(value) || "waiting", z.enum(REVIEW_FILTERS)).catch("waiting"),
  cursor: lenient(z.string().max(500)),
  limit: z.literal(50).catch(50),
  review: lenient(
    z
      .string()
      .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/)
      .max(80),
  ),
});

export const reviewClassSchema = z.strictObject({
  note: text(2_000).refine((given) => given.length >= 3, { error: "reviews.field.note" }),
  /** Without it, the interval of the class from today on. */
  reviewOn: z.iso.date({ error: "reviews.field.date" }).optional(),
  /** When it was last reviewed, as the reader saw it; "never". Whoever was faster is told of. */
  seen: z.union([z.literal("never"), z.iso.datetime()]).optional(),
});
export type ReviewClass = z.output<typeof reviewClassSchema>;
