import { done, route } from "@/lib/http/route";
import { refuse } from "@/lib/refusal";
import { slugParams } from "@/lib/registry/schema";
import { getVendor } from "@/lib/registry/vendors/queries";

export const GET = route("GET /api/v1/vendors/{slug}", { params: slugParams }, async ({ viewer, params }) => {
  const vendor = await getVendor(viewer, params.slug);
  if (!vendor) refuse("not-found", "registry.refusal.vendor");
  return done({ data: vendor });
});
