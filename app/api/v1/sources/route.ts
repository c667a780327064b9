import { csvAnswer } from "@/lib/http/csv";
import { limitRate } from "@/lib/http/rate";
import { done, route } from "@/lib/http/route";
import { reason } from "@/lib/refusal";
import { recordSource, recordSourceExport } from "@/lib/risk/sources/commands";
import { listSources, SOURCE_CSV_HEADER, sourceCsvRows } from "@/lib/risk/sources/queries";
import { sourceCode } from "@/lib/risk/sources/rules";
import { recordSourceSchema, sourceListSchema } from "@/lib/risk/sources/schema";

export const GET = route("GET /api/v1/sources", { query: sourceListSchema }, async ({ viewer, query, now }) => {
  const { cursor, limit, format, ...filters } = query;
  if (format !== "csv") return done({ data: await listSources(viewer, { ...filters, cursor, limit }) });
  await limitRate("export", `person-${viewer.personId}`);
  await recordSourceExport(viewer, filters, now);
  return csvAnswer({
    fileName: `sources-${now.toISOString().slice(0, 10)}.csv`,
    header: SOURCE_CSV_HEADER,
    rows: sourceCsvRows(viewer, filters),
  });
});

export const POST = route("POST /api/v1/sources", { body: recordSourceSchema }, async ({ viewer, body, now }) => {
  const created = await recordSource(viewer, body, now);
  return done({
    data: created,
    status: 201,
    seeOther: `/sources/${created.id}`,
    say: reason("sources.said.recorded", { source: sourceCode(created.id) }),
    headers: { location: `/api/v1/sources/${created.id}` },
  });
});
