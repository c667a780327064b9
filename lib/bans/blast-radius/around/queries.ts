import "server-only";
import type { ChannelTool } from "@/lib/bans/blast-radius/channels/rules";
import type { RadiusScope } from "@/lib/bans/blast-radius/scope";
import type { db, Tx } from "@/lib/db";
import { Prisma } from "@/prisma/generated/client";

/** What is known about the tools in scope besides where they are installed. */
export type Around = {
  /** The newest numbers per tool; `known` of `tools` have some. */
  seats: { tools: number; known: number; total: number; used: number };
  /** Work that somebody recorded to rest on the tools. */
  workflows: { workflows: number; teams: number; runsPerWeek: number /** How many of them say how often they run. */; counted: number };
  /** Exceptions of other published bans on the same tools that hold now. */
  exceptions: number;
};

type Asked = Around & { toolFacts: ChannelTool[]; anyService: string[]; anyWeights: string[] };

export async function aroundRadius(tx: Tx | typeof db, scope: RadiusScope, now: Date): Promise<Asked> {
  const { toolIds } = scope;
  const [row] = await tx.$queryRaw<[Asked]>`
    WITH families AS MATERIALIZED (SELECT family_id FROM resolve_families(${scope.selector}::jsonb)),
    newest AS (SELECT DISTINCT ON (tool_id) tool_id, total, used FROM tool_seats WHERE tool_id = ANY (${toolIds}::int[]) ORDER BY tool_id, as_of DESC, id DESC)
    SELECT
      (SELECT jsonb_build_object('tools', ${toolIds.length}::int, 'known', count(*), 'total', coalesce(sum(total), 0), 'used', coalesce(sum(used), 0)) FROM newest) AS seats,
      (SELECT jsonb_build_object('workflows', count(*), 'teams', count(DISTINCT owner_team_id), 'runsPerWeek', coalesce(sum(runs_per_week), 0),
        'counted', count(runs_per_week)) FROM workflow WHERE tool_id = ANY (${toolIds}::int[])) AS workflows,
      (SELECT count(*)::int FROM exception e WHERE ${isElsewhere(scope, now)}) AS exceptions,
      (SELECT coalesce(jsonb_agg(jsonb_build_object('id', t.id, 'name', t.name, 'clients', coalesce(t.clients, '{}'), 'kinds', ARRAY(
        SELECT DISTINCT i.kind FROM identifier i WHERE i.tool_id = t.id)) ORDER BY t.name), '[]') FROM tool t WHERE t.id = ANY (${toolIds}::int[])) AS "toolFacts",
      (SELECT coalesce(jsonb_agg(t.name ORDER BY t.name), '[]') FROM tool t
        WHERE EXISTS (SELECT FROM families) AND cardinality(t.any_service) > 0 AND t.merged_into_id IS NULL AND NOT t.id = ANY (${toolIds}::int[])) AS "anyService",
      (SELECT coalesce(jsonb_agg(t.name ORDER BY t.name), '[]') FROM tool t
        WHERE EXISTS (SELECT FROM families JOIN model_family f ON f.id = family_id WHERE f.open_weights) AND cardinality(t.any_weights) > 0
          AND t.merged_into_id IS NULL AND NOT t.id = ANY (${toolIds}::int[])) AS "anyWeights"`;
  return row;
}

/** An exception `e` of another published ban that holds now and leaves somebody one of these tools. */
export function isElsewhere({ toolIds, banId }: RadiusScope, now: Date): Prisma.Sql {
  return Prisma.sql`e.status = 'ACTIVE' AND e.starts_at <= ${now} AND e.ends_at > ${now} AND e.ban_id IS DISTINCT FROM ${banId}::int AND EXISTS (
    SELECT FROM ban_scope_tool b JOIN ban o ON o.id = b.ban_id AND o.status = 'PUBLISHED'
    WHERE b.ban_id = e.ban_id AND b.tool_id = ANY (${toolIds}::int[]) AND (cardinality(e.tool_ids) = 0 OR b.tool_id = ANY (e.tool_ids)))`;
}
