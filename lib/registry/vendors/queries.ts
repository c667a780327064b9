import "server-only";
import { z } from "zod";
import { must } from "@/lib/auth/permissions";
import type { Viewer } from "@/lib/auth/viewer";
import { db } from "@/lib/db";
import { decodeCursor, type Keyset, keysetOf } from "@/lib/http/keyset";
import type { VendorList } from "@/lib/registry/schema";
import { somewhere } from "@/lib/registry/search/rules";
import { Prisma } from "@/prisma/generated/client";
import type { Confidence } from "@/prisma/generated/enums";

export type VendorItem = {
  id: number;
  slug: string;
  name: string;
  legalName: string | null;
  parentSlug: string | null;
  hqCountry: string | null;
  hqCity: string | null;
  confidence: Confidence;
  /** Its own, without those of the vendors it owns. */
  tools: number;
  families: number;
};

const byName = z.tuple([z.string(), z.number().int()]);

export async function listVendors(viewer: Viewer, { q, cursor, limit }: VendorList): Promise<Keyset<VendorItem>> {
  must(viewer, "registry:read");
  const from = decodeCursor(cursor, byName);
  const rows = await db.$queryRaw<(VendorItem & { key: string })[]>`
    SELECT v.id, v.slug, v.name, v.legal_name AS "legalName", p.slug AS "parentSlug", v.hq_country::text AS "hqCountry", v.hq_city AS "hqCity",
      v.confidence::text, lower(v.name) AS key,
      (SELECT count(*)::int FROM tool t WHERE t.vendor_id = v.id) AS tools,
      (SELECT count(*)::int FROM model_family f WHERE f.vendor_id = v.id) AS families
    FROM vendor v LEFT JOIN vendor p ON p.id = v.parent_id
    WHERE ${q ? Prisma.sql`(v.name ILIKE ${somewhere(q)} OR v.legal_name ILIKE ${somewhere(q)} OR v.slug ILIKE ${somewhere(q)})` : Prisma.sql`true`}
      AND ${from ? Prisma.sql`(lower(v.name), v.id) > (${from[0]}, ${from[1]})` : Prisma.sql`true`}
      AND v.merged_into_id IS NULL
    ORDER BY lower(v.name), v.id LIMIT ${limit + 1}`;
  const { items, next } = keysetOf(rows, limit, ({ key, id }) => [key, id]);
  return { items: items.map(({ key: _key, ...item }) => item), next };
}

export type Owned = { slug: string; name: string };
export type Offer = { provider: string; service: string; modelIds: string[]; confidence: Confidence };
export type VendorFamily = {
  slug: string;
  name: string;
  /** Of the vendor itself or of one that it owns. */
  vendorSlug: string;
  openWeights: boolean;
  licence: string | null;
  notes: string | null;
  confidence: Confidence;
  offers: Offer[];
  /** Tools of other vendors that reach it. */
  reachedBy: Owned[];
};
export type VendorDetail = {
  id: number;
  slug: string;
  name: string;
  legalName: string | null;
  hqCountry: string | null;
  hqCity: string | null;
  countriesNotServed: string[];
  notes: string | null;
  confidence: Confidence;
  /** The vendors above it, the ultimate owner first. */
  owners: Owned[];
  /** Every vendor it owns, directly or through others. */
  owned: Owned[];
  families: VendorFamily[];
};

/** A vendor with what it owns: the vendors below it, and the model families of all of them. Their tools are a list of their own. */
export async function getVendor(viewer: Viewer, slug: string): Promise<VendorDetail | null> {
  must(viewer, "registry:read");
  const [vendor] = await db.$queryRaw<VendorDetail[]>`
    WITH RECURSIVE above AS (
      SELECT id, parent_id, slug, name, 0 AS step FROM vendor WHERE slug = ${slug}
      UNION ALL SELECT v.id, v.parent_id, v.slug, v.name, a.step + 1 FROM vendor v JOIN above a ON v.id = a.parent_id WHERE a.step < 20
    ), below AS (
      SELECT id, slug, name FROM vendor WHERE slug = ${slug} UNION SELECT v.id, v.slug, v.name FROM vendor v JOIN below b ON v.parent_id = b.id
    ), family AS (
      SELECT f.*, b.slug AS vendor_slug, (
        SELECT coalesce(jsonb_agg(DISTINCT jsonb_build_object('slug', t.slug, 'name', t.name)), '[]') FROM model_access a JOIN tool t ON t.id = a.tool_id
        WHERE a.family_id = f.id AND t.vendor_id NOT IN (SELECT id FROM below)) AS reached_by
      FROM model_family f JOIN below b ON b.id = f.vendor_id
    )
    SELECT v.id, v.slug, v.name, v.legal_name AS "legalName", v.hq_country::text AS "hqCountry", v.hq_city AS "hqCity",
      coalesce(v.countries_not_served, '{}') AS "countriesNotServed", v.notes, v.confidence::text,
      coalesce((SELECT jsonb_agg(jsonb_build_object('slug', slug, 'name', name) ORDER BY step DESC) FROM above WHERE step > 0), '[]') AS owners,
      coalesce((SELECT jsonb_agg(jsonb_build_object('slug', slug, 'name', name) ORDER BY lower(name)) FROM below WHERE id <> v.id), '[]') AS owned,
      coalesce((SELECT jsonb_agg(jsonb_build_object('slug', slug, 'name', name, 'vendorSlug', vendor_slug, 'openWeights', open_weights, 'licence', licence,
        'notes', notes, 'confidence', confidence, 'offers', offers, 'reachedBy', reached_by) ORDER BY lower(name)) FROM family), '[]') AS families
    FROM vendor v WHERE v.slug = ${slug}`;
  return vendor ?? null;
}
