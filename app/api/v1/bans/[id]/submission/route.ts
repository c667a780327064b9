import { submitBan } from "@/lib/bans/commands";
import { banParams, submitBanSchema } from "@/lib/bans/schema";
import { done, route } from "@/lib/http/route";
import { reason } from "@/lib/refusal";

export const POST = route(
  "POST /api/v1/bans/{id}/submission",
  { params: banParams, body: submitBanSchema },
  async ({ viewer, params, body, now }) => {
    const moved = await submitBan(viewer, { banId: params.id, ...body }, now);
    return done({ data: moved, seeOther: `/bans/${moved.code}/review`, say: reason("versions.said.submitted", { code: moved.code }) });
  },
);
