import { getException } from "@/lib/bans/exceptions/queries";
import { exceptionParams } from "@/lib/bans/exceptions/schema";
import { done, route } from "@/lib/http/route";
import { refuse } from "@/lib/refusal";

export const GET = route("GET /api/v1/exceptions/{id}", { params: exceptionParams }, async ({ viewer, params }) => {
  const found = (await getException(viewer, params.id)) ?? refuse("not-found", "exceptions.refusal.exception");
  const { banFacts, ...exception } = found;
  return done({ data: { ...exception, ban: { ...exception.ban, status: banFacts.status } } });
});
