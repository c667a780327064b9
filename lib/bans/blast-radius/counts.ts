import "server-only";
import { populationSql, presentSql, type RadiusScope, SOURCE_NAME } from "@/lib/bans/blast-radius/scope";
import type { db, Tx } from "@/lib/db";
import { Prisma } from "@/prisma/generated/client";

export type TeamDevices = { id: number; name: string; devices: number };
type OfTeams = { devices: number; teams: TeamDevices[] };

export type Counted = {
  /** Everybody the ban would give duties to, whether anything was found on their devices or not; `devices` are those nobody owns. */
  population: { people: number; devices: number; teams: number; withoutDevice: number };
  /** Where something in scope was found, on devices heard of in the last seven days. Shared devices belong to teams, not to people. */
  found: { people: number; teams: number; devices: number; installations: number; versions: number };
  tools: { id: number; people: number; devices: number; installations: number; versions: number }[];
  /** Kinds of work that the tools in scope are for, and the people found with one of them. */
  categories: { category: string; people: number }[];
  /** By the teams one level below the top. */
  topTeams: {
    id: number;
    name: string /** The top itself: only who stands in no team below. */;
    isTop: boolean;
    people: number;
    devices: number;
  }[];
  /** Devices of the population not heard of for seven days, in none of the counts; and how many of them had something in scope when last heard of. */
  silent: { devices: number; withTool: number };
  /** Devices of the population on which no enabled source reports. */
  unmanaged: number;
  /** People of the population who are away on the day of the cutoff, and how many of them have something in scope. */
  onLeave: { people: number; found: number };
  /** Devices with it that nobody owns, that run pipelines, that several people use; with the teams that answer for them. */
  ownerless: OfTeams;
  ci: OfTeams;
  kiosks: OfTeams;
  /** Found devices by the slowest source that saw something in scope there. */
  sources: { name: string; periodMinutes: number; devices: number }[];
  /** Devices, and their owners, that hold a third-party tool which reaches what is banned. */
  reached: { people: number; devices: number };
  reachedBy: { id: number; people: number; devices: number }[];
};

const TOP = 8;

/** Every count that installations and people decide, in one pass over both. */
export async function countRadius(tx: Tx | typeof db, scope: RadiusScope): Promise<Counted> {
  const [counted] = await tx.$queryRaw<[Counted]>`
    WITH ${populationSql(scope)}, ${presentSql(scope, scope.reachIds)},
    located AS MATERIALIZED (
      SELECT f.device_id, f.software_id, f.source_id, f.installations, m.person_id, m.team_id, m.silent, m.purpose
      FROM present f JOIN machine m ON m.id = f.device_id
    ),
    held AS MATERIALIZED (
      SELECT l.*, s.tool_id, s.banned, w.version FROM located l JOIN meant s USING (software_id) JOIN software w ON w.id = l.software_id
    ),
    heard AS MATERIALIZED (SELECT * FROM held WHERE banned AND NOT silent),
    per_tool AS (
      SELECT tool_id, count(DISTINCT person_id)::int AS people, count(DISTINCT device_id)::int AS devices, sum(installations)::int AS installations,
        count(DISTINCT version)::int AS versions FROM heard GROUP BY tool_id
    ),
    devices AS MATERIALIZED (SELECT DISTINCT device_id, person_id, team_id, purpose FROM heard),
    unit AS (
      SELECT subpath(t.path, 0, least(nlevel(t.path), 2)) AS path, count(DISTINCT d.person_id)::int AS people, count(*)::int AS devices
      FROM devices d JOIN team t ON t.id = d.team_id GROUP BY 1 ORDER BY 3 DESC, 1 LIMIT ${TOP}
    ),
    apart AS (
      SELECT k.kind, d.team_id, count(*)::int AS devices
      FROM devices d CROSS JOIN LATERAL (
        SELECT 'ownerless' AS kind WHERE d.person_id IS NULL UNION ALL SELECT 'ci' WHERE d.purpose = 'CI' UNION ALL SELECT 'kiosks' WHERE d.purpose = 'SHARED'
      ) k GROUP BY k.kind, d.team_id
    ),
    slowest AS (
      SELECT DISTINCT ON (h.device_id) h.device_id, s.id AS source_id
      FROM heard h JOIN source s ON s.id = h.source_id AND s.enabled ORDER BY h.device_id, s.period_minutes DESC, s.id
    ),
    away AS MATERIALIZED (
      SELECT p.person_id FROM people p JOIN person q ON q.id = p.person_id WHERE ${scope.cutoffDay}::date BETWEEN q.leave_from AND q.leave_until
    ),
    reach AS MATERIALIZED (SELECT tool_id, device_id, person_id FROM held WHERE NOT banned AND NOT silent)
    SELECT
      jsonb_build_object('people', (SELECT count(*) FROM people), 'devices', (SELECT count(*) FROM shared),
        'teams', (SELECT count(*) FROM (SELECT team_id FROM people UNION SELECT team_id FROM shared) t),
        'withoutDevice', (SELECT count(*) FROM people p WHERE NOT EXISTS (SELECT FROM machine m WHERE m.person_id = p.person_id))) AS population,
      jsonb_build_object('people', (SELECT count(DISTINCT person_id) FROM devices), 'teams', (SELECT count(DISTINCT team_id) FROM devices),
        'devices', (SELECT count(*) FROM devices),
        'installations', (SELECT coalesce(sum(installations), 0) FROM located WHERE NOT silent AND software_id IN (SELECT software_id FROM meant WHERE banned)),
        'versions', (SELECT coalesce(sum(versions), 0) FROM per_tool)) AS found,
      (SELECT coalesce(jsonb_agg(jsonb_build_object('id', tool_id, 'people', people, 'devices', devices, 'installations', installations, 'versions', versions)), '[]')
        FROM per_tool) AS tools,
      (SELECT coalesce(jsonb_agg(c), '[]') FROM (SELECT t.category, count(DISTINCT h.person_id) AS people FROM tool t LEFT JOIN heard h ON h.tool_id = t.id
        WHERE t.id = ANY (${scope.toolIds}::int[]) GROUP BY t.category ORDER BY 2 DESC, 1) c) AS categories,
      (SELECT coalesce(jsonb_agg(jsonb_build_object('id', t.id, 'name', t.name, 'isTop', nlevel(t.path) = 1, 'people', u.people, 'devices', u.devices) ORDER BY u.devices DESC, t.name), '[]')
        FROM unit u JOIN team t ON t.path = u.path) AS "topTeams",
      jsonb_build_object('devices', (SELECT count(*) FROM machine WHERE silent),
        'withTool', (SELECT count(DISTINCT device_id) FROM held WHERE banned AND silent)) AS silent,
      (SELECT count(*)::int FROM machine m WHERE NOT EXISTS (SELECT FROM report r JOIN source s ON s.id = r.source_id AND s.enabled WHERE r.device_id = m.id)) AS unmanaged,
      jsonb_build_object('people', (SELECT count(*) FROM away), 'found', (SELECT count(*) FROM away WHERE person_id IN (SELECT person_id FROM devices))) AS "onLeave",
      ${ofTeams("ownerless")} AS ownerless, ${ofTeams("ci")} AS ci, ${ofTeams("kiosks")} AS kiosks,
      (SELECT coalesce(jsonb_agg(n), '[]') FROM (SELECT ${SOURCE_NAME} AS name, s.period_minutes AS "periodMinutes", count(*) AS devices
        FROM slowest JOIN source s ON s.id = slowest.source_id GROUP BY s.id ORDER BY s.period_minutes DESC, 1) n) AS sources,
      jsonb_build_object('people', (SELECT count(DISTINCT person_id) FROM reach), 'devices', (SELECT count(DISTINCT device_id) FROM reach)) AS reached,
      (SELECT coalesce(jsonb_agg(r), '[]') FROM (SELECT tool_id AS id, count(DISTINCT person_id) AS people, count(DISTINCT device_id) AS devices
        FROM reach GROUP BY tool_id) r) AS "reachedBy"`;
  return counted;
}

function ofTeams(kind: string): Prisma.Sql {
  return Prisma.sql`jsonb_build_object('devices', (SELECT coalesce(sum(devices), 0) FROM apart WHERE kind = ${kind}), 'teams', (SELECT coalesce(jsonb_agg(
    jsonb_build_object('id', t.id, 'name', t.name, 'devices', s.devices) ORDER BY s.devices DESC, t.name), '[]')
    FROM (SELECT * FROM apart WHERE kind = ${kind} ORDER BY devices DESC, team_id LIMIT ${TOP}) s JOIN team t ON t.id = s.team_id))`;
}
