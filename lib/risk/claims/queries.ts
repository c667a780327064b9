import "server-only";
import { z } from "zod";
import { must } from "@/lib/auth/permissions";
import type { Viewer } from "@/lib/auth/viewer";
import { db } from "@/lib/db";
import type { CsvCell } from "@/lib/http/csv";
import { decodeCursor, everyItem, type Keyset, keysetOf } from "@/lib/http/keyset";
import { somewhere } from "@/lib/registry/search/rules";
import { citationsFrom } from "@/lib/risk/claims/ledger";
import { independentOrigins } from "@/lib/risk/claims/origins";
import { type ClaimState, type Day, stateOf } from "@/lib/risk/claims/rules";
import type { ClaimFilters, ClaimList } from "@/lib/risk/claims/schema";
import { Prisma } from "@/prisma/generated/client";
import type { Behaviour, ClaimBearing, Confirmation, Milestone } from "@/prisma/generated/enums";

export type Named = { slug: string; name: string };

/** A claim as lists show it. */
export type ClaimItem = {
  id: number;
  statement: string;
  tool: Named | null;
  /** Of a claim about a vendor, that vendor; else whoever makes the tool. */
  vendor: Named | null;
  versionRange: string | null;
  bearing: ClaimBearing;
  behaviour: Behaviour | null;
  confirmation: Confirmation;
  /** The confirmation with what it is called. */
  state: ClaimState;
  reportedOn: Day;
  /** The day from which its confirmation is what it is. */
  since: Day;
  milestone: Milestone | null;
  happenedOn: Day | null;
  isDisputed: boolean;
  sources: number;
  independentOrigins: number;
  /** Claims that cannot be true with it and were neither retracted nor superseded. */
  contradictions: number;
};

type Row = Omit<ClaimItem, "state" | "sources" | "independentOrigins"> & { party: string | null; sourceIds: number[] };

/** Columns of a claim `c`, its tool `t` and the vendor `v` of one or the other. */
const ITEM = Prisma.sql`c.id, c.statement, c.version_range AS "versionRange", c.bearing::text, c.behaviour::text, c.confirmation::text,
  CASE WHEN t.id IS NOT NULL THEN jsonb_build_object('slug', t.slug, 'name', t.name) END AS tool,
  CASE WHEN v.id IS NOT NULL THEN jsonb_build_object('slug', v.slug, 'name', v.name) END AS vendor,
  c.reported_on::text AS "reportedOn", coalesce(s.effective_on, c.reported_on)::text AS since, s.party, c.milestone::text, c.happened_on::text AS "happenedOn",
  c.disputed_on IS NOT NULL AS "isDisputed", ARRAY(SELECT e.source_id FROM claim_evidence e WHERE e.claim_id = c.id ORDER BY 1) AS "sourceIds",
  (SELECT count(*)::int FROM claim_contradiction x JOIN claim o ON o.id = CASE WHEN x.one_id = c.id THEN x.other_id ELSE x.one_id END
    WHERE c.id IN (x.one_id, x.other_id) AND o.confirmation NOT IN ('RETRACTED', 'SUPERSEDED')) AS contradictions`;
const ITEM_FROM = Prisma.sql`claim c LEFT JOIN tool t ON t.id = c.tool_id LEFT JOIN vendor v ON v.id = coalesce(c.vendor_id, t.vendor_id)
  LEFT JOIN LATERAL (SELECT effective_on, party FROM claim_step WHERE claim_id = c.id ORDER BY effective_on DESC, id DESC LIMIT 1) s ON true`;

/** Counts for each claim the independent origins of its sources. */
async function withOrigins(rows: readonly Row[]): Promise<ClaimItem[]> {
  const citations = await citationsFrom(
    db,
    rows.flatMap(({ sourceIds }) => sourceIds),
  );
  return rows.map(({ party, sourceIds, ...row }) => {
    const { count } = independentOrigins(sourceIds, citations);
    const state = stateOf(row.confirmation, { party, origins: count });
    return { ...row, state, sources: sourceIds.length, independentOrigins: count };
  });
}

function conditions({ q, tool, vendor, confirmation, bearing, behaviour, disputed }: ClaimFilters): Prisma.Sql {
  const like = q && somewhere(q);
  const number = /^c-?(\d{1,9})$/i.exec(q ?? "")?.[1];
  const all = [
    Prisma.sql`true`,
    like
      ? Prisma.sql`(c.statement ILIKE ${like} OR c.note ILIKE ${like} OR c.dispute_words ILIKE ${like} OR c.id = ${Number(number ?? 0)})`
      : null,
    tool ? Prisma.sql`(t.slug = lower(${tool}) OR t.name ILIKE ${somewhere(tool)})` : null,
    vendor ? Prisma.sql`(v.slug = lower(${vendor}) OR v.name ILIKE ${somewhere(vendor)})` : null,
    confirmation ? Prisma.sql`c.confirmation = ${confirmation}::confirmation` : null,
    bearing ? Prisma.sql`c.bearing = ${bearing}::claim_bearing` : null,
    behaviour ? Prisma.sql`c.behaviour = ${behaviour}::behaviour` : null,
    disputed === undefined ? null : Prisma.sql`(c.disputed_on IS NOT NULL) = ${disputed}`,
  ];
  return Prisma.join(
    all.filter((condition) => condition !== null),
    " AND ",
  );
}

const byDay = z.tuple([z.iso.date(), z.number().int()]);

/** Claims, what was said last first. */
export async function listClaims(viewer: Viewer, { cursor, limit, ...filters }: ClaimList): Promise<Keyset<ClaimItem>> {
  must(viewer, "risk:read");
  const from = decodeCursor(cursor, byDay);
  const following = from ? Prisma.sql`(c.reported_on, c.id) < (${from[0]}::date, ${from[1]})` : Prisma.sql`true`;
  const rows = await db.$queryRaw<Row[]>`
    SELECT ${ITEM} FROM ${ITEM_FROM} WHERE ${conditions(filters)} AND ${following}
    ORDER BY c.reported_on DESC, c.id DESC LIMIT ${limit + 1}`;
  const { items, next } = keysetOf(rows, limit, ({ reportedOn, id }) => [reportedOn, id]);
  return { items: await withOrigins(items), next };
}

/** These claims, in the order of their numbers. */
export async function claimsNamed(viewer: Viewer, ids: readonly number[]): Promise<ClaimItem[]> {
  must(viewer, "risk:read");
  return claimsWithin(ids);
}

/** The same without who may know: what a ban rests on is read by whoever reads the whole ban. */
export async function claimsWithin(ids: readonly number[]): Promise<ClaimItem[]> {
  if (ids.length === 0) return [];
  const rows = await db.$queryRaw<Row[]>`SELECT ${ITEM} FROM ${ITEM_FROM} WHERE c.id = ANY (${[...ids]}::int[]) ORDER BY c.id`;
  return withOrigins(rows);
}

/** What is said of a tool and of its vendor, without who may know: the pages for everybody and for officers ask for themselves. */
export async function claimsAbout(toolId: number): Promise<ClaimItem[]> {
  const rows = await db.$queryRaw<Row[]>`
    SELECT ${ITEM} FROM ${ITEM_FROM}
    WHERE c.tool_id = ${toolId} OR c.vendor_id = (SELECT vendor_id FROM tool WHERE id = ${toolId}) ORDER BY c.reported_on, c.id`;
  return withOrigins(rows);
}

export type ClaimCounts = { total: number; disputed: number; raising: number };

/** How many claims about a tool stand, for its page. */
export async function riskClaimsOf(viewer: Viewer, slug: string): Promise<ClaimCounts> {
  must(viewer, "risk:read");
  const [counted] = await db.$queryRaw<[ClaimCounts]>`
    SELECT count(*)::int AS total, (count(*) FILTER (WHERE c.disputed_on IS NOT NULL))::int AS disputed,
      (count(*) FILTER (WHERE c.bearing = 'RAISES'))::int AS raising
    FROM claim c JOIN tool t ON t.id = c.tool_id WHERE t.slug = ${slug} AND c.confirmation NOT IN ('RETRACTED', 'SUPERSEDED')`;
  return counted;
}

/** Claims to choose from, those about the same tool or vendor first. */
export async function claimSuggestions(viewer: Viewer, subject: { tool: string | null; vendor: string | null }, exceptId: number) {
  must(viewer, "risk:read");
  return db.$queryRaw<{ id: number; statement: string }[]>`
    SELECT c.id, left(c.statement, 120) AS statement FROM ${ITEM_FROM} WHERE c.id <> ${exceptId}
    ORDER BY (t.slug IS NOT DISTINCT FROM ${subject.tool}) DESC, (v.slug IS NOT DISTINCT FROM ${subject.vendor}) DESC, c.id DESC LIMIT 300`;
}

export const CLAIM_CSV_HEADER = [
  ...["claim", "statement", "tool", "vendor", "version_range", "bearing", "behaviour", "confirmation", "since", "reported_on"],
  ...["milestone", "happened_on", "disputed", "sources", "independent_origins", "contradictions"],
];

/** Every claim that the filters name, page by page. */
export async function* claimCsvRows(viewer: Viewer, filters: ClaimFilters): AsyncGenerator<CsvCell[]> {
  const all = everyItem((page) => listClaims(viewer, { ...filters, ...page }));
  for await (const item of all) {
    const { id, statement, tool, vendor, versionRange, bearing, behaviour, confirmation, since, reportedOn } = item;
    yield [
      ...[`C-${id}`, statement, tool?.slug, vendor?.slug, versionRange, bearing, behaviour, confirmation, since, reportedOn],
      ...[item.milestone, item.happenedOn, item.isDisputed, item.sources, item.independentOrigins, item.contradictions],
    ];
  }
}
