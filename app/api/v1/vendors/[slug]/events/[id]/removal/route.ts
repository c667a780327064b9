import { done, route } from "@/lib/http/route";
import { reason } from "@/lib/refusal";
import { removeVendorEvent } from "@/lib/registry/vendors/events/commands";
import { eventParams, removeEventSchema } from "@/lib/registry/vendors/events/schema";

export const POST = route(
  "POST /api/v1/vendors/{slug}/events/{id}/removal",
  { params: eventParams, body: removeEventSchema },
  async ({ viewer, params, body, now }) => {
    await removeVendorEvent(viewer, { ...params, ...body }, now);
    return done({ seeOther: `/vendors/${params.slug}`, say: reason("vendors.said.eventRemoved") });
  },
);
