import type { ResolvedScope } from "@/lib/bans/publication/schema";
import type { Scope } from "@/lib/bans/selector/queries";

/** How long a publication can be called back; what it tells people leaves after that. */
export const RECALL_MINUTES = 5;

export function recallUntil(publishedAt: Date): Date {
  return new Date(publishedAt.getTime() + RECALL_MINUTES * 60_000);
}

export type Widened = { /** More to stop using and remove. */ tools: boolean /** More to switch off elsewhere. */; access: boolean };

/** Whether a version covers anything that the one before did not: then what people confirmed no longer says enough. */
export function widened(before: Pick<ResolvedScope, "tools" | "access">, after: Scope): Widened {
  const ranges = new Map(before.tools.map(({ id, versionRange }) => [id, versionRange]));
  const edges = new Set(before.access.map(edgeKey));
  const covered = (toolId: number) => ranges.get(toolId) === null;
  return {
    // Nobody can tell here whether another range is wider; it counts as wider.
    tools: after.tools.some(({ id, versionRange }) => !covered(id) && ranges.get(id) !== versionRange),
    access: after.access.some((edge) => !edges.has(edgeKey(edge)) && !covered(edge.toolId)),
  };
}

export function edgeKey({ toolId, familyId, channel }: { toolId: number; familyId: number; channel: string }): string {
  return `${toolId} ${familyId} ${channel}`;
}
