import { csvAnswer } from "@/lib/http/csv";
import { limitRate } from "@/lib/http/rate";
import { done, route } from "@/lib/http/route";
import { recordDecisionExport } from "@/lib/registry/decisions/commands";
import { DECISION_CSV_HEADER, decisionCsvRows, listDecisions } from "@/lib/registry/decisions/queries";
import { decisionListSchema } from "@/lib/registry/decisions/schema";

export const GET = route("GET /api/v1/decisions", { query: decisionListSchema }, async ({ viewer, query, now, request }) => {
  const { format, cursor: _cursor, limit: _limit, ...filters } = query;
  const wantsCsv = format === "csv" || (!format && request.headers.get("accept")?.startsWith("text/csv"));
  if (!wantsCsv) return done({ data: await listDecisions(viewer, query, now) });
  await limitRate("export", `person-${viewer.personId}`);
  const rows = await decisionCsvRows(viewer, filters, now);
  await recordDecisionExport(viewer, filters, rows.length, now);
  return csvAnswer({ fileName: `decisions-${now.toISOString().slice(0, 10)}.csv`, header: DECISION_CSV_HEADER, rows });
});
