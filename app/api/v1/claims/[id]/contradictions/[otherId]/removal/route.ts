import { done, route } from "@/lib/http/route";
import { reason } from "@/lib/refusal";
import { claimCode } from "@/lib/risk/claims/rules";
import { unlinkContradiction } from "@/lib/risk/claims/settling/commands";
import { contradictionParams, unlinkSchema } from "@/lib/risk/claims/settling/schema";

export const POST = route(
  "POST /api/v1/claims/{id}/contradictions/{otherId}/removal",
  { params: contradictionParams, body: unlinkSchema },
  async ({ viewer, params, body, now }) => {
    await unlinkContradiction(viewer, { ...params, ...body }, now);
    return done({
      seeOther: `/claims/${params.id}`,
      say: reason("claims.said.unlinked", { claim: claimCode(params.id), other: claimCode(params.otherId) }),
    });
  },
);
