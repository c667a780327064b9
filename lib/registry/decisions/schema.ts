import { z } from "zod";
import { countryCode } from "@/i18n/countries";
import { keysetQuery } from "@/lib/http/keyset";
import { DATA_CLASSES, slugParams } from "@/lib/registry/schema";
import { WorkerType } from "@/prisma/generated/enums";

/** What somebody can decide. `DISCOVERED` is what an inventory says. */
export const DECIDABLE = ["UNDER_REVIEW", "APPROVED", "APPROVED_WITH_CONDITIONS", "NOT_APPROVED", "RETIRED", "DISMISSED"] as const;
export type Decidable = (typeof DECIDABLE)[number];

const id = z.coerce.number().int().positive().max(2_147_483_647);
/** Sent several times, as a list, or once with commas. */
const list = <Item extends z.ZodType>(item: Item, most: number) =>
  z.preprocess(
    (value) =>
      value === undefined || value === "" ? [] : [value].flat().flatMap((one) => (typeof one === "string" ? one.split(",") : one)),
    z.array(item).max(most),
  );
/** Sorted and each once, as the index of decisions in force compares them. */
const sorted = <Item extends string>(values: readonly Item[]) => [...new Set(values)].sort();
const reason = z.string({ error: "decisions.field.reason" }).trim().min(3, { error: "decisions.field.reason" }).max(2_000);
const text = (most: number) => z.string().trim().max(most).optional();

/** By code or name. One that does not exist is said of the field, so that a form shows it in its place. */
const countries = list(z.string().trim().max(100), 250)
  .refine((words) => words.every((word) => countryCode(word) !== null), { error: "decisions.field.country" })
  .transform((words) => sorted(words.map((word) => countryCode(word) ?? word)));

const audience = {
  /** A team's subtree; without it, wherever people are. */
  team: id.optional(),
  workerTypes: list(z.enum(WorkerType), 10).transform(sorted),
  countries,
};

export const decideSchema = z.strictObject({
  ...audience,
  status: z.enum(DECIDABLE),
  conditions: text(2_000),
  dataClasses: list(z.enum(DATA_CLASSES), 20).transform((given) => DATA_CLASSES.filter((one) => given.includes(one))),
  reviewOn: z.iso.date({ error: "decisions.field.date" }).optional(),
  reason,
  /** A link or the name of a document. */
  basis: text(500),
  /** The decision for the same audience that the reader saw, 0 for none: if there is another one by now, the reader is told. */
  replaces: z.coerce.number().int().min(0).optional(),
});
export type Decide = z.infer<typeof decideSchema>;

export const decisionParams = slugParams.extend({ id });
export const withdrawSchema = z.strictObject({ reason });

export const DUE = ["overdue", "soon", "later", "none"] as const;
export type Due = (typeof DUE)[number];

const word = z.string().trim().min(1).max(100);
const filters = {
  /** Part of a tool's name. */
  q: word.optional(),
  /** Part of a team's name. */
  team: word.optional(),
  status: z.enum(DECIDABLE).optional(),
  due: z.enum(DUE).optional(),
};

export const decisionListSchema = z.strictObject({ ...filters, ...keysetQuery, format: z.enum(["json", "csv"]).optional() });
export type DecisionList = z.infer<typeof decisionListSchema>;
export type DecisionFilters = Pick<DecisionList, keyof typeof filters>;

const lenient = <Schema extends z.ZodType>(schema: Schema) =>
  z.preprocess((value) => (value === "" ? undefined : value), schema.optional()).catch(undefined as never);

/** The page: what means nothing is left out. */
export const decisionTableSchema = z.object({
  q: lenient(word),
  team: lenient(word),
  status: lenient(z.enum(DECIDABLE)),
  due: lenient(z.enum(DUE)),
  cursor: lenient(z.string().max(500)),
  limit: z.literal(50).catch(50),
});

const firstOf = (value: unknown) => (Array.isArray(value) ? value.at(-1) : value);

/** The page on which somebody decides: whom for, then what. Countries that do not exist are left out. */
export const decidePageSchema = z.object({
  /** The team chosen so far, and the one whose button was pressed; 0 takes the choice back. */
  team: z.preprocess(firstOf, id.optional()).catch(undefined),
  choose: z.preprocess(firstOf, z.coerce.number().int().min(0).max(2_147_483_647).optional()).catch(undefined),
  workerTypes: list(z.enum(WorkerType), 10).transform(sorted).catch([]),
  countries: countries.catch([]),
  q: z.preprocess(firstOf, z.string().trim().max(100)).catch(""),
  step: z.preprocess(firstOf, z.literal("decision").optional()).catch(undefined),
});
