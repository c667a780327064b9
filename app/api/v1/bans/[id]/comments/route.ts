import { commentBan } from "@/lib/bans/approval/commands";
import { commentSchema } from "@/lib/bans/approval/schema";
import { getBan } from "@/lib/bans/queries";
import { banParams } from "@/lib/bans/schema";
import { listComments } from "@/lib/bans/versions/queries";
import { done, route } from "@/lib/http/route";
import { reason, refuse } from "@/lib/refusal";

export const GET = route("GET /api/v1/bans/{id}/comments", { params: banParams }, async ({ viewer, params }) => {
  const ban = (await getBan(viewer, params.id)) ?? refuse("not-found", "bans.refusal.notFound");
  return done({ data: { items: await listComments(viewer, ban.id) } });
});

export const POST = route(
  "POST /api/v1/bans/{id}/comments",
  { params: banParams, body: commentSchema },
  async ({ viewer, params, body, now }) => {
    const commented = await commentBan(viewer, { banId: params.id, ...body }, now);
    const seeOther = `/bans/${commented.code}/review#comments`;
    return done({ data: commented, status: 201, seeOther, say: reason("versions.said.commented") });
  },
);
