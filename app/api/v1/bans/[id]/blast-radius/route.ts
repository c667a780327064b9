import { blastRadius } from "@/lib/bans/blast-radius/queries";
import { getBan } from "@/lib/bans/queries";
import { banParams } from "@/lib/bans/schema";
import { done, route } from "@/lib/http/route";
import { refuse } from "@/lib/refusal";

export const GET = route("GET /api/v1/bans/{id}/blast-radius", { params: banParams }, async ({ viewer, params, now }) => {
  const ban = (await getBan(viewer, params.id)) ?? refuse("not-found", "bans.refusal.notFound");
  return done({ data: { asOf: now, ...(await blastRadius(viewer, ban.content, now)) } });
});
