import { done, route } from "@/lib/http/route";
import { reason } from "@/lib/refusal";
import { applyUpdate } from "@/lib/registry/catalogue/updates/application/commands";
import { applySchema, updateParams } from "@/lib/registry/catalogue/updates/schema";

export const POST = route(
  "POST /api/v1/catalogue/updates/{id}/application",
  { params: updateParams, body: applySchema },
  async ({ viewer, params, body, now }) => {
    const applied = await applyUpdate(viewer, { ...params, ...body }, now);
    return done({ data: applied, say: reason("catalogue.result.applied", { n: applied.entries }) });
  },
);
