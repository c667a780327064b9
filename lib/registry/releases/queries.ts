import "server-only";
import { z } from "zod";
import { must } from "@/lib/auth/permissions";
import type { Viewer } from "@/lib/auth/viewer";
import { db } from "@/lib/db";
import { decodeCursor, type Keyset, keysetOf } from "@/lib/http/keyset";
import { Refusal } from "@/lib/refusal";
import { Prisma } from "@/prisma/generated/client";
import type { IdentifierKind } from "@/prisma/generated/enums";
import { insideOf, newestFirst, rangeAsked, rowsAfter, type Versioned } from "./rules";
import { RELEASE_KINDS, type ReleaseList } from "./schema";

export type ReleaseItem = {
  id: number;
  kind: IdentifierKind;
  version: string;
  publishedAt: Date | null;
  isWithdrawn: boolean;
  note: string | null;
  source: string;
  /** Devices on which this version of this kind is now. */
  devices: number;
};

export type ReleaseRow = ReleaseItem & {
  /** Null without a range, and where nobody can tell. */
  inRange: boolean | null;
};

const cursorSchema = z.tuple([z.enum(RELEASE_KINDS), z.string()]);

/** The releases of a tool, kind by kind, the newest first. Orders in memory: only the scheme knows the order of versions. */
export async function listReleases(
  viewer: Viewer,
  toolId: number,
  { kind, range, inside, cursor, limit }: ReleaseList,
): Promise<Keyset<ReleaseRow>> {
  must(viewer, "registry:read");
  const after = decodeCursor(cursor, cursorSchema);
  const isInside = range === undefined ? null : insideOf(rangeIn(range));
  const all = await db.release.findMany({ where: { toolId, ...(kind && { kind }) }, select: { id: true, kind: true, version: true } });
  const sorted = newestFirst(isInside && inside ? all.filter((release) => isInside(release)) : all);
  const rest = after ? rowsAfter(sorted, { kind: after[0], version: after[1] }) : sorted;
  const page = keysetOf(rest, limit, ({ kind: ofKind, version }) => [ofKind, version]);
  const rows = await releasesById(toolId, page.items);
  return { items: rows.map((row) => ({ ...row, inRange: isInside ? isInside(row) : null })), next: page.next };
}

function rangeIn(text: string) {
  const asked = rangeAsked(text);
  if ("whyNot" in asked) throw new Refusal("invalid", asked.whyNot, { fields: { range: asked.whyNot } });
  return asked.range;
}

/** In the order given; one that went in between is left out. */
async function releasesById(toolId: number, listed: readonly ({ id: number } & Versioned)[]): Promise<ReleaseItem[]> {
  if (listed.length === 0) return [];
  const ids = listed.map(({ id }) => id);
  const rows = await db.$queryRaw<ReleaseItem[]>`
    WITH shown AS (SELECT * FROM release WHERE tool_id = ${toolId} AND id = ANY (${ids}::int[])), held AS (${heldVersions(toolId)})
    SELECT s.id, s.kind::text, s.version, s.published_at AS "publishedAt", s.is_withdrawn AS "isWithdrawn", s.note, s.source, coalesce(h.devices, 0) AS devices
    FROM shown s LEFT JOIN held h ON h.kind = s.kind AND h.version = s.version`;
  const byId = new Map(rows.map((row) => [row.id, row]));
  return ids.flatMap((id) => byId.get(id) ?? []);
}

/** Per kind and version, on how many devices the tool is now. */
function heldVersions(toolId: number): Prisma.Sql {
  return Prisma.sql`
    SELECT w.kind, w.version, count(DISTINCT i.device_id)::int AS devices
    FROM software_tool k JOIN software w ON w.id = k.software_id JOIN installation i ON i.software_id = w.id AND i.gone_at IS NULL
    WHERE k.tool_id = ${toolId} GROUP BY w.kind, w.version`;
}

export type ReleaseSums = { kind: IdentifierKind; releases: number }[];

/** How many releases of each kind are recorded. */
export async function countReleases(viewer: Viewer, toolId: number): Promise<ReleaseSums> {
  must(viewer, "registry:read");
  const rows = await db.release.groupBy({ by: ["kind"], where: { toolId }, _count: true, orderBy: { kind: "asc" } });
  return rows.map(({ kind, _count }) => ({ kind, releases: _count }));
}

/** The newest releases of each kind, and how many there are in all. */
export async function newestReleases(viewer: Viewer, toolId: number): Promise<{ items: ReleaseItem[]; total: number }> {
  must(viewer, "registry:read");
  const all = await db.release.findMany({ where: { toolId }, select: { id: true, kind: true, version: true } });
  const newest = [...Map.groupBy(newestFirst(all), ({ kind }) => kind).values()].flatMap((ofKind) => ofKind.slice(0, PER_KIND));
  return { items: await releasesById(toolId, newest.slice(0, 2 * PER_KIND)), total: all.length };
}

const PER_KIND = 3;

export type HeldVersion = { kind: IdentifierKind; version: string; devices: number };

/** Versions that devices hold and nobody recorded: those on most devices, and how many there are. */
export async function unrecordedVersions(viewer: Viewer, toolId: number, limit = 10): Promise<{ items: HeldVersion[]; total: number }> {
  must(viewer, "registry:read");
  const rows = await db.$queryRaw<(HeldVersion & { total: number })[]>`
    SELECT h.kind::text, h.version, h.devices, (count(*) OVER ())::int AS total
    FROM (${heldVersions(toolId)}) h
    WHERE h.version <> '' AND h.kind::text = ANY (${RELEASE_KINDS}::text[])
      AND NOT EXISTS (SELECT FROM release r WHERE r.tool_id = ${toolId} AND r.kind = h.kind AND r.version = h.version)
    ORDER BY h.devices DESC, h.kind, h.version LIMIT ${limit}`;
  return { items: rows.map(({ total: _, ...row }) => row), total: rows[0]?.total ?? 0 };
}

export type ReleaseDetail = ReleaseItem & { recordedAt: Date; recordedBy: { id: number; name: string } | null };

export async function getRelease(viewer: Viewer, toolId: number, id: number): Promise<ReleaseDetail | null> {
  must(viewer, "registry:read");
  const row = await db.release.findFirst({
    where: { id, toolId },
    select: { id: true, kind: true, version: true, recordedAt: true, recordedById: true },
  });
  if (!row) return null;
  const [[item], by] = await Promise.all([
    releasesById(toolId, [row]),
    row.recordedById === null ? null : db.person.findUnique({ where: { id: row.recordedById }, select: { id: true, name: true } }),
  ]);
  return item ? { ...item, recordedAt: row.recordedAt, recordedBy: by } : null;
}
