import "server-only";
import { z } from "zod";
import { must } from "@/lib/auth/permissions";
import type { Viewer } from "@/lib/auth/viewer";
import { db } from "@/lib/db";
import { decodeCursor, type Keyset, keysetOf } from "@/lib/http/keyset";
import { Prisma } from "@/prisma/generated/client";
import type { Role, WorkerType } from "@/prisma/generated/enums";
import type { PeopleList, TeamList } from "./schema";
import { withinTeams } from "./scope";

const byName = z.tuple([z.string(), z.number().int()]);

export type PersonItem = {
  id: number;
  externalId: string;
  name: string;
  email: string;
  team: string;
  teamId: number;
  country: string;
  workerType: WorkerType;
  active: boolean;
  roles: Role[];
};

const byRank = z.tuple([z.number().int(), z.string(), z.number().int()]);

type Keyed = PersonItem & { rank: number; key: string };

/** People by name; of those searched for, first whose name begins with it, then whose second word does. `next` is the cursor of the following page. */
export async function listPeople(
  viewer: Viewer,
  { q, team, role, worker, active, cursor, limit }: PeopleList,
): Promise<Keyset<PersonItem>> {
  must(viewer, "people:read");
  const conditions = [
    withinTeams(viewer, "people:read", Prisma.sql`t.path`),
    team ? Prisma.sql`t.path <@ (SELECT path FROM team WHERE id = ${team})` : null,
    role ? Prisma.sql`EXISTS (SELECT FROM person_role r WHERE r.person_id = p.id AND r.role = ${role}::role)` : null,
    worker ? Prisma.sql`p.worker_type = ${worker}::worker_type` : null,
    active ? Prisma.sql`p.active = ${active === "yes"}` : null,
  ].filter((condition) => condition !== null);
  const asked: Asked = { all: Prisma.join(conditions, " AND "), from: decodeCursor(cursor, byRank), take: limit + 1 };
  const rows = await db.$queryRaw<Keyed[]>`
    WITH ${q ? searched(q, asked) : listed(asked)}
    SELECT p.id, p.external_id AS "externalId", p.name, p.email, t.name AS team, t.id AS "teamId", p.country::text, p.worker_type::text AS "workerType", p.active,
      ARRAY(SELECT r.role::text FROM person_role r WHERE r.person_id = p.id ORDER BY 1) AS roles, page.rank, page.key
    FROM page JOIN person p USING (id) JOIN team t ON t.id = p.team_id ORDER BY page.rank, page.key, p.id`;
  const { items, next } = keysetOf(rows, limit, ({ rank, key, id }) => [rank, key, id]);
  return { items: items.map(({ rank: _rank, key: _key, ...item }) => item), next };
}

type Asked = { all: Prisma.Sql; from: [number, string, number] | null; take: number };

const PEOPLE = Prisma.sql`person p JOIN team t ON t.id = p.team_id`;

function listed({ all, from, take }: Asked): Prisma.Sql {
  const following = from ? Prisma.sql`(p.name, p.id) > (${from[1]}, ${from[2]})` : Prisma.sql`true`;
  return Prisma.sql`page AS (
    SELECT p.id, 0 AS rank, p.name AS key FROM ${PEOPLE} WHERE ${all} AND ${following} ORDER BY p.name, p.id LIMIT ${take})`;
}

const NAME = Prisma.sql`lower(p.name)`;
/** What follows the first word: the given name of a Chinese, the family name of an English one. */
const LATER = Prisma.sql`lower(substr(p.name, strpos(p.name, ' ') + 1))`;

/**
 * Names that begin with it, or whose second word does, lie side by side in an index and need no more than a page of them, however many there
 * are. Only what they leave of the page is filled with who has it elsewhere in the name, at the beginning of the address, or as number.
 */
function searched(q: string, { all, from, take }: Asked): Prisma.Sql {
  const low = q.toLowerCase();
  const literal = q.replace(/[\\%_]/g, "\\$&");
  const beginning = `${literal.toLowerCase()}%`;
  const following = (rank: number, key: Prisma.Sql) => {
    if (!from || from[0] < rank) return Prisma.sql`true`;
    return from[0] === rank ? Prisma.sql`(${key}, p.id) > (${from[1]}, ${from[2]})` : Prisma.sql`false`;
  };
  return Prisma.sql`
    first AS MATERIALIZED (
      SELECT p.id, 0 AS rank, ${NAME} AS key FROM ${PEOPLE} WHERE ${NAME} LIKE ${beginning} AND ${all} AND ${following(0, NAME)}
      ORDER BY ${NAME}, p.id LIMIT ${take}
    ), second AS MATERIALIZED (
      SELECT p.id, 1 AS rank, ${LATER} AS key FROM ${PEOPLE}
      WHERE ${LATER} LIKE ${beginning} AND NOT starts_with(${NAME}, ${low}) AND ${all} AND ${following(1, LATER)}
      ORDER BY ${LATER}, p.id LIMIT greatest(0, ${take}::int - (SELECT count(*) FROM first))
    ), rest AS (
      SELECT p.id, 2 AS rank, ${NAME} AS key
      FROM (
        SELECT id, name, team_id, worker_type, active FROM person
        WHERE name ILIKE ${`%${literal}%`} OR email LIKE ${beginning} OR external_id = ${q}
        OFFSET 0
      ) p JOIN team t ON t.id = p.team_id
      WHERE NOT starts_with(${NAME}, ${low}) AND NOT starts_with(${LATER}, ${low}) AND ${all} AND ${following(2, NAME)}
      ORDER BY ${NAME}, p.id LIMIT greatest(0, ${take}::int - (SELECT count(*) FROM first) - (SELECT count(*) FROM second))
    ), page AS (SELECT * FROM first UNION ALL SELECT * FROM second UNION ALL SELECT * FROM rest)`;
}

export type PersonDetail = PersonItem & {
  legalEntity: string;
  locale: string;
  zone: string;
  manager: { id: number; name: string } | null;
  manages: { id: number; name: string }[];
  devices: { id: number; hostName: string | null; platform: string; lastSeenAt: Date }[];
  hasPassword: boolean;
};

export async function getPerson(viewer: Viewer, id: number): Promise<PersonDetail | null> {
  must(viewer, "people:read");
  const [person] = await db.$queryRaw<PersonDetail[]>`
    SELECT p.id, p.external_id AS "externalId", p.name, p.email, t.name AS team, t.id AS "teamId", p.country::text, p.worker_type::text AS "workerType", p.active,
      p.legal_entity AS "legalEntity", p.locale, p.zone, p.password_hash IS NOT NULL AS "hasPassword",
      ARRAY(SELECT r.role::text FROM person_role r WHERE r.person_id = p.id ORDER BY 1) AS roles,
      (SELECT jsonb_build_object('id', m.id, 'name', m.name) FROM person m WHERE m.id = p.manager_id) AS manager,
      coalesce((SELECT jsonb_agg(jsonb_build_object('id', o.id, 'name', o.name) ORDER BY o.name) FROM team o WHERE o.manager_id = p.id), '[]') AS manages,
      '[]'::jsonb AS devices
    FROM person p JOIN team t ON t.id = p.team_id
    WHERE p.id = ${id} AND ${withinTeams(viewer, "people:read", Prisma.sql`t.path`)}`;
  if (!person) return null;
  const devices = await db.device.findMany({
    where: { ownerPersonId: id },
    select: { id: true, hostName: true, platform: true, lastSeenAt: true },
    orderBy: { id: "asc" },
  });
  return { ...person, devices };
}

export type TeamItem = {
  id: number;
  externalId: string;
  name: string;
  parentId: number | null;
  manager: string | null;
  people: number;
  teams: number;
};

/** A team as lists show it, out of `page (id)` joined as `t`. Counts cover the subtree. */
const TEAM = Prisma.sql`t.id, t.external_id AS "externalId", t.name, t.parent_id AS "parentId", m.name AS manager, below.people, below.teams
  FROM page JOIN team t USING (id) LEFT JOIN person m ON m.id = t.manager_id
  CROSS JOIN LATERAL (SELECT sum(d.active_people)::int AS people, count(*)::int - 1 AS teams FROM team d WHERE d.path <@ t.path) below`;

/** Teams by name: the children of `parent`, the tops of what the viewer may see, or everything whose name holds `q`. Counts cover the subtree. */
export async function listTeams(viewer: Viewer, { q, parent, cursor, limit }: TeamList): Promise<Keyset<TeamItem>> {
  must(viewer, "teams:read");
  const from = decodeCursor(cursor, byName);
  const like = q && `%${q.replace(/[\\%_]/g, "\\$&")}%`;
  const scope = withinTeams(viewer, "teams:read", Prisma.sql`t.path`);
  const top = Prisma.sql`NOT EXISTS (SELECT FROM team up WHERE up.id = t.parent_id AND ${withinTeams(viewer, "teams:read", Prisma.sql`up.path`)})`;
  const where = like ? Prisma.sql`t.name ILIKE ${like}` : parent ? Prisma.sql`t.parent_id = ${parent}` : top;
  const following = from ? Prisma.sql`(t.name, t.id) > (${from[0]}, ${from[1]})` : Prisma.sql`true`;
  const rows = await db.$queryRaw<TeamItem[]>`
    WITH page AS (SELECT t.id FROM team t WHERE ${scope} AND ${where} AND ${following} ORDER BY t.name, t.id LIMIT ${limit + 1})
    SELECT ${TEAM} ORDER BY t.name, t.id`;
  return keysetOf(rows, limit, ({ name, id }) => [name, id]);
}

export type TeamDetail = { id: number; name: string; path: string; manager: string | null; ancestors: { id: number; name: string }[] };

/** A team with the teams above it that the viewer may see, from the top down. */
export async function getTeam(viewer: Viewer, id: number): Promise<TeamDetail | null> {
  return teamWith<TeamDetail>(viewer, id, Prisma.empty);
}

const MOST_BELOW = 200;

/** The same with the teams one level below it, by name. */
export async function getTeamAndBelow(viewer: Viewer, id: number): Promise<(TeamDetail & { teams: TeamItem[] }) | null> {
  const teams = Prisma.sql`, coalesce((
    WITH page AS (SELECT k.id FROM team k WHERE k.parent_id = ${id} ORDER BY k.name, k.id LIMIT ${MOST_BELOW})
    SELECT jsonb_agg(one ORDER BY one.name, one.id) FROM (SELECT ${TEAM}) one), '[]') AS teams`;
  return teamWith<TeamDetail & { teams: TeamItem[] }>(viewer, id, teams);
}

async function teamWith<T extends TeamDetail>(viewer: Viewer, id: number, more: Prisma.Sql): Promise<T | null> {
  must(viewer, "teams:read");
  const [team] = await db.$queryRaw<T[]>`
    SELECT t.id, t.name, t.path::text AS path, m.name AS manager,
      coalesce((SELECT jsonb_agg(jsonb_build_object('id', a.id, 'name', a.name) ORDER BY nlevel(a.path)) FROM team a
        WHERE a.path @> t.path AND a.id <> t.id AND ${withinTeams(viewer, "teams:read", Prisma.sql`a.path`)}), '[]') AS ancestors ${more}
    FROM team t LEFT JOIN person m ON m.id = t.manager_id
    WHERE t.id = ${id} AND ${withinTeams(viewer, "teams:read", Prisma.sql`t.path`)}`;
  return team ?? null;
}
