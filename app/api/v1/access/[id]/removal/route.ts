import { done, route } from "@/lib/http/route";
import { reason } from "@/lib/refusal";
import { removeAccess } from "@/lib/registry/models/access/commands";
import { accessParams, removeAccessSchema } from "@/lib/registry/models/access/schema";

export const POST = route(
  "POST /api/v1/access/{id}/removal",
  { params: accessParams, body: removeAccessSchema },
  async ({ viewer, params, body, now }) => {
    const removed = await removeAccess(viewer, { ...params, ...body }, now);
    return done({ data: removed, seeOther: `/models/${removed.family}`, say: reason("models.done.removed") });
  },
);
