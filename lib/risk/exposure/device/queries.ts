import "server-only";
import { must } from "@/lib/auth/permissions";
import type { Viewer } from "@/lib/auth/viewer";
import { db } from "@/lib/db";
import { rangeOf } from "@/lib/risk/findings/rules";
import type { FindingStatus, FixState, IdentifierKind } from "@/prisma/generated/enums";
import { SEEN_AT, type Version } from "../queries";
import { type Episode, standingOf, type Window, windowsOf } from "../rules";

type Held = { findingId: number; kind: IdentifierKind; version: string } & Episode;
type Finding = {
  id: number;
  title: string;
  status: FindingStatus;
  fix: FixState;
  versionRange: string | null;
  tool: { slug: string; name: string };
};

export type DeviceExposure = Omit<Finding, "versionRange"> & {
  /** Empty where no version can be placed. */
  windows: Window[];
  versions: Version[];
  /** Versions that nobody can place. */
  unplaced: Version[];
};

const MOST_FINDINGS = 100;

/** The findings of which this device had, or may have had, an affected version, and when. What does not affect us is left out. */
export async function exposureOfDevice(viewer: Viewer, deviceId: number): Promise<DeviceExposure[]> {
  must(viewer, "risk:read");
  const [findings, held] = await Promise.all([
    db.$queryRaw<Finding[]>`
      SELECT f.id, f.title, f.status::text, f.fix::text, f.version_range AS "versionRange", jsonb_build_object('slug', l.slug, 'name', l.name) AS tool
      FROM finding f JOIN tool l ON l.id = f.tool_id
      WHERE f.status <> 'NOT_AFFECTED' AND f.tool_id IN (
        SELECT k.tool_id FROM installation i JOIN software_tool k ON k.software_id = i.software_id WHERE i.device_id = ${deviceId})
      ORDER BY f.id DESC LIMIT ${MOST_FINDINGS}`,
    db.$queryRaw<Held[]>`
      SELECT f.id AS "findingId", w.kind::text, w.version, i.first_seen_at AS "firstSeenAt", ${SEEN_AT} AS "lastSeenAt", i.gone_at AS "goneAt"
      FROM installation i JOIN software w ON w.id = i.software_id JOIN software_tool k ON k.software_id = w.id
      JOIN finding f ON f.tool_id = k.tool_id AND f.status <> 'NOT_AFFECTED' WHERE i.device_id = ${deviceId}`,
  ]);
  const byFinding = Map.groupBy(held, ({ findingId }) => findingId);
  return findings
    .map((finding) => exposureOf(finding, byFinding.get(finding.id) ?? []))
    .filter(({ versions, unplaced }) => versions.length > 0 || unplaced.length > 0);
}

function exposureOf({ versionRange, ...finding }: Finding, held: readonly Held[]): DeviceExposure {
  const stand = standingOf(rangeOf(versionRange));
  const inside = held.filter((one) => stand(one) === "inside");
  const unplaced = held.filter((one) => ["unknown", "elsewhere"].includes(stand(one)));
  return { ...finding, windows: windowsOf(inside), versions: distinct(inside), unplaced: distinct(unplaced) };
}

function distinct(held: readonly Held[]): Version[] {
  const byName = new Map(held.map(({ kind, version }) => [`${kind} ${version}`, { kind, version }]));
  return [...byName.values()];
}
