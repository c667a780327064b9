import "server-only";
import { must } from "@/lib/auth/permissions";
import type { Viewer } from "@/lib/auth/viewer";
import type { ToolChoice } from "@/lib/bans/choices/queries";
import type { BanDraft } from "@/lib/bans/schema";
import { resolveScope } from "@/lib/bans/selector/queries";
import { db } from "@/lib/db";

export type UseCaseChoices = {
  /** Kinds of work that the tools in scope are for, and those a replacement was named for before. */
  categories: { category: string; tools: string[] }[];
  /** Tools that somebody may use by decision, that are not banned here or elsewhere; and those chosen before. */
  tools: ToolChoice[];
};

/** For which kinds of work a ban needs a replacement, and what could be one. */
export async function choicesOfUseCases(viewer: Viewer, { selector, useCases = [] }: BanDraft, banId: number): Promise<UseCaseChoices> {
  must(viewer, "bans:write");
  const scope = selector ? await resolveScope(db, selector, banId) : { tools: [] };
  const toolIds = scope.tools.map(({ id }) => id);
  const named = useCases.map(({ category }) => category);
  const chosen = useCases.flatMap(({ replacement }) => ("toolId" in replacement ? [replacement.toolId] : []));
  const [row] = await db.$queryRaw<[UseCaseChoices]>`
    SELECT
      (SELECT coalesce(jsonb_agg(jsonb_build_object('category', c.category, 'tools', c.tools) ORDER BY c.category), '[]') FROM (
        SELECT k.category, coalesce(jsonb_agg(t.name ORDER BY t.name) FILTER (WHERE t.id IS NOT NULL), '[]') AS tools
        FROM (SELECT category FROM tool WHERE id = ANY (${toolIds}::int[]) UNION SELECT unnest(${named}::text[])) k (category)
        LEFT JOIN tool t ON t.category = k.category AND t.id = ANY (${toolIds}::int[]) GROUP BY k.category) c) AS categories,
      (SELECT coalesce(jsonb_agg(jsonb_build_object('id', t.id, 'name', t.name, 'vendor', v.name) ORDER BY t.name, t.id), '[]')
        FROM tool t JOIN vendor v ON v.id = t.vendor_id
        WHERE t.id = ANY (${chosen}::int[]) OR (t.merged_into_id IS NULL AND NOT t.id = ANY (${toolIds}::int[])
          AND EXISTS (SELECT FROM decision d WHERE d.tool_id = t.id AND d.superseded_at IS NULL AND d.status IN ('APPROVED', 'APPROVED_WITH_CONDITIONS'))
          AND NOT EXISTS (SELECT FROM ban_scope_tool s JOIN ban b ON b.id = s.ban_id AND b.status = 'PUBLISHED' WHERE s.tool_id = t.id AND s.version_range IS NULL))) AS tools`;
  return row;
}
