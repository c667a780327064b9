import "server-only";
import { z } from "zod";
import { must } from "@/lib/auth/permissions";
import type { Viewer } from "@/lib/auth/viewer";
import { db } from "@/lib/db";
import type { CsvCell } from "@/lib/http/csv";
import { decodeCursor, type Keyset, keysetOf } from "@/lib/http/keyset";
import { type PeopleGroup, type Preview, previewOf, SOON_DAYS } from "@/lib/registry/decisions/rules";
import type { Decide, DecisionFilters, DecisionList } from "@/lib/registry/decisions/schema";
import { decisionsInForce } from "@/lib/registry/queries";
import type { DecisionFact, SensitivePlace } from "@/lib/registry/rules";
import { somewhere } from "@/lib/registry/search/rules";
import { Prisma } from "@/prisma/generated/client";

/** A decision `d` with its team `t` and whoever made it `w`, as lists show it. */
const FACT = Prisma.sql`d.id, d.status::text, d.team_id AS "teamId", t.name AS team, t.path::text AS "teamPath", d.worker_types::text[] AS "workerTypes", d.countries,
  d.conditions, d.data_classes AS "dataClasses", d.reason, d.basis, d.review_on AS "reviewOn", d.decided_at AS "decidedAt", w.name AS "decidedBy"`;
const FACT_JOINS = Prisma.sql`LEFT JOIN team t ON t.id = d.team_id LEFT JOIN person w ON w.id = d.decided_by_id`;

/** How a decision ended: by another one for the same audience, or taken back without one. */
export type Ending = {
  at: Date;
  by: { id: number; status: DecisionFact["status"] } | null;
  withdrawn: { by: string; reason: string | null } | null;
};
export type PastDecision = DecisionFact & { ending: Ending | null };

type HistoryRow = DecisionFact & { supersededAt: Date | null; successor: Ending["by"]; withdrawn: Ending["withdrawn"] };

/** Everything that was ever decided on a tool, the newest first. */
export async function decisionHistory(viewer: Viewer, tool: { id: number; slug: string }): Promise<PastDecision[]> {
  must(viewer, "registry:read");
  const rows = await db.$queryRaw<HistoryRow[]>`
    SELECT ${FACT}, d.superseded_at AS "supersededAt",
      (SELECT jsonb_build_object('id', n.id, 'status', n.status) FROM decision n
        WHERE n.tool_id = d.tool_id AND n.team_id IS NOT DISTINCT FROM d.team_id AND n.worker_types = d.worker_types AND n.countries = d.countries
          AND n.decided_at = d.superseded_at AND n.id > d.id ORDER BY n.id LIMIT 1) AS successor,
      (SELECT jsonb_build_object('by', e.actor_name, 'reason', e.reason) FROM audit_event e
        WHERE e.subject_kind = 'tool' AND e.subject_id = ${tool.slug} AND e.action = 'decision.withdrawn' AND e.before ->> 'decision' = d.id::text
        ORDER BY e.id DESC LIMIT 1) AS withdrawn
    FROM decision d ${FACT_JOINS} WHERE d.tool_id = ${tool.id} ORDER BY d.decided_at DESC, d.id DESC`;
  return rows.map(({ supersededAt, successor, withdrawn, ...decision }) => ({
    ...decision,
    ending: supersededAt && { at: supersededAt, by: successor, withdrawn },
  }));
}

export type ListedDecision = DecisionFact & { toolSlug: string; tool: string };

/** A date far enough for those that are never reviewed to stand last. */
const NEVER = "9999-12-31";
const byDue = z.tuple([z.iso.date(), z.number().int()]);

function conditions({ q, team, status, due }: DecisionFilters, now: Date): Prisma.Sql {
  const today = now.toISOString().slice(0, 10);
  const soon = Prisma.sql`(${today}::date + ${SOON_DAYS}::int)`;
  const dues = {
    overdue: Prisma.sql`d.review_on <= ${today}::date`,
    soon: Prisma.sql`d.review_on > ${today}::date AND d.review_on <= ${soon}`,
    later: Prisma.sql`d.review_on > ${soon}`,
    none: Prisma.sql`d.review_on IS NULL`,
  };
  const all = [
    Prisma.sql`d.superseded_at IS NULL AND l.merged_into_id IS NULL`,
    q ? Prisma.sql`(l.name ILIKE ${somewhere(q)} OR l.slug ILIKE ${somewhere(q)})` : null,
    team ? Prisma.sql`t.name ILIKE ${somewhere(team)}` : null,
    status ? Prisma.sql`d.status = ${status}::decision_status` : null,
    due ? dues[due] : null,
  ];
  return Prisma.join(
    all.filter((condition) => condition !== null),
    " AND ",
  );
}

const LISTED = Prisma.sql`decision d JOIN tool l ON l.id = d.tool_id ${FACT_JOINS}`;
const DUE = Prisma.sql`coalesce(d.review_on, ${NEVER}::date)`;

/** Decisions in force, what is due for review first. */
export async function listDecisions(
  viewer: Viewer,
  { cursor, limit, ...filters }: DecisionList,
  now: Date,
): Promise<Keyset<ListedDecision>> {
  must(viewer, "registry:read");
  const from = decodeCursor(cursor, byDue);
  const following = from ? Prisma.sql`(${DUE}, d.id) > (${from[0]}::date, ${from[1]})` : Prisma.sql`true`;
  const rows = await db.$queryRaw<ListedDecision[]>`
    SELECT ${FACT}, l.slug AS "toolSlug", l.name AS tool FROM ${LISTED}
    WHERE ${conditions(filters, now)} AND ${following} ORDER BY ${DUE}, d.id LIMIT ${limit + 1}`;
  return keysetOf(rows, limit, ({ reviewOn, id }) => [reviewOn?.toISOString().slice(0, 10) ?? NEVER, id]);
}

/** How many decisions hold, and how many of them are due for review. */
export async function countDecisions(viewer: Viewer, filters: DecisionFilters, now: Date): Promise<{ total: number; overdue: number }> {
  must(viewer, "registry:read");
  const [counted] = await db.$queryRaw<[{ total: number; overdue: number }]>`
    SELECT count(*)::int AS total, (count(*) FILTER (WHERE d.review_on <= ${now.toISOString().slice(0, 10)}::date))::int AS overdue
    FROM ${LISTED} WHERE ${conditions(filters, now)}`;
  return counted;
}

export const DECISION_CSV_HEADER = [
  ...["tool", "slug", "status", "team", "worker_types", "countries", "conditions", "data_classes", "review_on"],
  ...["reason", "basis", "decided_by", "decided_at_utc"],
];

/** Every decision that the filters name, in the order of the page. */
export async function decisionCsvRows(viewer: Viewer, filters: DecisionFilters, now: Date): Promise<CsvCell[][]> {
  must(viewer, "registry:read");
  const rows = await db.$queryRaw<ListedDecision[]>`
    SELECT ${FACT}, l.slug AS "toolSlug", l.name AS tool FROM ${LISTED} WHERE ${conditions(filters, now)} ORDER BY ${DUE}, d.id`;
  return rows.map((row) => [
    ...[row.tool, row.toolSlug, row.status, row.team, row.workerTypes.join(" "), row.countries.join(" "), row.conditions],
    ...[row.dataClasses.join(" "), row.reviewOn?.toISOString().slice(0, 10), row.reason, row.basis, row.decidedBy, row.decidedAt],
  ]);
}

/** The countries people are in: what an audience can be narrowed to. */
export async function countriesOfPeople(viewer: Viewer): Promise<string[]> {
  must(viewer, "registry:read");
  const rows = await db.$queryRaw<{ country: string }[]>`SELECT DISTINCT country::text FROM person WHERE active ORDER BY 1`;
  return rows.map(({ country }) => country);
}

export type AskedAudience = Pick<Decide, "team" | "workerTypes" | "countries">;

/** How many people a decision for this audience would concern, by the decision that is theirs today. */
export async function previewDecision(
  viewer: Viewer,
  toolId: number,
  { team, workerTypes, countries }: AskedAudience,
  status: DecisionFact["status"],
  now: Date,
): Promise<Preview> {
  must(viewer, "registry:read");
  const [decisions, groups, sensitive, place] = await Promise.all([
    decisionsInForce([toolId]),
    db.$queryRaw<PeopleGroup[]>`
      SELECT t.path::text AS "teamPath", p.worker_type::text AS "workerType", p.country::text, p.people FROM (
        SELECT team_id, worker_type, country, count(*)::int AS people FROM person
        WHERE active AND (${workerTypes.length === 0} OR worker_type::text = ANY (${workerTypes}::text[])) AND (${countries.length === 0} OR country::text = ANY (${countries}::text[]))
        GROUP BY team_id, worker_type, country
      ) p JOIN team t ON t.id = p.team_id
      WHERE ${team ?? null}::int IS NULL OR t.path <@ (SELECT path FROM team WHERE id = ${team ?? null})`,
    db.$queryRaw<SensitivePlace[]>`SELECT t.name, t.path::text AS path, m.reason FROM sensitive_team m JOIN team t ON t.id = m.team_id`,
    team ? db.$queryRaw<{ path: string }[]>`SELECT path::text FROM team WHERE id = ${team}` : [],
  ]);
  const candidate = { status, teamPath: place[0]?.path ?? null, workerTypes, countries };
  return previewOf(candidate, { decisions: decisions.get(toolId) ?? [], groups, sensitive }, now);
}
