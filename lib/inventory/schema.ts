import { Temporal } from "temporal-polyfill";
import { z } from "zod";
import { keysetQuery } from "@/lib/http/keyset";

const instance = z
  .string()
  .trim()
  .toLowerCase()
  .regex(/^[a-z0-9][a-z0-9._-]{0,62}$/, { error: "inventory.field.instanceShape" })
  .default("default");

/** What a delivery says of itself in its address. */
export const deliveryQuery = z.strictObject({
  /** The Fleet server, tenant or fleet of agents, where there is more than one. */
  instance,
  /** Whether each device's list is all there is. */
  complete: z.stringbool().optional(),
  collected_at: z.iso.datetime({ offset: true, error: "inventory.field.collectedAtShape" }).optional(),
});

export type DeliveryQuery = z.infer<typeof deliveryQuery>;

/** The same from the upload form: a box that is not ticked sends nothing, and a time stands in the zone of whoever reads the page. */
export function deliveryForm(zone: string) {
  return z.object({
    instance,
    complete: z
      .literal("true")
      .optional()
      .transform((ticked) => ticked !== undefined),
    collected_at: z
      .string()
      .regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2})?$/, { error: "inventory.field.localTime" })
      .transform((local) => Temporal.PlainDateTime.from(local).toZonedDateTime(zone).toInstant().toString())
      .optional(),
    key: z.string().min(1).max(200),
  });
}

export const idempotencyKey = z.string().trim().min(1).max(200);

export const idParams = z.strictObject({ id: z.coerce.number().int().positive().max(2_147_483_647) });

export const importListQuery = z.strictObject({ ...keysetQuery, key: z.string().max(200).optional() });

export type ImportList = z.infer<typeof importListQuery>;
