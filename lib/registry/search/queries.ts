import "server-only";
import { z } from "zod";
import { can, must } from "@/lib/auth/permissions";
import type { Viewer } from "@/lib/auth/viewer";
import { db } from "@/lib/db";
import type { CsvCell } from "@/lib/http/csv";
import { decodeCursor, type Keyset, keysetOf } from "@/lib/http/keyset";
import { toolsNamed } from "@/lib/registry/lookup/queries";
import { APPROVING, type VerdictKind, type VerdictPerson } from "@/lib/registry/rules";
import type { ToolFilters, ToolList, ToolSort, ToolTable } from "@/lib/registry/schema";
import { DECISION_COLUMNS, type DecidingBans, VERDICT_ORDER } from "@/lib/registry/search/rules";
import { Prisma } from "@/prisma/generated/client";
import type { Confidence, ToolStatus } from "@/prisma/generated/enums";

export type ListedTool = {
  id: number;
  slug: string;
  name: string;
  vendorSlug: string;
  vendorName: string;
  hqCountry: string | null;
  category: string;
  clients: string[];
  hosting: string[];
  licence: string | null;
  status: ToolStatus;
  confidence: Confidence;
  identifiers: number;
  verdict: VerdictKind;
  /** The cutoff of the ban that decides, and the zone it was set in. */
  cutoffAt: Date | null;
  zone: string | null;
  /** When the decision is looked at again. */
  reviewOn: Date | null;
  /** Null for those who may not see the inventory, and as long as nothing was counted. */
  devices: number | null;
  people: number | null;
};

/** For whom the verdicts are: `person` null is the company as a whole. The bans are those that apply to the same. */
export type VerdictScope = { person: VerdictPerson | null; bans: DecidingBans; now: Date };

/** Every tool, or those of `ids`, with its verdict. The verdict follows the rule `decideVerdict`; a test holds the two together. */
function judged({ person, bans, now }: VerdictScope, ids?: Prisma.Sql): Prisma.Sql {
  const { statuses, verdicts } = DECISION_COLUMNS;
  const sensitive = Prisma.sql`${person?.sensitive?.path ?? null}::text::ltree`;
  const times = (column: readonly (Date | null)[]) => Prisma.sql`${column.map((at) => at?.toISOString() ?? null)}::timestamptz[]`;
  return Prisma.sql`
    ban AS (
      SELECT * FROM unnest(${bans.toolIds}::int[], ${times(bans.cutoffs)}, ${bans.zones}::text[], ${times(bans.exemptions)})
        AS b(tool_id, cutoff_at, zone, exempt_until)
    ), meaning AS (
      SELECT * FROM unnest(${statuses}::text[], ${verdicts}::text[]) AS m(status, verdict)
    ), judged AS (
      SELECT ${FACTS}, b.cutoff_at, b.zone, d.review_on,
        CASE WHEN b.cutoff_at <= ${now} THEN 'banned' WHEN b.cutoff_at IS NOT NULL THEN 'scheduled' WHEN b.exempt_until IS NOT NULL THEN 'limits'
          ELSE coalesce(m.verdict, 'unassessed') END AS verdict
      FROM ${LISTED}
        LEFT JOIN ban b ON b.tool_id = t.id
        LEFT JOIN (${nearest(person, ids)}) n ON n.tool_id = t.id
        LEFT JOIN decision d ON d.id = n.id AND NOT (
          ${sensitive} IS NOT NULL AND d.status::text = ANY (${[...APPROVING]}::text[]) AND (n.path IS NULL OR NOT n.path <@ ${sensitive}))
        LEFT JOIN meaning m ON m.status = d.status::text
      WHERE t.merged_into_id IS NULL ${ids ? Prisma.sql`AND t.id = ANY (${ids})` : Prisma.empty}
    )`;
}

const LISTED = Prisma.sql`tool t JOIN vendor v ON v.id = t.vendor_id LEFT JOIN tool_presence p ON p.tool_id = t.id`;
const FACTS = Prisma.sql`t.id, t.slug, t.name, t.vendor_id, t.category, t.clients, t.hosting, t.licence, t.status, t.confidence,
  v.slug AS vendor_slug, v.name AS vendor_name, v.hq_country, p.devices, p.people`;

/**
 * What filters and order look at. A verdict takes every decision of the company; where neither asks for one, only the rows that are shown
 * are judged.
 */
function looked(filters: ToolFilters, sort: string, scope: VerdictScope): Prisma.Sql {
  const needsVerdict = filters.verdict !== undefined || /^-?(verdict|next)$/.test(sort);
  return needsVerdict ? judged(scope) : Prisma.sql`judged AS (SELECT ${FACTS} FROM ${LISTED} WHERE t.merged_into_id IS NULL)`;
}

/** The nearest decision per tool, as `nearestDecision` picks it. */
function nearest(person: VerdictPerson | null, ids?: Prisma.Sql): Prisma.Sql {
  const isMeant = person
    ? Prisma.sql`(d.team_id IS NULL OR a.path @> ${person.teamPath}::text::ltree)
        AND (d.worker_types = '{}' OR ${person.workerType}::worker_type = ANY (d.worker_types)) AND (d.countries = '{}' OR ${person.country} = ANY (d.countries))`
    : Prisma.sql`d.team_id IS NULL AND d.worker_types = '{}' AND d.countries = '{}'`;
  return Prisma.sql`
    SELECT DISTINCT ON (d.tool_id) d.tool_id, d.id, a.path FROM decision d LEFT JOIN team a ON a.id = d.team_id
    WHERE d.superseded_at IS NULL AND ${isMeant} ${ids ? Prisma.sql`AND d.tool_id = ANY (${ids})` : Prisma.empty}
    ORDER BY d.tool_id, nlevel(a.path) DESC NULLS LAST, d.countries <> '{}' DESC, d.worker_types <> '{}' DESC, d.decided_at DESC, d.id DESC`;
}

function conditions({ q, vendor, category, client, verdict, status, confidence }: ToolFilters): Prisma.Sql {
  const all = [
    Prisma.sql`true`,
    q ? Prisma.sql`id IN (${toolsNamed(q)})` : null,
    vendor
      ? Prisma.sql`vendor_id IN (
          WITH RECURSIVE owned AS (SELECT id FROM vendor WHERE slug = ${vendor} UNION SELECT v.id FROM vendor v JOIN owned o ON v.parent_id = o.id)
          SELECT id FROM owned)`
      : null,
    category ? Prisma.sql`category = ANY (${category}::text[])` : null,
    client ? Prisma.sql`clients && ${client}::text[]` : null,
    verdict ? Prisma.sql`verdict = ANY (${verdict}::text[])` : null,
    status ? Prisma.sql`status = ${status}::tool_status` : null,
    confidence ? Prisma.sql`confidence = ANY (${confidence}::confidence[])` : null,
  ];
  return Prisma.join(
    all.filter((condition) => condition !== null),
    " AND ",
  );
}

/** Names in the order people expect, whatever the case. */
const BY_NAME = Prisma.sql`lower(name), id`;

const ORDER: Record<ToolSort, Prisma.Sql> = {
  name: Prisma.sql`lower(name)`,
  vendor: Prisma.sql`lower(vendor_name)`,
  category: Prisma.sql`category`,
  verdict: Prisma.sql`array_position(${[...VERDICT_ORDER]}::text[], verdict)`,
  devices: Prisma.sql`devices`,
  people: Prisma.sql`people`,
  next: Prisma.sql`coalesce(cutoff_at, review_on)`,
  confidence: Prisma.sql`confidence`,
  identifiers: Prisma.sql`(SELECT count(*) FROM identifier i WHERE i.tool_id = judged.id)`,
};

const UNKNOWN_LAST: ReadonlySet<ToolSort> = new Set(["devices", "people", "next"]);

function ordering(sort: string): Prisma.Sql {
  const direction = sort.startsWith("-") ? Prisma.sql`DESC` : Prisma.sql`ASC`;
  const by = sort.replace(/^-/, "") as ToolSort;
  return Prisma.sql`${ORDER[by] ?? ORDER.name} ${direction} ${UNKNOWN_LAST.has(by) ? Prisma.sql`NULLS LAST` : Prisma.empty}, ${BY_NAME}`;
}

/** Counts come from the inventory: whoever may not read it gets none. */
function columns(viewer: Viewer): Prisma.Sql {
  const counts = can(viewer, "registry:read") ? Prisma.sql`devices, people` : Prisma.sql`NULL::int AS devices, NULL::int AS people`;
  return Prisma.sql`id, slug, name, vendor_slug AS "vendorSlug", vendor_name AS "vendorName", hq_country::text AS "hqCountry", category, clients,
    hosting, licence, status::text, confidence::text, verdict, cutoff_at AS "cutoffAt", zone, review_on AS "reviewOn",
    (SELECT count(*)::int FROM identifier i WHERE i.tool_id = judged.id) AS identifiers, ${counts}`;
}

export type ToolPage = { rows: ListedTool[]; total: number; page: number };

/** One page of the registry. A page behind the last one shows the last one. */
export async function listTools(viewer: Viewer, { sort, page, size, ...filters }: ToolTable, scope: VerdictScope): Promise<ToolPage> {
  must(viewer, "registry:read");
  const where = conditions(filters);
  const [counted] = await db.$queryRaw<[{ total: number }]>`
    WITH ${looked(filters, "", scope)} SELECT count(*)::int AS total FROM judged WHERE ${where}`;
  const { total } = counted;
  const shown = Math.min(page, Math.max(1, Math.ceil(total / size)));
  const keys = await db.$queryRaw<{ id: number }[]>`
    WITH ${looked(filters, sort, scope)} SELECT id FROM judged WHERE ${where} ORDER BY ${ordering(sort)} LIMIT ${size} OFFSET ${(shown - 1) * size}`;
  return {
    rows: await rowsOf(
      viewer,
      keys.map(({ id }) => id),
      scope,
    ),
    total,
    page: shown,
  };
}

/** These tools with their verdicts, in this order. */
async function rowsOf(viewer: Viewer, ids: readonly number[], scope: VerdictScope): Promise<ListedTool[]> {
  if (ids.length === 0) return [];
  const chosen = Prisma.sql`${[...ids]}::int[]`;
  return db.$queryRaw<ListedTool[]>`
    WITH ${judged(scope, chosen)} SELECT ${columns(viewer)} FROM judged ORDER BY array_position(${chosen}, id)`;
}

export type UsableTool = Pick<ListedTool, "slug" | "name" | "vendorName" | "verdict" | "cutoffAt" | "zone">;

/** Tools of one use that may be used, for as long as nothing else is said; what most people have first. */
export async function usableTools(
  viewer: Viewer,
  { use, except, limit }: { use: string; except?: number; limit: number },
  scope: VerdictScope,
): Promise<UsableTool[]> {
  must(viewer, "tools:read");
  const ofUse = Prisma.sql`ARRAY(SELECT o.id FROM tool o WHERE o.category = ${use} AND o.merged_into_id IS NULL AND o.status = 'ACTIVE' AND o.id <> ${except ?? 0})`;
  return db.$queryRaw<UsableTool[]>`
    WITH ${judged(scope, ofUse)} SELECT slug, name, vendor_name AS "vendorName", verdict, cutoff_at AS "cutoffAt", zone FROM judged
    WHERE verdict IN ('approved', 'limits') ORDER BY people DESC NULLS LAST, ${BY_NAME} LIMIT ${limit}`;
}

/** What the tools of the registry are for. */
export async function listUses(viewer: Viewer): Promise<string[]> {
  must(viewer, "tools:read");
  const rows = await db.$queryRaw<
    { category: string }[]
  >`SELECT DISTINCT category FROM tool WHERE merged_into_id IS NULL ORDER BY category`;
  return rows.map(({ category }) => category);
}

const byName = z.tuple([z.string(), z.number().int()]);

/** Tools by name for the API. */
export async function listToolItems(
  viewer: Viewer,
  { cursor, limit, ...filters }: ToolList,
  scope: VerdictScope,
): Promise<Keyset<ListedTool>> {
  must(viewer, "tools:read");
  const from = decodeCursor(cursor, byName);
  const following = from ? Prisma.sql`(lower(name), id) > (${from[0]}, ${from[1]})` : Prisma.sql`true`;
  const keys = await db.$queryRaw<{ id: number; key: string }[]>`
    WITH ${looked(filters, "name", scope)} SELECT id, lower(name) AS key FROM judged WHERE ${conditions(filters)} AND ${following}
    ORDER BY ${BY_NAME} LIMIT ${limit + 1}`;
  const { items, next } = keysetOf(keys, limit, ({ key, id }) => [key, id]);
  return {
    items: await rowsOf(
      viewer,
      items.map(({ id }) => id),
      scope,
    ),
    next,
  };
}

export const TOOL_CSV_HEADER = [
  ...["slug", "name", "vendor", "country", "category", "clients", "hosting", "licence", "status", "verdict", "banned_from_utc"],
  ...["review_on", "devices", "people", "confidence", "identifiers"],
];

/** Every tool that the filters name, as CSV rows in the order of the page. */
export async function toolCsvRows(viewer: Viewer, filters: ToolFilters, sort: string, scope: VerdictScope): Promise<CsvCell[][]> {
  must(viewer, "registry:read");
  const rows = await db.$queryRaw<ListedTool[]>`
    WITH ${judged(scope)} SELECT ${columns(viewer)} FROM judged WHERE ${conditions(filters)} ORDER BY ${ordering(sort)}`;
  return rows.map((row) => [
    ...[
      row.slug,
      row.name,
      row.vendorName,
      row.hqCountry,
      row.category,
      row.clients.join(" "),
      row.hosting.join(" "),
      row.licence,
      row.status,
    ],
    ...[row.verdict, row.cutoffAt, row.reviewOn?.toISOString().slice(0, 10), row.devices, row.people, row.confidence, row.identifiers],
  ]);
}

/** As many vendors as one can choose from; of more, those with the most tools. */
const MOST_VENDORS = 300;

export type ToolFacets = {
  vendors: { slug: string; name: string }[];
  hasMoreVendors: boolean;
  categories: string[];
  clients: string[];
  countedAt: Date | null;
};

/** What the filters of the registry offer, beside the vendor that is chosen, and when devices were last counted. */
export async function toolFacets(viewer: Viewer, chosen?: string): Promise<ToolFacets> {
  must(viewer, "registry:read");
  const [facets] = await db.$queryRaw<[ToolFacets]>`
    WITH offered AS (
      SELECT v.slug, v.name, count(t.id) AS tools FROM vendor v LEFT JOIN tool t ON t.vendor_id = v.id AND t.merged_into_id IS NULL
      WHERE v.merged_into_id IS NULL GROUP BY v.id ORDER BY v.slug = ${chosen ?? ""} DESC, tools DESC, lower(v.name) LIMIT ${MOST_VENDORS + 1}
    )
    SELECT (SELECT coalesce(jsonb_agg(jsonb_build_object('slug', slug, 'name', name) ORDER BY lower(name)), '[]')
        FROM (SELECT * FROM offered LIMIT ${MOST_VENDORS}) most) AS vendors,
      (SELECT count(*) > ${MOST_VENDORS} FROM offered) AS "hasMoreVendors",
      ARRAY(SELECT DISTINCT category FROM tool WHERE merged_into_id IS NULL ORDER BY 1) AS categories,
      ARRAY(SELECT DISTINCT unnest(clients) FROM tool WHERE merged_into_id IS NULL ORDER BY 1) AS clients,
      (SELECT max(as_of) FROM tool_presence) AS "countedAt"`;
  return facets;
}
