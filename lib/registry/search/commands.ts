import "server-only";
import { recordAudit } from "@/lib/audit/record";
import { must } from "@/lib/auth/permissions";
import type { Viewer } from "@/lib/auth/viewer";
import { inTransaction } from "@/lib/db";
import type { ToolFilters } from "@/lib/registry/schema";

/** Records that somebody took the registry away, by which filters, and how many rows. */
export async function recordToolExport(viewer: Viewer, filters: ToolFilters, rows: number, now: Date): Promise<void> {
  must(viewer, "registry:read");
  await inTransaction((tx) =>
    recordAudit(
      tx,
      viewer,
      { action: "tools.exported", subjectKind: "tools", subjectId: "registry", after: { filters: { ...filters }, rows } },
      now,
    ),
  );
}
