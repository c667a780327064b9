import { done, route } from "@/lib/http/route";
import { reason } from "@/lib/refusal";
import { claimCode } from "@/lib/risk/claims/rules";
import { claimParams } from "@/lib/risk/claims/schema";
import { linkContradiction } from "@/lib/risk/claims/settling/commands";
import { contradictSchema } from "@/lib/risk/claims/settling/schema";

export const POST = route(
  "POST /api/v1/claims/{id}/contradictions",
  { params: claimParams, body: contradictSchema },
  async ({ viewer, params, body, now }) => {
    await linkContradiction(viewer, { ...params, ...body }, now);
    return done({
      seeOther: `/claims/${params.id}`,
      say: reason("claims.said.linked", { claim: claimCode(params.id), other: claimCode(body.other) }),
    });
  },
);
