import { csvAnswer } from "@/lib/http/csv";
import { limitRate } from "@/lib/http/rate";
import { done, route } from "@/lib/http/route";
import { recordReviewExport } from "@/lib/risk/reviews/commands";
import { listReviews, REVIEW_CSV_HEADER, reviewCsvRows } from "@/lib/risk/reviews/queries";
import { reviewListSchema } from "@/lib/risk/reviews/schema";

export const GET = route("GET /api/v1/reviews", { query: reviewListSchema }, async ({ viewer, query, now, request }) => {
  const { format, cursor: _cursor, limit: _limit, ...filters } = query;
  const wantsCsv = format === "csv" || (!format && request.headers.get("accept")?.startsWith("text/csv"));
  if (!wantsCsv) return done({ data: await listReviews(viewer, query, now) });
  await limitRate("export", `person-${viewer.personId}`);
  const rows = await reviewCsvRows(viewer, filters, now);
  await recordReviewExport(viewer, filters, rows.length, now);
  return csvAnswer({ fileName: `reviews-${now.toISOString().slice(0, 10)}.csv`, header: REVIEW_CSV_HEADER, rows });
});
