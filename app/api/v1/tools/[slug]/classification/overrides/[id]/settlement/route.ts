import { done, route } from "@/lib/http/route";
import { reason } from "@/lib/refusal";
import { settleOverride } from "@/lib/risk/classes/overrides/commands";
import { settleOverrideSchema } from "@/lib/risk/classes/overrides/schema";
import { toolItemParams } from "@/lib/risk/classes/schema";

export const POST = route(
  "POST /api/v1/tools/{slug}/classification/overrides/{id}/settlement",
  { params: toolItemParams, body: settleOverrideSchema },
  async ({ viewer, params, body, now }) => {
    await settleOverride(viewer, { ...params, ...body }, now);
    return done({ seeOther: `/tools/${params.slug}/class#override`, say: reason(`classes.said.override.${body.decision}`) });
  },
);
