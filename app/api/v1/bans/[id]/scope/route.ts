import { getBan } from "@/lib/bans/queries";
import { banParams } from "@/lib/bans/schema";
import { scopeOfBan } from "@/lib/bans/selector/queries";
import { done, route } from "@/lib/http/route";
import { refuse } from "@/lib/refusal";

export const GET = route("GET /api/v1/bans/{id}/scope", { params: banParams }, async ({ viewer, params }) => {
  const ban = (await getBan(viewer, params.id)) ?? refuse("not-found", "bans.refusal.notFound");
  return done({ data: await scopeOfBan(viewer, ban) });
});
