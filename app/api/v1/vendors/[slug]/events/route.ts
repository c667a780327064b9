import { done, route } from "@/lib/http/route";
import { reason, refuse } from "@/lib/refusal";
import { slugParams } from "@/lib/registry/schema";
import { recordVendorEvent } from "@/lib/registry/vendors/events/commands";
import { listVendorEvents } from "@/lib/registry/vendors/events/queries";
import { eventListSchema, recordEventSchema } from "@/lib/registry/vendors/events/schema";

export const GET = route(
  "GET /api/v1/vendors/{slug}/events",
  { params: slugParams, query: eventListSchema },
  async ({ viewer, params, query }) =>
    done({ data: (await listVendorEvents(viewer, params.slug, query)) ?? refuse("not-found", "registry.refusal.vendor") }),
);

export const POST = route(
  "POST /api/v1/vendors/{slug}/events",
  { params: slugParams, body: recordEventSchema },
  async ({ viewer, params, body, now }) => {
    const recorded = await recordVendorEvent(viewer, { ...params, ...body }, now);
    return done({ data: recorded, status: 201, seeOther: `/vendors/${params.slug}`, say: reason("vendors.said.eventRecorded") });
  },
);
