import { done, route } from "@/lib/http/route";
import { reason } from "@/lib/refusal";
import { slugParams } from "@/lib/registry/schema";
import { proposeOverride } from "@/lib/risk/classes/overrides/commands";
import { proposeOverrideSchema } from "@/lib/risk/classes/overrides/schema";

export const POST = route(
  "POST /api/v1/tools/{slug}/classification/overrides",
  { params: slugParams, body: proposeOverrideSchema },
  async ({ viewer, params, body, now }) => {
    const made = await proposeOverride(viewer, { ...params, ...body }, now);
    return done({
      data: made,
      status: 201,
      seeOther: `/tools/${params.slug}/class#override`,
      say: reason("classes.said.overrideProposed"),
      headers: { location: `/api/v1/tools/${params.slug}/classification` },
    });
  },
);
