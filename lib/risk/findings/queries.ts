import "server-only";
import { z } from "zod";
import { must } from "@/lib/auth/permissions";
import type { Viewer } from "@/lib/auth/viewer";
import { db } from "@/lib/db";
import type { CsvCell } from "@/lib/http/csv";
import { decodeCursor, everyItem, type Keyset, keysetOf } from "@/lib/http/keyset";
import { somewhere } from "@/lib/registry/search/rules";
import type { Day } from "@/lib/risk/claims/rules";
import { Prisma } from "@/prisma/generated/client";
import type { Behaviour, FindingStatus, FixState } from "@/prisma/generated/enums";
import { findingCode } from "./rules";
import type { FindingFilters, FindingList } from "./schema";

/** A finding as lists show it. */
export type FindingItem = {
  id: number;
  /** F-<id> */
  code: string;
  title: string;
  tool: { slug: string; name: string };
  behaviour: Behaviour;
  /** VERS; null: every version. */
  versionRange: string | null;
  status: FindingStatus;
  fix: FixState;
  fixVersion: string | null;
  fixCandidates: string[];
  /** Whether a second person has decided, since it was last fixed, that the tool is trusted again. */
  isTrustRestored: boolean;
  openedOn: Day;
  reviewOn: Day | null;
  assessor: { id: number; name: string } | null;
  claims: number;
  /** Send it with an edit: whoever was faster is told of. */
  revision: number;
};

type Row = Omit<FindingItem, "code">;

/** Columns of a finding `f`, its tool `l` and its assessor `a`. The restoration that holds, as `holdingRestoration` says. */
export const ITEM = Prisma.sql`f.id, f.title, jsonb_build_object('slug', l.slug, 'name', l.name) AS tool, f.behaviour::text, f.version_range AS "versionRange",
  f.status::text, f.fix::text, f.fix_version AS "fixVersion", f.fix_candidates AS "fixCandidates", f.opened_on::text AS "openedOn", f.review_on::text AS "reviewOn",
  CASE WHEN a.id IS NOT NULL THEN jsonb_build_object('id', a.id, 'name', a.name) END AS assessor, f.revision,
  (SELECT count(*)::int FROM finding_claim x WHERE x.finding_id = f.id) AS claims,
  f.status = 'FIXED' AND EXISTS (SELECT FROM trust_restoration r WHERE r.finding_id = f.id AND r.status = 'ACCEPTED' AND r.settled_at >= (
    SELECT max(s.at) FROM finding_step s WHERE s.finding_id = f.id AND s.after = 'FIXED')) AS "isTrustRestored"`;
export const ITEM_FROM = Prisma.sql`finding f JOIN tool l ON l.id = f.tool_id LEFT JOIN person a ON a.id = f.assessor_id`;

function conditions({ q, tool, behaviour, status, fix, review }: FindingFilters, now: Date): Prisma.Sql {
  const like = q && somewhere(q);
  const number = /^f-?(\d{1,9})$/i.exec(q ?? "")?.[1];
  const today = now.toISOString().slice(0, 10);
  const reviews = {
    due: Prisma.sql`f.review_on <= ${today}::date`,
    later: Prisma.sql`f.review_on > ${today}::date`,
    none: Prisma.sql`f.review_on IS NULL`,
  };
  const all = [
    Prisma.sql`true`,
    like
      ? Prisma.sql`(f.title ILIKE ${like} OR f.summary ILIKE ${like} OR f.external_id ILIKE ${like} OR f.id = ${Number(number ?? 0)})`
      : null,
    tool ? Prisma.sql`(l.slug = lower(${tool}) OR l.name ILIKE ${somewhere(tool)})` : null,
    behaviour ? Prisma.sql`f.behaviour = ${behaviour}::behaviour` : null,
    status ? Prisma.sql`f.status = ${status}::finding_status` : null,
    fix ? Prisma.sql`f.fix = ${fix}::fix_state` : null,
    review ? reviews[review] : null,
  ];
  return Prisma.join(
    all.filter((condition) => condition !== null),
    " AND ",
  );
}

const byDay = z.tuple([z.iso.date(), z.number().int()]);

/** Findings, those opened last first. */
export async function listFindings(
  viewer: Viewer,
  { cursor, limit, ...filters }: Omit<FindingList, "format">,
  now: Date,
): Promise<Keyset<FindingItem>> {
  must(viewer, "risk:read");
  const from = decodeCursor(cursor, byDay);
  const following = from ? Prisma.sql`(f.opened_on, f.id) < (${from[0]}::date, ${from[1]})` : Prisma.sql`true`;
  const rows = await db.$queryRaw<Row[]>`
    SELECT ${ITEM} FROM ${ITEM_FROM} WHERE ${conditions(filters, now)} AND ${following} ORDER BY f.opened_on DESC, f.id DESC LIMIT ${limit + 1}`;
  const { items, next } = keysetOf(rows, limit, ({ openedOn, id }) => [openedOn, id]);
  return { items: items.map(withCode), next };
}

function withCode(row: Row): FindingItem {
  return { ...row, code: findingCode(row.id) };
}

/** These findings, in the order of their numbers. */
export async function findingsNamed(viewer: Viewer, ids: readonly number[]): Promise<FindingItem[]> {
  must(viewer, "risk:read");
  return findingsWithin(ids);
}

/** The same without who may know: what a ban rests on is read by whoever reads the whole ban. */
export async function findingsWithin(ids: readonly number[]): Promise<FindingItem[]> {
  if (ids.length === 0) return [];
  const rows = await db.$queryRaw<Row[]>`SELECT ${ITEM} FROM ${ITEM_FROM} WHERE f.id = ANY (${[...ids]}::int[]) ORDER BY f.id`;
  return rows.map(withCode);
}

/** How many findings the filters name, and how many of them are due for review. */
export async function countFindings(viewer: Viewer, filters: FindingFilters, now: Date): Promise<{ total: number; due: number }> {
  must(viewer, "risk:read");
  const [counted] = await db.$queryRaw<[{ total: number; due: number }]>`
    SELECT count(*)::int AS total, (count(*) FILTER (WHERE f.review_on <= ${now.toISOString().slice(0, 10)}::date))::int AS due
    FROM ${ITEM_FROM} WHERE ${conditions(filters, now)}`;
  return counted;
}

const MOST_OF_TOOL = 50;

/** The findings on a tool, for its page. */
export async function riskFindingsOf(viewer: Viewer, slug: string): Promise<FindingItem[]> {
  must(viewer, "risk:read");
  const rows = await db.$queryRaw<Row[]>`
    SELECT ${ITEM} FROM ${ITEM_FROM} WHERE l.slug = ${slug} ORDER BY f.status = 'NOT_AFFECTED', f.opened_on DESC, f.id DESC LIMIT ${MOST_OF_TOOL}`;
  return rows.map(withCode);
}

export const FINDING_CSV_HEADER = [
  ...["finding", "title", "tool", "tool_slug", "behaviour", "version_range", "status", "fix", "fix_version", "fix_candidates"],
  ...["trust_restored", "opened_on", "review_on", "assessor", "claims"],
];

/** Every finding that the filters name, page by page. */
export async function* findingCsvRows(viewer: Viewer, filters: FindingFilters, now: Date): AsyncGenerator<CsvCell[]> {
  const all = everyItem((page) => listFindings(viewer, { ...filters, ...page }, now));
  for await (const { code, title, tool, behaviour, versionRange, status, fix, fixVersion, fixCandidates, ...rest } of all) {
    const { isTrustRestored, openedOn, reviewOn, assessor, claims } = rest;
    yield [
      ...[code, title, tool.name, tool.slug, behaviour, versionRange, status, fix, fixVersion, fixCandidates.join(" ")],
      ...[isTrustRestored, openedOn, reviewOn, assessor?.name, claims],
    ];
  }
}
