import { verifyRecord } from "@/lib/compliance/confirmations/commands";
import { confirmationParams, verifyRecordSchema } from "@/lib/compliance/confirmations/schema";
import { done, route } from "@/lib/http/route";
import { reason } from "@/lib/refusal";

export const POST = route(
  "POST /api/v1/confirmations/{id}/verification",
  { params: confirmationParams, body: verifyRecordSchema },
  async ({ viewer, params, now }) => {
    const settled = await verifyRecord(viewer, { confirmationId: params.id }, now);
    return done({ data: settled, seeOther: `/bans/${settled.code}/confirmations?state=waiting`, say: reason("duties.said.verified") });
  },
);
