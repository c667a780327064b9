import { done, route } from "@/lib/http/route";
import { reason } from "@/lib/refusal";
import { slugParams } from "@/lib/registry/schema";
import { reinstateTool } from "@/lib/registry/tools/commands";
import { reinstateToolSchema } from "@/lib/registry/tools/schema";

export const POST = route(
  "POST /api/v1/tools/{slug}/reinstatement",
  { params: slugParams, body: reinstateToolSchema },
  async ({ viewer, params, body, now }) => {
    const saved = await reinstateTool(viewer, { ...params, ...body }, now);
    return done({ data: saved, seeOther: `/tools/${saved.slug}`, say: reason("tools.said.reinstated") });
  },
);
