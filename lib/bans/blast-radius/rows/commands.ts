import "server-only";
import { recordAudit } from "@/lib/audit/record";
import { must } from "@/lib/auth/permissions";
import type { Viewer } from "@/lib/auth/viewer";
import type { RadiusFilters, RadiusList } from "@/lib/bans/blast-radius/rows/schema";
import { inTransaction } from "@/lib/db";

/** Records that somebody took the rows of a blast radius away, and by which filters. */
export async function recordRadiusExport(
  viewer: Viewer,
  { code, list, filters }: { code: string; list: RadiusList; filters: RadiusFilters },
  now: Date,
): Promise<void> {
  must(viewer, "bans:record");
  const after = { list, ...JSON.parse(JSON.stringify(filters)) };
  await inTransaction((tx) => recordAudit(tx, viewer, { action: "ban.people-exported", subjectKind: "ban", subjectId: code, after }, now));
}
