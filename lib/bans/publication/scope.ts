import "server-only";
import type { ScopeFacts } from "@/lib/bans/rules";
import type { BanDraft } from "@/lib/bans/schema";
import type { Tx } from "@/lib/db";

/** The tools that a selector means now, and whether the replacement is banned elsewhere. */
export async function scopeFacts(tx: Tx, { selector, replacement }: Pick<BanDraft, "selector" | "replacement">): Promise<ScopeFacts> {
  const { vendors, tools } = selector ?? { vendors: [], tools: [] };
  const selected = await tx.$queryRaw<{ toolId: number }[]>`
    SELECT tool_id AS "toolId" FROM selected_tools(${vendors}::int[], ${tools}::int[]) ORDER BY tool_id`;
  const replacementId = replacement && "toolId" in replacement ? replacement.toolId : null;
  const banned =
    replacementId === null ? 0 : await tx.banScopeTool.count({ where: { toolId: replacementId, ban: { status: "PUBLISHED" } } });
  return { toolIds: selected.map(({ toolId }) => toolId), isReplacementBanned: banned > 0 };
}
