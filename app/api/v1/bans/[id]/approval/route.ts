import { approveBan } from "@/lib/bans/approval/commands";
import { approveSchema } from "@/lib/bans/approval/schema";
import { banParams } from "@/lib/bans/schema";
import { done, route } from "@/lib/http/route";
import { reason } from "@/lib/refusal";

export const POST = route(
  "POST /api/v1/bans/{id}/approval",
  { params: banParams, body: approveSchema },
  async ({ viewer, params, body, now }) => {
    const approved = await approveBan(viewer, { banId: params.id, ...body }, now);
    const { code, version, stillNeeded } = approved;
    const said = stillNeeded > 0 ? "approvedSoFar" : version === 1 ? "approved" : "approvedChange";
    const say = reason(`versions.said.${said}`, { code, version, n: stillNeeded });
    return done({ data: approved, seeOther: `/bans/${code}/review`, say });
  },
);
