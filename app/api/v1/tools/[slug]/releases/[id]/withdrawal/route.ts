import { done, route } from "@/lib/http/route";
import { withdrawRelease } from "@/lib/registry/releases/commands";
import { releaseParams, releaseReasonSchema } from "@/lib/registry/releases/schema";

export const POST = route(
  "POST /api/v1/tools/{slug}/releases/{id}/withdrawal",
  { params: releaseParams, body: releaseReasonSchema },
  async ({ viewer, params, body, now }) => {
    await withdrawRelease(viewer, { ...params, ...body }, now);
    return done({ seeOther: `/tools/${params.slug}/releases/${params.id}` });
  },
);
