import { versionParams } from "@/lib/bans/diff/schema";
import { getVersion } from "@/lib/bans/versions/queries";
import { done, route } from "@/lib/http/route";
import { refuse } from "@/lib/refusal";

export const GET = route("GET /api/v1/bans/{id}/versions/{number}", { params: versionParams }, async ({ viewer, params }) =>
  done({ data: (await getVersion(viewer, params.id, params.number)) ?? refuse("not-found", "versions.refusal.notFound") }),
);
