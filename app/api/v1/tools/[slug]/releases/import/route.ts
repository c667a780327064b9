import { done, route } from "@/lib/http/route";
import { openUpload } from "@/lib/http/upload";
import { importReleases } from "@/lib/registry/releases/import/commands";
import { slugParams } from "@/lib/registry/schema";

export const POST = route(
  "POST /api/v1/tools/{slug}/releases/import",
  { params: slugParams, body: "stream", rate: "ingest" },
  async ({ viewer, params, request, now }) => {
    const { stream, fileName } = await openUpload(request);
    const imported = await importReleases(viewer, { ...params, stream, fileName }, now);
    return done({
      data: imported,
      status: 201,
      seeOther: `/tools/${params.slug}/releases/imports/${imported.id}`,
      headers: { location: `/api/v1/tools/${params.slug}/releases/imports/${imported.id}` },
    });
  },
);
