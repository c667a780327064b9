import { refuseRecord } from "@/lib/compliance/confirmations/commands";
import { confirmationParams, refuseRecordSchema } from "@/lib/compliance/confirmations/schema";
import { done, route } from "@/lib/http/route";
import { reason } from "@/lib/refusal";

export const POST = route(
  "POST /api/v1/confirmations/{id}/refusal",
  { params: confirmationParams, body: refuseRecordSchema },
  async ({ viewer, params, body, now }) => {
    const settled = await refuseRecord(viewer, { confirmationId: params.id, ...body }, now);
    return done({ data: settled, seeOther: `/bans/${settled.code}/confirmations?state=waiting`, say: reason("duties.said.refused") });
  },
);
