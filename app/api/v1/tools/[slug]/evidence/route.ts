import { done, route } from "@/lib/http/route";
import { refuse } from "@/lib/refusal";
import { slugParams } from "@/lib/registry/schema";
import { knownOf } from "@/lib/risk/claims/known/queries";

export const GET = route("GET /api/v1/tools/{slug}/evidence", { params: slugParams }, async ({ viewer, params }) =>
  done({ data: (await knownOf(viewer, params.slug)) ?? refuse("not-found", "registry.refusal.tool") }),
);
