import "server-only";
import { must } from "@/lib/auth/permissions";
import type { Viewer } from "@/lib/auth/viewer";
import { db, type Tx } from "@/lib/db";
import { type BanFact, type DecisionFact, decideVerdict, type Verdict, type VerdictPerson } from "@/lib/registry/rules";
import { isSlug } from "@/lib/registry/schema";
import { Prisma } from "@/prisma/generated/client";
import type { AccessMode, Confidence, IdentifierKind, ToolStatus } from "@/prisma/generated/enums";

/** A person as verdicts need them, out of `p` and their team `o`. */
const PLACE = Prisma.sql`jsonb_build_object('id', p.id, 'teamPath', o.path::text, 'legalEntity', p.legal_entity, 'workerType', p.worker_type, 'country', p.country,
  'sensitive', (SELECT jsonb_build_object('name', s.name, 'path', s.path::text, 'reason', m.reason) FROM sensitive_team m JOIN team s ON s.id = m.team_id
    WHERE s.path @> o.path ORDER BY nlevel(s.path) DESC LIMIT 1))`;
const placeOf = (personId: number | null) =>
  Prisma.sql`(SELECT ${PLACE} FROM person p JOIN team o ON o.id = p.team_id WHERE p.id = ${personId})`;

/** Where the person who asks stands in the company; null for tokens without an owner and for the system. */
export async function ownPlace(viewer: Viewer): Promise<VerdictPerson | null> {
  return viewer.personId === null ? null : placeOfPerson(viewer.personId);
}

/** The same of somebody whom the viewer has been found to see. */
export async function placeOfPerson(personId: number): Promise<VerdictPerson | null> {
  const [row] = await db.$queryRaw<[{ place: VerdictPerson | null }]>`SELECT ${placeOf(personId)} AS place`;
  return row.place;
}

const DECISION = Prisma.sql`d.id AS "decisionId", d.status::text, d.team_id AS "teamId", t.name AS team, t.path::text AS "teamPath",
  d.worker_types::text[] AS "workerTypes", d.countries, d.conditions, d.data_classes AS "dataClasses", d.reason, d.basis, d.review_on AS "reviewOn",
  d.decided_at AS "decidedAt", w.name AS "decidedBy"`;
const DECISION_JOINS = Prisma.sql`LEFT JOIN team t ON t.id = d.team_id LEFT JOIN person w ON w.id = d.decided_by_id`;

type DecisionRow = Omit<DecisionFact, "id"> & { decisionId: number };
type MaybeDecision = DecisionRow | { decisionId: null };

function decisionOf(row: MaybeDecision): DecisionFact[] {
  if (row.decisionId === null) return [];
  const { decisionId: id, status, teamId, team, teamPath, workerTypes, countries, conditions, dataClasses, reason, basis } = row;
  const { reviewOn, decidedAt, decidedBy } = row;
  const audience = { teamId, team, teamPath, workerTypes, countries };
  return [{ id, status, ...audience, conditions, dataClasses, reason, basis, reviewOn, decidedAt, decidedBy }];
}

/** The decisions that hold, per tool; the rule picks the one nearest to a person. */
export async function decisionsInForce(toolIds: readonly number[], tx: Tx | typeof db = db): Promise<Map<number, DecisionFact[]>> {
  const rows = await tx.$queryRaw<(DecisionRow & { toolId: number })[]>`
    SELECT d.tool_id AS "toolId", ${DECISION} FROM decision d ${DECISION_JOINS}
    WHERE d.tool_id = ANY (${[...toolIds]}::int[]) AND d.superseded_at IS NULL`;
  return new Map([...Map.groupBy(rows, ({ toolId }) => toolId)].map(([toolId, ofTool]) => [toolId, ofTool.flatMap(decisionOf)]));
}

/** Both of the above in one statement: where the person who asks stands, and what was decided on these tools. */
export async function verdictFacts(
  viewer: Viewer,
  toolIds: readonly number[],
): Promise<{ person: VerdictPerson | null; decisions: DecisionFact[] }> {
  must(viewer, "tools:read");
  const rows = await db.$queryRaw<(MaybeDecision & { place: VerdictPerson | null })[]>`
    SELECT own.place, ${DECISION} FROM (SELECT ${placeOf(viewer.personId)} AS place) own
    LEFT JOIN decision d ON d.tool_id = ANY (${[...toolIds]}::int[]) AND d.superseded_at IS NULL ${DECISION_JOINS}`;
  return { person: rows[0]?.place ?? null, decisions: rows.flatMap(decisionOf) };
}

export type OwnTool = AskedTool & { decisions: DecisionFact[] };

/** The tools present on the viewer's own devices, with what was decided on them, and where the viewer stands. */
export async function ownTools(viewer: Viewer): Promise<{ person: VerdictPerson | null; tools: OwnTool[] }> {
  must(viewer, "self");
  const rows = await db.$queryRaw<(MaybeDecision & AskedTool & { place: VerdictPerson | null })[]>`
    WITH present AS (
      SELECT DISTINCT k.tool_id FROM device v JOIN installation i ON i.device_id = v.id AND i.gone_at IS NULL JOIN software_tool k ON k.software_id = i.software_id
      WHERE v.owner_person_id = ${viewer.personId}
    ), own AS MATERIALIZED (SELECT ${placeOf(viewer.personId)} AS place)
    SELECT l.id, l.slug, l.name, own.place, ${DECISION}
    FROM own CROSS JOIN present JOIN tool l ON l.id = present.tool_id
    LEFT JOIN decision d ON d.tool_id = l.id AND d.superseded_at IS NULL ${DECISION_JOINS} ORDER BY l.name, l.id`;
  const tools = [...Map.groupBy(rows, ({ id }) => id).values()].flatMap((ofTool) => {
    const [first] = ofTool;
    return first ? [{ id: first.id, slug: first.slug, name: first.name, decisions: ofTool.flatMap(decisionOf) }] : [];
  });
  return { person: rows[0]?.place ?? null, tools };
}

export type AskedTool = { id: number; slug: string; name: string };

/** The verdict on one tool; the bans are those that cover it, as the bans' own query answers for the same person. Null: no such tool. */
export async function verdictFor(
  viewer: Viewer,
  toolId: number,
  person: VerdictPerson | null,
  bans: readonly BanFact[],
  now: Date,
): Promise<Verdict> {
  must(viewer, "tools:read");
  const decisions = await decisionsInForce([toolId]);
  return decideVerdict({ decisions: decisions.get(toolId) ?? [], bans }, person, now);
}

const asked = { id: true, slug: true, name: true } as const;

/** Just enough to name a tool. The address of one that was merged means what it was merged into. */
export async function findTool(viewer: Viewer, slug: string): Promise<AskedTool | null> {
  must(viewer, "tools:read");
  if (!isSlug(slug)) return null;
  const found = await db.tool.findUnique({ where: { slug }, select: { ...asked, mergedInto: { select: asked } } });
  if (!found) return null;
  const { mergedInto, ...tool } = found;
  return mergedInto ?? tool;
}

export type ToolIdentifier = { kind: IdentifierKind; value: string; confidence: Confidence; source: string; note: string | null };
export type ToolAccess = {
  id: number;
  channel: string;
  mode: AccessMode;
  source: string;
  asOf: string | null;
  family: { slug: string; name: string; openWeights: boolean; vendor: { slug: string; name: string } };
};

export type ToolDetail = AskedTool & {
  aliases: string[];
  category: string;
  clients: string[];
  /** What it may touch on a machine. */
  touches: string[];
  /** Where it may run. */
  hosting: string[];
  licence: string | null;
  homepage: string | null;
  status: ToolStatus;
  notes: string | null;
  confidence: Confidence;
  anyService: string[];
  anyWeights: string[];
  vendor: { slug: string; name: string; hqCountry: string | null; hqCity: string | null; parent: { slug: string; name: string } | null };
  successor: AskedTool | null;
  identifiers: ToolIdentifier[];
  access: ToolAccess[];
  presence: { devices: number; people: number; asOf: Date } | null;
  /** The fields that were edited here and no longer follow the catalogue; null for a tool that the catalogue does not have. */
  editedFields: string[] | null;
  /** Grows with every change. */
  revision: number;
  /** The tool that was asked for, where it was merged into this one. */
  mergedFrom: { slug: string; name: string } | null;
};

type ToolRow = Omit<ToolDetail, "presence" | "editedFields"> & {
  presence: { devices: number; people: number; asOf: string } | null;
  catalogueEntry: unknown;
};

/** A vendor or tool that is only named. */
const named = (alias: string) => Prisma.raw(`'slug', ${alias}.slug, 'name', ${alias}.name`);

/** As for `findTool`, the address of a merged tool answers the other. */
export async function getTool(viewer: Viewer, slug: string): Promise<ToolDetail | null> {
  must(viewer, "tools:read");
  if (!isSlug(slug)) return null;
  const [row] = await db.$queryRaw<ToolRow[]>`
    SELECT t.id, t.slug, t.name, coalesce(t.aliases, '{}') AS aliases, t.category, coalesce(t.clients, '{}') AS clients, t.touches, t.hosting,
      t.licence, t.homepage, t.status::text, t.notes, t.confidence::text, coalesce(t.any_service, '{}') AS "anyService",
      coalesce(t.any_weights, '{}') AS "anyWeights", t.revision,
      CASE WHEN asked.id <> t.id THEN jsonb_build_object(${named("asked")}) END AS "mergedFrom", t.catalogue_entry AS "catalogueEntry",
      (SELECT jsonb_build_object(${named("v")}, 'hqCountry', v.hq_country, 'hqCity', v.hq_city,
        'parent', (SELECT jsonb_build_object(${named("o")}) FROM vendor o WHERE o.id = v.parent_id)) FROM vendor v WHERE v.id = t.vendor_id) AS vendor,
      (SELECT jsonb_build_object('id', s.id, ${named("s")}) FROM tool s WHERE s.id = t.successor_id) AS successor,
      (SELECT coalesce(jsonb_agg(jsonb_build_object('kind', i.kind, 'value', i.value, 'confidence', i.confidence, 'source', i.source, 'note', i.note)
        ORDER BY i.kind, i.id), '[]') FROM identifier i WHERE i.tool_id = t.id) AS identifiers,
      (SELECT coalesce(jsonb_agg(jsonb_build_object('id', a.id, 'channel', a.channel, 'mode', a.mode, 'source', a.source, 'asOf', a.as_of,
          'family', jsonb_build_object(${named("f")}, 'openWeights', f.open_weights, 'vendor', jsonb_build_object(${named("m")}))) ORDER BY f.name, a.id), '[]')
        FROM model_access a JOIN model_family f ON f.id = a.family_id JOIN vendor m ON m.id = f.vendor_id WHERE a.tool_id = t.id) AS access,
      (SELECT jsonb_build_object('devices', p.devices, 'people', p.people, 'asOf', p.as_of) FROM tool_presence p WHERE p.tool_id = t.id) AS presence
    FROM tool asked JOIN tool t ON t.id = coalesce(asked.merged_into_id, asked.id) WHERE asked.slug = ${slug}`;
  if (!row) return null;
  const { catalogueEntry, presence, ...detail } = row;
  return {
    ...detail,
    presence: presence && { ...presence, asOf: new Date(presence.asOf) },
    editedFields: editedFields(detail, catalogueEntry),
  };
}

const COMPARED = [
  "name",
  "aliases",
  "category",
  "clients",
  "touches",
  "hosting",
  "licence",
  "homepage",
  "status",
  "notes",
  "confidence",
] as const;

function editedFields(tool: Pick<ToolDetail, (typeof COMPARED)[number]>, entry: unknown): string[] | null {
  if (typeof entry !== "object" || entry === null) return null;
  const given = new Map(Object.entries(entry));
  return COMPARED.filter((field) => JSON.stringify(tool[field] ?? null) !== JSON.stringify(given.get(field) ?? null));
}
