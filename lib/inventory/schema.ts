import { z } from "zod";
import { keysetQuery } from "@/lib/http/keyset";

/** What a delivery says of itself. The upload page gives the same in its form. */
export const deliveryQuery = z.strictObject({
  /** The Fleet server, tenant or fleet of agents, where there is more than one. */
  instance: z
    .string()
    .trim()
    .toLowerCase()
    .regex(/^[a-z0-9][a-z0-9._-]{0,62}$/, { error: "inventory.field.instanceShape" })
    .default("default"),
  /** Whether each device's list is all there is. */
  complete: z.stringbool().optional(),
  collected_at: z.iso.datetime({ offset: true, local: false, error: "inventory.field.collectedAtShape" }).optional(),
});

export type DeliveryQuery = z.infer<typeof deliveryQuery>;

export const idempotencyKey = z.string().trim().min(1).max(200);

export const idParams = z.strictObject({ id: z.coerce.number().int().positive().max(2_147_483_647) });

export const importListQuery = z.strictObject({ ...keysetQuery, key: z.string().max(200).optional() });

export type ImportList = z.infer<typeof importListQuery>;
