import { done, route } from "@/lib/http/route";
import { reason } from "@/lib/refusal";
import { slugParams } from "@/lib/registry/schema";
import { mergeVendors } from "@/lib/registry/vendors/merge/commands";
import { mergeVendorSchema } from "@/lib/registry/vendors/schema";

export const POST = route(
  "POST /api/v1/vendors/{slug}/merge",
  { params: slugParams, body: mergeVendorSchema },
  async ({ viewer, params, body, now }) => {
    const merged = await mergeVendors(viewer, { ...params, ...body }, now);
    const say = reason("vendors.said.merged", { loser: merged.mergedFrom.name, winner: merged.name });
    return done({ data: merged, seeOther: `/vendors/${merged.slug}`, say });
  },
);
