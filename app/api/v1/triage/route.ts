import { done, route } from "@/lib/http/route";
import { countTriage, listTriage } from "@/lib/inventory/triage/queries";
import { triageListSchema } from "@/lib/inventory/triage/schema";

export const GET = route("GET /api/v1/triage", { query: triageListSchema }, async ({ viewer, query }) => {
  const [list, count] = await Promise.all([listTriage(viewer, query), countTriage(viewer, query)]);
  return done({ data: { ...list, ...count } });
});
