import { done, route } from "@/lib/http/route";
import { getDevice } from "@/lib/inventory/queries";
import { idParams } from "@/lib/inventory/schema";
import { refuse } from "@/lib/refusal";

export const GET = route("GET /api/v1/devices/{id}", { params: idParams }, async ({ viewer, params }) => {
  const device = (await getDevice(viewer, params.id)) ?? refuse("not-found", "http.refusal.notFound");
  return done({ data: device });
});
