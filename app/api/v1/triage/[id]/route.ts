import { done, route } from "@/lib/http/route";
import { getTriageItem } from "@/lib/inventory/triage/queries";
import { triageParams } from "@/lib/inventory/triage/schema";
import { refuse } from "@/lib/refusal";

export const GET = route("GET /api/v1/triage/{id}", { params: triageParams }, async ({ viewer, params }) => {
  const item = await getTriageItem(viewer, params.id);
  return done({ data: item ?? refuse("not-found", "http.refusal.notFound") });
});
