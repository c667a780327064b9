import { done, route } from "@/lib/http/route";
import { reason } from "@/lib/refusal";
import { slugParams } from "@/lib/registry/schema";
import { retireTool } from "@/lib/registry/tools/commands";
import { retireToolSchema } from "@/lib/registry/tools/schema";

export const POST = route(
  "POST /api/v1/tools/{slug}/retirement",
  { params: slugParams, body: retireToolSchema },
  async ({ viewer, params, body, now }) => {
    const saved = await retireTool(viewer, { ...params, ...body }, now);
    return done({ data: saved, seeOther: `/tools/${saved.slug}`, say: reason("tools.said.retired") });
  },
);
