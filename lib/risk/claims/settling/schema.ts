import { z } from "zod";
import { oneLine, text, why } from "@/lib/registry/tools/schema";
import { claimNumber, claimParams, day } from "@/lib/risk/claims/schema";
import { rowId } from "@/lib/risk/sources/schema";
import { Confirmation } from "@/prisma/generated/enums";

export const confirmSchema = z.strictObject({
  to: z.enum(Confirmation),
  /** The day from which it is so in the world; today unless said. */
  effectiveOn: day.optional(),
  reason: why,
  /** Who acknowledged or reproduced it. */
  party: oneLine(200).nullable().default(null),
  /** Of SUPERSEDED: the claim that takes its place. */
  supersededBy: claimNumber.nullable().default(null),
});
export type Confirm = z.output<typeof confirmSchema>;

export const disputeSchema = z.strictObject({
  /** What they say, in their words. */
  words: text(4_000),
  by: oneLine(200),
  on: day.optional(),
  url: z
    .url({ protocol: /^https?$/, error: "sources.field.url" })
    .max(1_000)
    .nullable()
    .default(null),
});
export type Dispute = z.output<typeof disputeSchema>;

export const endDisputeSchema = z.strictObject({ reason: why });

export const contradictSchema = z.strictObject({ other: claimNumber, reason: text(1_000).nullable().default(null) });
export type Contradict = z.output<typeof contradictSchema>;

export const contradictionParams = claimParams.extend({ otherId: rowId });
export const unlinkSchema = z.strictObject({ reason: why });
