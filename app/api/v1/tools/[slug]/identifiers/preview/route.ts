import { done, route } from "@/lib/http/route";
import { Refusal, reason } from "@/lib/refusal";
import { slugParams } from "@/lib/registry/schema";
import { previewIdentifier } from "@/lib/registry/tools/identifiers/queries";
import { whyNotValue } from "@/lib/registry/tools/identifiers/rules";
import { previewSchema } from "@/lib/registry/tools/identifiers/schema";

export const GET = route(
  "GET /api/v1/tools/{slug}/identifiers/preview",
  { params: slugParams, query: previewSchema },
  async ({ viewer, params, query }) => {
    const fields = whyNotValue(query);
    if (fields) throw new Refusal("invalid", reason("http.refusal.fields", { count: Object.keys(fields).length }), { fields });
    return done({ data: await previewIdentifier(viewer, params.slug, query) });
  },
);
