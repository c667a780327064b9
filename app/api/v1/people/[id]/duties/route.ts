import { datesAnswer } from "@/app/api/v1/me/duties/dates-answer";
import { personDates } from "@/lib/compliance/dates/queries";
import { done, route } from "@/lib/http/route";
import { getPerson } from "@/lib/people/queries";
import { personParams } from "@/lib/people/schema";
import { refuse } from "@/lib/refusal";

export const GET = route("GET /api/v1/people/{id}/duties", { params: personParams }, async ({ viewer, params, locale, now }) => {
  const person = (await getPerson(viewer, params.id)) ?? refuse("not-found", "http.refusal.notFound");
  return done({ data: datesAnswer(await personDates(viewer, person.id, now), locale) });
});
