import { banParams, endBanSchema } from "@/lib/bans/schema";
import { withdrawChange } from "@/lib/bans/versions/commands";
import { done, route } from "@/lib/http/route";
import { reason } from "@/lib/refusal";

export const POST = route(
  "POST /api/v1/bans/{id}/withdrawal",
  { params: banParams, body: endBanSchema },
  async ({ viewer, params, body, now }) => {
    const moved = await withdrawChange(viewer, { banId: params.id, ...body }, now);
    const { code } = moved;
    return done({ data: moved, seeOther: `/bans/${code}`, say: reason("versions.said.withdrawn", { code }) });
  },
);
