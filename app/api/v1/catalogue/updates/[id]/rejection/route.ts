import { done, route } from "@/lib/http/route";
import { reason } from "@/lib/refusal";
import { discardUpdate } from "@/lib/registry/catalogue/updates/commands";
import { updateParams } from "@/lib/registry/catalogue/updates/schema";

export const POST = route("POST /api/v1/catalogue/updates/{id}/rejection", { params: updateParams }, async ({ viewer, params, now }) => {
  await discardUpdate(viewer, params, now);
  return done({ say: reason("catalogue.result.discarded") });
});
