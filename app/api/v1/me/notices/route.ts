import { done, route } from "@/lib/http/route";
import { sentenceOf } from "@/lib/http/sentences";
import { ownNotices } from "@/lib/outbox/queries";
import { noticeListSchema } from "@/lib/outbox/schema";

export const GET = route("GET /api/v1/me/notices", { query: noticeListSchema }, async ({ viewer, query, locale }) => {
  const { items, next } = await ownNotices(viewer, query);
  return done({ data: { items: items.map((item) => ({ ...item, sentence: sentenceOf(item.sentence, locale) })), next } });
});
