import { done, route } from "@/lib/http/route";
import { getPerson } from "@/lib/people/queries";
import { personParams } from "@/lib/people/schema";
import { refuse } from "@/lib/refusal";

export const GET = route("GET /api/v1/people/{id}", { params: personParams }, async ({ viewer, params }) => {
  const person = await getPerson(viewer, params.id);
  return done({ data: person ?? refuse("not-found", "http.refusal.notFound") });
});
