import { stepPath } from "@/lib/bans/edit/rules";
import { getBan } from "@/lib/bans/queries";
import { banParams } from "@/lib/bans/schema";
import { beginChange } from "@/lib/bans/versions/commands";
import { listVersions } from "@/lib/bans/versions/queries";
import { beginVersionSchema } from "@/lib/bans/versions/schema";
import { done, route } from "@/lib/http/route";
import { reason, refuse } from "@/lib/refusal";

export const GET = route("GET /api/v1/bans/{id}/versions", { params: banParams }, async ({ viewer, params }) => {
  const ban = (await getBan(viewer, params.id)) ?? refuse("not-found", "bans.refusal.notFound");
  return done({ data: { items: await listVersions(viewer, ban.id) } });
});

export const POST = route(
  "POST /api/v1/bans/{id}/versions",
  { params: banParams, body: beginVersionSchema },
  async ({ viewer, params, body, now }) => {
    const begun = await beginChange(viewer, { banId: params.id, ...body }, now);
    const { code, version } = begun;
    return done({
      data: begun,
      status: 201,
      seeOther: stepPath(code, "scope"),
      say: reason("versions.said.begun", { code, version }),
      headers: { location: `/api/v1/bans/${code}/versions/${version}` },
    });
  },
);
