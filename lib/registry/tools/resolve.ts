import "server-only";
import type { Tx } from "@/lib/db";
import { inField, reason } from "@/lib/refusal";

type Named = { id: number; slug: string; name: string };

const MOST_NAMED = 5;

const inWords = (found: readonly Named[]) => found.map(({ name, slug }) => `${name} (${slug})`).join(", ");

/** The tool that a word means: its slug, else any of its names. `field` is where the form asks. */
export async function toolOf(tx: Tx, word: string, field: string): Promise<Named> {
  const found = await tx.$queryRaw<Named[]>`
    WITH meant AS (
      SELECT coalesce(merged_into_id, id) AS id, 1 AS place FROM tool WHERE slug = lower(${word})
      UNION ALL SELECT id, 2 FROM tool WHERE merged_into_id IS NULL AND lower(name) = lower(${word})
      UNION ALL SELECT tool_id, 3 FROM tool_name WHERE name = lower(${word})
    )
    SELECT DISTINCT t.id, t.slug, t.name FROM meant m JOIN tool t ON t.id = m.id
    WHERE m.place = (SELECT min(place) FROM meant) ORDER BY t.slug LIMIT ${MOST_NAMED}`;
  const [tool, ...others] = found;
  if (tool && others.length === 0) return tool;
  if (tool) throw inField(field, reason("tools.field.toolUnclear", { word, found: inWords(found) }));
  const alike = await tx.$queryRaw<Named[]>`
    SELECT t.id, t.slug, t.name FROM tool t JOIN (
      SELECT tool_id, max(similarity(name, lower(${word}))) AS likeness FROM tool_name WHERE name % lower(${word}) GROUP BY tool_id
    ) n ON n.tool_id = t.id ORDER BY n.likeness DESC, t.name LIMIT ${MOST_NAMED}`;
  throw inField(
    field,
    alike.length === 0 ? reason("tools.field.toolUnknown", { word }) : reason("tools.field.toolAlike", { word, found: inWords(alike) }),
  );
}

/** Who already goes by one of these names (`foldedName`), other than `exceptId`, with the name as it is written there. */
export async function toolsNamed(tx: Tx, folded: readonly string[], exceptId: number | null): Promise<(Named & { alias: string })[]> {
  if (folded.length === 0) return [];
  return tx.$queryRaw<(Named & { alias: string })[]>`
    SELECT DISTINCT ON (t.id) t.id, t.slug, t.name, n.name AS alias
    FROM tool t CROSS JOIN LATERAL unnest(ARRAY[t.name, t.slug] || coalesce(t.aliases, '{}')) WITH ORDINALITY AS n (name, place)
    WHERE t.merged_into_id IS NULL AND t.id IS DISTINCT FROM ${exceptId}::int
      AND regexp_replace(lower(n.name), '[\\s._-]+', '', 'g') = ANY (${[...folded]}::text[])
    ORDER BY t.id, n.place LIMIT ${MOST_NAMED}`;
}
