import { done, route } from "@/lib/http/route";
import { reason } from "@/lib/refusal";
import { claimCode } from "@/lib/risk/claims/rules";
import { claimParams } from "@/lib/risk/claims/schema";
import { disputeClaim } from "@/lib/risk/claims/settling/commands";
import { disputeSchema } from "@/lib/risk/claims/settling/schema";

export const POST = route(
  "POST /api/v1/claims/{id}/dispute",
  { params: claimParams, body: disputeSchema },
  async ({ viewer, params, body, now }) => {
    await disputeClaim(viewer, { ...params, ...body }, now);
    return done({ seeOther: `/claims/${params.id}`, say: reason("claims.said.disputed", { claim: claimCode(params.id) }) });
  },
);
