import { done, route } from "@/lib/http/route";
import { refuse } from "@/lib/refusal";
import { getUpdate, listChanges } from "@/lib/registry/catalogue/updates/queries";
import { changesQuery, updateParams } from "@/lib/registry/catalogue/updates/schema";

export const GET = route(
  "GET /api/v1/catalogue/updates/{id}",
  { params: updateParams, query: changesQuery },
  async ({ viewer, params, query }) => {
    const update = (await getUpdate(viewer, params.id)) ?? refuse("not-found", "http.refusal.notFound");
    const { items, total, page } = await listChanges(viewer, params.id, query);
    return done({ data: { ...update, items, total, page } });
  },
);
