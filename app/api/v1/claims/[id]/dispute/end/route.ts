import { done, route } from "@/lib/http/route";
import { reason } from "@/lib/refusal";
import { claimCode } from "@/lib/risk/claims/rules";
import { claimParams } from "@/lib/risk/claims/schema";
import { endDispute } from "@/lib/risk/claims/settling/commands";
import { endDisputeSchema } from "@/lib/risk/claims/settling/schema";

export const POST = route(
  "POST /api/v1/claims/{id}/dispute/end",
  { params: claimParams, body: endDisputeSchema },
  async ({ viewer, params, body, now }) => {
    await endDispute(viewer, { ...params, ...body }, now);
    return done({ seeOther: `/claims/${params.id}`, say: reason("claims.said.undisputed", { claim: claimCode(params.id) }) });
  },
);
