import { done, route } from "@/lib/http/route";
import { reason } from "@/lib/refusal";
import { endOverride } from "@/lib/risk/classes/overrides/commands";
import { endOverrideSchema } from "@/lib/risk/classes/overrides/schema";
import { toolItemParams } from "@/lib/risk/classes/schema";

export const POST = route(
  "POST /api/v1/tools/{slug}/classification/overrides/{id}/end",
  { params: toolItemParams, body: endOverrideSchema },
  async ({ viewer, params, body, now }) => {
    await endOverride(viewer, { ...params, ...body }, now);
    return done({ seeOther: `/tools/${params.slug}/class#override`, say: reason("classes.said.override.ended") });
  },
);
