import { done, route } from "@/lib/http/route";
import { vendorListSchema } from "@/lib/registry/schema";
import { listVendors } from "@/lib/registry/vendors/queries";

export const GET = route("GET /api/v1/vendors", { query: vendorListSchema }, async ({ viewer, query }) =>
  done({ data: await listVendors(viewer, query) }),
);
