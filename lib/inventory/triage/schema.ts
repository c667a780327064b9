import { z } from "zod";
import { keysetQuery } from "@/lib/http/keyset";
import { IDENTIFIER_KINDS } from "@/lib/registry/identifiers";
import { Confidence } from "@/prisma/generated/enums";

export const STATES = ["open", "dismissed", "all"] as const;
export type TriageState = (typeof STATES)[number];

const empty = (value: unknown) => (value === "" ? undefined : value);
const day = z.iso.date();

const filters = {
  state: z.preprocess(empty, z.enum(STATES).default("open")),
  kind: z.preprocess(empty, z.enum(IDENTIFIER_KINDS).optional()),
  /** Part of a name, an id or a publisher. */
  q: z.preprocess(empty, z.string().trim().min(1).max(100).optional()),
  /** First seen on this day (UTC) or later. */
  since: z.preprocess(empty, day.optional()),
  likely: z.preprocess(empty, z.enum(["yes"]).optional()),
};

export const triageListSchema = z.strictObject({ ...filters, ...keysetQuery });
export type TriageList = z.output<typeof triageListSchema>;
export type TriageFilters = Pick<TriageList, keyof typeof filters>;

const lenient = <Schema extends z.ZodType>(schema: Schema) => schema.catch(undefined as never);

/** The page: what an address typed or kept from earlier does not say properly is left out. */
export const triagePageSchema = z.object({
  state: filters.state.catch("open"),
  kind: lenient(filters.kind),
  q: lenient(filters.q),
  since: lenient(filters.since),
  likely: lenient(filters.likely),
});

/** The most that one step takes, so that it stays one transaction somebody waits for. */
export const MOST_AT_ONCE = 2_000;
/** Counted so far and no further: "10,000+". */
export const COUNTED_TO = 10_000;

const id = z.coerce.number().int().positive().max(2_147_483_647);
export const triageParams = z.object({ id });

const isText = (text: string) => !/[^\P{Cc}\n\r\t]/u.test(text);
const word = (max: number) => z.string().trim().min(1).max(max).refine(isText, { error: "triage.field.control" });

export const DEEDS = ["assign", "create", "dismiss", "reopen"] as const;
export type Deed = (typeof DEEDS)[number];

const fieldsOf: Record<Deed, readonly ("tool" | "name" | "vendor" | "category" | "reason")[]> = {
  assign: ["tool"],
  create: ["name", "vendor", "category"],
  dismiss: ["reason"],
  reopen: [],
};

/**
 * One step over items that were chosen, or over all that the filters name. `seen` is what the list answered beside its count: another set
 * than the one that was seen is refused. Forms send more than a deed needs.
 */
export const stepSchema = z
  .strictObject({
    deed: z.enum(DEEDS, { error: "triage.field.deed" }),
    reach: z.enum(["chosen", "matching"]).default("chosen"),
    items: z.array(id).max(MOST_AT_ONCE, { error: "triage.field.tooMany" }).default([]),
    seen: z.string().max(80).optional(),
    ...filters,
    /** The slug or a name of a tool. */
    tool: word(120).optional(),
    confidence: z.enum(Confidence).default("MEDIUM"),
    name: word(120).optional(),
    /** The slug or the name of a vendor. */
    vendor: word(120).optional(),
    category: z
      .string()
      .trim()
      .max(60)
      .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, { error: "triage.field.category" })
      .optional(),
    /** A tool of the same name is another one. */
    isDistinct: z.union([z.boolean(), z.stringbool()]).default(false),
    reason: word(500).min(3, { error: "triage.field.reason" }).optional(),
  })
  .superRefine((step, context) => {
    for (const field of fieldsOf[step.deed]) {
      if (step[field] === undefined) context.addIssue({ code: "custom", path: [field], message: `triage.field.${field}` });
    }
    if (step.reach === "chosen" && step.items.length === 0)
      context.addIssue({ code: "custom", path: ["items"], message: "triage.field.items" });
    if (step.reach === "matching" && step.seen === undefined)
      context.addIssue({ code: "custom", path: ["seen"], message: "triage.field.seen" });
  });
export type Step = z.output<typeof stepSchema>;

export const stepListSchema = z.strictObject(keysetQuery);
export type StepList = z.output<typeof stepListSchema>;
