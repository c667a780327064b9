import "server-only";
import type { Locale } from "@/i18n/config";
import { scopeTranslator } from "@/i18n/scope-words";
import { isUnlimited, must } from "@/lib/auth/permissions";
import type { Viewer } from "@/lib/auth/viewer";
import type { BanDraft, Words } from "@/lib/bans/schema";
import { idsIn } from "@/lib/bans/selector/rules";
import type { Population, Selector } from "@/lib/bans/selector/schema";
import { ecosystemOf, populationWords, type ScopeNames, type Speaker, scopeSentence, selectorWords } from "@/lib/bans/selector/sentence";
import { db, type Tx } from "@/lib/db";
import { schemeOf } from "@/lib/registry/versions/schemes";
import { VERS_TYPES, type VersType, versTypeOf } from "@/lib/registry/versions/vers";
import { Prisma } from "@/prisma/generated/client";
import type { AccessMode, IdentifierKind } from "@/prisma/generated/enums";

/** A transaction, or the database itself. */
type Client = Tx | typeof db;

export type ScopeTool = {
  id: number;
  slug: string;
  name: string;
  vendor: string;
  /** VERS range; null: every version. */
  versionRange: string | null;
};
/** A tool that is not banned itself and reaches a model of this family through this channel. */
export type ScopeEdge = { toolId: number; tool: string; familyId: number; family: string; channel: string; mode: AccessMode };
export type Scope = { tools: ScopeTool[]; access: ScopeEdge[] };

/** Proposals of a ban that keep their match out: dismissed ones, and as long as a version binds those that nobody has decided. */
const keptOut = (banId: number | null) => Prisma.sql`
  SELECT coalesce(x.merged_into_id, x.id) AS tool_id, d.family_id, d.channel FROM scope_drift d JOIN tool x ON x.id = d.tool_id
  WHERE d.ban_id = ${banId}::int AND (
    d.status = 'DISMISSED' OR (d.status = 'OPEN' AND EXISTS (SELECT FROM ban_version v WHERE v.ban_id = d.ban_id AND v.status = 'PUBLISHED')))`;

/**
 * What a selector means now, by name. With a ban, scope drift is left out that was dismissed for it or waits for a decision, unless the selector
 * names the tool itself: nothing comes in silently.
 */
export async function resolveScope(tx: Client, selector: Selector, banId: number | null = null): Promise<Scope> {
  const document = JSON.stringify(selector);
  const named = [...selector.tools, ...selector.ranges.map(({ toolId }) => toolId)];
  const tools = await tx.$queryRaw<ScopeTool[]>`
    WITH kept_out AS (${keptOut(banId)})
    SELECT t.id, t.slug, t.name, v.name AS vendor, s.version_range AS "versionRange"
    FROM resolve_selector(${document}::jsonb) s JOIN tool t ON t.id = s.tool_id JOIN vendor v ON v.id = t.vendor_id
    WHERE t.id = ANY (${named}::int[]) OR NOT EXISTS (SELECT FROM kept_out k WHERE k.tool_id = t.id AND k.family_id IS NULL)
    ORDER BY v.name, t.name, t.id`;
  const access = await tx.$queryRaw<ScopeEdge[]>`
    WITH kept_out AS (${keptOut(banId)})
    SELECT a.tool_id AS "toolId", t.name AS tool, a.family_id AS "familyId", f.name AS family, a.channel, a.mode::text AS mode
    FROM resolve_access(${document}::jsonb) a JOIN tool t ON t.id = a.tool_id JOIN model_family f ON f.id = a.family_id
    WHERE NOT EXISTS (
      SELECT FROM kept_out k WHERE k.tool_id = a.tool_id AND (k.family_id IS NULL OR (k.family_id = a.family_id AND k.channel = a.channel)))
    ORDER BY t.name, t.id, f.name, f.id, a.channel`;
  return { tools, access };
}

/** What the ids in the words of a ban are called. What was merged has the name of what it was merged into. */
async function scopeNames(tx: Client, content: BanDraft): Promise<ScopeNames> {
  const { vendors, tools, families, teams } = idsIn(content);
  const rows = await tx.$queryRaw<{ kind: keyof ScopeNames; id: number; name: string }[]>`
    SELECT 'vendors' AS kind, v.id, m.name FROM vendor v JOIN vendor m ON m.id = coalesce(v.merged_into_id, v.id) WHERE v.id = ANY (${vendors}::int[])
    UNION ALL SELECT 'tools', t.id, m.name FROM tool t JOIN tool m ON m.id = coalesce(t.merged_into_id, t.id) WHERE t.id = ANY (${tools}::int[])
    UNION ALL SELECT 'families', id, name FROM model_family WHERE id = ANY (${families}::int[])
    UNION ALL SELECT 'teams', id, name FROM team WHERE id = ANY (${teams}::int[])`;
  const of = (kind: keyof ScopeNames) => rows.filter((row) => row.kind === kind);
  return { vendors: of("vendors"), tools: of("tools"), families: of("families"), teams: of("teams") };
}

export type ScopeWords = {
  /** "Claude Code, all versions" */
  what: Words;
  /** "everybody in Cloud who works in China" */
  whom: Words;
  /** Both in one sentence. */
  sentence: Words;
};

function speakerOf(locale: Locale): Speaker {
  return { locale, say: scopeTranslator(locale) };
}

/** What a ban covers and whom it binds, in both languages; empty where it is not said yet. */
export async function scopeWords(tx: Client, content: BanDraft): Promise<ScopeWords> {
  const names = await scopeNames(tx, content);
  const inBoth = (say: (speaker: Speaker) => string | null): Words => {
    const [en, zh] = [say(speakerOf("en")), say(speakerOf("zh-CN"))];
    return { ...(en === null ? {} : { en }), ...(zh === null ? {} : { "zh-CN": zh }) };
  };
  return {
    what: inBoth((speaker) => (content.selector ? selectorWords(content.selector, names, speaker) : null)),
    whom: inBoth((speaker) => (content.population ? populationWords(content.population, names, speaker) : null)),
    sentence: inBoth((speaker) => scopeSentence(content, names, speaker)),
  };
}

/** `devices` and `people`: on which something in scope is seen now, whatever its version, and who owns them. */
export type SelectorCounts = { tools: number; thirdParty: number; devices: number; people: number };

async function countSelector(tx: Client, { tools, access }: Scope): Promise<SelectorCounts> {
  const [seen] = await tx.$queryRaw<[{ devices: number; people: number }]>`
    SELECT count(*)::int AS devices, count(DISTINCT p.id)::int AS people
    FROM device d LEFT JOIN person p ON p.id = d.owner_person_id AND p.active
    WHERE d.id IN (
      SELECT i.device_id FROM software_tool k JOIN installation i ON i.software_id = k.software_id AND i.gone_at IS NULL
      WHERE k.tool_id = ANY (${tools.map(({ id }) => id)}::int[]))`;
  return { tools: tools.length, thirdParty: new Set(access.map(({ toolId }) => toolId)).size, ...seen };
}

/** `waiting`: new matches of a ban that binds, which nobody has decided yet. */
export type ScopeNow = { scope: Scope; counts: SelectorCounts; waiting: number };

/** What the words of a ban cover at this moment; null while they name nothing. */
export async function scopeNow(viewer: Viewer, { selector }: BanDraft, banId: number): Promise<ScopeNow | null> {
  must(viewer, "bans:write");
  if (!selector) return null;
  const scope = await resolveScope(db, selector, banId);
  const [counts, waiting] = await Promise.all([
    countSelector(db, scope),
    db.scopeDrift.count({ where: { banId, status: "OPEN", ban: { status: { in: ["PUBLISHED", "SUSPENDED"] } } } }),
  ]);
  return { scope, counts, waiting };
}

/** `devices`: those that nobody owns and that follow their team. */
export type PopulationCounts = { people: number; teams: number; devices: number };

/** Whom the words of a ban bind at this moment; null while they name nobody. */
export async function populationNow(viewer: Viewer, { population }: BanDraft): Promise<PopulationCounts | null> {
  must(viewer, "bans:write");
  if (!population || (!population.everyone && population.include.length === 0)) return null;
  return countPopulation(db, population);
}

export async function countPopulation(tx: Client, population: Population): Promise<PopulationCounts> {
  const document = JSON.stringify(population);
  const [counts] = await tx.$queryRaw<[PopulationCounts]>`
    SELECT p.people, p.teams, (SELECT count(*)::int FROM population_devices(${document}::jsonb)) AS devices
    FROM (SELECT count(*)::int AS people, count(DISTINCT team_id)::int AS teams FROM population_people(${document}::jsonb)) p`;
  return counts;
}

export type ToolVersions = {
  id: number;
  name: string;
  /** How its versions are numbered; without a label: with dots. */
  kinds: { type: VersType; label: string | null }[];
};

/** The ways in which a tool's versions are numbered, to choose a range of: those of its identifiers, or whatever is numbered with dots. */
export async function versionsOfTool(viewer: Viewer, toolId: number): Promise<ToolVersions | null> {
  must(viewer, "bans:write");
  const [tool] = await db.$queryRaw<{ id: number; name: string; kinds: IdentifierKind[] }[]>`
    SELECT t.id, t.name, ARRAY(SELECT DISTINCT i.kind::text FROM identifier i WHERE i.tool_id = t.id ORDER BY 1) AS kinds
    FROM tool t WHERE t.id = ${toolId} AND t.merged_into_id IS NULL`;
  if (!tool) return null;
  const own = new Set<string>([...tool.kinds.filter((kind) => schemeOf(kind) !== null).map(versTypeOf), "intdot"]);
  // What most tools are installed by stands first.
  const types = VERS_TYPES.filter((type): type is VersType => own.has(type));
  return { id: tool.id, name: tool.name, kinds: types.map((type) => ({ type, label: ecosystemOf(type) })) };
}

export type ScopeAnswer = {
  code: string;
  words: ScopeWords;
  /** What the words mean now. */
  means: Scope;
  /** What binds, as fixed at publication; null while nothing is published. */
  binds: Scope | null;
  /** For those who see the whole company. */
  counts: { selector: SelectorCounts; population: PopulationCounts | null } | null;
};

/** What a ban says it covers, what that means now and what of it binds. */
export async function scopeOfBan(
  viewer: Viewer,
  { id, code, content, publishedAt }: { id: number; code: string; content: BanDraft; publishedAt: Date | null },
): Promise<ScopeAnswer> {
  must(viewer, "bans:read");
  const means = content.selector ? await resolveScope(db, content.selector, id) : { tools: [], access: [] };
  const isWhole = isUnlimited(viewer, "bans:read");
  const [words, binds, selector, population] = await Promise.all([
    scopeWords(db, content),
    publishedAt === null ? null : boundScope(id),
    isWhole ? countSelector(db, means) : null,
    isWhole && content.population ? countPopulation(db, content.population) : null,
  ]);
  return { code, words, means, binds, counts: selector && { selector, population } };
}

async function boundScope(banId: number): Promise<Scope> {
  const tools = await db.$queryRaw<ScopeTool[]>`
    SELECT t.id, t.slug, t.name, v.name AS vendor, s.version_range AS "versionRange"
    FROM ban_scope_tool s JOIN tool t ON t.id = s.tool_id JOIN vendor v ON v.id = t.vendor_id WHERE s.ban_id = ${banId} ORDER BY v.name, t.name, t.id`;
  const access = await db.$queryRaw<ScopeEdge[]>`
    SELECT a.tool_id AS "toolId", t.name AS tool, a.family_id AS "familyId", f.name AS family, a.channel, a.mode::text AS mode
    FROM ban_scope_access a JOIN tool t ON t.id = a.tool_id JOIN model_family f ON f.id = a.family_id
    WHERE a.ban_id = ${banId} ORDER BY t.name, t.id, f.name, f.id, a.channel`;
  return { tools, access };
}
