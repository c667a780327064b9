import "server-only";
import { z } from "zod";
import { must } from "@/lib/auth/permissions";
import type { Viewer } from "@/lib/auth/viewer";
import { db } from "@/lib/db";
import { decodeCursor, type Keyset, keysetOf } from "@/lib/http/keyset";
import { type Named, NOBODY, type Route } from "@/lib/registry/models/access/rules";
import type { AccessList } from "@/lib/registry/models/access/schema";
import { CHANNEL_COLUMNS, channelOf } from "@/lib/registry/models/channels";
import { Prisma } from "@/prisma/generated/client";
import type { AccessMode } from "@/prisma/generated/enums";

export type AccessItem = Route & { family: Named & { vendor: Named } };

/** What the catalogue knows of channels, for joining: whoever stores an edge stores only the key. */
export const CHANNEL = Prisma.sql`channel AS (
  SELECT * FROM unnest(${CHANNEL_COLUMNS.keys}::text[], ${CHANNEL_COLUMNS.kinds}::text[], ${CHANNEL_COLUMNS.controllers}::text[]) c(key, kind, controller))`;

/** The vendor with everything it owns. */
export function ownedBy(slug: string): Prisma.Sql {
  return Prisma.sql`(WITH RECURSIVE owned AS (SELECT id FROM vendor WHERE slug = ${slug} UNION SELECT v.id FROM vendor v JOIN owned o ON v.parent_id = o.id)
    SELECT id FROM owned)`;
}

const ROUTE = Prisma.sql`
  route AS (
    SELECT a.id, a.tool_id, a.family_id, a.channel, a.mode::text AS mode, a.source, a.as_of, t.slug, t.name, t.revision, t.vendor_id,
      p.devices, coalesce(c.kind, 'other') AS kind, k.slug AS controller_slug, k.name AS controller_name
    FROM model_access a JOIN tool t ON t.id = a.tool_id AND t.merged_into_id IS NULL
      LEFT JOIN tool_presence p ON p.tool_id = t.id
      LEFT JOIN channel c ON c.key = a.channel
      LEFT JOIN vendor named ON named.slug = c.controller
      LEFT JOIN vendor k ON k.id = coalesce(named.merged_into_id, named.id)
  )`;

type Row = {
  id: number;
  toolId: number;
  slug: string;
  name: string;
  key: string;
  revision: number;
  vendorSlug: string;
  vendorName: string;
  devices: number | null;
  channel: string;
  controllerSlug: string | null;
  controllerName: string | null;
  mode: AccessMode;
  source: string;
  asOf: string | null;
  familySlug: string;
  familyName: string;
  makerSlug: string;
  makerName: string;
};

function rowsWhere(where: Prisma.Sql, take: number): Promise<Row[]> {
  return db.$queryRaw<Row[]>`
    WITH ${CHANNEL}, ${ROUTE}
    SELECT r.id, r.tool_id AS "toolId", r.slug, r.name, lower(r.name) AS key, r.revision, v.slug AS "vendorSlug", v.name AS "vendorName", r.devices,
      r.channel, r.controller_slug AS "controllerSlug", r.controller_name AS "controllerName", r.mode, r.source, r.as_of::text AS "asOf",
      f.slug AS "familySlug", f.name AS "familyName", m.slug AS "makerSlug", m.name AS "makerName"
    FROM route r JOIN vendor v ON v.id = r.vendor_id JOIN model_family f ON f.id = r.family_id JOIN vendor m ON m.id = f.vendor_id
    WHERE ${where} ORDER BY lower(r.name), r.id LIMIT ${take}`;
}

function itemOf(row: Row): AccessItem {
  const { key, label, kind } = channelOf(row.channel);
  const controlledBy =
    row.controllerSlug !== null && row.controllerName !== null ? { slug: row.controllerSlug, name: row.controllerName } : null;
  return {
    id: row.id,
    tool: {
      id: row.toolId,
      slug: row.slug,
      name: row.name,
      vendor: { slug: row.vendorSlug, name: row.vendorName },
      devices: row.devices,
    },
    family: { slug: row.familySlug, name: row.familyName, vendor: { slug: row.makerSlug, name: row.makerName } },
    channel: { key, label, kind, controlledBy },
    mode: row.mode,
    source: row.source,
    asOf: row.asOf,
  };
}

const byName = z.tuple([z.string(), z.number().int()]);

/** The edges of the access graph, by tool. */
export async function listAccess(viewer: Viewer, { cursor, limit, ...filters }: AccessList): Promise<Keyset<AccessItem>> {
  must(viewer, "registry:read");
  const { family, tool, vendor, controller, channel, kind, mode } = filters;
  const from = decodeCursor(cursor, byName);
  const all = [
    from ? Prisma.sql`(lower(r.name), r.id) > (${from[0]}, ${from[1]})` : Prisma.sql`true`,
    family ? Prisma.sql`f.slug = ${family}` : null,
    tool ? Prisma.sql`r.slug = ${tool}` : null,
    vendor ? Prisma.sql`r.vendor_id IN ${ownedBy(vendor)}` : null,
    controller === NOBODY ? Prisma.sql`r.controller_slug IS NULL` : controller ? Prisma.sql`r.controller_slug = ${controller}` : null,
    channel ? Prisma.sql`r.channel = ${channel}` : null,
    kind ? Prisma.sql`r.kind = ${kind}` : null,
    mode ? Prisma.sql`r.mode = ${mode}` : null,
  ];
  const where = Prisma.join(
    all.filter((condition) => condition !== null),
    " AND ",
  );
  const { items, next } = keysetOf(await rowsWhere(where, limit + 1), limit, ({ key, id }) => [key, id]);
  return { items: items.map(itemOf), next };
}

/** More than any family has: a page that shows all of them has to end somewhere. */
const MOST_ROUTES = 5_000;

/** Every way on which a family is reached. */
export async function routesOf(viewer: Viewer, familySlug: string): Promise<AccessItem[]> {
  must(viewer, "registry:read");
  return (await rowsWhere(Prisma.sql`f.slug = ${familySlug}`, MOST_ROUTES)).map(itemOf);
}

/** One edge, with the revision that a change of it has to name: the tool's. */
export async function getAccess(viewer: Viewer, id: number): Promise<(AccessItem & { revision: number }) | null> {
  must(viewer, "registry:read");
  const [row] = await rowsWhere(Prisma.sql`r.id = ${id}`, 1);
  return row ? { ...itemOf(row), revision: row.revision } : null;
}
