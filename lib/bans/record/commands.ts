import "server-only";
import { recordAudit } from "@/lib/audit/record";
import { must } from "@/lib/auth/permissions";
import type { Viewer } from "@/lib/auth/viewer";
import { inTransaction } from "@/lib/db";

/** Notes that somebody took the record away. */
export async function recordRecordExport(viewer: Viewer, code: string, now: Date): Promise<void> {
  must(viewer, "bans:record");
  const event = { action: "ban.record-exported", subjectKind: "ban", subjectId: code } as const;
  await inTransaction((tx) => recordAudit(tx, viewer, event, now));
}
