import { supersedeBan } from "@/lib/bans/endings/commands";
import { supersedeSchema } from "@/lib/bans/endings/schema";
import { banParams } from "@/lib/bans/schema";
import { done, route } from "@/lib/http/route";
import { reason } from "@/lib/refusal";

export const POST = route(
  "POST /api/v1/bans/{id}/supersession",
  { params: banParams, body: supersedeSchema },
  async ({ viewer, params, body, now }) => {
    const moved = await supersedeBan(viewer, { banId: params.id, ...body }, now);
    return done({ data: moved, seeOther: `/bans/${moved.code}`, say: reason("endings.said.supersede", { code: moved.code }) });
  },
);
