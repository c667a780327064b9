import "server-only";
import { must } from "@/lib/auth/permissions";
import type { Viewer } from "@/lib/auth/viewer";
import { db } from "@/lib/db";
import { decisionsInForce } from "@/lib/registry/queries";
import type { DecisionFact } from "@/lib/registry/rules";
import { domainsAbove, hostOf, identifierReadings, somewhere } from "@/lib/registry/search/rules";

export type FoundTool = { id: number; slug: string; name: string; vendorName: string; decisions: DecisionFact[] };

/** Below this, names are not alike (pg_trgm). "Cusor" and "Cursor" are 0.5 alike, "Claude" and "Cloud" 0.3. */
const ALIKE = 0.4;

/**
 * What an employee may mean: a name, a former or Chinese name, a vendor, an address or an identifier, also with a slip of the keyboard.
 * Best first; exact beats the beginning, that beats a part, that beats likeness.
 */
export async function findTools(viewer: Viewer, typed: string): Promise<FoundTool[]> {
  must(viewer, "tools:read");
  const q = typed.trim();
  if (q === "") return [];
  const { kinds, values } = identifierReadings(q);
  const host = hostOf(q);
  const rows = await db.$queryRaw<Omit<FoundTool, "decisions">[]>`
    WITH names AS (
      SELECT t.id, lower(n) AS name FROM tool t, unnest(ARRAY[t.name, t.slug] || coalesce(t.aliases, '{}')) n
    ), hit AS (
      SELECT id, CASE WHEN name = lower(${q}) THEN 100 WHEN starts_with(name, lower(${q})) THEN 80 WHEN name LIKE lower(${somewhere(q)}) THEN 60
        WHEN word_similarity(lower(${q}), name) >= ${ALIKE} THEN 40 * word_similarity(lower(${q}), name) END AS score FROM names
      UNION ALL
      SELECT i.tool_id, 90 FROM identifier i JOIN unnest(${kinds}::text[], ${values}::text[]) AS r(kind, value) ON i.kind::text = r.kind AND i.match_value = r.value
      UNION ALL
      SELECT i.tool_id, 70 FROM identifier i WHERE i.kind = 'DOMAIN' AND i.match_value = ANY (${host ? domainsAbove(host) : []}::text[])
      UNION ALL
      SELECT t.id, 50 FROM tool t JOIN vendor v ON v.id = t.vendor_id WHERE v.name ILIKE ${somewhere(q)} OR v.legal_name ILIKE ${somewhere(q)}
    ), best AS (
      SELECT id, max(score) AS score FROM hit WHERE score IS NOT NULL GROUP BY id
    )
    SELECT t.id, t.slug, t.name, v.name AS "vendorName" FROM best JOIN tool t USING (id) JOIN vendor v ON v.id = t.vendor_id
      LEFT JOIN tool_presence p ON p.tool_id = t.id
    -- Likeness is for when nothing else fits.
    WHERE score >= 50 OR NOT EXISTS (SELECT FROM best WHERE score >= 50)
    ORDER BY score DESC, p.people DESC NULLS LAST, lower(t.name) LIMIT 20`;
  return withDecisions(rows);
}

/** The tools most people have, for a lookup that has not begun. */
export async function commonTools(viewer: Viewer, limit: number): Promise<FoundTool[]> {
  must(viewer, "tools:read");
  const rows = await db.$queryRaw<Omit<FoundTool, "decisions">[]>`
    SELECT t.id, t.slug, t.name, v.name AS "vendorName" FROM tool_presence p JOIN tool t ON t.id = p.tool_id JOIN vendor v ON v.id = t.vendor_id
    WHERE p.people > 0 ORDER BY p.people DESC, lower(t.name) LIMIT ${limit}`;
  return withDecisions(rows);
}

async function withDecisions(rows: Omit<FoundTool, "decisions">[]): Promise<FoundTool[]> {
  const decisions = await decisionsInForce(rows.map(({ id }) => id));
  return rows.map((row) => ({ ...row, decisions: decisions.get(row.id) ?? [] }));
}
