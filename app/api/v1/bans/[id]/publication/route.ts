import { publishBan } from "@/lib/bans/publication/commands";
import { RECALL_MINUTES } from "@/lib/bans/publication/rules";
import { getPublication } from "@/lib/bans/queries";
import { banParams, publishBanSchema } from "@/lib/bans/schema";
import { done, route } from "@/lib/http/route";
import { reason, refuse } from "@/lib/refusal";

export const GET = route("GET /api/v1/bans/{id}/publication", { params: banParams }, async ({ viewer, params }) => {
  const { status, progress } = (await getPublication(viewer, params.id)) ?? refuse("not-found", "bans.refusal.notFound");
  return done({ data: { status, ...progress } });
});

export const POST = route(
  "POST /api/v1/bans/{id}/publication",
  { params: banParams, body: publishBanSchema },
  async ({ viewer, params, body, now }) => {
    const published = await publishBan(viewer, { banId: params.id, ...body }, now);
    const { code, version, obligations } = published;
    const said = version === 1 ? "published" : "publishedChange";
    const say = reason(`versions.said.${said}`, { code, version, n: obligations, minutes: RECALL_MINUTES });
    return done({ data: published, seeOther: `/bans/${code}`, say });
  },
);
