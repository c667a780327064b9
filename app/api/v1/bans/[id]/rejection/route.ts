import { rejectBan } from "@/lib/bans/approval/commands";
import { banParams, endBanSchema } from "@/lib/bans/schema";
import { done, route } from "@/lib/http/route";
import { reason } from "@/lib/refusal";

export const POST = route(
  "POST /api/v1/bans/{id}/rejection",
  { params: banParams, body: endBanSchema },
  async ({ viewer, params, body, now }) => {
    const moved = await rejectBan(viewer, { banId: params.id, ...body }, now);
    const { code, version } = moved;
    return done({
      data: moved,
      seeOther: `/bans/${code}`,
      say: reason(version === 1 ? "versions.said.rejected" : "versions.said.rejectedChange", { code }),
    });
  },
);
