import { datesAnswer } from "@/app/api/v1/me/duties/dates-answer";
import { ownSaidDuties } from "@/lib/compliance/confirmations/queries";
import { personDates } from "@/lib/compliance/dates/queries";
import { done, route } from "@/lib/http/route";

/** Every date of one's own, why it is that one, and the duties that are shown by what one says. */
export const GET = route("GET /api/v1/me/duties", {}, async ({ viewer, locale, now }) => {
  const [dates, toConfirm] = await Promise.all([personDates(viewer, viewer.personId ?? 0, now), ownSaidDuties(viewer, now)]);
  return done({ data: { ...datesAnswer(dates, locale), toConfirm } });
});
