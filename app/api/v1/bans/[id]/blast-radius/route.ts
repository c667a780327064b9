import { blastRadius } from "@/lib/bans/blast-radius/queries";
import { lintedVersion } from "@/lib/bans/lint/queries";
import { banParams } from "@/lib/bans/schema";
import { done, route } from "@/lib/http/route";

export const GET = route("GET /api/v1/bans/{id}/blast-radius", { params: banParams }, async ({ viewer, params, now }) => {
  const { content, number } = await lintedVersion(viewer, params.id);
  return done({ data: { asOf: now, version: number, ...(await blastRadius(viewer, content, now, params.id)) } });
});
