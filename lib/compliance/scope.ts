import { isUnlimited } from "@/lib/auth/permissions";
import type { Viewer } from "@/lib/auth/viewer";
import { LEFT } from "@/lib/compliance/rules";
import { withinTeams } from "@/lib/people/scope";
import { Prisma } from "@/prisma/generated/client";
import type { DutyKind, DutyProof } from "@/prisma/generated/enums";

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

/** The duty a page is about, as a table of one row `d`: the one asked for, or removal, or the earliest; one that is no longer asked only where no other is. */
export function oneDuty(banId: number, kind: DutyKind | undefined): Prisma.Sql {
  return Prisma.sql`(
    SELECT * FROM duty WHERE ban_id = ${banId} AND (${kind ?? null}::duty_kind IS NULL OR kind = ${kind ?? null}::duty_kind)
    ORDER BY ended_at IS NOT NULL, kind = 'UNINSTALL' DESC, deadline_at, id LIMIT 1)`;
}

/** The columns of `rollup_now` under their names in TypeScript, summed. */
export const SUMS = Prisma.sql`
  coalesce(sum(r.installed), 0)::int AS installed, coalesce(sum(r.unknown), 0)::int AS unknown, coalesce(sum(r.stated), 0)::int AS stated,
  coalesce(sum(r.proved), 0)::int AS proved, coalesce(sum(r.not_affected), 0)::int AS "notAffected", coalesce(sum(r.excepted), 0)::int AS excepted,
  coalesce(sum(r.contradicted), 0)::int AS contradicted, coalesce(sum(r.reappeared), 0)::int AS reappeared`;

/** What is past its own date among the subtrees of `teams`, of the duty `d` of the ban `b`; of one that ended, as of then. */
export function lateOf(teams: Prisma.Sql, now: Date): Prisma.Sql {
  return Prisma.sql`(
    SELECT coalesce(sum(l.overdue), 0)::int AS overdue, coalesce(sum(l.still_found), 0)::int AS "stillFound", coalesce(sum(l.unproved), 0)::int AS unproved
    FROM late_now(ARRAY[d.id], ${teams}, least(b.ended_at, ${now}::timestamptz)) l)`;
}

/** The date of the duty `d` for a team: that of the nearest subtree that has its own, by the clock of the rule. */
export function dateFor(teamId: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`CASE WHEN d.team_deadlines = '[]' THEN d.deadline_at ELSE coalesce(
    (SELECT local_instant(x.local::timestamp, x.zone) FROM team_dates(ARRAY[d.id]) x WHERE x.team_id = ${teamId}), d.deadline_at) END`;
}

/** The end of the exception that excuses the obligation `o` of duty `d` now. */
export function exceptionEnd(now: Date): Prisma.Sql {
  return Prisma.sql`CASE WHEN o.state = 'EXCEPTED' THEN (
    SELECT max(e.edge) FROM ban_exceptions(o.ban_id, ${now}) e LEFT JOIN team x ON x.id = e.team_id
    WHERE e.duty_kind = d.kind AND e.active AND e.whole
      AND (e.person_id = o.person_id OR t.path <@ x.path OR e.device_id = o.device_id
        OR e.device_id IN (SELECT id FROM device WHERE owner_person_id = o.person_id))) END`;
}

/** A condition on `o` of a duty with this proof: something is left to do (`isLeft`). */
export function leftOf(proof: DutyProof): Prisma.Sql {
  return Prisma.sql`o.state = ${LEFT[proof]}::obligation_state`;
}

/** Of the sums, what is left to do. */
export function leftColumn(proof: DutyProof): Prisma.Sql {
  return proof === "INVENTORY" ? Prisma.sql`installed` : Prisma.sql`unknown`;
}

export function like(text: string): string {
  return `%${text.replace(/[\\%_]/g, "\\$&")}%`;
}
