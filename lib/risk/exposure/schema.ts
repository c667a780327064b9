import { z } from "zod";
import { keysetQuery } from "@/lib/http/keyset";

/** Who ran an affected version, and of whom nobody can tell. */
export const EXPOSURE_GROUPS = ["affected", "unknown"] as const;
export type ExposureGroup = (typeof EXPOSURE_GROUPS)[number];
export const PRESENCE = ["still", "gone"] as const;

const id = z.coerce.number().int().min(1).max(2_147_483_647);
const teamId = z.coerce.number().int().min(0).max(2_147_483_647);
const WITHIN = ["subtree", "own"] as const;
const word = z.string().trim().min(1).max(100);

const filters = {
  group: z.enum(EXPOSURE_GROUPS).default("affected"),
  /** A team with everybody below it; 0: devices that no team answers for. */
  team: teamId.optional(),
  /** `own`: the team without those below it. */
  within: z.enum(WITHIN).optional(),
  /** Whether the version is still there, as far as reports say. */
  presence: z.enum(PRESENCE).optional(),
  /** Part of the owner's or the host's name. */
  q: word.optional(),
};

export const exposureListSchema = z.strictObject({ ...filters, ...keysetQuery, format: z.enum(["json", "csv"]).optional() });
export type ExposureList = z.output<typeof exposureListSchema>;
export type ExposureFilters = Pick<ExposureList, keyof typeof filters>;

const lenient = <Schema extends z.ZodType>(schema: Schema) =>
  z.preprocess((value) => (value === "" ? undefined : value), schema.optional()).catch(undefined as never);

/** The page: what means nothing is left out. */
export const exposureTableSchema = z.object({
  group: z.enum(EXPOSURE_GROUPS).catch("affected"),
  team: lenient(teamId),
  within: lenient(z.enum(WITHIN)),
  presence: lenient(z.enum(PRESENCE)),
  q: lenient(word),
  cursor: lenient(z.string().max(500)),
  limit: z.literal(50).catch(50),
  /** What the list is by. */
  by: z.enum(["device", "team"]).catch("device"),
  /** The team whose parts are listed. */
  parent: lenient(id),
});
