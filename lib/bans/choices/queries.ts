import "server-only";
import { must } from "@/lib/auth/permissions";
import type { Viewer } from "@/lib/auth/viewer";
import type { BanDraft } from "@/lib/bans/schema";
import { db } from "@/lib/db";

export type VendorChoice = { id: number; name: string /** Tools of the vendor and of the vendors it owns. */; tools: number };
export type ToolChoice = { id: number; name: string; vendor: string };
export type TeamChoice = { id: number; name: string /** Names of the teams above it, from the top. */; above: string[]; people: number };

export type Chosen = { vendors: VendorChoice[]; tools: ToolChoice[]; include: TeamChoice[]; exclude: TeamChoice[] };

const FOUND = 12;

function like(q: string): string {
  return `%${q.replace(/[\\%_]/g, "\\$&")}%`;
}

async function vendorsWhere(ids: readonly number[] | null, q: string): Promise<VendorChoice[]> {
  return db.$queryRaw<VendorChoice[]>`
    SELECT v.id, coalesce((SELECT m.name FROM vendor m WHERE m.id = v.merged_into_id), v.name) AS name,
      (SELECT count(*)::int FROM selected_tools(ARRAY[v.id], '{}')) AS tools FROM vendor v
    WHERE (v.id = ANY (${ids ?? []}::int[]) OR (${ids === null} AND v.merged_into_id IS NULL AND (v.name ILIKE ${like(q)} OR v.legal_name ILIKE ${like(q)}))) ORDER BY v.name LIMIT ${limit(ids)}`;
}

async function toolsWhere(ids: readonly number[] | null, q: string): Promise<ToolChoice[]> {
  return db.$queryRaw<ToolChoice[]>`
    SELECT t.id, t.name, v.name AS vendor FROM tool t JOIN vendor v ON v.id = t.vendor_id
    WHERE (t.id = ANY (${ids ?? []}::int[]) OR (${ids === null} AND (t.name ILIKE ${like(q)} OR t.slug ILIKE ${like(q)}
      OR EXISTS (SELECT FROM identifier i WHERE i.tool_id = t.id AND i.match_value = lower(${q}))))) ORDER BY t.name LIMIT ${limit(ids)}`;
}

async function teamsWhere(ids: readonly number[] | null, q: string): Promise<TeamChoice[]> {
  return db.$queryRaw<TeamChoice[]>`
    WITH found AS (
      SELECT t.id, t.name, t.path FROM team t WHERE (t.id = ANY (${ids ?? []}::int[]) OR (${ids === null} AND t.name ILIKE ${like(q)}))
      ORDER BY nlevel(t.path), t.name LIMIT ${limit(ids)}
    )
    SELECT f.id, f.name, ARRAY(SELECT a.name FROM team a WHERE a.path @> f.path AND a.id <> f.id ORDER BY nlevel(a.path)) AS above,
      (SELECT count(*)::int FROM person p JOIN team d ON d.id = p.team_id WHERE d.path <@ f.path AND p.active) AS people
    FROM found f ORDER BY nlevel(f.path), f.name`;
}

/** Everything that was chosen is named; a search shows the first few. */
function limit(ids: readonly number[] | null): number {
  return ids === null ? FOUND : 1_000;
}

/** Vendors and tools whose name, or identifier, holds what was typed. */
export async function findInCatalogue(
  viewer: Viewer,
  q: string,
): Promise<{ vendors: VendorChoice[]; tools: ToolChoice[]; isCut: boolean }> {
  must(viewer, "bans:write");
  const [vendors, tools] = await Promise.all([vendorsWhere(null, q), toolsWhere(null, q)]);
  return { vendors, tools, isCut: vendors.length === FOUND || tools.length === FOUND };
}

/** Teams whose name holds what was typed, the highest first. */
export async function findTeams(viewer: Viewer, q: string): Promise<{ teams: TeamChoice[]; isCut: boolean }> {
  must(viewer, "bans:write");
  const teams = await teamsWhere(null, q);
  return { teams, isCut: teams.length === FOUND };
}

/** The names behind the ids of a draft. */
export async function namesIn(
  viewer: Viewer,
  { selector, population, replacement }: BanDraft,
): Promise<Chosen & { replacement: ToolChoice | null }> {
  must(viewer, "bans:read");
  const replacementIds = replacement && "toolId" in replacement ? [replacement.toolId] : [];
  const toolIds = selector?.tools ?? [];
  const teamIds = [...(population?.include ?? []), ...(population?.exclude ?? [])];
  const [vendors, tools, teams] = await Promise.all([
    vendorsWhere(selector?.vendors ?? [], ""),
    toolsWhere([...toolIds, ...replacementIds], ""),
    teamIds.length === 0 ? [] : teamsWhere(teamIds, ""),
  ]);
  return {
    vendors,
    tools: tools.filter(({ id }) => toolIds.includes(id)),
    include: teams.filter(({ id }) => population?.include.includes(id)),
    exclude: teams.filter(({ id }) => population?.exclude.includes(id)),
    replacement: tools.find(({ id }) => replacementIds.includes(id)) ?? null,
  };
}
