import "server-only";
import type { ScopeFacts } from "@/lib/bans/rules";
import type { BanContent } from "@/lib/bans/schema";
import { resolveScope, type Scope } from "@/lib/bans/selector/queries";
import type { Tx } from "@/lib/db";

/** What the selector of a version means now, and whether its replacement is banned elsewhere. */
export async function scopeFacts(
  tx: Tx,
  banId: number,
  { selector, replacement }: Pick<BanContent, "selector" | "replacement">,
): Promise<ScopeFacts & { scope: Scope }> {
  const scope = await resolveScope(tx, selector, banId);
  const replacementId = "toolId" in replacement ? replacement.toolId : null;
  const elsewhere = { status: "PUBLISHED" as const, id: { not: banId } };
  const banned = replacementId === null ? 0 : await tx.banScopeTool.count({ where: { toolId: replacementId, ban: elsewhere } });
  return { scope, toolIds: scope.tools.map(({ id }) => id), edges: scope.access.length, isReplacementBanned: banned > 0 };
}
