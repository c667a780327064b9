import { z } from "zod";
import { keysetQuery } from "@/lib/http/keyset";
import { CHANNEL_KINDS } from "@/lib/registry/models/channels";
import { oneLine, revision, why } from "@/lib/registry/tools/schema";
import { AccessMode } from "@/prisma/generated/enums";

const word = z.string().trim().min(1).max(200);

const filters = {
  /** Slugs. */
  family: word.optional(),
  tool: word.optional(),
  /** The vendor of the tool, with everything it owns. */
  vendor: word.optional(),
  /** The vendor that controls the channel; "none" for those nobody else controls. */
  controller: word.optional(),
  channel: word.optional(),
  kind: z.enum(CHANNEL_KINDS).optional(),
  mode: z.enum(AccessMode).optional(),
};

export const accessListSchema = z.strictObject({ ...filters, ...keysetQuery });
export type AccessList = z.output<typeof accessListSchema>;

export const ROUTE_SORTS = ["tool", "vendor", "channel", "kind", "controller", "mode", "asOf", "verdict", "devices"] as const;
export type RouteSort = (typeof ROUTE_SORTS)[number];

const empty = (value: unknown) => (value === "" || value === undefined ? undefined : [value].flat()[0]);
const lenient = <Schema extends z.ZodType>(schema: Schema) => z.preprocess(empty, schema.optional()).catch(undefined as never);

/** What the page of a family shows of its routes, and what of the graph is unfolded. */
export const routeTableSchema = z.object({
  q: lenient(z.string().trim().max(100)),
  mode: lenient(z.enum(AccessMode)),
  kind: lenient(z.enum(CHANNEL_KINDS)),
  controller: lenient(word),
  channel: lenient(word),
  sort: z
    .string()
    .regex(new RegExp(`^-?(?:${ROUTE_SORTS.join("|")})$`))
    .catch("mode"),
  /** Channels, and kinds as `kind:gateway`. */
  open: z.preprocess((value) => (value === undefined ? [] : [value].flat()), z.array(z.string().max(200)).max(200)).catch([]),
});
export type RouteTable = z.output<typeof routeTableSchema>;

const facts = {
  mode: z.enum(AccessMode),
  /** Who says so: a key of the catalogue's sources, or words. */
  source: oneLine(500),
  /** The day on which the source said so. */
  asOf: z.iso.date({ error: "models.field.day" }).nullable(),
};

export const recordAccessSchema = z.strictObject({
  /** The slug or a name of the tool. */
  tool: oneLine(120),
  /** The slug or the name of the model family. */
  family: oneLine(120),
  /** A channel by its key or label, or new words. */
  channel: oneLine(200),
  ...facts,
  asOf: facts.asOf.default(null),
});
export type RecordAccess = z.output<typeof recordAccessSchema>;

export const accessParams = z.object({ id: z.coerce.number().int().positive().max(2_147_483_647) });
/** PATCH: what is not named stays. */
export const editAccessSchema = z.strictObject({ ...z.object(facts).partial().shape, revision: revision.optional() });
/** The form: everything, since a form leaves out what is empty. */
export const accessFormSchema = z.strictObject({ ...facts, asOf: facts.asOf.default(null), revision });
export type AccessFields = { mode: AccessMode; source: string; asOf: string | null };
export type EditAccess = { id: number; revision?: number | undefined; changes: Omit<z.output<typeof editAccessSchema>, "revision"> };

export const removeAccessSchema = z.strictObject({ reason: why, revision: revision.optional() });
