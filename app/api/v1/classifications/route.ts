import { csvAnswer } from "@/lib/http/csv";
import { limitRate } from "@/lib/http/rate";
import { done, route } from "@/lib/http/route";
import { recordClassExport } from "@/lib/risk/classes/list/commands";
import { CLASS_CSV_HEADER, classCsvRows, listClasses } from "@/lib/risk/classes/list/queries";
import { classListSchema } from "@/lib/risk/classes/list/schema";

export const GET = route("GET /api/v1/classifications", { query: classListSchema }, async ({ viewer, query, now, request }) => {
  const { format, cursor: _cursor, limit: _limit, sort: _sort, ...filters } = query;
  const wantsCsv = format === "csv" || (!format && request.headers.get("accept")?.startsWith("text/csv"));
  if (!wantsCsv) return done({ data: await listClasses(viewer, query, now) });
  await limitRate("export", `person-${viewer.personId}`);
  const rows = await classCsvRows(viewer, filters, now);
  await recordClassExport(viewer, filters, rows.length, now);
  return csvAnswer({ fileName: `classifications-${now.toISOString().slice(0, 10)}.csv`, header: CLASS_CSV_HEADER, rows });
});
