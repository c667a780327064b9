import { z } from "zod";
import { keysetQuery } from "@/lib/http/keyset";
import { oneLine, revision, text } from "@/lib/registry/tools/schema";
import { EvidenceKind } from "@/prisma/generated/enums";

/** The Admiralty scale: how far a publisher has been right before, and how far others bear a statement out. */
export const RELIABILITIES = ["A", "B", "C", "D", "E", "F"] as const;
export const CREDIBILITIES = [1, 2, 3, 4, 5, 6] as const;

export const rowId = z.coerce.number().int().positive().max(2_147_483_647);
export const sourceParams = z.object({ id: rowId });

/** The number in 12 or S-12; null where there is none. */
function numberIn(letter: string, given: string | number): number | null {
  const digits = String(given)
    .trim()
    .replace(new RegExp(`^${letter}-?`, "i"), "");
  return rowId.safeParse(digits).data ?? null;
}

/** As people write it: 12 or S-12. `letter`: of what it is the number. */
export const numbered = (letter: "S" | "C", error: string) =>
  z.union([z.string().max(20), z.number()]).transform((given, context) => {
    const id = numberIn(letter, given);
    if (id === null) context.addIssue({ code: "custom", message: error });
    return id ?? z.NEVER;
  });

const MOST_CITED = 100;

/** Written with commas, or a list; each once. */
const cited = z
  .union([z.string().max(2_000), z.number(), z.array(z.union([z.string().max(20), z.number()])).max(MOST_CITED)])
  .transform((given, context) => {
    const words = [given].flat().flatMap((one) => String(one).split(/[\s,，、;；]+/));
    const ids = words.filter((one) => one !== "").map((one) => numberIn("S", one));
    const known = [...new Set(ids.filter((id) => id !== null))].sort((one, other) => one - other);
    if (ids.includes(null)) context.addIssue({ code: "custom", message: "sources.field.cites" });
    if (known.length > MOST_CITED) context.addIssue({ code: "custom", message: "sources.field.cites" });
    return known;
  });

const day = z.iso.date({ error: "sources.field.day" });

const fields = {
  publisher: oneLine(200),
  title: oneLine(300).nullable(),
  /** Only what a browser opens as a page. */
  url: z
    .url({ protocol: /^https?$/, error: "sources.field.url" })
    .max(1_000)
    .nullable(),
  kind: z.enum(EvidenceKind),
  /** The day it was published, where the publisher is. */
  publishedOn: day,
  retrievedOn: day.nullable(),
  reliability: z.enum(RELIABILITIES),
  note: text(4_000).nullable(),
  /** The documents it cites or has its matter from. */
  cites: cited,
};

const whole = {
  ...fields,
  title: fields.title.default(null),
  url: fields.url.default(null),
  retrievedOn: fields.retrievedOn.default(null),
  note: fields.note.default(null),
  cites: fields.cites.default([]),
};

export const recordSourceSchema = z.strictObject(whole);
export type SourceFields = z.output<typeof recordSourceSchema>;

/** PATCH: what is not named stays. */
export const editSourceSchema = z.strictObject({ ...z.object(fields).partial().shape, revision: revision.optional() });
/** The form: everything, since a form leaves out what is empty. */
export const sourceFormSchema = z.strictObject({ ...whole, revision });

/** Undefined stays as it is. */
export type SourceChanges = { [Field in keyof SourceFields]?: SourceFields[Field] | undefined };
export type EditSource = { id: number; revision?: number | undefined; changes: SourceChanges };

const word = z.string().trim().min(1).max(100);

const filters = {
  /** Part of a publisher, title, address or note, or a number such as S-12. */
  q: word.optional(),
  kind: z.enum(EvidenceKind).optional(),
  reliability: z.enum(RELIABILITIES).optional(),
};

export const sourceListSchema = z.strictObject({ ...filters, ...keysetQuery, format: z.enum(["json", "csv"]).optional() });
export type SourceFilters = Partial<Pick<z.output<typeof sourceListSchema>, keyof typeof filters>>;
export type SourceList = SourceFilters & { cursor?: string | undefined; limit: number };

const first = (value: unknown) => (Array.isArray(value) ? value[0] : value);
/** An address typed or kept from earlier shows what it can: a parameter that means nothing is left out. */
export const lenient = <Schema extends z.ZodType>(schema: Schema) =>
  z.preprocess((value) => first(value) || undefined, schema.optional()).catch(undefined as never);

export const sourceTableSchema = z.object({
  q: lenient(word),
  kind: lenient(z.enum(EvidenceKind)),
  reliability: lenient(z.enum(RELIABILITIES)),
});
