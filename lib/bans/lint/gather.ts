import "server-only";
import { type BlastRadius, radiusOf } from "@/lib/bans/blast-radius/queries";
import { type RadiusScope, radiusScope } from "@/lib/bans/blast-radius/scope";
import type { LintFacts, OtherBan, ReplacementFact } from "@/lib/bans/lint/facts";
import { audienceOf, type PlaceGroup } from "@/lib/bans/lint/replacements/rules";
import { inLanguage } from "@/lib/bans/rules";
import type { BanDraft, Words } from "@/lib/bans/schema";
import type { db, Tx } from "@/lib/db";
import { decisionsInForce } from "@/lib/registry/queries";
import type { SensitivePlace } from "@/lib/registry/rules";
import { Prisma } from "@/prisma/generated/client";

type Asked = { banId: number; code: string; content: BanDraft };

/** Everything the lint looks at, in a few statements over whole sets; with the blast radius, on which much of it rests. */
export async function gatherFacts(
  tx: Tx | typeof db,
  { banId, code, content }: Asked,
  locale: string,
  now: Date,
): Promise<{ facts: LintFacts; radius: BlastRadius }> {
  const scope = await radiusScope(tx, content, banId, now);
  const radius = await radiusOf(tx, scope, content, now);
  const others = await othersOf(tx, scope, locale, now);
  const { days, freezes, places } = await calendarOf(tx, scope, now);
  const facts: LintFacts = {
    code,
    content,
    tools: scope.tools.length,
    edges: scope.access.length,
    population: radius.population,
    found: radius.found,
    silent: radius.silent,
    unmanaged: radius.unmanaged,
    uncontrolled: radius.channels.filter(({ isOpen }) => isOpen).map(({ key, kind, label }) => (kind === "client" ? key : label || key)),
    categories: radius.categories,
    replacements: await replacementsOf(tx, scope, content, radius),
    places,
    days,
    freezes,
    sources: radius.sources,
    claims: await tx.claim.findMany({
      where: { id: { in: (content.claims ?? []).map(({ id }) => id) } },
      select: { id: true, statement: true, confirmation: true },
    }),
    ...others,
    exceptionsElsewhere: radius.exceptions,
  };
  return { facts, radius };
}

type CalendarRow = Pick<LintFacts, "days" | "places"> & {
  freezes: (Omit<LintFacts["freezes"][number], "startsAt" | "endsAt"> & { startsAt: string; endsAt: string })[];
};

async function calendarOf(
  tx: Tx | typeof db,
  { population }: RadiusScope,
  now: Date,
): Promise<Pick<LintFacts, "days" | "freezes" | "places">> {
  const [row] = await tx.$queryRaw<[CalendarRow]>`
    WITH people AS MATERIALIZED (SELECT person_id, team_id FROM population_people(${population}::jsonb))
    SELECT
      (SELECT coalesce(jsonb_agg(jsonb_build_object('day', day, 'country', country, 'name', name, 'isWorkday', is_workday)), '[]')
        FROM company_day WHERE day > ${now}::date - 2 AND day < ${now}::date + 800) AS days,
      (SELECT coalesce(jsonb_agg(p), '[]') FROM (SELECT q.country, q.zone, count(*) AS people FROM people JOIN person q ON q.id = people.person_id GROUP BY 1, 2) p) AS places,
      (SELECT coalesce(jsonb_agg(jsonb_build_object('id', f.id, 'team', t.name, 'reason', f.reason, 'startsAt', f.starts_at, 'endsAt', f.ends_at,
        'people', (SELECT count(*) FROM people JOIN team o ON o.id = people.team_id WHERE o.path <@ t.path)) ORDER BY f.starts_at, f.id), '[]')
        FROM change_freeze f JOIN team t ON t.id = f.team_id WHERE f.ends_at > ${now}) AS freezes`;
  return {
    ...row,
    freezes: row.freezes.map((freeze) => ({ ...freeze, startsAt: new Date(freeze.startsAt), endsAt: new Date(freeze.endsAt) })),
  };
}

type OtherRow = Omit<OtherBan, "title"> & { title: Words | null };
type OthersRow = { overlaps: OtherRow[]; required: OtherRow[]; exceptions: { id: number; who: string; ban: string; endsAt: string }[] };

/** Somebody of both populations: bans that share tools and nobody do not meet. */
const MEETS = Prisma.sql`EXISTS (SELECT FROM people JOIN population_people(o.content -> 'population') q ON q.person_id = people.person_id)`;

/** Other bans that bind or are suspended, as far as they have to do with the same tools and people; and the exceptions to this one. */
async function othersOf(
  tx: Tx | typeof db,
  { banId, population, tools }: RadiusScope,
  locale: string,
  now: Date,
): Promise<Pick<LintFacts, "overlaps" | "required" | "exceptions">> {
  const all = tools.map(({ id }) => id);
  const whole = tools.filter(({ versionRange }) => versionRange === null).map(({ id }) => id);
  const [row] = await tx.$queryRaw<[OthersRow]>`
    WITH people AS MATERIALIZED (SELECT person_id FROM population_people(${population}::jsonb)),
    other AS MATERIALIZED (SELECT b.id, b.code, ban_content(b.id) AS content FROM ban b WHERE b.status IN ('PUBLISHED', 'SUSPENDED') AND b.id IS DISTINCT FROM ${banId}::int),
    shared AS (
      SELECT o.code, o.content, jsonb_agg(t.name ORDER BY t.name) AS tools FROM other o JOIN ban_scope_tool s ON s.ban_id = o.id JOIN tool t ON t.id = s.tool_id
      WHERE s.tool_id = ANY (${all}::int[]) GROUP BY o.code, o.content
    ),
    recommends AS (
      SELECT o.code, o.content, jsonb_agg(DISTINCT t.name) AS tools FROM other o
      CROSS JOIN LATERAL (
        SELECT (o.content #>> '{replacement,toolId}')::int AS tool_id
        UNION SELECT (u #>> '{replacement,toolId}')::int FROM jsonb_array_elements(coalesce(o.content -> 'useCases', '[]')) u
      ) r JOIN tool t ON t.id = r.tool_id WHERE r.tool_id = ANY (${whole}::int[]) GROUP BY o.code, o.content
    )
    SELECT
      (SELECT coalesce(jsonb_agg(jsonb_build_object('code', o.code, 'title', o.content -> 'title', 'tools', o.tools) ORDER BY o.code), '[]') FROM shared o WHERE ${MEETS}) AS overlaps,
      (SELECT coalesce(jsonb_agg(jsonb_build_object('code', o.code, 'title', o.content -> 'title', 'tools', o.tools) ORDER BY o.code), '[]') FROM recommends o WHERE ${MEETS}) AS required,
      (SELECT coalesce(jsonb_agg(jsonb_build_object('id', e.id, 'ban', b.code, 'who', coalesce(p.name, t.name, d.host_name, d.id::text), 'endsAt', e.ends_at) ORDER BY e.id), '[]')
        FROM exception e JOIN ban b ON b.id = e.ban_id LEFT JOIN person p ON p.id = e.person_id LEFT JOIN team t ON t.id = e.team_id LEFT JOIN device d ON d.id = e.device_id
        WHERE e.ban_id = ${banId}::int AND e.status IN ('APPROVED', 'ACTIVE') AND e.ends_at > ${now}) AS exceptions`;
  const named = (list: OtherRow[]) => list.map(({ title, ...other }) => ({ ...other, title: inLanguage(title ?? undefined, locale) }));
  return {
    overlaps: named(row.overlaps),
    required: named(row.required),
    exceptions: row.exceptions.map(({ endsAt, ...one }) => ({ ...one, endsAt: new Date(endsAt) })),
  };
}

type ReplacementRow = Pick<ReplacementFact, "toolId" | "slug" | "name" | "isDiscontinued" | "bannedBy" | "seats">;

/** Every tool that people are sent to, with whether they may have it and whether there is enough of it. */
async function replacementsOf(tx: Tx | typeof db, scope: RadiusScope, content: BanDraft, radius: BlastRadius): Promise<ReplacementFact[]> {
  const needs = needsOf(content, radius);
  const toolIds = [...needs.keys()];
  if (toolIds.length === 0) return [];
  const rows = await tx.$queryRaw<ReplacementRow[]>`
    WITH people AS MATERIALIZED (SELECT person_id FROM population_people(${scope.population}::jsonb)),
    banning AS MATERIALIZED (
      SELECT s.tool_id, b.code, ban_content(b.id) AS content FROM ban_scope_tool s JOIN ban b ON b.id = s.ban_id AND b.status = 'PUBLISHED'
      WHERE s.tool_id = ANY (${toolIds}::int[]) AND s.version_range IS NULL AND b.id IS DISTINCT FROM ${scope.banId}::int
    )
    SELECT t.id AS "toolId", t.slug, t.name, t.status = 'DISCONTINUED' AS "isDiscontinued",
      ARRAY(SELECT o.code FROM banning o WHERE o.tool_id = t.id AND ${MEETS} ORDER BY o.code) AS "bannedBy",
      (SELECT jsonb_build_object('free', greatest(s.total - s.used, 0), 'asOf', s.as_of) FROM tool_seats s WHERE s.tool_id = t.id ORDER BY s.as_of DESC, s.id DESC LIMIT 1) AS seats
    FROM tool t WHERE t.id = ANY (${toolIds}::int[]) ORDER BY t.name`;
  const [decisions, { groups, sensitive }] = [await decisionsInForce(toolIds, tx), await placesOf(tx, scope, toolIds)];
  const banned = new Set(scope.tools.filter(({ versionRange }) => versionRange === null).map(({ id }) => id));
  return rows.map((row) => ({
    ...row,
    needs: needs.get(row.toolId) ?? 0,
    isInScope: banned.has(row.toolId),
    ...audienceOf(decisions.get(row.toolId) ?? [], groups, sensitive),
  }));
}

/** People found per replacement: the main one serves every kind of work that has none of its own. Whoever does several is counted once at most. */
function needsOf({ replacement, useCases = [] }: BanDraft, { categories, found }: BlastRadius): Map<number, number> {
  const own = new Map(useCases.map((one) => [one.category, one.replacement]));
  const needs = new Map<number, number>();
  const add = (one: typeof replacement, people: number) => {
    if (one && "toolId" in one) needs.set(one.toolId, Math.min(found.people, (needs.get(one.toolId) ?? 0) + people));
  };
  add(replacement, 0);
  for (const { replacement: one } of useCases) add(one, 0);
  for (const { category, people } of categories) add(own.get(category) ?? replacement, people);
  return needs;
}

/** People of the population who are alike for every decision on these tools: by the nearest team that one names, worker type and country. */
async function placesOf(
  tx: Tx | typeof db,
  { population }: RadiusScope,
  toolIds: readonly number[],
): Promise<{ groups: PlaceGroup[]; sensitive: SensitivePlace[] }> {
  const [row] = await tx.$queryRaw<[{ groups: PlaceGroup[]; sensitive: SensitivePlace[] }]>`
    WITH named AS MATERIALIZED (
      SELECT path FROM team WHERE id IN (SELECT team_id FROM decision WHERE tool_id = ANY (${[...toolIds]}::int[]) AND superseded_at IS NULL UNION SELECT team_id FROM sensitive_team)
    ),
    alike AS (
      SELECT m.team_id, p.worker_type, p.country, count(*) AS people FROM population_people(${population}::jsonb) m JOIN person p ON p.id = m.person_id GROUP BY 1, 2, 3
    ),
    placed AS (
      SELECT coalesce((SELECT n.path FROM named n WHERE t.path <@ n.path ORDER BY nlevel(n.path) DESC LIMIT 1)::text, '') AS path, a.worker_type, a.country, a.people
      FROM alike a JOIN team t ON t.id = a.team_id
    )
    SELECT
      (SELECT coalesce(jsonb_agg(g), '[]') FROM (SELECT path AS "teamPath", worker_type AS "workerType", country, sum(people) AS people FROM placed GROUP BY 1, 2, 3) g) AS groups,
      (SELECT coalesce(jsonb_agg(jsonb_build_object('name', t.name, 'path', t.path::text, 'reason', s.reason)), '[]')
        FROM sensitive_team s JOIN team t ON t.id = s.team_id) AS sensitive`;
  return row;
}
