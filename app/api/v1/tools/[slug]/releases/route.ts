import { done, route } from "@/lib/http/route";
import { refuse } from "@/lib/refusal";
import { findTool } from "@/lib/registry/queries";
import { recordRelease } from "@/lib/registry/releases/commands";
import { listReleases } from "@/lib/registry/releases/queries";
import { recordReleaseSchema, releaseListSchema } from "@/lib/registry/releases/schema";
import { slugParams } from "@/lib/registry/schema";

export const GET = route(
  "GET /api/v1/tools/{slug}/releases",
  { params: slugParams, query: releaseListSchema },
  async ({ viewer, params, query }) => {
    const tool = (await findTool(viewer, params.slug)) ?? refuse("not-found", "http.refusal.notFound");
    return done({ data: await listReleases(viewer, tool.id, query) });
  },
);

export const POST = route(
  "POST /api/v1/tools/{slug}/releases",
  { params: slugParams, body: recordReleaseSchema },
  async ({ viewer, params, body, now }) => {
    const { id } = await recordRelease(viewer, { ...params, ...body }, now);
    return done({
      data: { id },
      status: 201,
      seeOther: `/tools/${params.slug}/releases/${id}`,
      headers: { location: `/api/v1/tools/${params.slug}/releases/${id}` },
    });
  },
);
