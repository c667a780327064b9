import "server-only";
import { must } from "@/lib/auth/permissions";
import type { Viewer } from "@/lib/auth/viewer";
import type { BanDraft } from "@/lib/bans/schema";
import { idsIn } from "@/lib/bans/selector/rules";
import { db } from "@/lib/db";
import { channelOf } from "@/lib/registry/models/channels";

export type VendorChoice = { id: number; name: string /** Tools of the vendor and of the vendors it owns. */; tools: number };
export type ToolChoice = { id: number; name: string; vendor: string };
export type FamilyChoice = { id: number; name: string; vendor: string /** Tools that reach it. */; tools: number };
export type ChannelChoice = { key: string; label: string /** Tools that reach something through it. */; tools: number };
export type TeamChoice = { id: number; name: string /** Names of the teams above it, from the top. */; above: string[]; people: number };

/** Everything that a draft names, whether it takes it in or leaves it out. */
export type Chosen = {
  vendors: VendorChoice[];
  tools: ToolChoice[];
  families: FamilyChoice[];
  teams: TeamChoice[];
};

export type Found = Omit<Chosen, "teams"> & { channels: ChannelChoice[] };

const FOUND = 12;

function like(q: string): string {
  return `%${q.replace(/[\\%_]/g, "\\$&")}%`;
}

async function vendorsWhere(ids: readonly number[] | null, q: string): Promise<VendorChoice[]> {
  return db.$queryRaw<VendorChoice[]>`
    SELECT v.id, coalesce((SELECT m.name FROM vendor m WHERE m.id = v.merged_into_id), v.name) AS name,
      (SELECT count(*)::int FROM tool t JOIN owned_vendors(ARRAY[v.id]) o ON o.vendor_id = t.vendor_id WHERE t.merged_into_id IS NULL) AS tools FROM vendor v
    WHERE (v.id = ANY (${ids ?? []}::int[]) OR (${ids === null} AND v.merged_into_id IS NULL AND (v.name ILIKE ${like(q)} OR v.legal_name ILIKE ${like(q)}))) ORDER BY v.name LIMIT ${limit(ids)}`;
}

async function toolsWhere(ids: readonly number[] | null, q: string): Promise<ToolChoice[]> {
  return db.$queryRaw<ToolChoice[]>`
    SELECT t.id, k.name, v.name AS vendor FROM tool t JOIN tool k ON k.id = coalesce(t.merged_into_id, t.id) JOIN vendor v ON v.id = k.vendor_id
    WHERE (t.id = ANY (${ids ?? []}::int[]) OR (${ids === null} AND t.merged_into_id IS NULL AND (t.name ILIKE ${like(q)} OR t.slug ILIKE ${like(q)}
      OR EXISTS (SELECT FROM identifier i WHERE i.tool_id = t.id AND i.match_value = lower(${q}))))) ORDER BY t.name LIMIT ${limit(ids)}`;
}

async function familiesWhere(ids: readonly number[] | null, q: string): Promise<FamilyChoice[]> {
  return db.$queryRaw<FamilyChoice[]>`
    SELECT f.id, f.name, v.name AS vendor, (SELECT count(DISTINCT a.tool_id)::int FROM model_access a WHERE a.family_id = f.id) AS tools
    FROM model_family f JOIN vendor v ON v.id = f.vendor_id
    WHERE (f.id = ANY (${ids ?? []}::int[]) OR (${ids === null} AND (f.name ILIKE ${like(q)} OR v.name ILIKE ${like(q)}))) ORDER BY f.name LIMIT ${limit(ids)}`;
}

/** Channels of the access graph by what they are called, the most used first. */
async function channelsNamed(q: string): Promise<ChannelChoice[]> {
  const used = await db.$queryRaw<{ key: string; tools: number }[]>`
    SELECT channel AS key, count(DISTINCT tool_id)::int AS tools FROM model_access GROUP BY channel ORDER BY 2 DESC, 1`;
  const asked = q.toLowerCase();
  return used
    .map(({ key, tools }) => ({ key, label: channelOf(key).label, tools }))
    .filter(({ key, label }) => key.toLowerCase().includes(asked) || label.toLowerCase().includes(asked))
    .slice(0, FOUND);
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

/** Whatever can be banned whose name, or identifier, holds what was typed. */
export async function findInCatalogue(viewer: Viewer, q: string): Promise<Found & { isCut: boolean }> {
  must(viewer, "bans:write");
  const [vendors, tools, families, channels] = await Promise.all([
    vendorsWhere(null, q),
    toolsWhere(null, q),
    familiesWhere(null, q),
    channelsNamed(q),
  ]);
  return { vendors, tools, families, channels, isCut: [vendors, tools, families, channels].some(({ length }) => length === FOUND) };
}

/** Teams whose name holds what was typed, the highest first. */
export async function findTeams(viewer: Viewer, q: string): Promise<{ teams: TeamChoice[]; isCut: boolean }> {
  must(viewer, "bans:write");
  const teams = await teamsWhere(null, q);
  return { teams, isCut: teams.length === FOUND };
}

export type Group = { value: string; people: number };

/** What people of the company can be told apart by besides their teams, each with how many there are. */
export async function groupsOfPeople(viewer: Viewer): Promise<{ entities: Group[]; countries: Group[]; workers: Group[] }> {
  must(viewer, "bans:write");
  const rows = await db.$queryRaw<{ kind: "entities" | "countries" | "workers"; value: string; people: number }[]>`
    SELECT CASE WHEN GROUPING(legal_entity) = 0 THEN 'entities' WHEN GROUPING(country) = 0 THEN 'countries' ELSE 'workers' END AS kind,
      coalesce(legal_entity, country::text, worker_type::text) AS value, count(*)::int AS people
    FROM person WHERE active GROUP BY GROUPING SETS ((legal_entity), (country), (worker_type)) ORDER BY people DESC, value`;
  const of = (kind: string) => rows.filter((row) => row.kind === kind).map(({ value, people }) => ({ value, people }));
  return { entities: of("entities"), countries: of("countries"), workers: of("workers") };
}

/** The names behind the ids of a draft. */
export async function namesIn(
  viewer: Viewer,
  { selector, population, replacement }: BanDraft,
): Promise<Chosen & { replacement: ToolChoice | null }> {
  must(viewer, "bans:read");
  const replacementIds = replacement && "toolId" in replacement ? [replacement.toolId] : [];
  const named = idsIn({ selector, population });
  const [vendors, tools, families, teams] = await Promise.all([
    named.vendors.length === 0 ? [] : vendorsWhere(named.vendors, ""),
    toolsWhere([...named.tools, ...replacementIds], ""),
    named.families.length === 0 ? [] : familiesWhere(named.families, ""),
    named.teams.length === 0 ? [] : teamsWhere(named.teams, ""),
  ]);
  const isChosen = ({ id }: ToolChoice) => named.tools.includes(id);
  return {
    vendors,
    tools: tools.filter(isChosen),
    families,
    teams,
    replacement: tools.find(({ id }) => replacementIds.includes(id)) ?? null,
  };
}
