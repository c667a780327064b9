import "server-only";
import { isUnlimited, must } from "@/lib/auth/permissions";
import type { Viewer } from "@/lib/auth/viewer";
import { db } from "@/lib/db";
import { withinTeams } from "@/lib/people/scope";
import { bitsToKinds } from "@/lib/registry/identifiers";
import { Prisma } from "@/prisma/generated/client";
import type { DeviceIdKind, DevicePlatform, DevicePurpose, IdentifierKind, SourceSystem } from "@/prisma/generated/enums";

/** Devices a viewer may see: one's own, those of managed subtrees, or all. `d`, `p` and `t` are device, owner and the owner's team. */
function withinDevices(viewer: Viewer): Prisma.Sql {
  return Prisma.sql`(${withinTeams(viewer, "devices:read", Prisma.sql`t.path`)} OR d.owner_person_id = ${viewer.personId})`;
}

const OWNERS = Prisma.sql`device d LEFT JOIN person p ON p.id = d.owner_person_id LEFT JOIN team t ON t.id = coalesce(d.owner_team_id, p.team_id)`;

export type DeviceSource = {
  sourceId: number;
  system: SourceSystem;
  instance: string;
  /** When its newest complete report on this device was taken; null while it has only given single sightings. */
  reportedAt: Date | null;
  /** Until when that report counts: twice the period of the source. */
  freshUntil: Date | null;
  kinds: IdentifierKind[];
};

export type Installation = {
  software: string;
  kind: IdentifierKind;
  identifier: string;
  version: string;
  path: string;
  system: SourceSystem;
  instance: string;
  firstSeenAt: Date;
  /** For what is present: the newest complete report that had it. */
  lastSeenAt: Date;
  goneAt: Date | null;
  tools: { slug: string; name: string }[];
};

export type Device = {
  id: number;
  hostName: string | null;
  platform: DevicePlatform;
  osVersion: string | null;
  owner: { id: number; name: string; email: string } | null;
  team: { id: number; name: string } | null;
  /** What it is there for; null: not said. */
  purpose: DevicePurpose | null;
  firstSeenAt: Date;
  lastSeenAt: Date;
};

export type DeviceDetail = Device & {
  identities: { kind: DeviceIdKind; value: string }[];
  sources: DeviceSource[];
  installations: Installation[];
  /** Software that is no known tool: counted here, and listed for those who triage. */
  others: number;
  otherSoftware: Installation[];
};

const DEVICE = Prisma.sql`d.id, d.host_name AS "hostName", d.platform::text, d.purpose::text, d.os_version AS "osVersion", d.first_seen_at AS "firstSeenAt", d.last_seen_at AS "lastSeenAt",
  CASE WHEN p.id IS NULL THEN NULL ELSE jsonb_build_object('id', p.id, 'name', p.name, 'email', p.email) END AS owner,
  CASE WHEN t.id IS NULL THEN NULL ELSE jsonb_build_object('id', t.id, 'name', t.name) END AS team`;

const MOST_SHOWN = 500;

/** `devices` is an array of ids, as SQL. */
type Wanted = { devices: Prisma.Sql; areTools: boolean; tools?: readonly number[] };
type OnDevice = Installation & { deviceId: number };

function found({ devices, areTools, tools }: Wanted): Prisma.Sql {
  const chosen = tools ? Prisma.sql`AND k.tool_id = ANY(${[...tools]}::int[])` : Prisma.empty;
  return Prisma.sql`
    SELECT i.device_id AS "deviceId", s.name AS software, s.kind::text, s.match_value AS identifier, s.version, i.path, o.system::text, o.instance,
      i.first_seen_at AS "firstSeenAt", i.gone_at AS "goneAt",
      CASE WHEN i.gone_at IS NOT NULL THEN i.last_seen_at ELSE greatest(i.last_seen_at, (
        SELECT max(r.collected_at) FROM report r
        WHERE r.device_id = i.device_id AND r.source_id = i.source_id AND NOT r.held AND r.kinds & kind_bit(s.kind) <> 0)) END AS "lastSeenAt",
      coalesce((SELECT jsonb_agg(jsonb_build_object('slug', x.slug, 'name', x.name) ORDER BY x.name) FROM software_tool k JOIN tool x ON x.id = k.tool_id
        WHERE k.software_id = s.id), '[]') AS tools
    FROM installation i JOIN software s ON s.id = i.software_id JOIN source o ON o.id = i.source_id
    WHERE i.device_id = ANY(${devices})
      AND ${areTools ? Prisma.empty : Prisma.sql`NOT`} EXISTS (SELECT FROM software_tool k WHERE k.software_id = s.id ${chosen})
    ORDER BY i.gone_at IS NOT NULL, i.gone_at DESC, s.name, s.version, i.path LIMIT ${MOST_SHOWN}`;
}

function installationsOn(devices: readonly number[], areTools: boolean, tools?: readonly number[]): Promise<OnDevice[]> {
  return db.$queryRaw<OnDevice[]>(found({ devices: Prisma.sql`${[...devices]}::int[]`, areTools, ...(tools && { tools }) }));
}

async function sourcesOn(devices: number[]): Promise<(DeviceSource & { deviceId: number })[]> {
  const rows = await db.$queryRaw<(Omit<DeviceSource, "kinds"> & { deviceId: number; kinds: number })[]>`
    SELECT s.device_id AS "deviceId", o.id AS "sourceId", o.system::text, o.instance, max(r.collected_at) AS "reportedAt",
      max(r.collected_at) + 2 * o.period_minutes * interval '1 minute' AS "freshUntil", coalesce(bit_or(r.kinds), 0)::int AS kinds
    FROM (
      SELECT device_id, source_id FROM report WHERE device_id = ANY(${devices}::int[])
      UNION SELECT device_id, source_id FROM installation WHERE device_id = ANY(${devices}::int[])
    ) s JOIN source o ON o.id = s.source_id LEFT JOIN report r ON r.device_id = s.device_id AND r.source_id = s.source_id AND NOT r.held
    GROUP BY s.device_id, o.id ORDER BY o.system, o.instance`;
  return rows.map(({ kinds, ...row }) => ({ ...row, kinds: bitsToKinds(kinds) }));
}

/** A device with what was found on it. Software that is no known tool is listed only for those who triage. */
export async function getDevice(viewer: Viewer, id: number): Promise<DeviceDetail | null> {
  must(viewer, "devices:read");
  const [device] = await db.$queryRaw<Device[]>`SELECT ${DEVICE} FROM ${OWNERS} WHERE d.id = ${id} AND ${withinDevices(viewer)}`;
  if (!device) return null;
  const [identities, sources, installations, [others], otherSoftware] = await Promise.all([
    db.deviceIdentity.findMany({ where: { deviceId: id }, orderBy: { kind: "asc" }, select: { kind: true, value: true } }),
    sourcesOn([id]),
    installationsOn([id], true),
    db.$queryRaw<{ n: number }[]>`
      SELECT count(*)::int AS n FROM installation i
      WHERE i.device_id = ${id} AND i.gone_at IS NULL AND NOT EXISTS (SELECT FROM software_tool k WHERE k.software_id = i.software_id)`,
    isUnlimited(viewer, "devices:read") ? installationsOn([id], false) : [],
  ]);
  return { ...device, identities, sources, installations, others: others?.n ?? 0, otherSoftware };
}

export type OwnDevice = Device & { sources: DeviceSource[]; installations: Installation[]; others: number };

/** The devices of a person, with the tools found on each. `toolIds` narrows to those tools. */
export async function devicesOfPerson(viewer: Viewer, personId: number, toolIds?: readonly number[]): Promise<OwnDevice[]> {
  must(viewer, "devices:read");
  const devices = await db.$queryRaw<(Device & { others: number })[]>`
    SELECT ${DEVICE}, (SELECT count(*)::int FROM installation i
      WHERE i.device_id = d.id AND i.gone_at IS NULL AND NOT EXISTS (SELECT FROM software_tool k WHERE k.software_id = i.software_id)) AS others
    FROM ${OWNERS} WHERE d.owner_person_id = ${personId} AND ${withinDevices(viewer)} ORDER BY d.last_seen_at DESC, d.id LIMIT 100`;
  const ids = devices.map(({ id }) => id);
  const [sources, installations] = await Promise.all([sourcesOn(ids), installationsOn(ids, true, toolIds)]);
  return devices.map((device) => ({
    ...device,
    sources: sources.filter(({ deviceId }) => deviceId === device.id),
    installations: installations.filter(({ deviceId }) => deviceId === device.id),
  }));
}

export type PersonInstallation = Installation & { device: { id: number; hostName: string | null } };

/** What was found of these tools on a person's devices, present first. */
export async function installationsOfPerson(viewer: Viewer, personId: number, tools: readonly number[]): Promise<PersonInstallation[]> {
  must(viewer, "devices:read");
  const devices = Prisma.sql`ARRAY(SELECT d.id FROM ${OWNERS} WHERE d.owner_person_id = ${personId} AND ${withinDevices(viewer)})`;
  const rows = await db.$queryRaw<(OnDevice & { hostName: string | null })[]>`
    SELECT i.*, d.host_name AS "hostName" FROM (${found({ devices, areTools: true, tools })}) i JOIN device d ON d.id = i."deviceId"
    ORDER BY i."goneAt" IS NOT NULL, i."goneAt" DESC, i.software, i.version, i.path`;
  return rows.map(({ hostName, deviceId, ...one }) => ({ ...one, device: { id: deviceId, hostName } }));
}
