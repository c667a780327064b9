import "server-only";
import { must } from "@/lib/auth/permissions";
import type { Viewer } from "@/lib/auth/viewer";
import { db } from "@/lib/db";

type Named = { slug: string; name: string };

/** What the form of a tool offers. Of vendors and tools only the most used: any other is typed, by slug or name. */
export type ToolChoices = { vendors: Named[]; tools: Named[]; categories: string[] };

const MOST_OFFERED = 300;

export async function toolChoices(viewer: Viewer): Promise<ToolChoices> {
  must(viewer, "registry:write");
  const [vendors, tools, categories] = await Promise.all([
    db.$queryRaw<Named[]>`
      SELECT slug, name FROM (
        SELECT v.slug, v.name, (SELECT count(*) FROM tool t WHERE t.vendor_id = v.id) AS tools FROM vendor v WHERE v.merged_into_id IS NULL
        ORDER BY tools DESC, v.name LIMIT ${MOST_OFFERED}
      ) most ORDER BY lower(name)`,
    db.$queryRaw<Named[]>`
      SELECT slug, name FROM (
        SELECT t.slug, t.name, p.devices FROM tool t LEFT JOIN tool_presence p ON p.tool_id = t.id WHERE t.merged_into_id IS NULL
        ORDER BY p.devices DESC NULLS LAST, t.name LIMIT ${MOST_OFFERED}
      ) most ORDER BY lower(name)`,
    db.$queryRaw<{ category: string }[]>`SELECT DISTINCT category FROM tool WHERE merged_into_id IS NULL ORDER BY category`,
  ]);
  return { vendors, tools, categories: categories.map(({ category }) => category) };
}
