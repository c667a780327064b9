import { returnBan } from "@/lib/bans/approval/commands";
import { banParams, endBanSchema } from "@/lib/bans/schema";
import { done, route } from "@/lib/http/route";
import { reason } from "@/lib/refusal";

export const POST = route(
  "POST /api/v1/bans/{id}/return",
  { params: banParams, body: endBanSchema },
  async ({ viewer, params, body, now }) => {
    const moved = await returnBan(viewer, { banId: params.id, ...body }, now);
    return done({ data: moved, seeOther: `/bans/${moved.code}/review`, say: reason("versions.said.returned", { code: moved.code }) });
  },
);
