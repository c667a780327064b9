import { done, route } from "@/lib/http/route";
import { reason, refuse } from "@/lib/refusal";
import { slugParams } from "@/lib/registry/schema";
import { editVendor } from "@/lib/registry/vendors/commands";
import { getVendor } from "@/lib/registry/vendors/queries";
import { editVendorSchema, vendorFormSchema } from "@/lib/registry/vendors/schema";

export const GET = route("GET /api/v1/vendors/{slug}", { params: slugParams }, async ({ viewer, params }) =>
  done({ data: (await getVendor(viewer, params.slug)) ?? refuse("not-found", "registry.refusal.vendor") }),
);

export const PATCH = route(
  "PATCH /api/v1/vendors/{slug}",
  { params: slugParams, body: editVendorSchema },
  async ({ viewer, params, body: { revision, ...changes }, now }) => {
    const saved = await editVendor(viewer, { slug: params.slug, revision, changes }, now);
    return done({ data: saved, headers: { etag: `"${saved.revision}"` } });
  },
);

export const POST = route(
  "POST /api/v1/vendors/{slug}",
  { params: slugParams, body: vendorFormSchema },
  async ({ viewer, params, body: { revision, ...changes }, now }) => {
    const saved = await editVendor(viewer, { slug: params.slug, revision, changes }, now);
    return done({ data: saved, seeOther: `/vendors/${saved.slug}`, say: reason("vendors.said.saved", { vendor: changes.name }) });
  },
);
