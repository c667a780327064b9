import { z } from "zod";
import { keysetQuery } from "@/lib/http/keyset";
import { slugParams } from "@/lib/registry/schema";
import { oneLine, text, why } from "@/lib/registry/tools/schema";
import { VendorEventKind } from "@/prisma/generated/enums";

export const recordEventSchema = z.strictObject({
  kind: z.enum(VendorEventKind),
  /** A local date. */
  happenedOn: z.iso.date({ error: "vendors.field.day" }),
  title: oneLine(200),
  details: text(4_000).nullable().default(null),
  /** Who says so: a publication, a document. */
  source: oneLine(200),
  sourceUrl: z
    .url({ protocol: /^https?$/, error: "vendors.field.url" })
    .max(1_000)
    .nullable()
    .default(null),
});
export type RecordEvent = z.output<typeof recordEventSchema>;

export const eventParams = slugParams.extend({ id: z.coerce.number().int().positive().max(2_147_483_647) });
export const removeEventSchema = z.strictObject({ reason: why });
export const eventListSchema = z.strictObject(keysetQuery);
export type EventList = z.output<typeof eventListSchema>;
