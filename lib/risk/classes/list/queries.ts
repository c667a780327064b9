import "server-only";
import { z } from "zod";
import { must } from "@/lib/auth/permissions";
import type { Viewer } from "@/lib/auth/viewer";
import { db } from "@/lib/db";
import type { CsvCell } from "@/lib/http/csv";
import { decodeCursor, type Keyset, keysetOf } from "@/lib/http/keyset";
import { somewhere } from "@/lib/registry/search/rules";
import { type ClassFilters, type ClassList, type ClassSort, type ShownClass, UNCLASSIFIED } from "@/lib/risk/classes/list/schema";
import { RISK_CLASSES } from "@/lib/risk/classes/rules";
import { REVIEW_DAYS } from "@/lib/risk/reviews/rules";
import { Prisma } from "@/prisma/generated/client";
import type { RiskClass } from "@/prisma/generated/enums";

/** The class of a tool with all that has to be said wherever it is shown. */
export type ClassMark = {
  /** What holds; null: not classified. */
  class: RiskClass | null;
  /** How many inputs count as the worst value because nobody set them. */
  assumed: number;
  /** Until when another class than that of the tables holds. */
  overrideUntil: Date | null;
  isReviewOverdue: boolean;
};

export type ListedClass = ClassMark & {
  toolId: number;
  slug: string;
  name: string;
  vendorSlug: string;
  vendorName: string;
  category: string;
  /** What the tables say. */
  computed: RiskClass | null;
  evidence: string | null;
  edition: string | null;
  since: Date | null;
  hasProposal: boolean;
  reviewOn: Date | null;
};

/** Every tool with the class that holds at `now`, and its next review as the queue of reviews has it: an override whose time is over does not, noted or not. */
function classed(now: Date): Prisma.Sql {
  const today = now.toISOString().slice(0, 10);
  return Prisma.sql`classed AS (
    SELECT t.id, t.slug, t.name, t.category, v.slug AS vendor_slug, v.name AS vendor_name, c.class AS computed,
      CASE WHEN c.class IS NOT NULL THEN coalesce(o.class, c.class) END AS class, o.until_at, c.from_at, s.version,
      c.inputs -> 'exploitation' ->> 'value' AS evidence, p.id AS proposal, n.review_on, coalesce(n.review_on <= ${today}::date, false) AS overdue,
      (SELECT count(*)::int FROM jsonb_each(c.inputs) AS i WHERE (i.value ->> 'isAssumed')::boolean) AS assumed
    FROM tool t JOIN vendor v ON v.id = t.vendor_id
      LEFT JOIN classification c ON c.tool_id = t.id AND c.until_at IS NULL
      LEFT JOIN table_set s ON s.id = c.table_set_id
      LEFT JOIN class_override o ON o.tool_id = t.id AND o.status = 'ACCEPTED' AND o.ended_at IS NULL AND o.until_at > ${now} AND c.id IS NOT NULL
      LEFT JOIN class_proposal p ON p.tool_id = t.id AND p.status = 'OPEN'
      LEFT JOIN risk_review r ON r.tool_id = t.id
      LEFT JOIN LATERAL (SELECT CASE WHEN r.reviewed_at >= c.from_at THEN r.review_on ELSE least(r.review_on,
        (c.from_at AT TIME ZONE 'UTC')::date + (${JSON.stringify(REVIEW_DAYS)}::jsonb ->> coalesce(o.class, c.class)::text)::int) END AS review_on
      ) n ON c.id IS NOT NULL
    WHERE t.merged_into_id IS NULL)`;
}

const COLUMNS = Prisma.sql`id AS "toolId", slug, name, vendor_slug AS "vendorSlug", vendor_name AS "vendorName", category, class::text,
  computed::text, coalesce(assumed, 0) AS assumed, until_at AS "overrideUntil", overdue AS "isReviewOverdue", evidence, version AS edition,
  from_at AS since, proposal IS NOT NULL AS "hasProposal", review_on AS "reviewOn"`;

function conditions({ q, class: held, vendor, category, assumed, overdue, override, proposal }: ClassFilters): Prisma.Sql {
  const is = (wanted: boolean | undefined, has: Prisma.Sql) => (wanted === undefined ? null : wanted ? has : Prisma.sql`NOT (${has})`);
  const all = [
    Prisma.sql`true`,
    q ? Prisma.sql`(name ILIKE ${somewhere(q)} OR slug ILIKE ${somewhere(q)})` : null,
    held === UNCLASSIFIED ? Prisma.sql`class IS NULL` : held ? Prisma.sql`class = ${held}::risk_class` : null,
    vendor ? Prisma.sql`vendor_slug = ${vendor}` : null,
    category ? Prisma.sql`category = ${category}` : null,
    is(assumed, Prisma.sql`coalesce(assumed, 0) > 0`),
    is(overdue, Prisma.sql`overdue`),
    is(override, Prisma.sql`until_at IS NOT NULL`),
    is(proposal, Prisma.sql`proposal IS NOT NULL`),
  ];
  return Prisma.join(
    all.filter((condition) => condition !== null),
    " AND ",
  );
}

const RANK = Prisma.sql`coalesce(array_position(${[...RISK_CLASSES]}::text[], class::text), 0)::text`;
/** As texts that compare like what they stand for; without a review last. */
const KEYS: Record<ClassSort, Prisma.Sql> = {
  class: RANK,
  name: Prisma.sql`lower(name)`,
  vendor: Prisma.sql`lower(vendor_name)`,
  review: Prisma.sql`coalesce(review_on::text, '9999')`,
};

const place = z.tuple([z.string(), z.string(), z.number().int()]);

export async function listClasses(
  viewer: Viewer,
  { cursor, limit, sort, format: _format, ...filters }: ClassList,
  now: Date,
): Promise<Keyset<ListedClass>> {
  must(viewer, "risk:read");
  const from = decodeCursor(cursor, place);
  const key = KEYS[sort.replace(/^-/, "") as ClassSort];
  const isDown = sort.startsWith("-");
  const beyond = isDown ? Prisma.sql`<` : Prisma.sql`>`;
  const following = from
    ? Prisma.sql`(${key} ${beyond} ${from[0]} OR (${key} = ${from[0]} AND (lower(name), id) > (${from[1]}, ${from[2]})))`
    : Prisma.sql`true`;
  const rows = await db.$queryRaw<(ListedClass & { key: string; lower: string })[]>`
    WITH ${classed(now)} SELECT ${COLUMNS}, ${key} AS key, lower(name) AS lower FROM classed
    WHERE ${conditions(filters)} AND ${following}
    ORDER BY ${key} ${isDown ? Prisma.sql`DESC` : Prisma.sql`ASC`}, lower(name), id LIMIT ${limit + 1}`;
  const { items, next } = keysetOf(rows, limit, ({ key: at, lower, toolId }) => [at, lower, toolId]);
  return { items: items.map(({ key: _key, lower: _lower, ...row }) => row), next };
}

export type ClassCounts = Record<ShownClass, number>;

/** How many tools have each class, by the other filters. */
export async function countClasses(viewer: Viewer, { class: _class, ...filters }: ClassFilters, now: Date): Promise<ClassCounts> {
  must(viewer, "risk:read");
  const rows = await db.$queryRaw<{ class: ShownClass; tools: number }[]>`
    WITH ${classed(now)} SELECT coalesce(class::text, ${UNCLASSIFIED}) AS class, count(*)::int AS tools FROM classed
    WHERE ${conditions(filters)} GROUP BY 1`;
  const none = { CRITICAL: 0, HIGH: 0, MODERATE: 0, LOW: 0, none: 0 };
  return { ...none, ...Object.fromEntries(rows.map(({ class: held, tools }) => [held, tools])) };
}

/** The classes of some tools, for wherever a tool is shown. */
export async function classMarks(viewer: Viewer, toolIds: readonly number[], now: Date): Promise<Map<number, ListedClass>> {
  must(viewer, "risk:read");
  if (toolIds.length === 0) return new Map();
  const rows = await db.$queryRaw<ListedClass[]>`
    WITH ${classed(now)} SELECT ${COLUMNS} FROM classed WHERE id = ANY(${[...toolIds]}::int[])`;
  return new Map(rows.map((row) => [row.toolId, row]));
}

export type ClassFacets = { vendors: { slug: string; name: string }[]; categories: string[] };

/** What the filters offer: vendors that have a classified tool, and what tools are for. */
export async function classFacets(viewer: Viewer): Promise<ClassFacets> {
  must(viewer, "risk:read");
  const [facets] = await db.$queryRaw<[ClassFacets]>`
    SELECT (SELECT coalesce(jsonb_agg(jsonb_build_object('slug', slug, 'name', name) ORDER BY lower(name)), '[]') FROM vendor v WHERE EXISTS (
        SELECT FROM tool t JOIN classification c ON c.tool_id = t.id AND c.until_at IS NULL WHERE t.vendor_id = v.id AND t.merged_into_id IS NULL)) AS vendors,
      ARRAY(SELECT DISTINCT category FROM tool WHERE merged_into_id IS NULL ORDER BY 1) AS categories`;
  return facets;
}

export const CLASS_CSV_HEADER = [
  ...["slug", "name", "vendor", "category", "class", "class_by_tables", "override_until_utc", "assumed_inputs", "evidence"],
  ...["proposal_open", "review_on", "review_overdue", "tables", "since_utc"],
];

/** Every tool that the filters name, worst first, as CSV rows. */
export async function classCsvRows(viewer: Viewer, filters: ClassFilters, now: Date): Promise<CsvCell[][]> {
  must(viewer, "risk:read");
  const rows = await db.$queryRaw<ListedClass[]>`
    WITH ${classed(now)} SELECT ${COLUMNS} FROM classed WHERE ${conditions(filters)} ORDER BY ${RANK} DESC, lower(name), id`;
  return rows.map((row) => [
    ...[row.slug, row.name, row.vendorName, row.category, row.class, row.computed, row.overrideUntil, row.class ? row.assumed : null],
    ...[row.evidence, row.hasProposal, row.reviewOn?.toISOString().slice(0, 10), row.isReviewOverdue, row.edition, row.since],
  ]);
}
