import "server-only";
import { must } from "@/lib/auth/permissions";
import type { Viewer } from "@/lib/auth/viewer";
import { db } from "@/lib/db";
import type { Weight } from "@/lib/risk/hygiene/questionnaire";
import { type Answers, type AnswerValue, type Hygiene, hygieneOf, inheritedAnswers, type Weights } from "@/lib/risk/hygiene/rules";
import type { SubjectRef } from "@/lib/risk/hygiene/schema";
import { Prisma } from "@/prisma/generated/client";

export type Level = SubjectRef & { id: number; name: string };

/** A subject with whom it takes answers over from: itself first, then its vendor, then who owns that one. */
export type Subject = Level & { levels: Level[] };

type NamedClaim = { id: number; statement: string };

export type GivenAnswer = {
  id: number;
  question: string;
  answer: AnswerValue;
  reason: string;
  evidence: string | null;
  claims: NamedClaim[];
  by: string | null;
  at: Date;
  from: Level;
};

export type WeightInForce = {
  id: number;
  scope: "question" | "category";
  key: string;
  weight: Weight;
  reason: string;
  by: string | null;
  at: Date;
};

/** Null: no such tool or vendor. What was merged is what it was merged into. */
export async function findSubject(viewer: Viewer, { kind, slug }: SubjectRef): Promise<Subject | null> {
  must(viewer, "risk:read");
  const tool = Prisma.sql`
    SELECT o.id, o.slug, o.name, o.vendor_id AS above FROM tool t JOIN tool o ON o.id = coalesce(t.merged_into_id, t.id) WHERE t.slug = ${slug}`;
  const vendor = Prisma.sql`
    SELECT o.id, o.slug, o.name, o.parent_id AS above FROM vendor v JOIN vendor o ON o.id = coalesce(v.merged_into_id, v.id) WHERE v.slug = ${slug}`;
  const rows = await db.$queryRaw<Level[]>`
    WITH RECURSIVE asked AS (${kind === "tool" ? tool : vendor}), level AS (
      SELECT ${kind}::text AS kind, id, slug, name, above, 0 AS step FROM asked
      UNION ALL SELECT 'vendor', v.id, v.slug, v.name, v.parent_id, l.step + 1 FROM vendor v JOIN level l ON v.id = l.above
    )
    SELECT kind, id, slug, name FROM level ORDER BY step`;
  const [own] = rows;
  return own ? { ...own, levels: rows } : null;
}

/** The weights that the company set. */
export async function weightsInForce(viewer: Viewer): Promise<WeightInForce[]> {
  must(viewer, "risk:read");
  return db.$queryRaw<WeightInForce[]>`
    SELECT w.id, w.scope, w.key, w.weight::int, w.reason, p.name AS by, w.set_at AS at
    FROM hygiene_weight w LEFT JOIN person p ON p.id = w.set_by_id WHERE w.superseded_at IS NULL`;
}

export function weightsFrom(rows: readonly Pick<WeightInForce, "scope" | "key" | "weight">[]): Weights {
  const of = (scope: string) => new Map(rows.filter((row) => row.scope === scope).map(({ key, weight }) => [key, weight]));
  return { categories: of("category"), questions: of("question") };
}

const ANSWER = Prisma.sql`a.id, a.question, a.answer, a.reason, a.evidence, p.name AS by, a.set_at AS at,
  (SELECT coalesce(jsonb_agg(jsonb_build_object('id', c.id, 'statement', c.statement) ORDER BY c.id), '[]') FROM claim c WHERE c.id = ANY (a.claim_ids)) AS claims`;

type AnswerRow = Omit<GivenAnswer, "from">;

export type HygieneOfSubject = {
  subject: Subject;
  hygiene: Hygiene;
  weights: Weights;
  /** The answers that count, by question. */
  answers: Map<string, GivenAnswer>;
};

/** Everything that is known of one subject's hygiene. */
export async function hygieneOfSubject(viewer: Viewer, subject: Subject): Promise<HygieneOfSubject> {
  must(viewer, "risk:read");
  const tool = subject.levels.find(({ kind }) => kind === "tool");
  const vendors = subject.levels.filter(({ kind }) => kind === "vendor");
  const [rows, set] = await Promise.all([
    db.$queryRaw<(AnswerRow & { toolId: number | null; vendorId: number | null })[]>`
      SELECT ${ANSWER}, a.tool_id AS "toolId", a.vendor_id AS "vendorId" FROM hygiene_answer a LEFT JOIN person p ON p.id = a.set_by_id
      WHERE a.superseded_at IS NULL AND (a.tool_id = ${tool?.id ?? null}::int OR a.vendor_id = ANY (${vendors.map(({ id }) => id)}::int[]))`,
    weightsInForce(viewer),
  ]);
  const of = ({ kind, id }: Level) => rows.filter((row) => (kind === "tool" ? row.toolId === id : row.vendorId === id));
  const levels = subject.levels.map((from) => of(from).map(({ toolId: _tool, vendorId: _vendor, ...answer }) => ({ ...answer, from })));
  const answers = inheritedAnswers<GivenAnswer>(levels);
  const weights = weightsFrom(set);
  return { subject, hygiene: hygieneOf(valuesOf(answers), weights), weights, answers };
}

function valuesOf(answers: ReadonlyMap<string, { answer: AnswerValue }>): Answers {
  return new Map([...answers].map(([question, { answer }]) => [question, answer]));
}

/** What was answered before, the newest first. */
export async function answerHistory(viewer: Viewer, { kind, id }: Level, question: string): Promise<(AnswerRow & { until: Date })[]> {
  must(viewer, "risk:read");
  const of = kind === "tool" ? Prisma.sql`a.tool_id = ${id}` : Prisma.sql`a.vendor_id = ${id}`;
  return db.$queryRaw<(AnswerRow & { until: Date })[]>`
    SELECT ${ANSWER}, a.superseded_at AS until FROM hygiene_answer a LEFT JOIN person p ON p.id = a.set_by_id
    WHERE ${of} AND a.question = ${question} AND a.superseded_at IS NOT NULL ORDER BY a.superseded_at DESC, a.id DESC LIMIT 50`;
}

/** Which weights a question or category had before, the newest first. */
export async function weightHistory(viewer: Viewer, scope: string, key: string): Promise<(WeightInForce & { until: Date })[]> {
  must(viewer, "risk:read");
  return db.$queryRaw<(WeightInForce & { until: Date })[]>`
    SELECT w.id, w.scope, w.key, w.weight::int, w.reason, p.name AS by, w.set_at AS at, w.superseded_at AS until
    FROM hygiene_weight w LEFT JOIN person p ON p.id = w.set_by_id
    WHERE w.scope = ${scope} AND w.key = ${key} AND w.superseded_at IS NOT NULL ORDER BY w.superseded_at DESC, w.id DESC LIMIT 50`;
}

const MOST_CLAIMS = 40;

/** Claims that an answer about this subject can rest on: about it or whoever stands above it, the newest first. */
export async function claimChoices(viewer: Viewer, { levels }: Subject): Promise<NamedClaim[]> {
  must(viewer, "risk:read");
  const ids = (wanted: Level["kind"]) => levels.filter(({ kind }) => kind === wanted).map(({ id }) => id);
  return db.$queryRaw<NamedClaim[]>`
    SELECT id, statement FROM claim
    WHERE (tool_id = ANY (${ids("tool")}::int[]) OR vendor_id = ANY (${ids("vendor")}::int[])) AND confirmation NOT IN ('RETRACTED', 'SUPERSEDED')
    ORDER BY reported_on DESC, id DESC LIMIT ${MOST_CLAIMS}`;
}

export type ToolHygiene = { slug: string; name: string; vendor: string; vendorSlug: string; hygiene: Hygiene };

/** Every tool, or those of `ids`: what is best known first. A tool of which nothing is known is in it, with a coverage of nothing. */
export async function listHygiene(viewer: Viewer, ids?: readonly number[]): Promise<(ToolHygiene & { id: number })[]> {
  must(viewer, "risk:read");
  const only = ids ? Prisma.sql`AND t.id = ANY (${[...ids]}::int[])` : Prisma.empty;
  const [tools, rows, set] = await Promise.all([
    db.$queryRaw<{ id: number; slug: string; name: string; vendor: string; vendorSlug: string; above: number[] }[]>`
      WITH RECURSIVE above AS (
        SELECT id AS vendor_id, ARRAY[id] AS ids, parent_id FROM vendor
        UNION ALL SELECT a.vendor_id, a.ids || v.id, v.parent_id FROM above a JOIN vendor v ON v.id = a.parent_id
      )
      SELECT t.id, t.slug, t.name, v.name AS vendor, v.slug AS "vendorSlug", a.ids AS above
      FROM tool t JOIN vendor v ON v.id = t.vendor_id JOIN above a ON a.vendor_id = v.id AND a.parent_id IS NULL
      WHERE t.merged_into_id IS NULL ${only} ORDER BY lower(t.name), t.id`,
    db.$queryRaw<{ toolId: number | null; vendorId: number | null; question: string; answer: AnswerValue }[]>`
      SELECT tool_id AS "toolId", vendor_id AS "vendorId", question, answer FROM hygiene_answer WHERE superseded_at IS NULL`,
    weightsInForce(viewer),
  ]);
  const ofTool = Map.groupBy(rows, ({ toolId }) => toolId);
  const ofVendor = Map.groupBy(rows, ({ vendorId }) => vendorId);
  const weights = weightsFrom(set);
  return tools
    .map(({ above, ...tool }) => {
      const answers = inheritedAnswers([ofTool.get(tool.id) ?? [], ...above.map((id) => ofVendor.get(id) ?? [])]);
      return { ...tool, hygiene: hygieneOf(valuesOf(answers), weights) };
    })
    .sort((a, b) => b.hygiene.coverage - a.hygiene.coverage);
}
