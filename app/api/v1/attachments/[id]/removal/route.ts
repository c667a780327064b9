import { done, route } from "@/lib/http/route";
import { reason } from "@/lib/refusal";
import { removeAttachment } from "@/lib/risk/attachments/commands";
import { attachmentParams, removalSchema } from "@/lib/risk/attachments/schema";

export const POST = route(
  "POST /api/v1/attachments/{id}/removal",
  { params: attachmentParams, body: removalSchema },
  async ({ viewer, params, body, now }) => {
    const place = await removeAttachment(viewer, { ...params, ...body }, now);
    return done({ seeOther: `/${place.kind}s/${place.id}`, say: reason("attachments.result.removed") });
  },
);
