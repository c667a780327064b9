import { z } from "zod";
import { keysetQuery } from "@/lib/http/keyset";
import { oneLine, revision, text, why } from "@/lib/registry/tools/schema";
import { LONGEST_VERSION } from "@/lib/registry/versions/keys";
import { Behaviour, FindingStatus, FixState } from "@/prisma/generated/enums";

/** Why a product is not affected, as OpenVEX 0.2.0 and CSAF 2.0 name it. */
export const JUSTIFICATIONS = [
  "component_not_present",
  "vulnerable_code_not_present",
  "vulnerable_code_not_in_execute_path",
  "vulnerable_code_cannot_be_controlled_by_adversary",
  "inline_mitigations_already_exist",
] as const;
export type Justification = (typeof JUSTIFICATIONS)[number];

export const BEHAVIOURS = Object.values(Behaviour);
export const STATUSES = Object.values(FindingStatus);
export const FIXES = Object.values(FixState);

const id = z.coerce.number().int().min(1).max(2_147_483_647);
export const findingParams = z.object({ id });
export const findingClaimParams = findingParams.extend({ claimId: id });
export const restorationParams = findingParams.extend({ restorationId: id });

const day = z.iso.date({ error: "findings.field.day" });
const version = oneLine(LONGEST_VERSION);

const MOST_VERSIONS = 20;

/** A list that a form gives with commas or one per line. Not a list to the door, so that what was typed stays one text. */
const versions = z
  .union([z.string().max(MOST_VERSIONS * (LONGEST_VERSION + 2)), z.array(z.string().max(LONGEST_VERSION)).max(MOST_VERSIONS)])
  .transform((given) => [
    ...new Set(
      [given]
        .flat()
        .flatMap((one) => one.split(/[\s,，、;；]+/))
        .filter((one) => one !== ""),
    ),
  ])
  .refine((all) => all.length <= MOST_VERSIONS, { error: "findings.field.versions", params: { most: MOST_VERSIONS } });

/** Ticked boxes, a list, or one text with commas. */
const ids = z.preprocess(
  (value) =>
    value === undefined
      ? []
      : [value].flat().flatMap((one) => (typeof one === "string" ? one.split(",").filter((part) => part !== "") : one)),
  z
    .array(id)
    .max(100)
    .transform((given) => [...new Set(given)]),
);

const fields = {
  title: oneLine(200),
  summary: text(4_000),
  behaviour: z.enum(Behaviour),
  /** VERS; null: every version. */
  versionRange: z.string().trim().min(1).max(2_000).nullable(),
  openedOn: day,
  reviewOn: day.nullable(),
  /** Id of the person who answers for it. */
  assessor: id.nullable(),
};

/** What is not said is empty. */
const whole = {
  ...fields,
  versionRange: fields.versionRange.default(null),
  reviewOn: fields.reviewOn.default(null),
  assessor: fields.assessor.default(null),
};

/** A new finding is under investigation; what it comes to is said by a step with its reason. */
export const createFindingSchema = z.strictObject({
  ...whole,
  /** The slug or the name of a tool. */
  tool: oneLine(120),
  /** Today unless said. */
  openedOn: fields.openedOn.optional(),
  claims: ids,
});
export type CreateFinding = z.output<typeof createFindingSchema>;

/** PATCH: what is not named stays. */
export const editFindingSchema = z.strictObject({ ...z.object(fields).partial().shape, revision: revision.optional() });
/** The form: everything, since a form leaves out what is empty. */
export const findingFormSchema = z.strictObject({ ...whole, revision });

export type FindingFields = z.output<z.ZodObject<typeof whole>>;
/** Undefined stays as it is. */
export type FindingChanges = { [Field in keyof FindingFields]?: FindingFields[Field] | undefined };

export const statusSchema = z.strictObject({
  status: z.enum(FindingStatus),
  /** The day it came to be so. */
  effectiveOn: day,
  reason: why,
  /** Of NOT_AFFECTED. */
  justification: z.enum(JUSTIFICATIONS).optional(),
  /** Of AFFECTED: what whoever has it should do. */
  action: text(2_000).optional(),
  revision: revision.optional(),
});
export type ChangeStatus = z.output<typeof statusSchema>;

export const fixSchema = z.strictObject({
  fix: z.enum(FixState),
  /** Of CONFIRMED. */
  version: version.optional(),
  /** Of UNCONFIRMED. */
  candidates: versions.default([]),
  effectiveOn: day,
  reason: why,
  revision: revision.optional(),
});
export type ChangeFix = z.output<typeof fixSchema>;

export const linkClaimsSchema = z.strictObject({ claims: ids });
export const unlinkClaimSchema = z.strictObject({ reason: why });
export const proposeTrustSchema = z.strictObject({ reason: why });
export const settleTrustSchema = z.strictObject({ outcome: z.enum(["accept", "decline"]), reason: why });
export type SettleTrust = z.output<typeof settleTrustSchema>;

/** A finding as an import or the demonstration gives it, at any step of its life. */
export type RecordFinding = FindingFields & {
  toolId: number;
  status: FindingStatus;
  justification: Justification | null;
  action: string | null;
  fix: FixState;
  fixVersion: string | null;
  fixCandidates: readonly string[];
  origin: "recorded" | "osv" | "openvex";
  /** The id it has where it comes from. */
  externalId: string | null;
  claims: readonly number[];
  /** Why it stands as it does: the reason of its first step. */
  reason: string;
};

export const REVIEW_DUES = ["due", "later", "none"] as const;
const word = z.string().trim().min(1).max(100);
const filters = {
  /** Part of a title, a summary or a code. */
  q: word.optional(),
  /** The slug or part of the name of a tool. */
  tool: word.optional(),
  behaviour: z.enum(Behaviour).optional(),
  status: z.enum(FindingStatus).optional(),
  fix: z.enum(FixState).optional(),
  review: z.enum(REVIEW_DUES).optional(),
};

export const findingListSchema = z.strictObject({ ...filters, ...keysetQuery, format: z.enum(["json", "csv"]).optional() });
export type FindingList = z.output<typeof findingListSchema>;
export type FindingFilters = Partial<Pick<FindingList, keyof typeof filters>>;

const lenient = <Schema extends z.ZodType>(schema: Schema) =>
  z.preprocess((value) => (value === "" ? undefined : value), schema.optional()).catch(undefined as never);

/** The page: what means nothing is left out. */
export const findingTableSchema = z.object({
  q: lenient(word),
  tool: lenient(word),
  behaviour: lenient(z.enum(Behaviour)),
  status: lenient(z.enum(FindingStatus)),
  fix: lenient(z.enum(FixState)),
  review: lenient(z.enum(REVIEW_DUES)),
  cursor: lenient(z.string().max(500)),
  limit: z.literal(50).catch(50),
});
