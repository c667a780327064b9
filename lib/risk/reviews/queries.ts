import "server-only";
import { z } from "zod";
import { must } from "@/lib/auth/permissions";
import type { Viewer } from "@/lib/auth/viewer";
import { db } from "@/lib/db";
import type { CsvCell } from "@/lib/http/csv";
import { decodeCursor, type Keyset, keysetOf } from "@/lib/http/keyset";
import { somewhere } from "@/lib/registry/search/rules";
import { STALE_DAYS } from "@/lib/risk/hygiene/rules";
import { DUE_DAYS, REVIEW_DAYS, type ReviewState } from "@/lib/risk/reviews/rules";
import { REVIEW_KINDS, type ReviewFilters, type ReviewKind, type ReviewList } from "@/lib/risk/reviews/schema";
import { Prisma } from "@/prisma/generated/client";
import type { RiskClass } from "@/prisma/generated/enums";

export type ReviewItem = {
  kind: ReviewKind;
  /** Of the finding or decision; of a classification, of the tool. */
  id: number;
  toolSlug: string;
  tool: string;
  /** The class, the title of the finding, or the status of the decision. */
  what: string;
  reviewOn: Date | null;
  /** When it was last looked at: reviewed, changed or decided. */
  lastAt: Date;
  state: ReviewState;
};

/** Days by class, as `reviewDateOf` counts them; a test holds the two together. */
const INTERVALS = Prisma.sql`(VALUES ${Prisma.join(
  Object.entries(REVIEW_DAYS).map(([name, days]) => Prisma.sql`(${name}::text, ${days}::int)`),
)}) AS interval_of (class, days)`;

const OWN_DAY = Prisma.sql`((c.from_at AT TIME ZONE 'UTC')::date + interval_of.days)`;

const classified = (now: Date) => Prisma.sql`
  SELECT t.id AS tool_id, t.slug, t.name, coalesce(o.class, c.class)::text AS class, r.reviewed_at, c.from_at,
    CASE WHEN r.reviewed_at >= c.from_at THEN r.review_on ELSE least(r.review_on, ${OWN_DAY}) END AS review_on
  FROM classification c JOIN tool t ON t.id = c.tool_id AND t.merged_into_id IS NULL
    LEFT JOIN class_override o ON o.tool_id = c.tool_id AND o.status = 'ACCEPTED' AND o.ended_at IS NULL AND o.until_at > ${now}
    LEFT JOIN risk_review r ON r.tool_id = c.tool_id
    JOIN ${INTERVALS} ON interval_of.class = coalesce(o.class, c.class)::text
  WHERE c.until_at IS NULL`;

/** Everything that has a day on which somebody looks at it again. */
const queue = (now: Date) => Prisma.sql`
  queue AS (
    SELECT 'classification' AS kind, k.tool_id AS id, k.slug, k.name, k.class AS what, k.review_on, coalesce(k.reviewed_at, k.from_at) AS last_at
    FROM (${classified(now)}) k
    UNION ALL
    SELECT 'finding', f.id, t.slug, t.name, f.title, f.review_on, f.updated_at FROM finding f JOIN tool t ON t.id = f.tool_id
    WHERE f.review_on IS NOT NULL OR f.status IN ('UNDER_INVESTIGATION', 'AFFECTED')
    UNION ALL
    SELECT 'decision', d.id, t.slug, t.name, d.status::text, d.review_on, d.decided_at
    FROM decision d JOIN tool t ON t.id = d.tool_id AND t.merged_into_id IS NULL WHERE d.superseded_at IS NULL
  ), judged AS (
    SELECT queue.*, CASE WHEN review_on IS NULL THEN 'none' WHEN review_on <= ${dayOf(now)}::date THEN 'overdue'
      WHEN review_on <= ${dayOf(now)}::date + ${DUE_DAYS}::int THEN 'due' ELSE 'later' END AS state
    FROM queue
  )`;

const dayOf = (now: Date) => now.toISOString().slice(0, 10);

function conditions({ tool, kind, state }: ReviewFilters): Prisma.Sql {
  const all = [
    Prisma.sql`true`,
    tool ? Prisma.sql`(name ILIKE ${somewhere(tool)} OR slug ILIKE ${somewhere(tool)})` : null,
    kind ? Prisma.sql`kind = ${kind}` : null,
    state === "waiting" ? Prisma.sql`state IN ('overdue', 'due')` : null,
    state !== "waiting" && state !== "all" ? Prisma.sql`state = ${state}` : null,
  ];
  return Prisma.join(
    all.filter((condition) => condition !== null),
    " AND ",
  );
}

/** A date far enough for those without one to stand last. */
const NEVER = "9999-12-31";
const KEY = Prisma.sql`coalesce(review_on, ${NEVER}::date), kind, id`;
const ITEM = Prisma.sql`kind, id, slug AS "toolSlug", name AS tool, what, review_on AS "reviewOn", last_at AS "lastAt", state`;
const byDay = z.tuple([z.iso.date(), z.enum(REVIEW_KINDS), z.number().int()]);

/** What waits to be looked at again, the longest overdue first. */
export async function listReviews(viewer: Viewer, { cursor, limit, ...filters }: ReviewList, now: Date): Promise<Keyset<ReviewItem>> {
  must(viewer, "risk:read");
  const from = decodeCursor(cursor, byDay);
  const following = from ? Prisma.sql`(${KEY}) > (${from[0]}::date, ${from[1]}, ${from[2]}::int)` : Prisma.sql`true`;
  const rows = await db.$queryRaw<ReviewItem[]>`
    WITH ${queue(now)} SELECT ${ITEM} FROM judged WHERE ${conditions(filters)} AND ${following} ORDER BY ${KEY} LIMIT ${limit + 1}`;
  return keysetOf(rows, limit, ({ reviewOn, kind, id }) => [reviewOn?.toISOString().slice(0, 10) ?? NEVER, kind, id]);
}

export type ReviewCounts = Record<ReviewState, number>;

/** How many there are of each state, whatever state is shown. */
export async function countReviews(viewer: Viewer, filters: Omit<ReviewFilters, "state">, now: Date): Promise<ReviewCounts> {
  must(viewer, "risk:read");
  const rows = await db.$queryRaw<{ state: ReviewState; n: number }[]>`
    WITH ${queue(now)} SELECT state, count(*)::int AS n FROM judged WHERE ${conditions({ ...filters, state: "all" })} GROUP BY state`;
  const count = (state: ReviewState) => rows.find((row) => row.state === state)?.n ?? 0;
  return { overdue: count("overdue"), due: count("due"), later: count("later"), none: count("none") };
}

export const REVIEW_CSV_HEADER = ["kind", "id", "tool", "slug", "what", "state", "review_on", "last_looked_at_utc"];

/** Every review that the filters name, in the order of the page. */
export async function reviewCsvRows(viewer: Viewer, filters: ReviewFilters, now: Date): Promise<CsvCell[][]> {
  must(viewer, "risk:read");
  const rows = await db.$queryRaw<ReviewItem[]>`
    WITH ${queue(now)} SELECT ${ITEM} FROM judged WHERE ${conditions(filters)} ORDER BY ${KEY}`;
  return rows.map(({ kind, id, tool, toolSlug, what, state, reviewOn, lastAt }) => [
    ...[kind, id, tool, toolSlug, what, state],
    ...[reviewOn?.toISOString().slice(0, 10), lastAt],
  ]);
}

export type ClassReview = {
  slug: string;
  name: string;
  class: RiskClass;
  fromAt: Date;
  reviewOn: Date;
  last: { at: Date; by: string | null; note: string | null } | null;
};

/** A tool's class as somebody reviews it; null where the tool has none. */
export async function classForReview(viewer: Viewer, slug: string, now: Date): Promise<ClassReview | null> {
  must(viewer, "risk:read");
  const [row] = await db.$queryRaw<(Omit<ClassReview, "last"> & { reviewedAt: Date | null; by: string | null; note: string | null })[]>`
    SELECT k.slug, k.name, k.class, k.from_at AS "fromAt", k.review_on AS "reviewOn", k.reviewed_at AS "reviewedAt", p.name AS by, r.note
    FROM (${classified(now)}) k LEFT JOIN risk_review r ON r.tool_id = k.tool_id LEFT JOIN person p ON p.id = r.reviewed_by_id WHERE k.slug = ${slug}`;
  if (!row) return null;
  const { reviewedAt, by, note, ...review } = row;
  return { ...review, last: reviewedAt && { at: reviewedAt, by, note } };
}

/** On which day each of these tools' classes is looked at again. */
export async function classReviewDates(viewer: Viewer, toolIds: readonly number[], now: Date): Promise<Map<number, Date>> {
  must(viewer, "risk:read");
  const rows = await db.$queryRaw<{ id: number; reviewOn: Date }[]>`
    SELECT k.tool_id AS id, k.review_on AS "reviewOn" FROM (${classified(now)}) k WHERE k.tool_id = ANY (${[...toolIds]}::int[])`;
  return new Map(rows.map(({ id, reviewOn }) => [id, reviewOn]));
}

/** Answers to the questionnaire that say what was so more than a year ago. */
export async function countStaleAnswers(viewer: Viewer, now: Date): Promise<number> {
  must(viewer, "risk:read");
  const before = new Date(now.getTime() - STALE_DAYS * 86_400_000);
  return db.hygieneAnswer.count({ where: { supersededAt: null, setAt: { lt: before } } });
}

export type RiskTasks = { overdue: number; due: number; proposals: number };

/** What waits for officers, for their home page. */
export async function riskTasks(viewer: Viewer, now: Date): Promise<RiskTasks> {
  const [{ overdue, due }, proposals] = await Promise.all([
    countReviews(viewer, {}, now),
    db.classProposal.count({ where: { status: "OPEN" } }),
  ]);
  return { overdue, due, proposals };
}
