import { liftBan } from "@/lib/bans/endings/commands";
import { banParams, endBanSchema } from "@/lib/bans/schema";
import { done, route } from "@/lib/http/route";
import { reason } from "@/lib/refusal";

export const POST = route(
  "POST /api/v1/bans/{id}/lifting",
  { params: banParams, body: endBanSchema },
  async ({ viewer, params, body, now }) => {
    const moved = await liftBan(viewer, { banId: params.id, ...body }, now);
    return done({ data: moved, seeOther: `/bans/${moved.code}`, say: reason("endings.said.lift", { code: moved.code }) });
  },
);
