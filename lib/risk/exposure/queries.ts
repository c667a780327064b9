import "server-only";
import { z } from "zod";
import { must } from "@/lib/auth/permissions";
import type { Viewer } from "@/lib/auth/viewer";
import { db } from "@/lib/db";
import type { CsvCell } from "@/lib/http/csv";
import { decodeCursor, type Keyset, keysetOf } from "@/lib/http/keyset";
import { rangeOf } from "@/lib/risk/findings/rules";
import { Prisma } from "@/prisma/generated/client";
import type { IdentifierKind } from "@/prisma/generated/enums";
import { type SoftwareVersion, type Standings, standings } from "./rules";
import type { ExposureFilters, ExposureList } from "./schema";

/** A finding as exposure needs it. */
export type ExposedFinding = { id: number; toolId: number; versionRange: string | null };

/** Every version of the tool that inventories know, by where it stands to the range. */
export async function standingsFor({ toolId, versionRange }: ExposedFinding): Promise<Standings> {
  const software = await db.$queryRaw<SoftwareVersion[]>`
    SELECT w.id, w.kind::text, w.version FROM software_tool k JOIN software w ON w.id = k.software_id WHERE k.tool_id = ${toolId}`;
  return standings(rangeOf(versionRange), software);
}

/**
 * Devices `h` with windows of presence: of affected versions, or, for devices that had none, of versions that nobody can place. Episodes are
 * joined as `windowsOf` joins them; a test holds the two together.
 */
export function devicesOf(group: ExposureFilters["group"], { inside, unknown, elsewhere }: Standings): Prisma.Sql {
  const ids = group === "affected" ? inside : [...unknown, ...elsewhere];
  const others = Prisma.sql`AND NOT EXISTS (SELECT FROM installation o WHERE o.device_id = i.device_id AND o.software_id = ANY (${inside}::int[])
    AND (o.gone_at IS NULL OR o.gone_at > o.first_seen_at))`;
  return Prisma.sql`
    SELECT i.device_id, range_agg(tstzrange(i.first_seen_at, i.gone_at)) AS windows, bool_or(i.gone_at IS NULL) AS still,
      min(i.first_seen_at) AS from_at, array_agg(DISTINCT i.software_id) AS software
    FROM installation i
    WHERE i.software_id = ANY (${ids}::int[]) AND (i.gone_at IS NULL OR i.gone_at > i.first_seen_at) ${group === "affected" ? Prisma.empty : others}
    GROUP BY i.device_id`;
}

/**
 * When an episode `i` of software `w` was last seen: what is there was in every complete report of its source since, so the newest of those
 * counts, as on the page of the device.
 */
export const SEEN_AT = Prisma.sql`CASE WHEN i.gone_at IS NOT NULL THEN i.last_seen_at ELSE greatest(i.last_seen_at, (
  SELECT max(r.collected_at) FROM report r
  WHERE r.device_id = i.device_id AND r.source_id = i.source_id AND NOT r.held AND r.kinds & kind_bit(w.kind) <> 0)) END`;

/** Each of them with its owner `p` and the team `t` that answers for it. */
export const OWNED = Prisma.sql`hit h JOIN device d ON d.id = h.device_id LEFT JOIN person p ON p.id = d.owner_person_id
  LEFT JOIN team t ON t.id = coalesce(d.owner_team_id, p.team_id)`;

function conditions({ team, within, presence, q }: Partial<ExposureFilters>): Prisma.Sql {
  const like = q && `%${q.replace(/[\\%_]/g, "\\$&")}%`;
  const all = [
    Prisma.sql`true`,
    team === undefined ? null : teamCondition(team, within),
    presence ? Prisma.sql`h.still = ${presence === "still"}` : null,
    like ? Prisma.sql`(p.name ILIKE ${like} OR d.host_name ILIKE ${like})` : null,
  ];
  return Prisma.join(
    all.filter((one) => one !== null),
    " AND ",
  );
}

function teamCondition(team: number, within: ExposureFilters["within"]): Prisma.Sql {
  if (team === 0) return Prisma.sql`t.id IS NULL`;
  return within === "own" ? Prisma.sql`t.id = ${team}` : Prisma.sql`t.path <@ (SELECT path FROM team WHERE id = ${team})`;
}

export type ExposureCounts = {
  devices: number;
  people: number;
  teams: number;
  /** Devices and people on which an affected version is still there. */
  stillDevices: number;
  stillPeople: number;
  firstAt: Date | null;
};
export type ExposureSummary = { affected: ExposureCounts; unknown: ExposureCounts; versions: number };

async function countsOf(
  { group, ...filters }: Partial<ExposureFilters> & Pick<ExposureFilters, "group">,
  found: Standings,
): Promise<ExposureCounts> {
  const [counts] = await db.$queryRaw<[ExposureCounts]>`
    WITH hit AS (${devicesOf(group, found)})
    SELECT count(*)::int AS devices, count(DISTINCT d.owner_person_id)::int AS people, count(DISTINCT t.id)::int AS teams,
      (count(*) FILTER (WHERE h.still))::int AS "stillDevices", (count(DISTINCT d.owner_person_id) FILTER (WHERE h.still))::int AS "stillPeople",
      min(h.from_at) AS "firstAt"
    FROM ${OWNED} WHERE ${conditions(filters)}`;
  return counts;
}

/** How many devices, people and teams the filters leave. */
export async function countExposure(viewer: Viewer, finding: ExposedFinding, filters: ExposureFilters): Promise<ExposureCounts> {
  must(viewer, "risk:read");
  return countsOf(filters, await standingsFor(finding));
}

/** How many devices, people and teams ran an affected version, and of how many nobody can tell. */
export async function exposureSummary(viewer: Viewer, finding: ExposedFinding): Promise<ExposureSummary> {
  must(viewer, "risk:read");
  const found = await standingsFor(finding);
  const [affected, unknown] = await Promise.all([countsOf({ group: "affected" }, found), countsOf({ group: "unknown" }, found)]);
  return { affected, unknown, versions: found.inside.length };
}

export type Version = { kind: IdentifierKind; version: string };
export type ExposedDevice = {
  deviceId: number;
  hostName: string | null;
  owner: { id: number; name: string } | null;
  team: { id: number; name: string } | null;
  /** The times during which it was there; `until` null: still there, as far as reports say. */
  windows: { from: Date; until: Date | null }[];
  isStill: boolean;
  lastSeenAt: Date;
  /** When the device itself was last heard of: "still there" is no newer than that. */
  deviceSeenAt: Date;
  versions: Version[];
};

type Row = Omit<ExposedDevice, "windows"> & { windows: { from: string; until: string | null }[]; fromAt: Date };

const cursorSchema = z.tuple([z.number().int(), z.string(), z.number().int()]);

function rowsSql(group: ExposureFilters["group"], found: Standings, where: Prisma.Sql, limit: number): Prisma.Sql {
  return Prisma.sql`
    WITH hit AS (${devicesOf(group, found)}), page AS (
      SELECT h.*, d.host_name, d.last_seen_at, p.id AS person_id, p.name AS person, t.id AS team_id, t.name AS team
      FROM ${OWNED} WHERE ${where} ORDER BY h.still DESC, h.from_at, h.device_id LIMIT ${limit}
    )
    SELECT device_id AS "deviceId", host_name AS "hostName", still AS "isStill", from_at AS "fromAt", last_seen_at AS "deviceSeenAt",
      (SELECT max(${SEEN_AT}) FROM installation i JOIN software w ON w.id = i.software_id
        WHERE i.device_id = page.device_id AND i.software_id = ANY (page.software)) AS "lastSeenAt",
      CASE WHEN person_id IS NULL THEN NULL ELSE jsonb_build_object('id', person_id, 'name', person) END AS owner,
      CASE WHEN team_id IS NULL THEN NULL ELSE jsonb_build_object('id', team_id, 'name', team) END AS team,
      (SELECT jsonb_agg(jsonb_build_object('from', lower(w), 'until', upper(w)) ORDER BY lower(w)) FROM unnest(windows) w) AS windows,
      (SELECT jsonb_agg(jsonb_build_object('kind', s.kind, 'version', s.version) ORDER BY s.kind, s.id)
        FROM (SELECT DISTINCT ON (kind, version) kind, version, id FROM software WHERE id = ANY (software)) s) AS versions
    FROM page ORDER BY still DESC, from_at, device_id`;
}

function deviceOf({ windows, fromAt: _, ...row }: Row): ExposedDevice {
  const dated = windows.map(({ from, until }) => ({ from: new Date(from), until: until === null ? null : new Date(until) }));
  return { ...row, windows: dated };
}

/** Devices of a group: where it is still there first, the longest first. */
export async function listExposure(
  viewer: Viewer,
  finding: ExposedFinding,
  { cursor, limit, ...filters }: Omit<ExposureList, "format">,
): Promise<Keyset<ExposedDevice>> {
  must(viewer, "risk:read");
  const found = await standingsFor(finding);
  const { items, next } = await exposurePage(found, filters, decodeCursor(cursor, cursorSchema), limit);
  return { items: items.map(deviceOf), next };
}

type After = z.output<typeof cursorSchema> | null;

async function exposurePage(found: Standings, filters: ExposureFilters, after: After, limit: number): Promise<Keyset<Row>> {
  const following = after
    ? Prisma.sql`(NOT h.still, h.from_at, h.device_id) > (${after[0] === 1}, ${after[1]}::timestamptz, ${after[2]})`
    : Prisma.sql`true`;
  const rows = await db.$queryRaw<Row[]>(rowsSql(filters.group, found, Prisma.sql`${conditions(filters)} AND ${following}`, limit + 1));
  return keysetOf(rows, limit, ({ isStill, fromAt, deviceId }) => [isStill ? 0 : 1, fromAt.toISOString(), deviceId]);
}

export const EXPOSURE_CSV_HEADER = [
  ...["device", "host_name", "owner", "team", "group", "still_there", "first_seen_utc", "until_utc", "last_seen_utc"],
  ...["device_last_heard_of_utc", "windows_utc", "versions"],
];

const CSV_PAGE = 5_000;

/** Every device that the filters name, page by page. */
export async function* exposureCsvRows(viewer: Viewer, finding: ExposedFinding, filters: ExposureFilters): AsyncGenerator<CsvCell[]> {
  must(viewer, "risk:read");
  const found = await standingsFor(finding);
  let cursor: string | undefined;
  do {
    const { items, next }: Keyset<Row> = await exposurePage(found, filters, decodeCursor(cursor, cursorSchema), CSV_PAGE);
    for (const device of items.map(deviceOf)) {
      const { deviceId, hostName, owner, team, isStill, windows, lastSeenAt, deviceSeenAt, versions } = device;
      const spans = windows.map(({ from, until }) => `${from.toISOString()}/${until?.toISOString() ?? ".."}`).join(" ");
      const held = versions.map(({ kind, version }) => `${kind.toLowerCase()} ${version}`.trim()).join("; ");
      const times = [windows[0]?.from, windows.at(-1)?.until, lastSeenAt, deviceSeenAt];
      yield [deviceId, hostName, owner?.name, team?.name, filters.group, isStill, ...times, spans, held];
    }
    cursor = next ?? undefined;
  } while (cursor !== undefined);
}
