import { z } from "zod";
import { slugParams } from "@/lib/registry/schema";
import { text } from "@/lib/registry/tools/schema";
import { CATEGORIES, isCategory, isQuestion, QUESTIONS } from "@/lib/risk/hygiene/questionnaire";
import { ANSWERS } from "@/lib/risk/hygiene/rules";

const id = z.coerce.number().int().positive().max(2_147_483_647);
const reason = z.string({ error: "hygiene.field.reason" }).trim().min(3, { error: "hygiene.field.reason" }).max(2_000);

/** Sent several times, as a list, or once with commas. */
export const claimIds = z.preprocess(
  (value) =>
    value === undefined || value === ""
      ? []
      : [value].flat().flatMap((one) => (typeof one === "string" ? one.split(/[\s,，;]+/).filter(Boolean) : one)),
  z
    .array(id)
    .max(50)
    .transform((given) => [...new Set(given)].sort((a, b) => a - b)),
);

/** The row that the reader saw, 0 for none: if there is another one by now, the reader is told. */
const replaces = z.coerce.number().int().min(0).optional();

/** "unknown" takes the subject's own answer back: then its vendor's holds again, if there is one. */
export const GIVEN = [...ANSWERS, "unknown"] as const;
export type Given = (typeof GIVEN)[number];

export const answerSchema = z.strictObject({
  question: z.string().max(60).refine(isQuestion, { error: "hygiene.field.question" }),
  answer: z.enum(GIVEN, { error: "hygiene.field.answer" }),
  reason,
  /** A link, or the name of a document. */
  evidence: text(2_000).optional(),
  claimIds,
  replaces,
});
export type GiveAnswer = z.output<typeof answerSchema>;

export const SCOPES = ["question", "category"] as const;

export const weightSchema = z
  .strictObject({
    scope: z.enum(SCOPES),
    key: z.string().max(60),
    /** "shipped" takes the company's own weight back. */
    weight: z.union([z.literal("shipped"), z.coerce.number().int().min(0).max(4)], { error: "hygiene.field.weight" }),
    reason,
    replaces,
  })
  .refine(({ scope, key }) => (scope === "question" ? isQuestion(key) : isCategory(key)), {
    error: "hygiene.field.question",
    path: ["key"],
  });
export type GiveWeight = z.output<typeof weightSchema>;

/** What is answered: a tool or a vendor, by its slug. */
export type SubjectRef = { kind: "tool" | "vendor"; slug: string };
export const subjectParams = slugParams;

export const hygieneQuery = z.strictObject({ format: z.enum(["json", "csv"]).optional() });

const first = (value: unknown) => (Array.isArray(value) ? value[0] : value);
/** An address typed or kept from earlier shows what it can: a parameter that means nothing is left out. */
const lenient = <Schema extends z.ZodType>(schema: Schema) =>
  z.preprocess((value) => first(value) || undefined, schema.optional()).catch(undefined as never);

const questionKey = z.enum(QUESTIONS.map(({ key }) => key));

/** The page of the questionnaire: the weight that is being changed, and what is shown. */
export const questionnairePageSchema = z.object({
  weigh: lenient(questionKey),
  weighCategory: lenient(z.enum(CATEGORIES)),
  category: lenient(z.enum(CATEGORIES)),
  askedOf: lenient(z.enum(["tool", "vendor"])),
});
export type QuestionnaireFilters = Pick<z.output<typeof questionnairePageSchema>, "category" | "askedOf">;

/** The page of a tool or vendor: the question that is being answered, and which are shown. */
export const hygienePageSchema = z.object({
  answer: lenient(questionKey),
  show: lenient(z.enum(["unknown", "own", "inherited"])),
});
export type Shown = z.output<typeof hygienePageSchema>["show"];
