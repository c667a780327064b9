import "server-only";
import { must } from "@/lib/auth/permissions";
import type { Viewer } from "@/lib/auth/viewer";
import { db } from "@/lib/db";
import { slipsBetween } from "@/lib/registry/lookup/rules";
import { decisionsInForce } from "@/lib/registry/queries";
import type { DecisionFact } from "@/lib/registry/rules";
import {
  domainsAbove,
  folded,
  hasHan,
  hostOf,
  identifierReadings,
  literally,
  somewhere,
  squashed,
  wordsOf,
} from "@/lib/registry/search/rules";
import { Prisma } from "@/prisma/generated/client";

/** Why a tool is among the hits: it is called or identified so, a name begins or goes on so, its vendor is called so, or it looks alike. */
export type Fit = "exact" | "beginning" | "part" | "vendor" | "alike";

export type FoundTool = { id: number; slug: string; name: string; vendorName: string; fit: Fit; decisions: DecisionFact[] };
export type Found = { tools: FoundTool[]; hasMore: boolean };

type Hit = Omit<FoundTool, "decisions">;

const MOST = 20;
const MOST_ALIKE = 8;

/**
 * What an employee may mean: a name in any language it has, a vendor, an address or an identifier, also with a slip of the keyboard. Best
 * first; of equals, what more people have. Likeness counts only when nothing else fits.
 */
export async function findTools(viewer: Viewer, typed: string): Promise<Found> {
  must(viewer, "tools:read");
  if (squashed(typed) === "") return { tools: [], hasMore: false };
  const hits = await hitsOf(typed);
  const shown = hits.length > 0 ? hits.slice(0, MOST) : await alikeTools(typed);
  return { tools: await withDecisions(shown), hasMore: hits.length > MOST };
}

/** How well it fits; what stands first is better. */
const SCORES: readonly [number, Fit][] = [
  [90, "exact"],
  [80, "beginning"],
  [60, "part"],
  [0, "vendor"],
];
const fitOf = (score: number): Fit => SCORES.find(([least]) => score >= least)?.[1] ?? "vendor";

async function hitsOf(typed: string): Promise<Hit[]> {
  const [text, bare, words] = [folded(typed), squashed(typed), wordsOf(typed)];
  const { kinds, values } = identifierReadings(typed);
  const host = hostOf(typed);
  const rows = await db.$queryRaw<(Omit<Hit, "fit"> & { score: number })[]>`
    WITH hit (id, score) AS (
      SELECT tool_id, 100 FROM tool_name WHERE name = ANY (${[text, bare]}::text[])
      UNION ALL SELECT i.tool_id, 95 FROM identifier i JOIN unnest(${kinds}::text[]::identifier_kind[], ${values}::text[]) AS r(kind, value) ON i.kind = r.kind AND i.match_value = r.value
      -- The nearer a domain is to the address, the better.
      UNION ALL SELECT i.tool_id, 90 + least(length(i.match_value), 99) / 100.0 FROM identifier i
        WHERE i.kind = 'DOMAIN' AND i.match_value = ANY (${host ? domainsAbove(host) : []}::text[])
      UNION ALL SELECT id, 80 FROM (${beginning("tool", text)} UNION ALL ${beginning("tool", bare)}) b
      UNION ALL SELECT id, 70 FROM (${partOf("tool", text)}) p
      UNION ALL SELECT id, 60 FROM (${everyWord(words.length > 1 ? words : [])}) w
      UNION ALL SELECT id, 55 FROM (${ofVendors(Prisma.sql`SELECT vendor_id FROM vendor_name WHERE name = ANY (${[text, bare]}::text[])`)}) v
      UNION ALL SELECT id, 50 FROM (${ofVendors(beginning("vendor", text))} UNION ALL ${ofVendors(partOf("vendor", text))}) v
      ${partOfIdentifier(typed)}
    ), best AS (
      SELECT id, max(score)::float8 AS score FROM hit GROUP BY id
    )
    SELECT t.id, t.slug, t.name, v.name AS "vendorName", score FROM best JOIN tool t USING (id) JOIN vendor v ON v.id = t.vendor_id
      LEFT JOIN tool_presence p ON p.tool_id = t.id
    WHERE t.merged_into_id IS NULL ORDER BY score DESC, p.people DESC NULLS LAST, lower(t.name), t.id LIMIT ${MOST + 1}`;
  return rows.map(({ score, ...tool }) => ({ ...tool, fit: fitOf(score) }));
}

/** Somebody who types a dot, a slash or an @ may have a piece of an identifier. */
function partOfIdentifier(typed: string): Prisma.Sql {
  const asked = typed.normalize("NFKC").trim();
  if (!/^[^\s]{4,}$/.test(asked) || !/[./@]/.test(asked)) return Prisma.empty;
  return Prisma.sql`UNION ALL SELECT tool_id, 60 FROM identifier WHERE match_value ILIKE ${somewhere(asked)}`;
}

type Candidate = { kind: "tool" | "vendor"; id: number; name: string };

/** "Did you mean …": what is read the same, then names with few slips between. */
async function alikeTools(typed: string): Promise<Hit[]> {
  const text = folded(typed);
  const reading = hasHan(text) ? Prisma.sql`pinyin(${squashed(text)})` : Prisma.sql`${text}::text`;
  const candidates = await db.$queryRaw<(Candidate & { reading: string })[]>`
    WITH typed AS (SELECT ${reading} AS reading)
    SELECT reading, 'tool' AS kind, n.tool_id AS id, n.name FROM typed, alike_tool_names(reading) n
    UNION ALL SELECT reading, 'vendor', n.vendor_id, n.name FROM typed, alike_vendor_names(reading) n`;
  const slips = candidates.flatMap(({ reading: read, ...candidate }) => {
    const count = slipsBetween(read, candidate.name);
    return count === null ? [] : [{ ...candidate, count }];
  });
  if (slips.length === 0) return [];
  const column = (kind: Candidate["kind"]) => slips.filter((one) => one.kind === kind);
  const [tools, vendors] = [column("tool"), column("vendor")];
  return db.$queryRaw<Hit[]>`
    WITH near (id, slips) AS (
      SELECT * FROM unnest(${tools.map(({ id }) => id)}::int[], ${tools.map(({ count }) => count)}::int[])
      UNION ALL
      SELECT t.id, r.slips + 1 FROM unnest(${vendors.map(({ id }) => id)}::int[], ${vendors.map(({ count }) => count)}::int[]) AS r(id, slips) JOIN tool t ON t.vendor_id = r.id
    ), best AS (
      SELECT id, min(slips) AS slips FROM near GROUP BY id
    )
    SELECT t.id, t.slug, t.name, v.name AS "vendorName", 'alike' AS fit FROM best JOIN tool t USING (id) JOIN vendor v ON v.id = t.vendor_id
      LEFT JOIN tool_presence p ON p.tool_id = t.id
    WHERE t.merged_into_id IS NULL ORDER BY slips, p.people DESC NULLS LAST, lower(t.name), t.id LIMIT ${MOST_ALIKE}`;
}

/** The tools most people have, for a lookup that has not begun. */
export async function commonTools(viewer: Viewer, limit: number): Promise<FoundTool[]> {
  must(viewer, "tools:read");
  const rows = await db.$queryRaw<Hit[]>`
    SELECT t.id, t.slug, t.name, v.name AS "vendorName", 'exact' AS fit FROM tool_presence p JOIN tool t ON t.id = p.tool_id JOIN vendor v ON v.id = t.vendor_id
    WHERE p.people > 0 AND t.merged_into_id IS NULL ORDER BY p.people DESC, lower(t.name) LIMIT ${limit}`;
  return withDecisions(rows);
}

async function withDecisions(rows: readonly Hit[]): Promise<FoundTool[]> {
  if (rows.length === 0) return [];
  const decisions = await decisionsInForce(rows.map(({ id }) => id));
  return rows.map((row) => ({ ...row, decisions: decisions.get(row.id) ?? [] }));
}

// Ids of tools and vendors by name, as pieces of SQL.

const ofVendors = (vendors: Prisma.Sql) => Prisma.sql`SELECT t.id FROM tool t WHERE t.vendor_id IN (${vendors})`;

/** Whose name begins with this. */
function beginning(whose: "tool" | "vendor", text: string): Prisma.Sql {
  return Prisma.sql`SELECT ${Prisma.raw(`${whose}_id`)} AS id FROM ${Prisma.raw(`${whose}_name`)} WHERE name LIKE ${`${literally(text)}%`}`;
}

/**
 * In whose name this is. Of one or two letters: whose name has a later word that begins with them. Characters are looked for by how they are
 * read, because the index knows letters only.
 */
function partOf(whose: "tool" | "vendor", text: string): Prisma.Sql {
  const [id, names] = [Prisma.raw(`${whose}_id`), Prisma.raw(`${whose}_name`)];
  if (!hasHan(text)) {
    const pattern = text.length < 3 ? `% ${literally(text)}%` : somewhere(text);
    return Prisma.sql`SELECT ${id} AS id FROM ${names} WHERE name LIKE ${pattern}`;
  }
  return Prisma.sql`
    SELECT n.${id} AS id FROM ${names} n WHERE n.name LIKE '%' || pinyin(${literally(squashed(text))}) || '%'
      AND EXISTS (SELECT FROM ${names} o WHERE o.${id} = n.${id} AND o.name LIKE ANY (${[somewhere(text), somewhere(squashed(text))]}::text[]))`;
}

/** Tools whose names, or whose vendor's, hold every word, in whatever order. */
function everyWord(words: readonly string[]): Prisma.Sql {
  const each = words.map((word) => {
    const vendors = Prisma.sql`${beginning("vendor", word)} UNION ALL ${partOf("vendor", word)}`;
    return Prisma.sql`(${beginning("tool", word)} UNION ${partOf("tool", word)} UNION ${ofVendors(vendors)})`;
  });
  return each.length === 0 ? Prisma.sql`SELECT NULL::int AS id WHERE false` : Prisma.join(each, " INTERSECT ");
}

/** Whose name is read as these characters are, which may be traditional or the wrong ones; a single one would be read as too many are. */
function readAlike(typed: string): Prisma.Sql {
  const bare = squashed(typed);
  if (!hasHan(typed) || bare.length < 2) return Prisma.empty;
  return Prisma.sql`UNION SELECT tool_id FROM tool_name WHERE name LIKE '%' || pinyin(${literally(bare)}) || '%'`;
}

/** Tools of which a name, the vendor's name or an identifier holds what was typed. */
export function toolsNamed(typed: string): Prisma.Sql {
  return Prisma.sql`
    ${everyWord(wordsOf(typed))} UNION ${beginning("tool", squashed(typed) || typed)} ${readAlike(typed)}
    UNION SELECT i.tool_id FROM identifier i WHERE i.match_value ILIKE ${somewhere(typed.normalize("NFKC").trim())}`;
}
