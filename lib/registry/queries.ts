import "server-only";
import { must } from "@/lib/auth/permissions";
import type { Viewer } from "@/lib/auth/viewer";
import { db } from "@/lib/db";
import { type BanFact, type DecisionFact, decideVerdict, type Verdict, type VerdictPerson } from "@/lib/registry/rules";
import type { AccessMode, Confidence, IdentifierKind, ToolStatus } from "@/prisma/generated/enums";

/** Where the person who asks stands in the org tree; null for tokens without an owner and for the system. */
export async function ownPlace(viewer: Viewer): Promise<VerdictPerson | null> {
  const [row] = await db.$queryRaw<VerdictPerson[]>`
    SELECT t.path::text AS "teamPath" FROM person p JOIN team t ON t.id = p.team_id WHERE p.id = ${viewer.personId}`;
  return row ?? null;
}

/** The decisions that hold, per tool; the rule picks the one nearest to a person. */
export async function decisionsInForce(toolIds: readonly number[]): Promise<Map<number, DecisionFact[]>> {
  const rows = await db.$queryRaw<(DecisionFact & { toolId: number })[]>`
    SELECT d.tool_id AS "toolId", d.status::text, t.path::text AS "teamPath", d.conditions, d.reason, d.review_on AS "reviewOn", d.decided_at AS "decidedAt"
    FROM decision d LEFT JOIN team t ON t.id = d.team_id WHERE d.tool_id = ANY (${[...toolIds]}::int[]) AND d.superseded_at IS NULL`;
  const found = new Map<number, DecisionFact[]>();
  for (const { toolId, ...decision } of rows) found.set(toolId, [...(found.get(toolId) ?? []), decision]);
  return found;
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

/** Just enough to name a tool. */
export async function findTool(viewer: Viewer, slug: string): Promise<AskedTool | null> {
  must(viewer, "tools:read");
  return db.tool.findUnique({ where: { slug }, select: { id: true, slug: true, name: true } });
}

export type ToolIdentifier = { kind: IdentifierKind; value: string; confidence: Confidence; source: string; note: string | null };
export type ToolAccess = {
  channel: string;
  mode: AccessMode;
  source: string;
  family: { slug: string; name: string; openWeights: boolean; vendor: { slug: string; name: string } };
};

export type ToolDetail = AskedTool & {
  aliases: string[];
  category: string;
  clients: string[];
  selfHostable: boolean;
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
};

const named = { select: { slug: true, name: true } } as const;

export async function getTool(viewer: Viewer, slug: string): Promise<ToolDetail | null> {
  must(viewer, "tools:read");
  const tool = await db.tool.findUnique({
    where: { slug },
    select: {
      ...{
        id: true,
        slug: true,
        name: true,
        aliases: true,
        category: true,
        clients: true,
        selfHostable: true,
        licence: true,
        homepage: true,
      },
      ...{ status: true, notes: true, confidence: true, anyService: true, anyWeights: true, catalogueEntry: true },
      vendor: { select: { slug: true, name: true, hqCountry: true, hqCity: true, parent: named } },
      successor: { select: { id: true, slug: true, name: true } },
      identifiers: {
        select: { kind: true, value: true, confidence: true, source: true, note: true },
        orderBy: [{ kind: "asc" }, { id: "asc" }],
      },
      access: {
        select: {
          channel: true,
          mode: true,
          source: true,
          family: { select: { slug: true, name: true, openWeights: true, vendor: named } },
        },
        orderBy: [{ family: { name: "asc" } }, { id: "asc" }],
      },
      presence: { select: { devices: true, people: true, asOf: true } },
    },
  });
  if (!tool) return null;
  const { catalogueEntry, ...detail } = tool;
  return { ...detail, editedFields: editedFields(detail, catalogueEntry) };
}

const COMPARED = [
  "name",
  "aliases",
  "category",
  "clients",
  "selfHostable",
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
