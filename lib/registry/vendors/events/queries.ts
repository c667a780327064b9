import "server-only";
import { z } from "zod";
import { must } from "@/lib/auth/permissions";
import type { Viewer } from "@/lib/auth/viewer";
import { db } from "@/lib/db";
import { decodeCursor, type Keyset, keysetOf } from "@/lib/http/keyset";
import type { EventList } from "@/lib/registry/vendors/events/schema";
import { Prisma } from "@/prisma/generated/client";
import type { VendorEventKind } from "@/prisma/generated/enums";

export type VendorEventItem = {
  id: number;
  kind: VendorEventKind;
  /** A local date, for example 2026-06-30. */
  happenedOn: string;
  title: string;
  details: string | null;
  source: string;
  sourceUrl: string | null;
  recordedBy: { id: number; name: string } | null;
  recordedAt: Date;
};

const byDay = z.tuple([z.iso.date(), z.number().int()]);

/** What happened with a vendor, newest first; also under the slug of one that was merged into it. */
export async function listVendorEvents(
  viewer: Viewer,
  slug: string,
  { cursor, limit }: EventList,
): Promise<Keyset<VendorEventItem> | null> {
  must(viewer, "registry:read");
  const from = decodeCursor(cursor, byDay);
  const vendor = await db.vendor.findUnique({ where: { slug }, select: { id: true, mergedIntoId: true } });
  if (!vendor) return null;
  const rows = await db.$queryRaw<VendorEventItem[]>`
    SELECT e.id, e.kind::text, e.happened_on::text AS "happenedOn", e.title, e.details, e.source, e.source_url AS "sourceUrl",
      CASE WHEN p.id IS NOT NULL THEN jsonb_build_object('id', p.id, 'name', p.name) END AS "recordedBy", e.recorded_at AS "recordedAt"
    FROM vendor_event e LEFT JOIN person p ON p.id = e.recorded_by_id
    WHERE e.vendor_id = ${vendor.mergedIntoId ?? vendor.id} AND ${from ? Prisma.sql`(e.happened_on, e.id) < (${from[0]}::date, ${from[1]})` : Prisma.sql`true`}
    ORDER BY e.happened_on DESC, e.id DESC LIMIT ${limit + 1}`;
  return keysetOf(rows, limit, ({ happenedOn, id }) => [happenedOn, id]);
}
