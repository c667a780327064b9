import "server-only";
import { must } from "@/lib/auth/permissions";
import type { Viewer } from "@/lib/auth/viewer";
import { db } from "@/lib/db";

export type SensitiveTeam = {
  id: number;
  name: string;
  above: string[];
  people: number;
  reason: string;
  markedBy: string | null;
  markedAt: Date;
};

/** The teams in which no approval from above counts; `teamId` asks for one. */
export async function sensitiveTeams(viewer: Viewer, teamId?: number): Promise<SensitiveTeam[]> {
  must(viewer, "registry:read");
  return db.$queryRaw<SensitiveTeam[]>`
    SELECT t.id, t.name, m.reason, w.name AS "markedBy", m.marked_at AS "markedAt",
      ARRAY(SELECT a.name FROM team a WHERE a.path @> t.path AND a.id <> t.id ORDER BY nlevel(a.path)) AS above,
      (SELECT coalesce(sum(k.active_people), 0)::int FROM team k WHERE k.path <@ t.path) AS people
    FROM sensitive_team m JOIN team t ON t.id = m.team_id LEFT JOIN person w ON w.id = m.marked_by_id
    WHERE ${teamId ?? null}::int IS NULL OR t.id = ${teamId ?? null} ORDER BY t.name, t.id`;
}
