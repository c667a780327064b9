import { exceptionMetrics } from "@/lib/bans/exceptions/queries";
import { exceptionMetricsSchema } from "@/lib/bans/exceptions/schema";
import { done, route } from "@/lib/http/route";

export const GET = route("GET /api/v1/exceptions/metrics", { query: exceptionMetricsSchema }, async ({ viewer, query, now }) =>
  done({ data: await exceptionMetrics(viewer, query.ban, now) }),
);
