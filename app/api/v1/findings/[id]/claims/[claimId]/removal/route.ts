import { done, route } from "@/lib/http/route";
import { reason } from "@/lib/refusal";
import { unlinkClaim } from "@/lib/risk/findings/links/commands";
import { findingPath } from "@/lib/risk/findings/rules";
import { findingClaimParams, unlinkClaimSchema } from "@/lib/risk/findings/schema";

export const POST = route(
  "POST /api/v1/findings/{id}/claims/{claimId}/removal",
  { params: findingClaimParams, body: unlinkClaimSchema },
  async ({ viewer, params, body, now }) => {
    const saved = await unlinkClaim(viewer, { ...params, ...body }, now);
    return done({ data: saved, seeOther: `${findingPath(saved.id)}#claims`, say: reason("findings.said.unlinked") });
  },
);
