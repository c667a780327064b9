import { approveBan } from "@/lib/bans/commands";
import { banParams, moveBanSchema } from "@/lib/bans/schema";
import { done, route } from "@/lib/http/route";
import { reason } from "@/lib/refusal";

export const POST = route(
  "POST /api/v1/bans/{id}/approval",
  { params: banParams, body: moveBanSchema },
  async ({ viewer, params, body, now }) => {
    const moved = await approveBan(viewer, { banId: params.id, ...body }, now);
    return done({ data: moved, seeOther: `/bans/${moved.code}/review`, say: reason("bans.said.approved", { code: moved.code }) });
  },
);
