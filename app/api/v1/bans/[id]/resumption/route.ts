import { resumeBan } from "@/lib/bans/endings/commands";
import { banParams, endBanSchema } from "@/lib/bans/schema";
import { done, route } from "@/lib/http/route";
import { reason } from "@/lib/refusal";

export const POST = route(
  "POST /api/v1/bans/{id}/resumption",
  { params: banParams, body: endBanSchema },
  async ({ viewer, params, body, now }) => {
    const moved = await resumeBan(viewer, { banId: params.id, ...body }, now);
    return done({ data: moved, seeOther: `/bans/${moved.code}`, say: reason("endings.said.resume", { code: moved.code }) });
  },
);
