import "server-only";
import { z } from "zod";
import { must } from "@/lib/auth/permissions";
import type { Viewer } from "@/lib/auth/viewer";
import type { DriftFilters, DriftList } from "@/lib/bans/drift/schema";
import { inLanguage } from "@/lib/bans/rules";
import type { Words } from "@/lib/bans/schema";
import { db } from "@/lib/db";
import type { CsvCell } from "@/lib/http/csv";
import { decodeCursor, everyItem, type Keyset, keysetOf } from "@/lib/http/keyset";
import { Prisma } from "@/prisma/generated/client";
import type { AccessMode, BanStatus, DriftStatus, VersionStatus } from "@/prisma/generated/enums";

export type DriftItem = {
  id: number;
  status: DriftStatus;
  ban: { id: number; code: string; title: string; status: BanStatus };
  tool: { id: number; slug: string; name: string; vendor: string };
  /** The vendor that the ban names, where the tool belongs to it or to what it owns. */
  owner: string | null;
  /** The way to a banned model, where that is what matches; otherwise the tool itself does. */
  edge: { family: string; channel: string; mode: AccessMode } | null;
  /** Devices that hold the tool now. */
  devices: number;
  foundAt: Date;
  decided: { by: string | null; at: Date; reason: string | null } | null;
  /** The version that takes it in. */
  version: { number: number; status: VersionStatus } | null;
};

type Row = Omit<DriftItem, "ban" | "decided"> & {
  ban: Omit<DriftItem["ban"], "title"> & { title: Words | null };
  decidedBy: string | null;
  decidedAt: Date | null;
  reason: string | null;
};

/** Only while a ban binds is there something to widen. What was decided stays to be read. */
const ASKED = Prisma.sql`(d.status <> 'OPEN' OR b.status IN ('PUBLISHED', 'SUSPENDED'))`;

function conditions({ ban, status }: DriftFilters): Prisma.Sql {
  const all = [
    ASKED,
    ban === undefined ? null : Prisma.sql`d.ban_id = ${ban}`,
    status === undefined ? null : Prisma.sql`d.status = ${status}::drift_status`,
  ];
  return Prisma.join(
    all.filter((condition) => condition !== null),
    " AND ",
  );
}

const place = z.tuple([z.number().int()]);

/** What matches published bans by now, the newest first. */
export async function listDrift(viewer: Viewer, { cursor, limit, ...filters }: DriftList): Promise<Keyset<DriftItem>> {
  must(viewer, "bans:read");
  const before = decodeCursor(cursor, place);
  const rows = await db.$queryRaw<Row[]>`
    SELECT d.id, d.status::text, d.found_at AS "foundAt", d.decided_at AS "decidedAt", w.name AS "decidedBy", d.reason,
      jsonb_build_object('id', b.id, 'code', b.code, 'status', b.status, 'title', bound.content -> 'title') AS ban,
      jsonb_build_object('id', t.id, 'slug', t.slug, 'name', t.name, 'vendor', o.name) AS tool,
      (WITH RECURSIVE up (id, name, parent_id, step) AS (
          SELECT id, name, parent_id, 1 FROM vendor WHERE id = t.vendor_id
          UNION ALL SELECT v.id, v.name, v.parent_id, up.step + 1 FROM vendor v JOIN up ON v.id = up.parent_id
        ) SELECT up.name FROM up WHERE d.family_id IS NULL AND up.id = ANY (json_ints(bound.content #> '{selector,vendors}')) ORDER BY up.step LIMIT 1) AS owner,
      CASE WHEN d.family_id IS NOT NULL THEN jsonb_build_object('family', f.name, 'channel', d.channel, 'mode', d.mode) END AS edge,
      coalesce(p.devices, 0) AS devices,
      CASE WHEN v.id IS NOT NULL THEN jsonb_build_object('number', v.number, 'status', v.status) END AS version
    FROM scope_drift d JOIN ban b ON b.id = d.ban_id JOIN tool t ON t.id = d.tool_id JOIN vendor o ON o.id = t.vendor_id
    CROSS JOIN LATERAL (SELECT ban_content(b.id) AS content) bound
    LEFT JOIN model_family f ON f.id = d.family_id LEFT JOIN tool_presence p ON p.tool_id = d.tool_id
    LEFT JOIN person w ON w.id = d.decided_by_id LEFT JOIN ban_version v ON v.id = d.version_id
    WHERE ${conditions(filters)} AND ${before ? Prisma.sql`d.id < ${before[0]}` : Prisma.sql`true`}
    ORDER BY d.id DESC LIMIT ${limit + 1}`;
  const items = rows.map(({ decidedAt, decidedBy, reason, ban, ...row }) => ({
    ...row,
    ban: { ...ban, title: inLanguage(ban.title ?? undefined, viewer.locale) },
    decided: decidedAt && { by: decidedBy, at: decidedAt, reason },
  }));
  return keysetOf(items, limit, ({ id }) => [id]);
}

export const DRIFT_CSV_HEADER = [
  ...["id", "status", "ban", "tool", "name", "vendor", "banned_vendor", "model_family", "channel", "mode", "devices"],
  ...["found_at", "decided_at", "decided_by", "reason", "version"],
];

/** Every match that the filters name, page by page. */
export async function* driftCsvRows(viewer: Viewer, filters: DriftFilters): AsyncGenerator<CsvCell[]> {
  const all = everyItem((page) => listDrift(viewer, { ...filters, ...page }));
  for await (const { id, status, ban, tool, owner, edge, devices, foundAt, decided, version } of all) {
    const what = [id, status, ban.code, tool.slug, tool.name, tool.vendor, owner, edge?.family, edge?.channel, edge?.mode, devices];
    yield [...what, foundAt, decided?.at, decided?.by, decided?.reason, version?.number];
  }
}

/** How many there are of each state. */
export async function countDrift(viewer: Viewer, { ban }: Pick<DriftFilters, "ban">): Promise<Record<DriftStatus, number>> {
  must(viewer, "bans:read");
  const rows = await db.$queryRaw<{ status: DriftStatus; n: number }[]>`
    SELECT d.status::text, count(*)::int AS n FROM scope_drift d JOIN ban b ON b.id = d.ban_id WHERE ${conditions({ ban })} GROUP BY d.status`;
  return { OPEN: 0, ACCEPTED: 0, DISMISSED: 0, ...Object.fromEntries(rows.map(({ status, n }) => [status, n])) };
}
