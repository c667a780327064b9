import { toolUse } from "@/lib/bans/use/queries";
import { done, route } from "@/lib/http/route";
import { refuse } from "@/lib/refusal";
import { findTool } from "@/lib/registry/queries";
import { slugParams } from "@/lib/registry/schema";

export const GET = route("GET /api/v1/tools/{slug}/use", { params: slugParams }, async ({ viewer, params }) => {
  const tool = (await findTool(viewer, params.slug)) ?? refuse("not-found", "registry.refusal.tool");
  return done({ data: await toolUse(viewer, tool.id) });
});
