import { done, route } from "@/lib/http/route";
import { reason } from "@/lib/refusal";
import { slugParams } from "@/lib/registry/schema";
import { mergeTool } from "@/lib/registry/tools/merge/commands";
import { mergeToolSchema } from "@/lib/registry/tools/schema";

export const POST = route(
  "POST /api/v1/tools/{slug}/merge",
  { params: slugParams, body: mergeToolSchema },
  async ({ viewer, params, body, now }) => {
    const merged = await mergeTool(viewer, { ...params, ...body }, now);
    const say = reason("tools.said.merged", { identifiers: merged.moved.identifiers, superseded: merged.supersededDecisions });
    return done({ data: merged, seeOther: `/tools/${merged.slug}`, say });
  },
);
