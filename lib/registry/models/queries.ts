import "server-only";
import { z } from "zod";
import { must } from "@/lib/auth/permissions";
import type { Viewer } from "@/lib/auth/viewer";
import { db } from "@/lib/db";
import { decodeCursor, type Keyset, keysetOf } from "@/lib/http/keyset";
import { CHANNEL, ownedBy } from "@/lib/registry/models/access/queries";
import type { Named } from "@/lib/registry/models/access/rules";
import type { ChannelKind } from "@/lib/registry/models/channels";
import type { FamilyList } from "@/lib/registry/models/schema";
import { isSlug } from "@/lib/registry/schema";
import { somewhere } from "@/lib/registry/search/rules";
import type { Offer } from "@/lib/registry/vendors/queries";
import { Prisma } from "@/prisma/generated/client";
import type { AccessMode, Confidence } from "@/prisma/generated/enums";

export type FamilyItem = {
  id: number;
  slug: string;
  name: string;
  vendor: Named;
  openWeights: boolean;
  licence: string | null;
  confidence: Confidence;
  /** Tools that reach it: all, per mode and per kind of channel. A tool counts in every mode and kind in which it does. */
  tools: number;
  byMode: Partial<Record<AccessMode, number>>;
  byKind: Partial<Record<ChannelKind, number>>;
  /** Services that offer it. */
  offers: number;
};

const byName = z.tuple([z.string(), z.number().int()]);

/** Model families by name, with how tools reach them. */
export async function listFamilies(
  viewer: Viewer,
  { q, vendor, weights, mode, kind, cursor, limit }: FamilyList,
): Promise<Keyset<FamilyItem>> {
  must(viewer, "registry:read");
  const from = decodeCursor(cursor, byName);
  const all = [
    from ? Prisma.sql`(lower(f.name), f.id) > (${from[0]}, ${from[1]})` : Prisma.sql`true`,
    q ? Prisma.sql`(f.name ILIKE ${somewhere(q)} OR f.slug ILIKE ${somewhere(q)} OR v.name ILIKE ${somewhere(q)})` : null,
    vendor ? Prisma.sql`f.vendor_id IN ${ownedBy(vendor)}` : null,
    weights ? Prisma.sql`f.open_weights = ${weights === "open"}` : null,
    mode ? Prisma.sql`EXISTS (SELECT FROM route r WHERE r.family_id = f.id AND r.mode = ${mode})` : null,
    kind ? Prisma.sql`EXISTS (SELECT FROM route r WHERE r.family_id = f.id AND r.kind = ${kind})` : null,
  ];
  const where = Prisma.join(
    all.filter((condition) => condition !== null),
    " AND ",
  );
  const counts = (column: Prisma.Sql) => Prisma.sql`(SELECT coalesce(jsonb_object_agg(word, n), '{}') FROM (
    SELECT ${column} AS word, count(DISTINCT r.tool_id)::int AS n FROM route r WHERE r.family_id = f.id GROUP BY 1) one)`;
  const rows = await db.$queryRaw<(FamilyItem & { key: string })[]>`
    WITH ${CHANNEL}, route AS (
      SELECT a.family_id, a.tool_id, a.mode::text AS mode, coalesce(c.kind, 'other') AS kind
      FROM model_access a JOIN tool t ON t.id = a.tool_id AND t.merged_into_id IS NULL LEFT JOIN channel c ON c.key = a.channel
    )
    SELECT f.id, f.slug, f.name, jsonb_build_object('slug', v.slug, 'name', v.name) AS vendor, f.open_weights AS "openWeights", f.licence,
      f.confidence::text, lower(f.name) AS key, jsonb_array_length(f.offers) AS offers,
      (SELECT count(DISTINCT r.tool_id)::int FROM route r WHERE r.family_id = f.id) AS tools,
      ${counts(Prisma.sql`r.mode`)} AS "byMode", ${counts(Prisma.sql`r.kind`)} AS "byKind"
    FROM model_family f JOIN vendor v ON v.id = f.vendor_id WHERE ${where} ORDER BY lower(f.name), f.id LIMIT ${limit + 1}`;
  const { items, next } = keysetOf(rows, limit, ({ key, id }) => [key, id]);
  return { items: items.map(({ key: _key, ...item }) => item), next };
}

/** Vendors that have a family, for the filter. */
export async function familyVendors(viewer: Viewer): Promise<Named[]> {
  must(viewer, "registry:read");
  return db.$queryRaw<Named[]>`
    SELECT DISTINCT v.slug, v.name, lower(v.name) AS key FROM vendor v JOIN model_family f ON f.vendor_id = v.id ORDER BY key, v.slug`;
}

export type FamilyDetail = {
  id: number;
  slug: string;
  name: string;
  vendor: Named;
  openWeights: boolean;
  licence: string | null;
  notes: string | null;
  confidence: Confidence;
  offers: Offer[];
  revision: number;
  /** Entered here, not from the catalogue. */
  isOwn: boolean;
  /** Tools without an edge that their users can point at it all the same: at any service, or, for open weights, at any weights. */
  also: Named[];
};

export async function getFamily(viewer: Viewer, slug: string): Promise<FamilyDetail | null> {
  must(viewer, "registry:read");
  if (!isSlug(slug)) return null;
  const [family] = await db.$queryRaw<FamilyDetail[]>`
    SELECT f.id, f.slug, f.name, jsonb_build_object('slug', v.slug, 'name', v.name) AS vendor, f.open_weights AS "openWeights", f.licence, f.notes,
      f.confidence::text, f.offers, f.revision, f.catalogue_entry IS NULL AS "isOwn",
      coalesce((SELECT jsonb_agg(jsonb_build_object('slug', t.slug, 'name', t.name) ORDER BY lower(t.name)) FROM tool t
        WHERE t.merged_into_id IS NULL AND (cardinality(t.any_service) > 0 OR (f.open_weights AND cardinality(t.any_weights) > 0))
          AND NOT EXISTS (SELECT FROM model_access a WHERE a.tool_id = t.id AND a.family_id = f.id)), '[]') AS also
    FROM model_family f JOIN vendor v ON v.id = f.vendor_id WHERE f.slug = ${slug}`;
  return family ?? null;
}

export type AccessChoices = { tools: Named[]; families: Named[] };

/** What an officer who records an edge can choose from. */
export async function accessChoices(viewer: Viewer): Promise<AccessChoices> {
  must(viewer, "registry:write");
  const [choices] = await db.$queryRaw<[AccessChoices]>`
    SELECT (SELECT coalesce(jsonb_agg(jsonb_build_object('slug', slug, 'name', name) ORDER BY lower(name)), '[]') FROM tool WHERE merged_into_id IS NULL) AS tools,
      (SELECT coalesce(jsonb_agg(jsonb_build_object('slug', slug, 'name', name) ORDER BY lower(name)), '[]') FROM model_family) AS families`;
  return choices;
}

/** Vendors to choose from, by name. */
export async function vendorChoices(viewer: Viewer): Promise<Named[]> {
  must(viewer, "registry:write");
  return db.$queryRaw<Named[]>`SELECT slug, name FROM vendor WHERE merged_into_id IS NULL ORDER BY lower(name), slug`;
}
