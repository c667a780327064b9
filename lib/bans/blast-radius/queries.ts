import "server-only";
import { isUnlimited, must } from "@/lib/auth/permissions";
import type { Viewer } from "@/lib/auth/viewer";
import type { BanDraft } from "@/lib/bans/schema";
import { db } from "@/lib/db";
import { refuse } from "@/lib/refusal";

/** A device that has said nothing for this long is counted apart: what it holds now is not known. */
export const SILENT_DAYS = 7;

type Counts = { people: number; teams: number; devices: number; installations: number };

export type BlastRadius = {
  /** Everybody the ban would give duties to, whether anything was found on their devices or not. */
  population: { people: number; teams: number; withoutDevice: number };
  /** Where something in scope was found, on devices heard of in the last seven days. Shared devices belong to teams, not to people. */
  found: Counts;
  tools: { id: number; name: string; slug: string; people: number; devices: number; installations: number }[];
  /** By the teams one level below the top. */
  topTeams: { id: number; name: string; people: number; devices: number }[];
  /** Devices of the population not heard of for seven days, in none of the counts; and how many of them had something in scope when last heard of. */
  silent: { devices: number; withTool: number };
  /** Devices without an owner on which something was found, with the teams that run them. */
  ownerless: { devices: number; teams: { id: number; name: string; devices: number }[] };
};

const TOP = 8;

/** What publishing this draft would touch, counted now. */
export async function blastRadius(viewer: Viewer, { selector, population }: BanDraft, now: Date): Promise<BlastRadius> {
  must(viewer, "bans:read");
  if (!isUnlimited(viewer, "bans:read")) refuse("forbidden", "common.refusal.forbidden");
  const { vendors, tools } = selector ?? { vendors: [], tools: [] };
  const { everyone, include, exclude } = population ?? { everyone: false, include: [], exclude: [] };
  const silentBefore = new Date(now.getTime() - SILENT_DAYS * 24 * 3_600_000);
  const [[reached], [touched]] = await Promise.all([
    db.$queryRaw<[{ people: number; teams: number; withoutDevice: number; silent: number }]>`
      WITH reached AS MATERIALIZED (SELECT team_id FROM selected_teams(${everyone}, ${include}::int[], ${exclude}::int[])),
      owners AS MATERIALIZED (SELECT p.id, p.team_id FROM person p JOIN reached USING (team_id) WHERE p.active)
      SELECT (SELECT count(*)::int FROM owners) AS people, (SELECT count(DISTINCT team_id)::int FROM owners) AS teams,
        (SELECT count(*)::int FROM owners o WHERE NOT EXISTS (SELECT FROM device d WHERE d.owner_person_id = o.id)) AS "withoutDevice",
        (SELECT count(*)::int FROM device d WHERE d.last_seen_at < ${silentBefore} AND (
          d.owner_person_id IN (SELECT id FROM owners) OR (d.owner_person_id IS NULL AND d.owner_team_id IN (SELECT team_id FROM reached))
        )) AS silent`,
    db.$queryRaw<[Omit<BlastRadius, "population" | "silent"> & { silentWithTool: number }]>`
      WITH scope AS MATERIALIZED (SELECT tool_id FROM selected_tools(${vendors}::int[], ${tools}::int[])),
      reached AS MATERIALIZED (SELECT team_id FROM selected_teams(${everyone}, ${include}::int[], ${exclude}::int[])),
      per_device AS (
        SELECT i.device_id, s.tool_id, count(*)::int AS installations
        FROM scope JOIN software_tool s USING (tool_id) JOIN installation i ON i.software_id = s.software_id AND i.gone_at IS NULL
        GROUP BY i.device_id, s.tool_id
      ),
      located AS MATERIALIZED (
        SELECT f.device_id, f.tool_id, f.installations, p.id AS person_id, coalesce(p.team_id, d.owner_team_id) AS team_id, d.last_seen_at < ${silentBefore} AS silent
        FROM per_device f JOIN device d ON d.id = f.device_id LEFT JOIN person p ON p.id = d.owner_person_id AND p.active
        WHERE coalesce(p.team_id, d.owner_team_id) IN (SELECT team_id FROM reached)
      ),
      heard AS MATERIALIZED (SELECT * FROM located WHERE NOT silent),
      per_tool AS (
        SELECT tool_id, count(DISTINCT person_id)::int AS people, count(*)::int AS devices, sum(installations)::int AS installations FROM heard GROUP BY tool_id
      ),
      devices AS MATERIALIZED (SELECT DISTINCT device_id, person_id, team_id FROM heard),
      per_team AS (SELECT team_id, count(*)::int AS devices, count(person_id)::int AS machines FROM devices GROUP BY team_id),
      unit AS (
        SELECT subpath(t.path, 0, least(nlevel(t.path), 2)) AS path, count(DISTINCT d.person_id)::int AS people, count(*)::int AS devices
        FROM devices d JOIN team t ON t.id = d.team_id GROUP BY 1 ORDER BY 3 DESC LIMIT ${TOP}
      ),
      shared AS (
        SELECT d.team_id, count(*)::int AS devices FROM devices d WHERE d.person_id IS NULL GROUP BY d.team_id
      )
      SELECT
        jsonb_build_object('people', (SELECT count(DISTINCT person_id) FROM devices), 'teams', (SELECT count(*) FROM per_team),
          'devices', (SELECT count(*) FROM devices), 'installations', (SELECT coalesce(sum(installations), 0) FROM per_tool)) AS found,
        (SELECT coalesce(jsonb_agg(jsonb_build_object('id', t.id, 'name', t.name, 'slug', t.slug, 'people', coalesce(c.people, 0),
          'devices', coalesce(c.devices, 0), 'installations', coalesce(c.installations, 0)) ORDER BY c.devices DESC NULLS LAST, t.name), '[]')
          FROM scope JOIN tool t ON t.id = scope.tool_id LEFT JOIN per_tool c ON c.tool_id = t.id) AS tools,
        (SELECT coalesce(jsonb_agg(jsonb_build_object('id', t.id, 'name', t.name, 'people', u.people, 'devices', u.devices) ORDER BY u.devices DESC, t.name), '[]')
          FROM unit u JOIN team t ON t.path = u.path) AS "topTeams",
        jsonb_build_object('devices', (SELECT coalesce(sum(devices), 0) FROM shared), 'teams', (SELECT coalesce(jsonb_agg(
          jsonb_build_object('id', t.id, 'name', t.name, 'devices', s.devices) ORDER BY s.devices DESC, t.name), '[]')
          FROM (SELECT * FROM shared ORDER BY devices DESC LIMIT ${TOP}) s JOIN team t ON t.id = s.team_id)) AS ownerless,
        (SELECT count(DISTINCT device_id)::int FROM located WHERE silent) AS "silentWithTool"`,
  ]);
  const { silentWithTool, ...counts } = touched;
  return {
    population: { people: reached.people, teams: reached.teams, withoutDevice: reached.withoutDevice },
    ...counts,
    silent: { devices: reached.silent, withTool: silentWithTool },
  };
}
