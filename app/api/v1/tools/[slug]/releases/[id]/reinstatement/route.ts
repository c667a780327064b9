import { done, route } from "@/lib/http/route";
import { reinstateRelease } from "@/lib/registry/releases/commands";
import { releaseParams, releaseReasonSchema } from "@/lib/registry/releases/schema";

export const POST = route(
  "POST /api/v1/tools/{slug}/releases/{id}/reinstatement",
  { params: releaseParams, body: releaseReasonSchema },
  async ({ viewer, params, body, now }) => {
    await reinstateRelease(viewer, { ...params, ...body }, now);
    return done({ seeOther: `/tools/${params.slug}/releases/${params.id}` });
  },
);
