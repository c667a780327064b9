import { recallBan } from "@/lib/bans/recall/commands";
import { banParams, endBanSchema } from "@/lib/bans/schema";
import { done, route } from "@/lib/http/route";
import { reason } from "@/lib/refusal";

export const POST = route(
  "POST /api/v1/bans/{id}/recall",
  { params: banParams, body: endBanSchema },
  async ({ viewer, params, body, now }) => {
    const moved = await recallBan(viewer, { banId: params.id, ...body }, now);
    const { code, version } = moved;
    return done({
      data: moved,
      seeOther: `/bans/${code}`,
      say: reason(version === 1 ? "versions.said.recalled" : "versions.said.recalledChange", { code, version }),
    });
  },
);
