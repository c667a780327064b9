import { done, route } from "@/lib/http/route";
import { reason } from "@/lib/refusal";
import { undoSchema, updateParams } from "@/lib/registry/catalogue/updates/schema";
import { undoUpdate } from "@/lib/registry/catalogue/updates/undoing/commands";

export const POST = route(
  "POST /api/v1/catalogue/updates/{id}/reversal",
  { params: updateParams, body: undoSchema },
  async ({ viewer, params, body, now }) => {
    const { undone, kept } = await undoUpdate(viewer, { ...params, ...body }, now);
    return done({ data: { undone, kept }, say: reason(`catalogue.result.${kept > 0 ? "undoneKept" : "undone"}`, { n: undone, kept }) });
  },
);
