import { done, route } from "@/lib/http/route";
import { reason } from "@/lib/refusal";
import { settleProposal } from "@/lib/risk/classes/proposals/commands";
import { proposalParams, settleProposalSchema } from "@/lib/risk/classes/proposals/schema";

export const POST = route(
  "POST /api/v1/class-proposals/{id}/settlement",
  { params: proposalParams, body: settleProposalSchema },
  async ({ viewer, params, body, now }) => {
    const { slug } = await settleProposal(viewer, { ...params, ...body }, now);
    return done({ seeOther: `/tools/${slug}/class`, say: reason(`classes.said.proposal.${body.decision}`) });
  },
);
