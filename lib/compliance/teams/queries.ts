import "server-only";
import { must } from "@/lib/auth/permissions";
import type { Viewer } from "@/lib/auth/viewer";
import { inLanguage } from "@/lib/bans/rules";
import type { Words } from "@/lib/bans/schema";
import { paceWindow } from "@/lib/compliance/burn-down/rules";
import { groupedRows, type ObligationRow } from "@/lib/compliance/rows/queries";
import { type Counts, DUTY_GROUPS, type DutyGroup, type Headline, headline, type Late } from "@/lib/compliance/rules";
import type { BanTeamsQuery } from "@/lib/compliance/schema";
import { dateFor, lateOf, leftColumn, like, oneDuty, PUBLISHED, SUMS, topTeams } from "@/lib/compliance/scope";
import { db } from "@/lib/db";
import { withinTeams } from "@/lib/people/scope";
import { Prisma } from "@/prisma/generated/client";
import type { DutyKind, DutyProof } from "@/prisma/generated/enums";

export type TeamRow = {
  id: number;
  name: string;
  parentId: number | null;
  /** Levels below the company. */
  level: number;
  hasChildren: boolean;
  counts: Counts;
  headline: Headline;
  /** Of the team; single people may have another. */
  deadlineAt: Date;
  /** At the pace of the last three working days; null before there is a day of data, and after the cutoff. */
  atCutoff: number | null;
  /** Left at the end of each of the last five days, the last one now; null before the ban. */
  lastDays: (number | null)[];
};

export type TeamsPage = {
  kind: DutyKind;
  proof: DutyProof;
  rows: TeamRow[];
  total: number;
  page: number;
  size: number;
  /** From the top of what the viewer sees down to the parent. */
  above: { id: number; name: string }[];
};

type Facts = {
  dutyId: number;
  kind: DutyKind;
  proof: DutyProof;
  /** The duty's own date, and those of single subtrees. */
  deadlines: string[];
  zone: string;
  publishedAt: Date;
  above: { id: number; name: string }[];
};
type Row = Counts &
  Late & {
    id: number;
    name: string;
    parentId: number | null;
    level: number;
    hasChildren: boolean;
    deadlineAt: Date;
    left: number;
    atCutoff: number | null;
    days: (number | null)[];
    found: number;
  };

/** The columns of `headline`, for sorting by them. */
function sortedBy(sort: BanTeamsQuery["sort"], proof: DutyProof): Prisma.Sql {
  switch (sort) {
    case "forecast":
      return Prisma.sql`"atCutoff"`;
    case "left":
      return Prisma.sql`"left"`;
    case "name":
      return Prisma.sql`name`;
    case "total":
      return Prisma.sql`("left" + stated + proved + "notAffected" + excepted)`;
    case "cleared":
      return proof === "STATEMENT" ? Prisma.sql`(stated + proved + "notAffected")` : Prisma.sql`(proved + "notAffected")`;
    case "checking":
      return proof === "STATEMENT" ? Prisma.sql`0` : Prisma.sql`stated`;
    case "stillFound":
      return Prisma.sql`contradicted`;
    case "exempt":
      return Prisma.sql`excepted`;
    case "notSeen":
      return proof === "INVENTORY" ? Prisma.sql`unknown` : Prisma.sql`0`;
  }
}

/** Teams one level below a team with the sums of their subtrees, or any team by name. Null: no such ban, or not this viewer's team. */
export async function banTeams(viewer: Viewer, banId: number, query: BanTeamsQuery, now: Date): Promise<TeamsPage | null> {
  must(viewer, "bans:read");
  const { parent, sort, dir, q, page, size } = query;
  const mine = withinTeams(viewer, "bans:read", Prisma.sql`t.path`);
  const [facts] = await db.$queryRaw<Facts[]>`
    SELECT d.id AS "dutyId", d.kind::text, d.proof::text, b.zone, b.published_at AS "publishedAt",
      (SELECT coalesce(jsonb_agg(local_instant((r ->> 'deadlineLocal')::timestamp, r ->> 'deadlineZone')), '[]') || to_jsonb(d.deadline_at)
        FROM jsonb_array_elements(d.team_deadlines) AS r) AS deadlines,
      (SELECT coalesce(jsonb_agg(jsonb_build_object('id', t.id, 'name', t.name) ORDER BY nlevel(t.path)), '[]')
        FROM team t WHERE ${mine} AND t.path @> (SELECT path FROM team WHERE id = ${parent ?? null}::int)) AS above
    FROM ban b JOIN ${oneDuty(banId, query.duty)} d ON d.ban_id = b.id WHERE b.id = ${banId} AND ${PUBLISHED}`;
  if (!facts || (parent && facts.above.length === 0)) return null;
  const level = parent ? Prisma.sql`t.parent_id = ${parent}` : topTeams(viewer);
  const chosen = q ? Prisma.sql`t.name ILIKE ${like(q)} AND ${mine} ${parent ? below(parent) : Prisma.empty}` : level;
  const found = await rowsOf(
    facts,
    chosen,
    Prisma.sql`${sortedBy(sort, facts.proof)} ${Prisma.raw(dir === "asc" ? "ASC" : "DESC")} NULLS LAST`,
    { page, size },
    now,
  );
  return {
    kind: facts.kind,
    proof: facts.proof,
    rows: found.map(({ id, name, parentId, level, hasChildren, deadlineAt, atCutoff, days, left, found: _, ...row }) => {
      const { overdue, stillFound, unproved, ...counts } = row;
      return {
        id,
        name,
        parentId,
        level,
        hasChildren,
        counts,
        headline: headline(counts, facts.proof, { overdue, stillFound, unproved }),
        deadlineAt,
        atCutoff: atCutoff === null ? null : Math.round(atCutoff),
        lastDays: [...days, left],
      };
    }),
    total: found[0]?.found ?? 0,
    page,
    size,
    above: facts.above,
  };
}

const below = (parent: number) => Prisma.sql`AND t.path <@ (SELECT path FROM team WHERE id = ${parent}) AND t.id <> ${parent}`;

/** The forecast is the rule of `forecastAt`, for many teams: what is left, shrunk as it shrank since `window.since`, up to the date of each. */
function rowsOf(
  { dutyId, proof, deadlines, publishedAt, zone }: Facts,
  chosen: Prisma.Sql,
  order: Prisma.Sql,
  { page, size }: Pick<BanTeamsQuery, "page" | "size">,
  now: Date,
): Promise<Row[]> {
  const paces = deadlines.flatMap((at) => {
    const pace = paceWindow(publishedAt, new Date(at), now, zone);
    return pace ? [{ at, ...pace }] : [];
  });
  const column = leftColumn(proof);
  const left = Prisma.sql`c.${column}`;
  return db.$queryRaw<Row[]>`
    WITH chosen AS MATERIALIZED (SELECT t.id, t.name, t.parent_id, nlevel(t.path) - 1 AS level FROM team t WHERE ${chosen}),
    counted AS (
      SELECT r.team_id, ${SUMS} FROM rollup_now(ARRAY[${dutyId}::int], ARRAY(SELECT id FROM chosen)) r GROUP BY r.team_id
    ), rows AS (
      SELECT t.id, t.name, t.parent_id AS "parentId", t.level, EXISTS (SELECT FROM team k WHERE k.parent_id = t.id) AS "hasChildren",
        c.installed, c.unknown, c.stated, c.proved, c."notAffected", c.excepted, c.contradicted, c.reappeared, ${left} AS "left", due.at AS "deadlineAt",
        l.overdue, l.still_found AS "stillFound", l.unproved,
        CASE WHEN pace.at IS NULL THEN NULL WHEN ${left} >= was.left OR was.left IS NULL THEN ${left}
          ELSE ${left} * power(greatest(${left}, 0.5) / was.left, pace.exponent) END::float8 AS "atCutoff"
      FROM chosen t JOIN counted c ON c.team_id = t.id JOIN duty d ON d.id = ${dutyId}
      JOIN late_now(ARRAY[${dutyId}::int], ARRAY(SELECT id FROM chosen), (SELECT least(x.ended_at, ${now}) FROM ban x JOIN duty y ON y.ban_id = x.id WHERE y.id = ${dutyId})) l ON l.team_id = t.id
      LEFT JOIN team_dates(ARRAY[${dutyId}::int]) own ON own.team_id = t.id
      CROSS JOIN LATERAL (SELECT coalesce(local_instant(own.local::timestamp, own.zone), d.deadline_at) AS at) due
      LEFT JOIN (
        SELECT DISTINCT * FROM unnest(${paces.map(({ at }) => at)}::text[]::timestamptz[], ${paces.map(({ exponent }) => exponent)}::float8[]) AS p (at, exponent)
      ) pace ON pace.at = due.at
      LEFT JOIN LATERAL (
        SELECT nullif(h.${column}, 0)::float8 AS left FROM rollup_history h
        WHERE h.duty_id = ${dutyId} AND h.team_id = t.id AND h.hour < ${paces[0]?.since ?? now} ORDER BY h.hour DESC LIMIT 1
      ) was ON ${paces.length > 0}
    )
    SELECT shown.*, ${lastDays(dutyId, column, zone, now)} AS days
    FROM (SELECT *, (count(*) OVER ())::int AS found FROM rows ORDER BY ${order}, id LIMIT ${size} OFFSET ${(page - 1) * size}) shown
    ORDER BY ${order}, id`;
}

/** What was left as each of the four days before today ended, in the ban's zone. */
function lastDays(dutyId: number, column: Prisma.Sql, zone: string, now: Date): Prisma.Sql {
  return Prisma.sql`ARRAY(
    SELECT (SELECT h.${column} FROM rollup_history h
      WHERE h.duty_id = ${dutyId} AND h.team_id = shown.id AND h.hour < (date_trunc('day', ${now}::timestamptz AT TIME ZONE ${zone}) - day * interval '1 day') AT TIME ZONE ${zone}
      ORDER BY h.hour DESC LIMIT 1)
    FROM generate_series(3, 0, -1) AS day ORDER BY day DESC)`;
}

export type TeamPage = {
  ban: { id: number; code: string; title: string; zone: string };
  /** What to use instead. */
  replacement: { name: string } | null;
  team: { id: number; name: string };
  dutyId: number;
  kind: DutyKind;
  proof: DutyProof;
  /** Of the team; single people may have another. */
  deadlineAt: Date;
  counts: Counts;
  headline: Headline;
  /** Every group in the order of the page, with how many it has and the first of them. */
  groups: { group: DutyGroup; count: number; rows: ObligationRow[] }[];
  /** Other bans this team is bound by. */
  bans: { id: number; code: string; title: string; cutoffAt: Date }[];
};

type TeamFacts = Counts &
  Late & {
    dutyId: number;
    kind: DutyKind;
    proof: DutyProof;
    deadlineAt: Date;
    /** The team and everybody below it. */
    teams: number[];
    teamName: string;
    banId: number;
    code: string;
    title: Words;
    zone: string;
    replacement: TeamPage["replacement"];
    bans: { id: number; code: string; title: Words; cutoffAt: string }[];
  };

const PER_GROUP = 50;

/** A team with everybody below it, under one ban: who is to do what. Without a ban, the one with the nearest cutoff. */
export async function teamPage(viewer: Viewer, teamId: number, banId: number | null, now: Date): Promise<TeamPage | null> {
  must(viewer, "bans:read");
  const [facts] = await db.$queryRaw<TeamFacts[]>`
    WITH bound AS (
      SELECT b.* FROM ban b
      WHERE b.status = 'PUBLISHED' AND EXISTS (
        SELECT FROM team x CROSS JOIN duty e JOIN obligation o ON o.duty_id = e.id AND o.team_id = x.id
        WHERE e.ban_id = b.id AND x.path <@ (SELECT path FROM team WHERE id = ${teamId}))
      ORDER BY b.cutoff_at < ${now}, b.cutoff_at, b.id
    )
    SELECT d.id AS "dutyId", d.kind::text, d.proof::text, ${dateFor(Prisma.sql`t.id`)} AS "deadlineAt", t.name AS "teamName", b.id AS "banId", b.code, ban_content(b.id) -> 'title' AS title, b.zone, c.*, l.*,
      (SELECT jsonb_build_object('name', r.name) FROM tool r WHERE r.id = b.replacement_tool_id) AS replacement,
      ARRAY(SELECT below.id FROM team below WHERE below.path <@ t.path) AS teams,
      (SELECT jsonb_agg(jsonb_build_object('id', o.id, 'code', o.code, 'title', ban_content(o.id) -> 'title', 'cutoffAt', o.cutoff_at)) FROM bound o) AS bans
    FROM team t JOIN ban b ON b.id = coalesce(${banId}::int, (SELECT id FROM bound LIMIT 1)) AND ${PUBLISHED}
    CROSS JOIN LATERAL (SELECT d.* FROM duty d WHERE d.ban_id = b.id ORDER BY d.ended_at IS NOT NULL, d.kind = 'UNINSTALL' DESC, d.deadline_at, d.id LIMIT 1) d
    CROSS JOIN LATERAL (SELECT ${SUMS} FROM rollup_now(ARRAY[d.id], ARRAY[t.id]) r) c CROSS JOIN LATERAL ${lateOf(Prisma.sql`ARRAY[t.id]`, now)} l
    WHERE t.id = ${teamId} AND ${withinTeams(viewer, "bans:read", Prisma.sql`t.path`)}`;
  if (!facts) return null;
  const { teamName, banId: id, code, title, zone, replacement, bans, teams, dutyId, kind, proof, deadlineAt, ...sums } = facts;
  const { overdue, stillFound, unproved, ...counts } = sums;
  const line = headline(counts, proof, { overdue, stillFound, unproved });
  const groups = await groupedRows(id, { dutyId, kind, proof, teams }, PER_GROUP, now);
  const sizes = groupSizes(line, stillFound);
  const words = (text: Words) => inLanguage(text, viewer.locale);
  return {
    ban: { id, code, title: words(title), zone },
    replacement,
    team: { id: teamId, name: teamName },
    dutyId,
    kind,
    proof,
    deadlineAt,
    counts,
    headline: line,
    groups: DUTY_GROUPS.map((group) => ({ group, count: sizes[group], rows: groups.get(group) ?? [] })),
    bans: (bans ?? []).map((ban) => ({ ...ban, title: words(ban.title), cutoffAt: new Date(ban.cutoffAt) })),
  };
}

/** `stillFound` past their own date are overdue as well, and stand in a group of their own. */
function groupSizes(line: Headline, lateAndFound: number): Record<DutyGroup, number> {
  const overdue = line.overdue - lateAndFound;
  return {
    overdue,
    "still-found": line.stillFound,
    due: line.left - line.stillFound - overdue,
    checking: line.checking,
    "not-seen": line.notSeen,
    cleared: line.cleared,
    exempt: line.exempt,
  };
}
