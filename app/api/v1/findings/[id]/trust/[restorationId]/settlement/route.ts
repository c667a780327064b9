import { done, route } from "@/lib/http/route";
import { reason } from "@/lib/refusal";
import { findingPath } from "@/lib/risk/findings/rules";
import { restorationParams, settleTrustSchema } from "@/lib/risk/findings/schema";
import { settleTrust } from "@/lib/risk/findings/trust/commands";

export const POST = route(
  "POST /api/v1/findings/{id}/trust/{restorationId}/settlement",
  { params: restorationParams, body: settleTrustSchema },
  async ({ viewer, params, body, now }) => {
    const settled = await settleTrust(viewer, { ...params, ...body }, now);
    const say = reason(body.outcome === "accept" ? "findings.said.restored" : "findings.said.declined");
    return done({ data: settled, seeOther: `${findingPath(params.id)}#trust`, say });
  },
);
