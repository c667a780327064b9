import { z } from "zod";
import { keysetQuery } from "@/lib/http/keyset";
import { VERDICTS } from "@/lib/registry/rules";
import { Confidence, ToolStatus } from "@/prisma/generated/enums";

const SLUG = /^[a-z0-9]+(-[a-z0-9]+)*$/;

/** What is none is the slug of nothing, and may hold what the database cannot be asked for. */
export const isSlug = (text: string) => SLUG.test(text);

export const slugParams = z.object({ slug: z.string().regex(SLUG) });

/** What people may put into a tool, from what harms nobody to what harms most. */
export const DATA_CLASSES = ["PUBLIC", "INTERNAL", "SOURCE_CODE", "PERSONAL", "CLIENT", "CONFIDENTIAL"] as const;
export type DataClass = (typeof DATA_CLASSES)[number];

const word = z.string().trim().min(1).max(100);
/** Sent several times, or once with commas. */
const list = <Item extends z.ZodType>(item: Item) =>
  z.preprocess(
    (value) => (value === undefined ? undefined : [value].flat().flatMap((one) => (typeof one === "string" ? one.split(",") : one))),
    z.array(item).max(50),
  );

const filters = {
  /** Part of a name, vendor or identifier. */
  q: word.optional(),
  /** A vendor with everything it owns. */
  vendor: word.optional(),
  category: list(word).optional(),
  client: list(word).optional(),
  verdict: list(z.enum(VERDICTS)).optional(),
  status: z.enum(ToolStatus).optional(),
  confidence: list(z.enum(Confidence)).optional(),
};

export const TOOL_SORTS = ["name", "vendor", "category", "verdict", "devices", "people", "next", "confidence", "identifiers"] as const;
export type ToolSort = (typeof TOOL_SORTS)[number];

/** A column, or `-column` for descending. */
const sort = z.string().regex(new RegExp(`^-?(?:${TOOL_SORTS.join("|")})$`));

/** The API: by name, from a cursor. A CSV is whole and may be sorted. */
export const toolListSchema = z.strictObject({
  ...filters,
  ...keysetQuery,
  sort: sort.optional(),
  format: z.enum(["json", "csv"]).optional(),
});
export type ToolFilters = Partial<Pick<z.infer<typeof toolListSchema>, keyof typeof filters>>;
export type ToolList = z.infer<typeof toolListSchema>;

const SIZES = [25, 50, 100, 200] as const;

const empty = (value: unknown) => (value === "" || (Array.isArray(value) && value.every((one) => one === "")) ? undefined : value);
/** An address typed or kept from earlier shows what it can: a parameter that means nothing is left out. */
const lenient = <Schema extends z.ZodType>(schema: Schema) => z.preprocess(empty, schema.optional()).catch(undefined as never);

/** The page: any column, by page number. */
export const toolTableSchema = z.object({
  q: lenient(word),
  vendor: lenient(word),
  category: lenient(list(word)),
  client: lenient(list(word)),
  verdict: lenient(list(z.enum(VERDICTS))),
  status: lenient(z.enum(ToolStatus)),
  confidence: lenient(list(z.enum(Confidence))),
  sort: sort.catch("name"),
  page: z.coerce.number().int().min(1).max(10_000).catch(1),
  size: z.coerce
    .number()
    .refine((size) => SIZES.some((one) => one === size))
    .catch(50),
});
export type ToolTable = z.infer<typeof toolTableSchema>;

/** Whom the verdict is for: an id, e-mail address or personnel number. Without it, whoever asks. */
export const verdictQuery = z.strictObject({ person: z.string().trim().min(1).max(200).optional() });
