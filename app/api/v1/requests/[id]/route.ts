import { done, route } from "@/lib/http/route";
import { refuse } from "@/lib/refusal";
import { getRequest } from "@/lib/registry/requests/queries";
import { requestParams } from "@/lib/registry/requests/schema";

export const GET = route("GET /api/v1/requests/{id}", { params: requestParams }, async ({ viewer, params }) => {
  const request = await getRequest(viewer, params.id);
  if (!request) refuse("not-found", "http.refusal.notFound");
  return done({ data: request });
});
