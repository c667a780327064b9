import "server-only";
import { z } from "zod";
import { must } from "@/lib/auth/permissions";
import type { Viewer } from "@/lib/auth/viewer";
import { db } from "@/lib/db";
import type { CsvCell } from "@/lib/http/csv";
import { decodeCursor, everyItem, type Keyset, keysetOf } from "@/lib/http/keyset";
import { isSlug } from "@/lib/registry/schema";
import { somewhere } from "@/lib/registry/search/rules";
import type { VendorFilters, VendorList } from "@/lib/registry/vendors/schema";
import { Prisma } from "@/prisma/generated/client";
import type { Confidence, VendorEventKind } from "@/prisma/generated/enums";

export type VendorItem = {
  id: number;
  slug: string;
  name: string;
  legalName: string | null;
  parent: Owned | null;
  hqCountry: string | null;
  hqCity: string | null;
  countriesNotServed: string[];
  confidence: Confidence;
  /** Its own, without those of the vendors it owns. */
  tools: number;
  families: number;
  lastEvent: { kind: VendorEventKind /** A local date. */; happenedOn: string; title: string } | null;
};

const byName = z.tuple([z.string(), z.number().int()]);

function conditions({ q, country, notServed, parent }: VendorFilters): Prisma.Sql[] {
  const like = q && somewhere(q);
  return [
    Prisma.sql`v.merged_into_id IS NULL`,
    like
      ? Prisma.sql`EXISTS (SELECT FROM vendor m WHERE (m.id = v.id OR m.merged_into_id = v.id)
          AND (m.name ILIKE ${like} OR m.legal_name ILIKE ${like} OR m.slug ILIKE ${like}))`
      : null,
    country ? Prisma.sql`v.hq_country = ${country}` : null,
    notServed ? Prisma.sql`${notServed} = ANY (v.countries_not_served)` : null,
    parent ? Prisma.sql`v.parent_id = (SELECT coalesce(merged_into_id, id) FROM vendor WHERE slug = ${parent})` : null,
  ].filter((condition) => condition !== null);
}

/** Vendors by name. What was merged is found by its old name too, as what it was merged into. */
export async function listVendors(viewer: Viewer, { cursor, limit, ...filters }: VendorList): Promise<Keyset<VendorItem>> {
  must(viewer, "registry:read");
  const from = decodeCursor(cursor, byName);
  const where = [...conditions(filters), ...(from ? [Prisma.sql`(lower(v.name), v.id) > (${from[0]}, ${from[1]})`] : [])];
  const rows = await db.$queryRaw<(VendorItem & { key: string })[]>`
    SELECT v.id, v.slug, v.name, v.legal_name AS "legalName", v.hq_country::text AS "hqCountry", v.hq_city AS "hqCity",
      coalesce(v.countries_not_served, '{}') AS "countriesNotServed", v.confidence::text, lower(v.name) AS key,
      (SELECT jsonb_build_object('slug', p.slug, 'name', p.name) FROM vendor p WHERE p.id = v.parent_id) AS parent,
      (SELECT count(*)::int FROM tool t WHERE t.vendor_id = v.id AND t.merged_into_id IS NULL) AS tools,
      (SELECT count(*)::int FROM model_family f WHERE f.vendor_id = v.id) AS families,
      (SELECT jsonb_build_object('kind', e.kind, 'happenedOn', e.happened_on, 'title', e.title) FROM vendor_event e
        WHERE e.vendor_id = v.id ORDER BY e.happened_on DESC, e.id DESC LIMIT 1) AS "lastEvent"
    FROM vendor v WHERE ${Prisma.join(where, " AND ")} ORDER BY lower(v.name), v.id LIMIT ${limit + 1}`;
  const { items, next } = keysetOf(rows, limit, ({ key, id }) => [key, id]);
  return { items: items.map(({ key: _key, ...item }) => item), next };
}

const MOST_SUGGESTED = 1_000;

/** Names for a field in which a vendor is typed, those that own something first. The field takes any other too. */
export async function vendorSuggestions(viewer: Viewer): Promise<Owned[]> {
  must(viewer, "registry:read");
  return db.$queryRaw<Owned[]>`
    SELECT slug, name FROM (
      SELECT v.slug, v.name FROM vendor v WHERE v.merged_into_id IS NULL
      ORDER BY NOT EXISTS (SELECT FROM vendor c WHERE c.parent_id = v.id), NOT EXISTS (SELECT FROM tool t WHERE t.vendor_id = v.id), v.id
      LIMIT ${MOST_SUGGESTED}
    ) one ORDER BY lower(name)`;
}

/** Where the vendors listed have their seats, and which countries they do not serve. */
export async function vendorCountries(viewer: Viewer): Promise<{ seats: string[]; notServed: string[] }> {
  must(viewer, "registry:read");
  const [found] = await db.$queryRaw<[{ seats: string[]; notServed: string[] }]>`
    SELECT ARRAY(SELECT DISTINCT hq_country::text FROM vendor WHERE merged_into_id IS NULL AND hq_country IS NOT NULL) AS seats,
      ARRAY(SELECT DISTINCT unnest(countries_not_served) FROM vendor WHERE merged_into_id IS NULL) AS "notServed"`;
  return found;
}

export const VENDOR_CSV_HEADER = [
  "slug",
  "name",
  "legal_name",
  "parent",
  "hq_country",
  "hq_city",
  "countries_not_served",
  "confidence",
  "tools",
  "families",
  "last_event_on",
  "last_event",
];

/** Every vendor that the filters name, page by page. */
export async function* vendorCsvRows(viewer: Viewer, filters: VendorFilters): AsyncGenerator<CsvCell[]> {
  const all = everyItem((page) => listVendors(viewer, { ...filters, ...page }));
  for await (const {
    slug,
    name,
    legalName,
    parent,
    hqCountry,
    hqCity,
    countriesNotServed,
    confidence,
    tools,
    families,
    lastEvent,
  } of all) {
    const place = [hqCountry, hqCity, countriesNotServed.join(" "), confidence];
    yield [slug, name, legalName, parent?.slug, ...place, tools, families, lastEvent?.happenedOn, lastEvent?.title];
  }
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
/** A vendor below another, with who owns it directly. */
export type Below = Owned & { parentSlug: string };
export type VendorDetail = {
  id: number;
  slug: string;
  /** Send it with an edit: whoever was faster is told of. */
  revision: number;
  /** The vendor that was asked for, where it was merged into this one. */
  mergedFrom: Owned | null;
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
  owned: Below[];
  families: VendorFamily[];
};

/**
 * A vendor with what it owns: the vendors below it, and the model families of all of them. Their tools are a list of their own. The slug of
 * one that was merged answers what it was merged into.
 */
export async function getVendor(viewer: Viewer, slug: string): Promise<VendorDetail | null> {
  must(viewer, "registry:read");
  if (!isSlug(slug)) return null;
  const [vendor] = await db.$queryRaw<VendorDetail[]>`
    WITH RECURSIVE asked AS (
      SELECT id, slug, name, coalesce(merged_into_id, id) AS living_id FROM vendor WHERE slug = ${slug}
    ), above AS (
      SELECT v.id, v.parent_id, v.slug, v.name, 0 AS step FROM vendor v JOIN asked ON v.id = living_id
      UNION ALL SELECT v.id, v.parent_id, v.slug, v.name, a.step + 1 FROM vendor v JOIN above a ON v.id = a.parent_id WHERE a.step < 20
    ), below AS (
      SELECT v.id, v.slug, v.name, NULL AS parent_slug FROM vendor v JOIN asked ON v.id = living_id
      UNION SELECT v.id, v.slug, v.name, b.slug FROM vendor v JOIN below b ON v.parent_id = b.id
    ), family AS (
      SELECT f.*, b.slug AS vendor_slug, (
        SELECT coalesce(jsonb_agg(DISTINCT jsonb_build_object('slug', t.slug, 'name', t.name)), '[]') FROM model_access a JOIN tool t ON t.id = a.tool_id
        WHERE a.family_id = f.id AND t.vendor_id NOT IN (SELECT id FROM below)) AS reached_by
      FROM model_family f JOIN below b ON b.id = f.vendor_id
    )
    SELECT v.id, v.slug, v.revision, v.name, v.legal_name AS "legalName", v.hq_country::text AS "hqCountry", v.hq_city AS "hqCity",
      coalesce(v.countries_not_served, '{}') AS "countriesNotServed", v.notes, v.confidence::text,
      CASE WHEN asked.id <> v.id THEN jsonb_build_object('slug', asked.slug, 'name', asked.name) END AS "mergedFrom",
      coalesce((SELECT jsonb_agg(jsonb_build_object('slug', slug, 'name', name) ORDER BY step DESC) FROM above WHERE step > 0), '[]') AS owners,
      coalesce((SELECT jsonb_agg(jsonb_build_object('slug', slug, 'name', name, 'parentSlug', parent_slug) ORDER BY lower(name)) FROM below WHERE id <> v.id), '[]') AS owned,
      coalesce((SELECT jsonb_agg(jsonb_build_object('slug', slug, 'name', name, 'vendorSlug', vendor_slug, 'openWeights', open_weights, 'licence', licence,
        'notes', notes, 'confidence', confidence, 'offers', offers, 'reachedBy', reached_by) ORDER BY lower(name)) FROM family), '[]') AS families
    FROM asked JOIN vendor v ON v.id = asked.living_id`;
  return vendor ?? null;
}
