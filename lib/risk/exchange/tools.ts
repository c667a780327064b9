import "server-only";
import type { Tx } from "@/lib/db";
import { matchValueFor } from "@/lib/registry/identifiers";
import type { IdentifierKind } from "@/prisma/generated/enums";
import type { ToolsOf } from "./osv-reading";

export type NamedTools = { toolsOf: ToolsOf };

/** The tools that are here, by what files can call them: their identifiers, and `pkg:generic/slug` for those without a package. */
export async function namedTools(tx: Tx): Promise<NamedTools> {
  const identifiers = await tx.$queryRaw<{ kind: IdentifierKind; matchValue: string; toolId: number }[]>`
    SELECT i.kind::text AS kind, i.match_value AS "matchValue", i.tool_id AS "toolId" FROM identifier i JOIN tool t ON t.id = i.tool_id
    WHERE t.merged_into_id IS NULL AND i.kind IN ('NPM', 'PYPI', 'DEB', 'RPM', 'VSCODE', 'PURL')
    UNION ALL SELECT 'PURL', 'pkg:generic/' || slug, id FROM tool WHERE merged_into_id IS NULL`;
  const byName = new Map<string, number[]>();
  for (const { kind, matchValue, toolId } of identifiers) {
    const key = `${kind} ${matchValue}`;
    byName.set(key, [...new Set([...(byName.get(key) ?? []), toolId])]);
  }
  return { toolsOf: ({ kind, name }) => byName.get(`${kind} ${matchValueFor(kind, name)}`) ?? [] };
}
