import { done, route } from "@/lib/http/route";
import { reason } from "@/lib/refusal";
import { compareAgain } from "@/lib/registry/catalogue/updates/commands";
import { updateParams } from "@/lib/registry/catalogue/updates/schema";

export const POST = route("POST /api/v1/catalogue/updates/{id}/comparison", { params: updateParams }, async ({ viewer, params, now }) => {
  const { id } = await compareAgain(viewer, params, now);
  return done({
    data: { id },
    seeOther: `/catalogue/${id}`,
    say: reason("catalogue.result.compared"),
    headers: { location: `/api/v1/catalogue/updates/${id}` },
  });
});
