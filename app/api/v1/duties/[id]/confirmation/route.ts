import { confirmDuty } from "@/lib/compliance/confirmations/commands";
import { confirmDutySchema, obligationParams } from "@/lib/compliance/confirmations/schema";
import { done, route } from "@/lib/http/route";
import { reason } from "@/lib/refusal";

export const POST = route(
  "POST /api/v1/duties/{id}/confirmation",
  { params: obligationParams, body: confirmDutySchema },
  async ({ viewer, params, body, now }) => {
    const confirmed = await confirmDuty(viewer, { obligationId: params.id, ...body }, now);
    return done({ data: confirmed, status: 201, seeOther: "/", say: reason(`duties.said.${confirmed.confirmation}`) });
  },
);
