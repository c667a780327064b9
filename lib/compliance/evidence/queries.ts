import "server-only";
import { db } from "@/lib/db";
import { Prisma } from "@/prisma/generated/client";
import type { DevicePlatform, DutyKind, ObligationState, UnknownReason } from "@/prisma/generated/enums";

/** What is known of one device under one ban. */
export type DeviceEvidence = {
  deviceId: number;
  /** Null: nobody owns it. */
  personId: number | null;
  hostName: string | null;
  platform: DevicePlatform;
  state: ObligationState;
  reason: UnknownReason | null;
  contradicted: boolean;
  reappeared: boolean;
  /** Last sighting that nothing has cleared since. */
  foundAt: Date | null;
  /** What was found there. */
  software: string | null;
  version: string | null;
  path: string | null;
  attestedAt: Date | null;
  /** Newest complete report that looked for it. */
  reportedAt: Date | null;
  coveredUntil: Date | null;
  /** How often its most frequent source reports. */
  scanMinutes: number | null;
};

function evidenceUnder(banId: number, people: readonly number[], devices: readonly number[], now: Date, kind: DutyKind | null): Prisma.Sql {
  return Prisma.sql`
    WITH scope AS MATERIALIZED (SELECT software_id FROM ban_software(${banId}))
    SELECT k.device_id AS "deviceId", k.person_id AS "personId", d.host_name AS "hostName", d.platform::text, k.state::text, k.reason::text, k.contradicted,
      k.reappeared, k.found_at AS "foundAt", f.name AS software, f.version, f.path, k.attested_at AS "attestedAt", k.reported_at AS "reportedAt",
      k.covered_until AS "coveredUntil",
      (SELECT min(so.period_minutes) FROM report r JOIN source so ON so.id = r.source_id AND so.enabled WHERE r.device_id = k.device_id AND NOT r.held) AS "scanMinutes"
    FROM device_states(${banId}, ${[...people]}::int[], ${[...devices]}::int[], ${now}, ${kind}::duty_kind) k JOIN device d ON d.id = k.device_id
    LEFT JOIN LATERAL (
      SELECT s.name, s.version, i.path
      FROM installation i JOIN software s ON s.id = i.software_id JOIN source so ON so.id = i.source_id AND so.enabled
      WHERE i.device_id = k.device_id AND i.software_id IN (SELECT software_id FROM scope) ORDER BY i.gone_at IS NULL DESC, i.last_seen_at DESC, s.id LIMIT 1
    ) f ON k.found_at IS NOT NULL
    ORDER BY k.state, d.host_name, k.device_id`;
}

/**
 * Devices of the people given, and devices given, under a ban. Callers have already decided who may see these people: this is part of their
 * query, not one of its own. Without the tools that exceptions to this kind of duty spare.
 */
export function deviceEvidence(
  banId: number,
  people: readonly number[],
  devices: readonly number[],
  now: Date,
  kind: DutyKind,
): Promise<DeviceEvidence[]> {
  return db.$queryRaw<DeviceEvidence[]>(evidenceUnder(banId, people, devices, now, kind));
}

/** The devices of one person under each of these bans, in one statement. */
export async function evidenceOfPerson(banIds: readonly number[], personId: number, now: Date): Promise<Map<number, DeviceEvidence[]>> {
  if (banIds.length === 0) return new Map();
  const parts = banIds.map(
    (banId) =>
      Prisma.sql`SELECT ${banId}::int AS "banId", row_number() OVER () AS place, e.* FROM (${evidenceUnder(banId, [personId], [], now, null)}) e`,
  );
  type Row = DeviceEvidence & { banId: number; place: bigint };
  const rows = await db.$queryRaw<Row[]>`${Prisma.join(parts, " UNION ALL ")} ORDER BY "banId", place`;
  const found = Map.groupBy(rows, ({ banId }) => banId);
  return new Map([...found].map(([banId, ofBan]) => [banId, ofBan.map(({ banId: _banId, place: _place, ...evidence }) => evidence)]));
}

/** The device a row is best explained by: the worst one, and of those the one with the newest evidence. */
export function tellingDevice(devices: readonly DeviceEvidence[]): DeviceEvidence | null {
  const [worst] = devices;
  if (!worst) return null;
  const moment = ({ foundAt, attestedAt, reportedAt }: DeviceEvidence) => (foundAt ?? attestedAt ?? reportedAt)?.getTime() ?? 0;
  return devices.filter(({ state }) => state === worst.state).toSorted((a, b) => moment(b) - moment(a))[0] ?? null;
}
