import { Prisma } from "@/prisma/generated/client";

/**
 * What the words of a ban that bind mean by now and did not at publication: tools not in its scope, or there in some versions only, and ways
 * from other tools to a banned model. `ban` names the column with the ban's id.
 */
export function newMatches(ban: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`(
    WITH said AS (SELECT content -> 'selector' AS selector FROM ban_version WHERE ban_id = ${ban} AND status = 'PUBLISHED')
    SELECT s.tool_id, NULL::int AS family_id, NULL::text AS channel, NULL::access_mode AS mode
    FROM said CROSS JOIN LATERAL resolve_selector(said.selector) s
    WHERE NOT EXISTS (
      SELECT FROM ban_scope_tool kept WHERE kept.ban_id = ${ban} AND kept.tool_id = s.tool_id AND (kept.version_range IS NULL OR s.version_range IS NOT NULL))
    UNION ALL
    SELECT a.tool_id, a.family_id, a.channel, a.mode
    FROM said CROSS JOIN LATERAL resolve_access(said.selector) a
    WHERE NOT EXISTS (
      SELECT FROM ban_scope_access kept WHERE kept.ban_id = ${ban} AND kept.tool_id = a.tool_id AND kept.family_id = a.family_id AND kept.channel = a.channel))`;
}

/** A proposal `d` and a match `m` are of the same thing. */
export const SAME_THING = Prisma.sql`m.tool_id = d.tool_id AND coalesce(m.family_id, 0) = coalesce(d.family_id, 0) AND coalesce(m.channel, '') = coalesce(d.channel, '')`;

/** "Claude Notebook", or "Cursor → Claude (amazon-bedrock)" for a way to a model: of a proposal `d`, its tool `t` and its family `f`. */
export const MATCH_NAME = Prisma.sql`t.name || coalesce(' → ' || f.name || ' (' || d.channel || ')', '')`;
