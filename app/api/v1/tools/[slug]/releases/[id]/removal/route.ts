import { done, route } from "@/lib/http/route";
import { reason } from "@/lib/refusal";
import { removeRelease } from "@/lib/registry/releases/commands";
import { releaseParams, releaseReasonSchema } from "@/lib/registry/releases/schema";

export const POST = route(
  "POST /api/v1/tools/{slug}/releases/{id}/removal",
  { params: releaseParams, body: releaseReasonSchema },
  async ({ viewer, params, body, now }) => {
    await removeRelease(viewer, { ...params, ...body }, now);
    return done({ seeOther: `/tools/${params.slug}/releases`, say: reason("releases.removed") });
  },
);
