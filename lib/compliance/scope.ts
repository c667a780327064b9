import { isUnlimited } from "@/lib/auth/permissions";
import type { Viewer } from "@/lib/auth/viewer";
import { withinTeams } from "@/lib/people/scope";
import { Prisma } from "@/prisma/generated/client";
import type { DutyKind } from "@/prisma/generated/enums";

/** Teams of a viewer's own view, as a condition on `t`: one team if it is theirs to see, or the top of what is. */
export function viewedTeams(viewer: Viewer, teamId: number | null | undefined): Prisma.Sql {
  if (teamId) return Prisma.sql`(t.id = ${teamId} AND ${withinTeams(viewer, "bans:read", Prisma.sql`t.path`)})`;
  return topTeams(viewer);
}

/** The highest teams a viewer sees: the company, or what they manage that is not below something else they manage. */
export function topTeams(viewer: Viewer): Prisma.Sql {
  if (isUnlimited(viewer, "bans:read")) return Prisma.sql`t.parent_id IS NULL`;
  const top = viewer.managedPaths.filter((path) => !viewer.managedPaths.some((other) => path.startsWith(`${other}.`)));
  return Prisma.sql`t.path = ANY (${top}::text[]::ltree[])`;
}

/** A ban that binds or bound somebody. Drafts have no duties. */
export const PUBLISHED = Prisma.sql`b.published_at IS NOT NULL`;

/** The duty a page is about, as a table of one row `d`: the one asked for, or removal, or the earliest. */
export function oneDuty(banId: number, kind: DutyKind | undefined): Prisma.Sql {
  return Prisma.sql`(
    SELECT * FROM duty WHERE ban_id = ${banId} AND (${kind ?? null}::duty_kind IS NULL OR kind = ${kind ?? null}::duty_kind)
    ORDER BY kind = 'UNINSTALL' DESC, deadline_at, id LIMIT 1)`;
}

/** The columns of `rollup_now` under their names in TypeScript, summed. */
export const SUMS = Prisma.sql`
  coalesce(sum(r.installed), 0)::int AS installed, coalesce(sum(r.unknown), 0)::int AS unknown, coalesce(sum(r.stated), 0)::int AS stated,
  coalesce(sum(r.proved), 0)::int AS proved, coalesce(sum(r.not_affected), 0)::int AS "notAffected", coalesce(sum(r.excepted), 0)::int AS excepted,
  coalesce(sum(r.contradicted), 0)::int AS contradicted, coalesce(sum(r.reappeared), 0)::int AS reappeared`;

export function like(text: string): string {
  return `%${text.replace(/[\\%_]/g, "\\$&")}%`;
}
