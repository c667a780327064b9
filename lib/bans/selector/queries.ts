import "server-only";
import type { Selector } from "@/lib/bans/selector/schema";
import type { db, Tx } from "@/lib/db";
import type { AccessMode } from "@/prisma/generated/enums";

export type ScopeTool = {
  id: number;
  slug: string;
  name: string;
  vendor: string /** VERS range; null: every version. */;
  versionRange: string | null;
};
/** A tool that is not banned itself and reaches a model of this family through this channel. */
export type ScopeEdge = { toolId: number; tool: string; familyId: number; family: string; channel: string; mode: AccessMode };
export type Scope = { tools: ScopeTool[]; access: ScopeEdge[] };

/** What a selector means now, by name. With a ban, what somebody dismissed for it is left out, unless the selector names the tool itself. */
export async function resolveScope(tx: Tx | typeof db, selector: Selector, banId: number | null = null): Promise<Scope> {
  const document = JSON.stringify(selector);
  const named = [...selector.tools, ...selector.ranges.map(({ toolId }) => toolId)];
  const tools = await tx.$queryRaw<ScopeTool[]>`
    SELECT t.id, t.slug, t.name, v.name AS vendor, s.version_range AS "versionRange"
    FROM resolve_selector(${document}::jsonb) s JOIN tool t ON t.id = s.tool_id JOIN vendor v ON v.id = t.vendor_id
    WHERE t.id = ANY (${named}::int[]) OR NOT EXISTS (
      SELECT FROM scope_drift d JOIN tool x ON x.id = d.tool_id
      WHERE d.ban_id = ${banId}::int AND d.status = 'DISMISSED' AND d.family_id IS NULL AND coalesce(x.merged_into_id, x.id) = t.id)
    ORDER BY v.name, t.name, t.id`;
  const access = await tx.$queryRaw<ScopeEdge[]>`
    SELECT a.tool_id AS "toolId", t.name AS tool, a.family_id AS "familyId", f.name AS family, a.channel, a.mode::text AS mode
    FROM resolve_access(${document}::jsonb) a JOIN tool t ON t.id = a.tool_id JOIN model_family f ON f.id = a.family_id
    WHERE NOT EXISTS (
      SELECT FROM scope_drift d JOIN tool x ON x.id = d.tool_id
      WHERE d.ban_id = ${banId}::int AND d.status = 'DISMISSED' AND coalesce(x.merged_into_id, x.id) = a.tool_id
        AND (d.family_id IS NULL OR (d.family_id = a.family_id AND d.channel = a.channel)))
    ORDER BY t.name, t.id, f.name, f.id, a.channel`;
  return { tools, access };
}
