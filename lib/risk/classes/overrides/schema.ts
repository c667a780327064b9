import { z } from "zod";
import { reasonText } from "@/lib/risk/classes/schema";
import { RiskClass } from "@/prisma/generated/enums";

export const proposeOverrideSchema = z.strictObject({
  class: z.enum(RiskClass, { error: "classes.field.class" }),
  reason: reasonText,
  /** The last day on which it holds, in `zone`. */
  until: z.iso.date({ error: "classes.field.date" }),
  /** IANA time zone; the reader's own without it. */
  zone: z.string().trim().max(60).optional(),
});
export type ProposeOverride = z.infer<typeof proposeOverrideSchema>;

export const settleOverrideSchema = z.strictObject({
  decision: z.enum(["accept", "decline", "withdraw"], { error: "classes.field.decision" }),
  reason: reasonText,
});
export type SettleOverride = z.infer<typeof settleOverrideSchema>;

export const endOverrideSchema = z.strictObject({ reason: reasonText });
