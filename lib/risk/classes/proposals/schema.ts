import { z } from "zod";
import { keysetQuery } from "@/lib/http/keyset";
import { id, reasonText } from "@/lib/risk/classes/schema";
import { ProposalStatus } from "@/prisma/generated/enums";

export const proposalParams = z.strictObject({ id });

/** "accept": the new class is noted. "dismiss": it needs no attention. Neither changes the class or anything else. */
export const settleProposalSchema = z.strictObject({
  decision: z.enum(["accept", "dismiss"], { error: "classes.field.decision" }),
  reason: reasonText,
});
export type SettleProposal = z.infer<typeof settleProposalSchema>;

export const proposalListSchema = z.strictObject({ status: z.enum(ProposalStatus).optional(), ...keysetQuery });
export type ProposalList = z.infer<typeof proposalListSchema>;
