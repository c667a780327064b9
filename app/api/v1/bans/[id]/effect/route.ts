import { effectOf } from "@/lib/bans/endings/queries";
import { effectSentences, whyNotEnd } from "@/lib/bans/endings/rules";
import { effectQuerySchema } from "@/lib/bans/endings/schema";
import { banParams } from "@/lib/bans/schema";
import { done, route } from "@/lib/http/route";
import { sentenceOf } from "@/lib/http/sentences";
import { refuse } from "@/lib/refusal";

export const GET = route(
  "GET /api/v1/bans/{id}/effect",
  { params: banParams, query: effectQuerySchema },
  async ({ viewer, params, query, now, locale }) => {
    const effect = (await effectOf(viewer, params.id, query, now)) ?? refuse("not-found", "bans.refusal.notFound");
    const whyNot = whyNotEnd(query.action, effect, viewer);
    const says = effectSentences(effect).map((sentence) => sentenceOf(sentence, locale));
    return done({ data: { ...effect, says, whyNot: whyNot && sentenceOf(whyNot, locale) } });
  },
);
