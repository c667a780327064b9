import { done, route } from "@/lib/http/route";
import { reason } from "@/lib/refusal";
import { claimCode } from "@/lib/risk/claims/rules";
import { claimParams } from "@/lib/risk/claims/schema";
import { confirmClaim } from "@/lib/risk/claims/settling/commands";
import { confirmSchema } from "@/lib/risk/claims/settling/schema";

export const POST = route(
  "POST /api/v1/claims/{id}/confirmation",
  { params: claimParams, body: confirmSchema },
  async ({ viewer, params, body, now }) => {
    const changed = await confirmClaim(viewer, { ...params, ...body }, now);
    return done({
      data: changed,
      seeOther: `/claims/${params.id}`,
      say: reason("claims.said.confirmed", { claim: claimCode(params.id), state: changed.after }),
    });
  },
);
