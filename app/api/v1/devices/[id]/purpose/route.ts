import { done, route } from "@/lib/http/route";
import { setPurpose } from "@/lib/inventory/purpose/commands";
import { setPurposeSchema } from "@/lib/inventory/purpose/schema";
import { idParams } from "@/lib/inventory/schema";
import { reason } from "@/lib/refusal";

export const POST = route(
  "POST /api/v1/devices/{id}/purpose",
  { params: idParams, body: setPurposeSchema },
  async ({ viewer, params, body, now }) => {
    await setPurpose(viewer, { ...params, ...body }, now);
    return done({ data: { id: params.id, ...body }, say: reason("blast.purpose.saved") });
  },
);
