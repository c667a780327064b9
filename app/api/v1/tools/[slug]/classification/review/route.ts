import { dateWords } from "@/i18n/date-words";
import { done, route } from "@/lib/http/route";
import { reason } from "@/lib/refusal";
import { slugParams } from "@/lib/registry/schema";
import { reviewClass } from "@/lib/risk/reviews/commands";
import { reviewClassSchema } from "@/lib/risk/reviews/schema";

export const POST = route(
  "POST /api/v1/tools/{slug}/classification/review",
  { params: slugParams, body: reviewClassSchema },
  async ({ viewer, params, body, now, locale }) => {
    const reviewed = await reviewClass(viewer, { ...params, ...body }, now);
    const date = dateWords(new Date(`${reviewed.reviewOn}T00:00:00Z`), "date", "UTC", locale);
    return done({ data: reviewed, seeOther: "/reviews", say: reason("reviews.form.said", { date }) });
  },
);
