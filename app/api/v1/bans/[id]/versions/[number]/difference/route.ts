import { versionDifference } from "@/lib/bans/diff/queries";
import { versionParams } from "@/lib/bans/diff/schema";
import { done, route } from "@/lib/http/route";
import { refuse } from "@/lib/refusal";

export const GET = route("GET /api/v1/bans/{id}/versions/{number}/difference", { params: versionParams }, async ({ viewer, params }) =>
  done({ data: (await versionDifference(viewer, params.id, params.number)) ?? refuse("not-found", "versions.refusal.notFound") }),
);
