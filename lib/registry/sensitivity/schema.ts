import { z } from "zod";

export const sensitivityParams = z.object({ id: z.coerce.number().int().positive().max(2_147_483_647) });

export const sensitivitySchema = z.strictObject({
  sensitive: z.union([z.boolean(), z.enum(["true", "false"]).transform((word) => word === "true")]),
  reason: z.string({ error: "decisions.field.reason" }).trim().min(3, { error: "decisions.field.reason" }).max(500),
});
