import "server-only";
import { must } from "@/lib/auth/permissions";
import type { Viewer } from "@/lib/auth/viewer";
import { db } from "@/lib/db";
import {
  DEPENDENCY_KEYS,
  type Dependency,
  type DependencyKey,
  dependencyOf,
  type Level,
  type SetLevels,
  type Usage,
} from "@/lib/risk/dependency/rules";
import { Prisma } from "@/prisma/generated/client";

export type SetInput = {
  id: number;
  key: DependencyKey;
  level: Level;
  reason: string;
  evidence: string | null;
  claims: { id: number; statement: string }[];
  by: string | null;
  at: Date;
};

export type ToolDependency = {
  dependency: Dependency;
  /** What people set, by input. */
  set: Partial<Record<DependencyKey, SetInput>>;
  usage: Usage | null;
  /** The newest input in force, 0 for none: whoever changes says that they saw it. */
  seen: number;
};

const INPUT = Prisma.sql`i.id, i.key, i.value::int AS level, i.reason, i.evidence, p.name AS by, i.set_at AS at,
  (SELECT coalesce(jsonb_agg(jsonb_build_object('id', c.id, 'statement', c.statement) ORDER BY c.id), '[]') FROM claim c WHERE c.id = ANY (i.claim_ids)) AS claims`;

/** How much rests on a tool. Approval and bans are no part of it. */
export async function dependencyOfTool(viewer: Viewer, toolId: number): Promise<ToolDependency> {
  must(viewer, "risk:read");
  const [rows, usage] = await Promise.all([
    db.$queryRaw<SetInput[]>`
      SELECT ${INPUT} FROM risk_input i LEFT JOIN person p ON p.id = i.set_by_id
      WHERE i.tool_id = ${toolId} AND i.axis = 'dependency' AND i.superseded_at IS NULL AND i.key = ANY (${[...DEPENDENCY_KEYS]}::text[])`,
    usageOfTool(viewer, toolId),
  ]);
  const set = Object.fromEntries(rows.map((row) => [row.key, row]));
  const levels: SetLevels = Object.fromEntries(rows.map(({ key, level }) => [key, level]));
  return { dependency: dependencyOf(levels, usage), set, usage, seen: Math.max(0, ...rows.map(({ id }) => id)) };
}

/**
 * How many active people have the tool on a device now. Null: usage unknown, since no report has ever covered a kind of identifier that
 * names the tool, as of one that only runs in the browser.
 */
export async function usageOfTool(viewer: Viewer, toolId: number): Promise<Usage | null> {
  must(viewer, "risk:read");
  const [row] = await db.$queryRaw<[{ people: number; of: number; asOf: Date | null }]>`
    WITH sought AS (SELECT bit_or(kind_bit(kind)) AS kinds FROM identifier WHERE tool_id = ${toolId})
    SELECT (SELECT max(r.collected_at) FROM report r, sought s WHERE NOT r.held AND r.kinds & s.kinds <> 0) AS "asOf",
      (SELECT count(*)::int FROM person WHERE active) AS of,
      (SELECT count(DISTINCT d.owner_person_id)::int FROM software_tool k JOIN installation i ON i.software_id = k.software_id AND i.gone_at IS NULL
        JOIN device d ON d.id = i.device_id JOIN person p ON p.id = d.owner_person_id AND p.active WHERE k.tool_id = ${toolId}) AS people`;
  return row.asOf ? { people: row.people, of: row.of, asOf: row.asOf } : null;
}

export type UsageOfTeam = { id: number; name: string; people: number; of: number };

/** The same by division, where it is used most first: the rows behind the number. */
export async function usageByTeam(viewer: Viewer, toolId: number): Promise<UsageOfTeam[]> {
  must(viewer, "risk:read");
  return db.$queryRaw<UsageOfTeam[]>`
    WITH holder AS (
      SELECT DISTINCT p.id, p.team_id FROM software_tool k JOIN installation i ON i.software_id = k.software_id AND i.gone_at IS NULL
      JOIN device d ON d.id = i.device_id JOIN person p ON p.id = d.owner_person_id AND p.active WHERE k.tool_id = ${toolId}
    ), placed AS (SELECT subpath(t.path, 0, least(nlevel(t.path), 2)) AS division, count(*)::int AS people FROM holder h JOIN team t ON t.id = h.team_id GROUP BY 1)
    SELECT v.id, v.name, l.people,
      (SELECT sum(t.active_people)::int FROM team t WHERE CASE WHEN nlevel(v.path) < 2 THEN t.id = v.id ELSE t.path <@ v.path END) AS of
    FROM placed l JOIN team v ON v.path = l.division ORDER BY l.people DESC, v.name LIMIT 100`;
}

/** What was set before, the newest first. */
export async function dependencyHistory(viewer: Viewer, toolId: number): Promise<(SetInput & { until: Date })[]> {
  must(viewer, "risk:read");
  return db.$queryRaw<(SetInput & { until: Date })[]>`
    SELECT ${INPUT}, i.superseded_at AS until FROM risk_input i LEFT JOIN person p ON p.id = i.set_by_id
    WHERE i.tool_id = ${toolId} AND i.axis = 'dependency' AND i.superseded_at IS NOT NULL ORDER BY i.superseded_at DESC, i.id DESC LIMIT 100`;
}
