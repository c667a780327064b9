import { z } from "zod";
import { banCodeSchema } from "@/lib/bans/schema";
import { keysetQuery } from "@/lib/http/keyset";
import { DutyKind } from "@/prisma/generated/enums";

const key = (name: string) => ({ error: `exceptions.field.${name}` });
const id = z.coerce.number().int().min(1).max(2_147_483_647);
const day = z.iso.date(key("day"));
export const TEXT_MAX = 2_000;
const why = z.string(key("reason")).trim().min(3, key("reason")).max(TEXT_MAX, key("long"));
const justification = z.string(key("justification")).trim().min(3, key("justification")).max(TEXT_MAX, key("long"));
const compensatingControls = z.string().trim().max(TEXT_MAX, key("long")).default("");
const revision = id.optional();

/** Sent several times, as a list, or once with commas. */
const list = <Item extends z.ZodType>(item: Item, most: number) =>
  z.preprocess(
    (value) =>
      value === undefined || value === "" ? [] : [value].flat().flatMap((one) => (typeof one === "string" ? one.split(",") : one)),
    z.array(item).max(most),
  );

/** EX-12, ex-12 and 12 name the same exception. */
export const exceptionCodeSchema = z
  .string()
  .regex(/^(ex-)?[1-9]\d{0,8}$/i)
  .transform((code) => Number(code.replace(/^ex-/i, "")));
export const exceptionParams = z.object({ id: exceptionCodeSchema });

export type Subject = { kind: "person" | "team" | "device"; id: number };

/** `self`, or for example `person:12`, `team:3`, `device:9`. */
const subject = z
  .string()
  .regex(/^(self|(person|team|device):[1-9]\d{0,8})$/, key("subject"))
  .default("self")
  .transform((text): Subject | "self" => {
    const [kind, number] = text.split(":");
    return kind === "person" || kind === "team" || kind === "device" ? { kind, id: Number(number) } : "self";
  });

/** Days are those of the ban's zone, the first and the last of them included. */
const asked = {
  justification,
  compensatingControls,
  /** From the start of this day; from the moment of approval when it has passed by then. Today, unless said. */
  startsOn: day.optional(),
  until: day,
};

export const requestExceptionSchema = z.strictObject({
  ban: z.union([banCodeSchema, id]),
  subject,
  /** One exception each: an exception moves only the duty it names. */
  duties: list(z.enum(DutyKind), 8)
    .transform((kinds) => [...new Set(kinds)])
    .refine((kinds) => kinds.length > 0, key("duties")),
  /** Ids of tools of the ban; none: all of them. */
  tools: list(id, 100).transform((ids) => [...new Set(ids)].sort((a, b) => a - b)),
  ...asked,
});
export type RequestException = z.output<typeof requestExceptionSchema>;

export const proposeAgainSchema = z.strictObject({ revision, ...asked });
export type ProposeAgain = z.output<typeof proposeAgainSchema>;

export const extendSchema = z.strictObject({ justification, compensatingControls, until: day });
export type Extend = z.output<typeof extendSchema>;

/** What was requested together can be decided together: those of them that stand where this one stands. */
const together = z.preprocess((value) => value === true || value === "true", z.boolean()).default(false);

export const moveExceptionSchema = z.strictObject({ revision, together });
export const rejectSchema = z.strictObject({ revision, together, reason: why });
export const approveSchema = z.strictObject({
  revision,
  together,
  reason: why,
  /** Later than requested, or as requested. */
  startsOn: day.optional(),
  /** Earlier than requested, or as requested. */
  until: day.optional(),
  /** The last day to do the duty once the exception is over; its last day, unless said. */
  dueOn: day.optional(),
});
export const revokeSchema = z.strictObject({
  revision,
  together,
  reason: why,
  /** The last day to do the duty; needed where the exception had begun. */
  dueOn: day.optional(),
});

type ForException = { id: number };
export type MoveException = ForException & z.output<typeof moveExceptionSchema>;
export type RejectException = ForException & z.output<typeof rejectSchema>;
export type ApproveException = ForException & z.output<typeof approveSchema>;
export type RevokeException = ForException & z.output<typeof revokeSchema>;

/** Lists: what waits (longest waiting first), what holds (what ends first), what holds and ends soon, what is over, everything (newest first). */
export const STATES = ["waiting", "holding", "expiring", "over", "all"] as const;
export type State = (typeof STATES)[number];

const word = z.string().trim().min(1).max(100);
const filters = {
  state: z.enum(STATES).default("waiting"),
  ban: banCodeSchema.optional(),
  /** A code, or part of the name of whom it is for. */
  q: word.optional(),
};

export const exceptionListSchema = z.strictObject({ ...filters, ...keysetQuery, format: z.enum(["json", "csv"]).optional() });
export type ExceptionList = z.output<typeof exceptionListSchema>;
export type ExceptionFilters = Pick<ExceptionList, keyof typeof filters>;

export const exceptionMetricsSchema = z.strictObject({ ban: filters.ban });

const lenient = <Schema extends z.ZodType>(schema: Schema) =>
  z.preprocess((value) => (value === "" ? undefined : value), schema.optional()).catch(undefined as never);

/** The page: what means nothing is left out. */
export const exceptionTableSchema = z.object({
  state: z.enum(STATES).catch("waiting"),
  ban: lenient(banCodeSchema),
  q: lenient(word),
  cursor: lenient(z.string().max(500)),
  limit: z.literal(50).catch(50),
});

const firstOf = (value: unknown) => (Array.isArray(value) ? value.at(-1) : value);

/** The page of a new request: of which ban, for whom, and what was looked for to choose somebody. */
export const newExceptionPageSchema = z.object({
  ban: z.preprocess(firstOf, banCodeSchema.optional()).catch(undefined),
  for: z.preprocess(firstOf, subject).catch("self"),
  q: z.preprocess(firstOf, z.string().trim().max(100)).catch(""),
});
