import "server-only";
import { must } from "@/lib/auth/permissions";
import type { Viewer } from "@/lib/auth/viewer";
import { db } from "@/lib/db";

export type Seats = { id: number; total: number; used: number /** 2026-07-01 */; asOf: string; source: string; recordedBy: string | null };
export type ListedWorkflow = {
  id: number;
  name: string;
  team: { id: number; name: string };
  runsPerWeek: number | null;
  note: string | null;
  recordedBy: string | null;
};

/** What is known of how a tool is used, besides where it is installed: its seats, the newest first, and the work that rests on it. */
export async function toolUse(viewer: Viewer, toolId: number): Promise<{ seats: Seats[]; workflows: ListedWorkflow[] }> {
  must(viewer, "registry:read");
  const [seats, workflows] = await Promise.all([
    db.$queryRaw<Seats[]>`
      SELECT s.id, s.total, s.used, to_char(s.as_of, 'YYYY-MM-DD') AS "asOf", s.source, p.name AS "recordedBy"
      FROM tool_seats s LEFT JOIN person p ON p.id = s.recorded_by_id WHERE s.tool_id = ${toolId} ORDER BY s.as_of DESC, s.id DESC LIMIT 50`,
    db.$queryRaw<ListedWorkflow[]>`
      SELECT w.id, w.name, jsonb_build_object('id', t.id, 'name', t.name) AS team, w.runs_per_week AS "runsPerWeek", w.note, p.name AS "recordedBy"
      FROM workflow w JOIN team t ON t.id = w.owner_team_id LEFT JOIN person p ON p.id = w.recorded_by_id WHERE w.tool_id = ${toolId} ORDER BY w.name, w.id LIMIT 500`,
  ]);
  return { seats, workflows };
}
