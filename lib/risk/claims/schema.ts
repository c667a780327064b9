import { z } from "zod";
import { keysetQuery } from "@/lib/http/keyset";
import { oneLine, revision, text, tick } from "@/lib/registry/tools/schema";
import { lenient, numbered, rowId } from "@/lib/risk/sources/schema";
import { Behaviour, ClaimBearing, Confirmation, Milestone } from "@/prisma/generated/enums";

export const claimParams = z.object({ id: rowId });

/** As people write it: 12 or C-12. */
export const claimNumber = numbered("C", "claims.field.claim");

export const day = z.iso.date({ error: "claims.field.day" });

const fields = {
  /** The slug or a name of the tool that it is about; or `vendor`, never both. */
  tool: oneLine(200).nullable(),
  vendor: oneLine(200).nullable(),
  /** VERS, for example vers:npm/>=2.1.91; only of a tool. */
  versionRange: oneLine(2_000).nullable(),
  statement: text(1_000),
  bearing: z.enum(ClaimBearing),
  behaviour: z.enum(Behaviour).nullable(),
  /** The day from which it was said. */
  reportedOn: day,
  /** The step in the life of a behaviour that it dates, and the day that it names. */
  milestone: z.enum(Milestone).nullable(),
  happenedOn: day.nullable(),
  note: text(4_000).nullable(),
};

const whole = {
  ...fields,
  tool: fields.tool.default(null),
  vendor: fields.vendor.default(null),
  versionRange: fields.versionRange.default(null),
  behaviour: fields.behaviour.default(null),
  milestone: fields.milestone.default(null),
  happenedOn: fields.happenedOn.default(null),
  note: fields.note.default(null),
};

export const recordClaimSchema = z.strictObject(whole);
export type ClaimFields = z.output<typeof recordClaimSchema>;

/** PATCH: what is not named stays. */
export const editClaimSchema = z.strictObject({ ...z.object(fields).partial().shape, revision: revision.optional() });
/** The form: everything, since a form leaves out what is empty. */
export const claimFormSchema = z.strictObject({ ...whole, revision });

/** Undefined stays as it is. */
export type ClaimChanges = { [Field in keyof ClaimFields]?: ClaimFields[Field] | undefined };
export type EditClaim = { id: number; revision?: number | undefined; changes: ClaimChanges };

const word = z.string().trim().min(1).max(100);

const filters = {
  /** Part of a statement, note or dispute, or a number such as C-12. */
  q: word.optional(),
  /** The slug or part of the name of a tool. */
  tool: word.optional(),
  /** The slug or part of the name of a vendor: claims about it and about its tools. */
  vendor: word.optional(),
  confirmation: z.enum(Confirmation).optional(),
  bearing: z.enum(ClaimBearing).optional(),
  behaviour: z.enum(Behaviour).optional(),
  disputed: tick.optional(),
};

export const claimListSchema = z.strictObject({ ...filters, ...keysetQuery, format: z.enum(["json", "csv"]).optional() });
export type ClaimFilters = Partial<Pick<z.output<typeof claimListSchema>, keyof typeof filters>>;
export type ClaimList = ClaimFilters & { cursor?: string | undefined; limit: number };

export const claimTableSchema = z.object({
  q: lenient(word),
  tool: lenient(word),
  vendor: lenient(word),
  confirmation: lenient(z.enum(Confirmation)),
  bearing: lenient(z.enum(ClaimBearing)),
  behaviour: lenient(z.enum(Behaviour)),
  disputed: lenient(z.stringbool()),
});
