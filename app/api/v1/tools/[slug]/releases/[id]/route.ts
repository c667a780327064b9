import { done, route } from "@/lib/http/route";
import { refuse } from "@/lib/refusal";
import { findTool } from "@/lib/registry/queries";
import { getRelease } from "@/lib/registry/releases/queries";
import { releaseParams } from "@/lib/registry/releases/schema";

export const GET = route("GET /api/v1/tools/{slug}/releases/{id}", { params: releaseParams }, async ({ viewer, params }) => {
  const tool = (await findTool(viewer, params.slug)) ?? refuse("not-found", "http.refusal.notFound");
  return done({ data: (await getRelease(viewer, tool.id, params.id)) ?? refuse("not-found", "http.refusal.notFound") });
});
