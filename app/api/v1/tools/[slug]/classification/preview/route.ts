import { done, route } from "@/lib/http/route";
import { refuse } from "@/lib/refusal";
import { slugParams } from "@/lib/registry/schema";
import { previewInput } from "@/lib/risk/classes/queries";
import { previewSchema } from "@/lib/risk/classes/schema";

export const GET = route(
  "GET /api/v1/tools/{slug}/classification/preview",
  { params: slugParams, query: previewSchema },
  async ({ viewer, params, query, now }) =>
    done({ data: (await previewInput(viewer, params.slug, query, now)) ?? refuse("not-found", "registry.refusal.tool") }),
);
