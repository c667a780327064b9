import { z } from "zod";
import { keysetQuery } from "@/lib/http/keyset";
import { RISK_CLASSES } from "@/lib/risk/classes/rules";

export const UNCLASSIFIED = "none";
export const SHOWN_CLASSES = ["CRITICAL", "HIGH", "MODERATE", "LOW", UNCLASSIFIED] as const;
export type ShownClass = (typeof SHOWN_CLASSES)[number];

export const CLASS_SORTS = ["class", "name", "vendor", "review"] as const;
export type ClassSort = (typeof CLASS_SORTS)[number];
const sorts = CLASS_SORTS.flatMap((one) => [one, `-${one}` as const]);

/** What needs somebody's attention. */
export const MARKS = ["assumed", "overdue", "override", "proposal"] as const;
export type Mark = (typeof MARKS)[number];

const word = z.string().trim().min(1).max(100);
const classValue = z.enum([...RISK_CLASSES, UNCLASSIFIED]);
const marked = z.enum(["true", "false"]).transform((value) => value === "true");
const marks = { assumed: marked.optional(), overdue: marked.optional(), override: marked.optional(), proposal: marked.optional() };

export const classListSchema = z.strictObject({
  /** Part of a tool's name. */
  q: word.optional(),
  class: classValue.optional(),
  /** Of this vendor, by its slug. */
  vendor: word.optional(),
  category: word.optional(),
  ...marks,
  sort: z.enum(sorts).default("-class"),
  ...keysetQuery,
  format: z.enum(["json", "csv"]).optional(),
});
export type ClassList = z.infer<typeof classListSchema>;
export type ClassFilters = Omit<ClassList, "cursor" | "limit" | "format" | "sort">;

const lenient = <Schema extends z.ZodType>(schema: Schema) =>
  z.preprocess((value) => (value === "" ? undefined : value), schema.optional()).catch(undefined as never);

/** The page: what means nothing is left out. */
export const classTableSchema = z.object({
  q: lenient(word),
  class: lenient(classValue),
  vendor: lenient(word),
  category: lenient(word),
  ...{ assumed: lenient(marked), overdue: lenient(marked), override: lenient(marked), proposal: lenient(marked) },
  sort: z.enum(sorts).catch("-class"),
  cursor: lenient(z.string().max(500)),
  limit: z.literal(50).catch(50),
});
