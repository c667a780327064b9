import "server-only";
import { recordAudit } from "@/lib/audit/record";
import { must } from "@/lib/auth/permissions";
import type { Viewer } from "@/lib/auth/viewer";
import { inTransaction } from "@/lib/db";
import type { ClassFilters } from "@/lib/risk/classes/list/schema";

/** Records that somebody took the classes away, by which filters, and how many. */
export async function recordClassExport(viewer: Viewer, filters: ClassFilters, rows: number, now: Date): Promise<void> {
  must(viewer, "risk:read");
  const after = { filters: { ...filters }, rows };
  await inTransaction((tx) => recordAudit(tx, viewer, { action: "risk.exported", subjectKind: "risk", subjectId: "classes", after }, now));
}
