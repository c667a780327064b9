import "server-only";
import { cutoffOf } from "@/lib/bans/deadlines/rules";
import { bannedBy } from "@/lib/bans/ranges/rules";
import type { BanDraft } from "@/lib/bans/schema";
import { resolveScope, type Scope } from "@/lib/bans/selector/queries";
import { selectorSchema } from "@/lib/bans/selector/schema";
import type { db, Tx } from "@/lib/db";
import { Prisma } from "@/prisma/generated/client";
import type { IdentifierKind } from "@/prisma/generated/enums";

/** A device that has said nothing for this long is counted apart: what it holds now is not known. */
export const SILENT_DAYS = 7;
const DAY = 86_400_000;

/** What a draft means, as the statements of the blast radius take it. */
export type RadiusScope = Scope & {
  banId: number | null;
  /** `selectorSchema` and `populationSchema` as JSON. */
  selector: string;
  population: string;
  toolIds: number[];
  /** Third-party tools that reach what is banned. */
  reachIds: number[];
  /** Software of tools banned in a range, in a version outside of it. */
  outside: number[];
  silentBefore: Date;
  /** The day of the cutoff in its own zone; null without one. */
  cutoffDay: string | null;
};

export async function radiusScope(tx: Tx | typeof db, content: BanDraft, banId: number | null, now: Date): Promise<RadiusScope> {
  const selector = content.selector ?? selectorSchema.parse({ vendors: [], tools: [] });
  const scope = await resolveScope(tx, selector, banId);
  const cutoff = cutoffOf(content.duties ?? []);
  return {
    ...scope,
    banId,
    selector: JSON.stringify(selector),
    population: JSON.stringify(content.population ?? {}),
    toolIds: scope.tools.map(({ id }) => id),
    reachIds: [...new Set(scope.access.map(({ toolId }) => toolId))],
    outside: await outsideOf(tx, scope),
    silentBefore: new Date(now.getTime() - SILENT_DAYS * DAY),
    cutoffDay: cutoff?.at.toLocaleDateString("en-CA", { timeZone: cutoff.zone }) ?? null,
  };
}

/** Ranges are read by the version order of each ecosystem, which SQL does not know. */
async function outsideOf(tx: Tx | typeof db, { tools }: Scope): Promise<number[]> {
  const ranged = tools.filter(({ versionRange }) => versionRange !== null);
  if (ranged.length === 0) return [];
  const software = await tx.$queryRaw<{ id: number; toolId: number; kind: IdentifierKind; version: string }[]>`
    SELECT s.id, t.tool_id AS "toolId", s.kind::text AS kind, s.version FROM software_tool t JOIN software s ON s.id = t.software_id
    WHERE t.tool_id = ANY (${ranged.map(({ id }) => id)}::int[])`;
  const rulings = new Map(ranged.map(({ id, versionRange }) => [id, bannedBy(versionRange ?? "vers:all/*")]));
  return software.filter((one) => rulings.get(one.toolId)?.(one) === false).map(({ id }) => id);
}

/** People, and devices nobody owns, of the population; `machine` are all their devices, silent or not. */
export function populationSql({ population, silentBefore }: RadiusScope): Prisma.Sql {
  return Prisma.sql`
    people AS MATERIALIZED (SELECT person_id, team_id FROM population_people(${population}::jsonb)),
    shared AS MATERIALIZED (SELECT device_id, team_id FROM population_devices(${population}::jsonb)),
    machine AS MATERIALIZED (
      SELECT d.id, p.person_id, p.team_id, d.last_seen_at < ${silentBefore} AS silent, d.purpose FROM device d JOIN people p ON p.person_id = d.owner_person_id
      UNION ALL
      SELECT d.id, NULL, s.team_id, d.last_seen_at < ${silentBefore}, d.purpose FROM shared s JOIN device d ON d.id = s.device_id
    )`;
}

/** What is on those devices now of the tools given, per device, software and source. Goes with `populationSql`. */
export function presentSql({ toolIds, outside }: RadiusScope, reachIds: readonly number[] = []): Prisma.Sql {
  return Prisma.sql`
    meant AS MATERIALIZED (
      SELECT tool_id, software_id, true AS banned FROM software_tool WHERE tool_id = ANY (${toolIds}::int[]) AND NOT software_id = ANY (${outside}::int[])
      UNION ALL
      SELECT tool_id, software_id, false FROM software_tool WHERE tool_id = ANY (${[...reachIds]}::int[])
    ),
    present AS MATERIALIZED (
      SELECT i.device_id, i.software_id, i.source_id, count(*)::int AS installations
      FROM (SELECT DISTINCT software_id FROM meant) s JOIN installation i ON i.software_id = s.software_id AND i.gone_at IS NULL
      GROUP BY i.device_id, i.software_id, i.source_id
    )`;
}

/** What a source `s` is called. */
export const SOURCE_NAME = Prisma.sql`CASE s.system WHEN 'OSQUERY' THEN 'osquery' WHEN 'FLEET' THEN 'Fleet' ELSE 'Intune' END || ' ' || s.instance`;
