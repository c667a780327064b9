import { z } from "zod";
import { keysetQuery } from "@/lib/http/keyset";
import { IDENTIFIER_KINDS } from "@/lib/registry/identifiers";
import { slugParams } from "@/lib/registry/schema";
import { LONGEST_VERSION } from "@/lib/registry/versions/keys";
import { schemeOf } from "@/lib/registry/versions/schemes";

/** Kinds of identifiers whose things come in versions. */
export const RELEASE_KINDS = IDENTIFIER_KINDS.filter((kind) => schemeOf(kind) !== null);

const id = z.coerce.number().int().min(1).max(2_147_483_647);
export const releaseParams = slugParams.extend({ id });

const kind = z.enum(RELEASE_KINDS);
const range = z.string().trim().min(1).max(2_000);
const yes = z.stringbool();

export const releaseListSchema = z.strictObject({
  kind: kind.optional(),
  /** A VERS range: every release says whether it is inside. */
  range: range.optional(),
  /** Only the releases inside of the range. */
  inside: yes.optional(),
  ...keysetQuery,
});
export type ReleaseList = z.infer<typeof releaseListSchema>;

const empty = (value: unknown) => (value === "" ? undefined : value);
const lenient = <Schema extends z.ZodType>(schema: Schema) => z.preprocess(empty, schema.optional()).catch(undefined as never);

/** The page: what means nothing is left out; what is wrong with a range is said beside it. */
export const releaseTableSchema = z.object({
  kind: lenient(kind),
  range: lenient(range),
  inside: lenient(yes),
  after: lenient(z.string().max(500)),
});

/** Control characters are in no version, source or note. */
const line = (most: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(most)
    .regex(/^[^\p{Cc}]*$/u, { error: "releases.whyNot.control" });

export const recordReleaseSchema = z.strictObject({
  kind,
  version: line(LONGEST_VERSION),
  /** A day (then its beginning in UTC) or an instant with its offset. */
  publishedAt: z.union([z.iso.date(), z.iso.datetime({ offset: true })], { error: "releases.whyNot.date" }).optional(),
  isWithdrawn: yes.prefault("false"),
  note: z.string().trim().min(1).max(1_000).optional(),
  /** Where this is known from. */
  source: line(300),
});
export type RecordRelease = z.infer<typeof recordReleaseSchema>;

export const releaseReasonSchema = z.strictObject({ reason: z.string().trim().min(3).max(1_000) });

/** What a new form begins with: typed addresses fill in what they can. */
export const releaseDraftSchema = z.object({ kind: lenient(kind), version: lenient(line(LONGEST_VERSION)) });
