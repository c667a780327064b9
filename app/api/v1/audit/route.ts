import { recordAuditExport } from "@/lib/audit/commands";
import { AUDIT_CSV_HEADER, auditCsvRows, listAudit } from "@/lib/audit/queries";
import { auditListSchema } from "@/lib/audit/schema";
import { csvAnswer } from "@/lib/http/csv";
import { done, route } from "@/lib/http/route";

export const GET = route("GET /api/v1/audit", { query: auditListSchema }, async ({ viewer, query, now }) => {
  if (query.format !== "csv") return done({ data: await listAudit(viewer, query) });
  await recordAuditExport(viewer, query, now);
  return csvAnswer({
    fileName: `audit-${now.toISOString().slice(0, 10)}.csv`,
    header: AUDIT_CSV_HEADER,
    rows: auditCsvRows(viewer, query),
  });
});
