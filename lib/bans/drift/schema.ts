import { z } from "zod";
import { banCodeSchema } from "@/lib/bans/schema";
import { keysetQuery } from "@/lib/http/keyset";
import { DriftStatus } from "@/prisma/generated/enums";

const ticked = z.coerce.number().int().positive();

/** One or several proposals at once, of one ban or of several. A form with one tick sends a single value. */
export const decideDriftSchema = z
  .strictObject({
    ids: z.preprocess(
      (value) => (value === undefined ? [] : [value].flat()),
      z.array(ticked).min(1, { error: "drift.field.ids" }).max(500),
    ),
    decision: z.enum(["accept", "dismiss"], { error: "drift.field.decision" }),
    reason: z.string().trim().max(600, { error: "drift.field.reasonLong" }).optional(),
  })
  .refine(({ decision, reason }) => decision === "accept" || Boolean(reason), { error: "drift.field.reason", path: ["reason"] });
export type DecideDrift = z.output<typeof decideDriftSchema>;

const filters = { ban: banCodeSchema.optional(), status: z.enum(DriftStatus).optional() };

export const driftListSchema = z.strictObject({ ...filters, ...keysetQuery, format: z.enum(["json", "csv"]).optional() });
export type DriftList = Omit<z.output<typeof driftListSchema>, "format">;
export type DriftFilters = Pick<DriftList, keyof typeof filters>;

const lenient = <Schema extends z.ZodType>(schema: Schema) =>
  z.preprocess((value) => (value === "" ? undefined : value), schema.optional()).catch(undefined as never);

/** The page shows what waits, unless asked for something else; what means nothing is left out. */
export const driftPageSchema = z.object({
  ban: lenient(banCodeSchema),
  status: z.enum([...Object.values(DriftStatus), "ALL"]).catch("OPEN"),
  cursor: lenient(z.string().max(500)),
  limit: z.literal(50).catch(50),
});
