import { csvAnswer } from "@/lib/http/csv";
import { limitRate } from "@/lib/http/rate";
import { done, route } from "@/lib/http/route";
import { reason } from "@/lib/refusal";
import { createFinding, recordFindingExport } from "@/lib/risk/findings/commands";
import { FINDING_CSV_HEADER, findingCsvRows, listFindings } from "@/lib/risk/findings/queries";
import { findingCode, findingPath } from "@/lib/risk/findings/rules";
import { createFindingSchema, findingListSchema } from "@/lib/risk/findings/schema";

export const GET = route("GET /api/v1/findings", { query: findingListSchema }, async ({ viewer, query, now }) => {
  const { cursor, limit, format, ...filters } = query;
  if (format !== "csv") return done({ data: await listFindings(viewer, { ...filters, cursor, limit }, now) });
  await limitRate("export", `person-${viewer.personId}`);
  await recordFindingExport(viewer, { subjectId: "list", filters, format }, now);
  return csvAnswer({
    fileName: `findings-${now.toISOString().slice(0, 10)}.csv`,
    header: FINDING_CSV_HEADER,
    rows: findingCsvRows(viewer, filters, now),
  });
});

export const POST = route("POST /api/v1/findings", { body: createFindingSchema }, async ({ viewer, body, now }) => {
  const saved = await createFinding(viewer, body, now);
  return done({
    data: { ...saved, code: findingCode(saved.id) },
    status: 201,
    seeOther: findingPath(saved.id),
    say: reason("findings.said.recorded", { code: findingCode(saved.id) }),
    headers: { location: `/api/v1/findings/${saved.id}` },
  });
});
