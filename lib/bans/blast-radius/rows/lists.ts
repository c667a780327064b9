import "server-only";
import { isElsewhere } from "@/lib/bans/blast-radius/around/queries";
import type { RadiusFilters, RadiusList } from "@/lib/bans/blast-radius/rows/schema";
import { populationSql, presentSql, type RadiusScope, SOURCE_NAME } from "@/lib/bans/blast-radius/scope";
import { Prisma } from "@/prisma/generated/client";

/** Lists that the database pages through; the others are short and come with the counts. */
export type PagedList = Exclude<RadiusList, "tools" | "reach" | "edges" | "channels">;

/** A statement whose rows have `key` and `id` to be ordered by, `href`, and what the list shows. */
export function listSql(list: PagedList, scope: RadiusScope, filters: RadiusFilters, now: Date): Prisma.Sql {
  switch (list) {
    case "people":
      return foundPeople(scope, filters);
    case "population":
      return everybody(scope, filters, Prisma.sql`true`);
    case "without-device":
      return everybody(scope, filters, Prisma.sql`NOT EXISTS (SELECT FROM machine m WHERE m.person_id = p.id)`);
    case "on-leave":
      return onLeave(scope, filters);
    case "teams":
      return foundTeams(scope);
    case "all-teams":
      return allTeams(scope);
    case "devices":
      return foundDevices(scope, filters, Prisma.sql`true`);
    case "ownerless":
      return foundDevices(scope, filters, Prisma.sql`m.person_id IS NULL`);
    case "ci":
      return foundDevices(scope, filters, Prisma.sql`m.purpose = 'CI'`);
    case "kiosks":
      return foundDevices(scope, filters, Prisma.sql`m.purpose = 'SHARED'`);
    case "without-owner":
      return anyDevices(scope, filters, Prisma.sql`m.person_id IS NULL`);
    case "silent":
      return anyDevices(scope, filters, Prisma.sql`m.silent`);
    case "unmanaged":
      return anyDevices(scope, filters, UNMANAGED);
    case "installations":
      return installations(scope, filters);
    case "versions":
      return versions(scope, filters);
    case "seats":
      return seats(scope);
    case "workflows":
      return workflows(scope);
    case "exceptions":
      return exceptions(scope, now);
  }
}

const UNMANAGED = Prisma.sql`NOT EXISTS (SELECT FROM report r JOIN source s ON s.id = r.source_id AND s.enabled WHERE r.device_id = m.id)`;

function inTeam({ team, exact }: RadiusFilters): Prisma.Sql {
  if (team === undefined) return Prisma.sql`true`;
  return exact ? Prisma.sql`t.id = ${team}` : Prisma.sql`t.path <@ (SELECT path FROM team WHERE id = ${team})`;
}

const ofTool = ({ tool }: RadiusFilters) => (tool === undefined ? Prisma.sql`true` : Prisma.sql`s.tool_id = ${tool}`);

/** One row per device, installation's software and tool in scope, on devices that were heard of. */
function heardSql(scope: RadiusScope, filters: RadiusFilters = {}): Prisma.Sql {
  return Prisma.sql`WITH ${populationSql(scope)}, ${presentSql(scope)},
    heard AS MATERIALIZED (
      SELECT f.device_id, f.software_id, f.installations, m.person_id, m.team_id, s.tool_id
      FROM present f JOIN machine m ON m.id = f.device_id AND NOT m.silent JOIN meant s ON s.software_id = f.software_id WHERE ${ofTool(filters)}
    )`;
}

const PERSON = Prisma.sql`p.name AS key, p.id, '/people/' || p.id AS href, p.name, p.email, t.name AS team, p.country::text AS country`;
const toolNames = (ids: Prisma.Sql) =>
  Prisma.sql`(SELECT string_agg(x.name, ', ' ORDER BY x.name) FROM tool x WHERE x.id = ANY (${ids})) AS tools`;

function foundPeople(scope: RadiusScope, filters: RadiusFilters): Prisma.Sql {
  return Prisma.sql`${heardSql(scope, filters)}
    SELECT ${PERSON}, h.devices, ${toolNames(Prisma.sql`h.tool_ids`)}
    FROM (SELECT person_id, count(DISTINCT device_id)::int AS devices, array_agg(DISTINCT tool_id) AS tool_ids FROM heard WHERE person_id IS NOT NULL GROUP BY person_id) h
    JOIN person p ON p.id = h.person_id JOIN team t ON t.id = p.team_id WHERE ${inTeam(filters)}`;
}

function everybody(scope: RadiusScope, filters: RadiusFilters, which: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`WITH ${populationSql(scope)}
    SELECT ${PERSON} FROM people JOIN person p ON p.id = people.person_id JOIN team t ON t.id = p.team_id WHERE ${which} AND ${inTeam(filters)}`;
}

function onLeave(scope: RadiusScope, filters: RadiusFilters): Prisma.Sql {
  return Prisma.sql`${heardSql(scope, filters)}
    SELECT ${PERSON}, p.leave_until AS until, (SELECT count(DISTINCT h.device_id)::int FROM heard h WHERE h.person_id = p.id) AS devices
    FROM people JOIN person p ON p.id = people.person_id JOIN team t ON t.id = p.team_id
    WHERE ${scope.cutoffDay}::date BETWEEN p.leave_from AND p.leave_until AND ${inTeam(filters)}`;
}

function foundTeams(scope: RadiusScope): Prisma.Sql {
  return Prisma.sql`${heardSql(scope)}
    SELECT t.name AS key, t.id, '/teams/' || t.id AS href, t.name AS team, h.people, h.devices
    FROM (SELECT team_id, count(DISTINCT person_id)::int AS people, count(DISTINCT device_id)::int AS devices FROM heard GROUP BY team_id) h JOIN team t ON t.id = h.team_id`;
}

function allTeams(scope: RadiusScope): Prisma.Sql {
  return Prisma.sql`WITH ${populationSql(scope)}
    SELECT t.name AS key, t.id, '/teams/' || t.id AS href, t.name AS team, sum(m.people)::int AS people, sum(m.devices)::int AS devices
    FROM (SELECT team_id, 1 AS people, 0 AS devices FROM people UNION ALL SELECT team_id, 0, 1 FROM shared) m JOIN team t ON t.id = m.team_id GROUP BY t.id`;
}

const DEVICE = Prisma.sql`coalesce(d.host_name, '') AS key, d.id, '/devices/' || d.id AS href, coalesce(d.host_name, d.id::text) AS device, d.platform::text AS platform,
  p.name AS owner, t.name AS team, d.purpose::text AS purpose, d.last_seen_at AS seen`;
const DEVICE_JOINS = Prisma.sql`JOIN device d ON d.id = m.id LEFT JOIN person p ON p.id = m.person_id JOIN team t ON t.id = m.team_id`;

function foundDevices(scope: RadiusScope, filters: RadiusFilters, which: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`${heardSql(scope, filters)}
    SELECT ${DEVICE}, ${toolNames(Prisma.sql`h.tool_ids`)}
    FROM (SELECT device_id, array_agg(DISTINCT tool_id) AS tool_ids FROM heard GROUP BY device_id) h JOIN machine m ON m.id = h.device_id ${DEVICE_JOINS}
    WHERE ${which} AND ${inTeam(filters)}`;
}

function anyDevices(scope: RadiusScope, filters: RadiusFilters, which: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`WITH ${populationSql(scope)} SELECT ${DEVICE} FROM machine m ${DEVICE_JOINS} WHERE ${which} AND ${inTeam(filters)}`;
}

function installations(scope: RadiusScope, filters: RadiusFilters): Prisma.Sql {
  return Prisma.sql`WITH ${populationSql(scope)}, ${presentSql(scope)},
    named AS MATERIALIZED (
      SELECT s.software_id, string_agg(x.name, ', ' ORDER BY x.name) AS tool FROM meant s JOIN tool x ON x.id = s.tool_id WHERE ${ofTool(filters)} GROUP BY s.software_id
    )
    SELECT i.first_seen_at::text || ' ' || i.path_key || ' ' || i.software_id || ' ' || i.source_id AS key, d.id, '/devices/' || d.id AS href,
      coalesce(d.host_name, d.id::text) AS device, p.name AS owner, t.name AS team, n.tool, w.version, i.path,
      ${SOURCE_NAME} AS source, i.first_seen_at AS since
    FROM named n JOIN installation i ON i.software_id = n.software_id AND i.gone_at IS NULL JOIN software w ON w.id = i.software_id
    JOIN machine m ON m.id = i.device_id AND NOT m.silent ${DEVICE_JOINS} LEFT JOIN source s ON s.id = i.source_id WHERE ${inTeam(filters)}`;
}

function versions(scope: RadiusScope, filters: RadiusFilters): Prisma.Sql {
  return Prisma.sql`${heardSql(scope, filters)}
    SELECT x.name || ' ' || w.version AS key, x.id, '/tools/' || x.slug AS href, x.name AS tool, w.version, count(DISTINCT h.device_id)::int AS devices,
      sum(h.installations)::int AS installations
    FROM heard h JOIN software w ON w.id = h.software_id JOIN tool x ON x.id = h.tool_id GROUP BY x.id, w.version`;
}

function seats({ toolIds }: RadiusScope): Prisma.Sql {
  return Prisma.sql`
    SELECT x.name AS key, x.id, '/tools/' || x.slug || '/use' AS href, x.name AS tool, s.total, s.used, s.total - s.used AS free, s.as_of AS "asOf", s.source
    FROM tool x LEFT JOIN LATERAL (SELECT * FROM tool_seats n WHERE n.tool_id = x.id ORDER BY n.as_of DESC, n.id DESC LIMIT 1) s ON true
    WHERE x.id = ANY (${toolIds}::int[])`;
}

function workflows({ toolIds }: RadiusScope): Prisma.Sql {
  return Prisma.sql`
    SELECT w.name AS key, w.id, '/tools/' || x.slug || '/use' AS href, w.name AS workflow, x.name AS tool, t.name AS team, w.runs_per_week AS "runsPerWeek", w.note
    FROM workflow w JOIN tool x ON x.id = w.tool_id JOIN team t ON t.id = w.owner_team_id WHERE w.tool_id = ANY (${toolIds}::int[])`;
}

function exceptions(scope: RadiusScope, now: Date): Prisma.Sql {
  return Prisma.sql`
    SELECT to_char(e.ends_at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS') AS key, e.id, '/exceptions/' || e.id AS href,
      coalesce(p.name, t.name, d.host_name, d.id::text) AS who, b.code AS ban, e.duty_kind::text AS duty,
      (SELECT string_agg(x.name, ', ' ORDER BY x.name) FROM ban_scope_tool s JOIN tool x ON x.id = s.tool_id
        WHERE s.ban_id = e.ban_id AND s.tool_id = ANY (${scope.toolIds}::int[]) AND (cardinality(e.tool_ids) = 0 OR s.tool_id = ANY (e.tool_ids))) AS tools, e.ends_at AS until
    FROM exception e JOIN ban b ON b.id = e.ban_id LEFT JOIN person p ON p.id = e.person_id LEFT JOIN team t ON t.id = e.team_id LEFT JOIN device d ON d.id = e.device_id
    WHERE ${isElsewhere(scope, now)}`;
}
