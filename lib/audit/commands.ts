import "server-only";
import { recordAudit } from "@/lib/audit/record";
import type { AuditList } from "@/lib/audit/schema";
import { must } from "@/lib/auth/permissions";
import type { Viewer } from "@/lib/auth/viewer";
import { inTransaction } from "@/lib/db";

/** Records that somebody took the log away, and by which filters. */
export async function recordAuditExport(
  viewer: Viewer,
  { cursor: _cursor, limit: _limit, format: _format, ...filters }: AuditList,
  now: Date,
): Promise<void> {
  must(viewer, "audit:read");
  await inTransaction((tx) =>
    recordAudit(tx, viewer, { action: "audit.exported", subjectKind: "audit", subjectId: "all", after: filters }, now),
  );
}
