import { recordExceptionExport } from "@/lib/bans/exceptions/commands";
import { EXCEPTION_CSV_HEADER, exceptionCsvRows, listExceptions } from "@/lib/bans/exceptions/queries";
import { requestException } from "@/lib/bans/exceptions/request/commands";
import { exceptionPath } from "@/lib/bans/exceptions/rules";
import { exceptionListSchema, requestExceptionSchema } from "@/lib/bans/exceptions/schema";
import { csvAnswer } from "@/lib/http/csv";
import { limitRate } from "@/lib/http/rate";
import { done, route } from "@/lib/http/route";
import { reason } from "@/lib/refusal";

export const GET = route("GET /api/v1/exceptions", { query: exceptionListSchema }, async ({ viewer, query, now }) => {
  const { cursor, limit, format, ...filters } = query;
  if (format !== "csv") return done({ data: await listExceptions(viewer, { ...filters, cursor, limit }, now) });
  await limitRate("export", `person-${viewer.personId}`);
  await recordExceptionExport(viewer, filters, now);
  return csvAnswer({
    fileName: `exceptions-${now.toISOString().slice(0, 10)}.csv`,
    header: EXCEPTION_CSV_HEADER,
    rows: exceptionCsvRows(viewer, filters, now),
  });
});

export const POST = route("POST /api/v1/exceptions", { body: requestExceptionSchema }, async ({ viewer, body, now }) => {
  const requested = await requestException(viewer, body, now);
  return done({
    data: requested,
    status: 201,
    seeOther: exceptionPath(requested.id),
    say: reason("exceptions.said.requested", { code: requested.code }),
    headers: { location: `/api/v1/exceptions/${requested.id}` },
  });
});
