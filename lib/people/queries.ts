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

/** People by name, 50 at a time; `next` is the cursor of the following page. */
export async function listPeople(
  viewer: Viewer,
  { q, team, role, worker, active, cursor, limit }: PeopleList,
): Promise<Keyset<PersonItem>> {
  must(viewer, "people:read");
  const from = decodeCursor(cursor, byName);
  const like = q && `%${q.replace(/[\\%_]/g, "\\$&")}%`;
  const conditions = [
    withinTeams(viewer, "people:read", Prisma.sql`t.path`),
    like ? Prisma.sql`(p.name ILIKE ${like} OR p.email LIKE ${like.toLowerCase()} OR p.external_id = ${q})` : null,
    team ? Prisma.sql`t.path <@ (SELECT path FROM team WHERE id = ${team})` : null,
    role ? Prisma.sql`EXISTS (SELECT FROM person_role r WHERE r.person_id = p.id AND r.role = ${role}::role)` : null,
    worker ? Prisma.sql`p.worker_type = ${worker}::worker_type` : null,
    active ? Prisma.sql`p.active = ${active === "yes"}` : null,
    from ? Prisma.sql`(p.name, p.id) > (${from[0]}, ${from[1]})` : null,
  ].filter((condition) => condition !== null);
  const rows = await db.$queryRaw<PersonItem[]>`
    WITH page AS (
      SELECT p.id FROM person p JOIN team t ON t.id = p.team_id WHERE ${Prisma.join(conditions, " AND ")} ORDER BY p.name, p.id LIMIT ${limit + 1}
    )
    SELECT p.id, p.external_id AS "externalId", p.name, p.email, t.name AS team, t.id AS "teamId", p.country::text, p.worker_type::text AS "workerType", p.active,
      ARRAY(SELECT r.role::text FROM person_role r WHERE r.person_id = p.id ORDER BY 1) AS roles
    FROM page JOIN person p USING (id) JOIN team t ON t.id = p.team_id ORDER BY p.name, p.id`;
  return keysetOf(rows, limit, ({ name, id }) => [name, id]);
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
    SELECT t.id, t.external_id AS "externalId", t.name, t.parent_id AS "parentId", m.name AS manager,
      (SELECT count(*)::int FROM person p JOIN team d ON d.id = p.team_id WHERE d.path <@ t.path AND p.active) AS people,
      (SELECT count(*)::int - 1 FROM team d WHERE d.path <@ t.path) AS teams
    FROM page JOIN team t USING (id) LEFT JOIN person m ON m.id = t.manager_id ORDER BY t.name, t.id`;
  return keysetOf(rows, limit, ({ name, id }) => [name, id]);
}

export type TeamDetail = { id: number; name: string; path: string; manager: string | null; ancestors: { id: number; name: string }[] };

/** A team with the teams above it that the viewer may see, from the top down. */
export async function getTeam(viewer: Viewer, id: number): Promise<TeamDetail | null> {
  must(viewer, "teams:read");
  const [team] = await db.$queryRaw<TeamDetail[]>`
    SELECT t.id, t.name, t.path::text AS path, m.name AS manager,
      coalesce((SELECT jsonb_agg(jsonb_build_object('id', a.id, 'name', a.name) ORDER BY nlevel(a.path)) FROM team a
        WHERE a.path @> t.path AND a.id <> t.id AND ${withinTeams(viewer, "teams:read", Prisma.sql`a.path`)}), '[]') AS ancestors
    FROM team t LEFT JOIN person m ON m.id = t.manager_id
    WHERE t.id = ${id} AND ${withinTeams(viewer, "teams:read", Prisma.sql`t.path`)}`;
  return team ?? null;
}
