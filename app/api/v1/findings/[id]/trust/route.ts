import { done, route } from "@/lib/http/route";
import { reason } from "@/lib/refusal";
import { findingPath } from "@/lib/risk/findings/rules";
import { findingParams, proposeTrustSchema } from "@/lib/risk/findings/schema";
import { proposeTrust } from "@/lib/risk/findings/trust/commands";

export const POST = route(
  "POST /api/v1/findings/{id}/trust",
  { params: findingParams, body: proposeTrustSchema },
  async ({ viewer, params, body, now }) => {
    const proposed = await proposeTrust(viewer, { ...params, ...body }, now);
    return done({ data: proposed, status: 201, seeOther: `${findingPath(params.id)}#trust`, say: reason("findings.said.proposed") });
  },
);
