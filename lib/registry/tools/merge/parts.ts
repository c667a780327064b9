import "server-only";
import type { db, Tx } from "@/lib/db";
import type { BanNaming, Keyed } from "@/lib/registry/tools/merge/rules";
import type { DecisionStatus } from "@/prisma/generated/enums";

type Client = Tx | typeof db;

export type Part = Keyed & { label: string };
export type DecisionPart = Keyed & { team: string | null; workerTypes: string[]; countries: string[]; status: DecisionStatus };

export type Parts = {
  identifiers: Part[];
  access: Part[];
  releases: Part[];
  decisions: DecisionPart[];
  pastDecisions: number;
  requests: number;
};

/** Everything that hangs on a tool, each under the key of which a tool has one. */
export async function partsOf(tx: Client, toolId: number): Promise<Parts> {
  const identifiers = await tx.$queryRaw<Part[]>`
    SELECT id, kind || ' ' || match_value AS key, value AS label FROM identifier WHERE tool_id = ${toolId} ORDER BY kind, id`;
  const access = await tx.$queryRaw<Part[]>`
    SELECT a.id, a.family_id || ' ' || a.channel AS key, f.name AS label FROM model_access a JOIN model_family f ON f.id = a.family_id
    WHERE a.tool_id = ${toolId} ORDER BY f.name, a.id`;
  const releases = await tx.$queryRaw<Part[]>`
    SELECT id, kind || ' ' || version AS key, version AS label FROM release WHERE tool_id = ${toolId} ORDER BY id`;
  const decisions = await tx.$queryRaw<DecisionPart[]>`
    SELECT d.id, concat_ws('|', coalesce(d.team_id, 0), d.worker_types::text, d.countries::text) AS key, t.name AS team,
      d.worker_types::text[] AS "workerTypes", d.countries, d.status::text
    FROM decision d LEFT JOIN team t ON t.id = d.team_id WHERE d.tool_id = ${toolId} AND d.superseded_at IS NULL ORDER BY d.id`;
  const pastDecisions = await tx.decision.count({ where: { toolId, supersededAt: { not: null } } });
  const requests = await tx.toolRequest.count({ where: { toolId } });
  return { identifiers, access, releases, decisions, pastDecisions, requests };
}

/**
 * Bans that are not over and name the tool: in their frozen scope, by name in a draft, or as what to use instead. Bans belong to the domain
 * above, but it is the tool's own row that they hold on to.
 */
export async function bansNaming(tx: Client, toolId: number): Promise<BanNaming[]> {
  return tx.$queryRaw<BanNaming[]>`
    SELECT b.code, b.title FROM ban b
    WHERE b.status IN ('DRAFT', 'IN_REVIEW', 'APPROVED', 'PUBLISHED', 'SUSPENDED') AND (
      b.replacement_tool_id = ${toolId}
      OR EXISTS (SELECT FROM ban_scope_tool s WHERE s.ban_id = b.id AND s.tool_id = ${toolId})
      OR EXISTS (
        SELECT FROM (SELECT content FROM ban_version WHERE ban_id = b.id ORDER BY number DESC LIMIT 1) v
        WHERE v.content -> 'selector' -> 'tools' @> to_jsonb(${toolId}::int) OR v.content -> 'replacement' -> 'toolId' = to_jsonb(${toolId}::int))
    ) ORDER BY b.id`;
}
