import "server-only";
import { recordAudit } from "@/lib/audit/record";
import { must } from "@/lib/auth/permissions";
import type { Viewer } from "@/lib/auth/viewer";
import { inTransaction, type Tx } from "@/lib/db";
import { type Added, isUnchanged, type References, whatKeeps } from "@/lib/inventory/triage/rules";
import { refuse } from "@/lib/refusal";
import { changingIdentifiers, IDENTIFIER_CHANGE_MS } from "@/lib/registry/identifier-change";

export type Undone = {
  items: number;
  /** How many identifiers went. */
  removed: number;
  /** Identifiers that somebody has changed since: they stay. */
  kept: string[];
  tool: { name: string; slug: string; isGone: boolean; keptBy: keyof References | null } | null;
};

const chosen = { id: true, deed: true, itemIds: true, toolId: true, added: true, confidence: true, at: true, undoneAt: true } as const;

/** Takes a step of triage back, as far as nobody has built on it since. */
export function undoStep(viewer: Viewer, { id }: { id: number }, now: Date): Promise<Undone> {
  must(viewer, "registry:write");
  return inTransaction(
    async (tx) => {
      const step = await tx.triageAction.findUnique({ where: { id }, select: chosen });
      if (!step) refuse("not-found", "http.refusal.notFound");
      if (step.deed === "reopened") refuse("conflict", "triage.whyNot.noUndo");
      // Two pressed at once: the first one marks it, the second finds it marked.
      const { count } = await tx.triageAction.updateMany({
        where: { id, undoneAt: null },
        data: { undoneAt: now, undoneBy: viewer.personId },
      });
      if (count === 0) refuse("conflict", "triage.whyNot.undone");
      const undone = step.deed === "dismissed" ? await takeUp(tx, step) : await withdraw(tx, viewer, step, now);
      await recordAudit(
        tx,
        viewer,
        { action: "triage.undone", subjectKind: "triage", subjectId: id, before: step.deed, after: undone },
        now,
      );
      return undone;
    },
    { timeoutMs: IDENTIFIER_CHANGE_MS },
  );
}

type Given = {
  id: number;
  deed: string;
  itemIds: number[];
  toolId: number | null;
  added: number[];
  confidence: Added["confidence"] | null;
  at: Date;
};

/** What was dismissed again later stays dismissed: that was another step. */
async function takeUp(tx: Tx, { itemIds, at }: Given): Promise<Undone> {
  const { count } = await tx.triageItem.updateMany({
    where: { id: { in: itemIds }, dismissedAt: at },
    data: { dismissedAt: null, dismissedById: null, dismissReason: null },
  });
  if (count === 0) refuse("conflict", "triage.whyNot.nothingToUndo");
  return { items: count, removed: 0, kept: [], tool: null };
}

async function withdraw(tx: Tx, viewer: Viewer, step: Given, now: Date): Promise<Undone> {
  const toolId = step.toolId ?? 0;
  const result = await changingIdentifiers(tx, now, async () => {
    const { unchanged, kept } = await sinceThen(tx, { ...step, toolId });
    const { count } = await tx.identifier.deleteMany({ where: { id: { in: unchanged.map(({ id }) => id) } } });
    const tool = await tx.tool.findUnique({ where: { id: toolId }, select: { slug: true, name: true } });
    if (count === 0 && kept.length > 0)
      refuse("conflict", "triage.whyNot.changed", { values: kept.slice(0, 3).join(", "), tool: tool?.name ?? "" });
    if (tool && count > 0) await noteRemoval(tx, viewer, { ...tool, id: toolId, values: unchanged.map(({ value }) => value) }, now);
    return { removed: count, kept, tool };
  });
  const { removed, kept, tool } = result;
  // Nobody has counted them while they were matched.
  await tx.triageItem.updateMany({ where: { id: { in: step.itemIds } }, data: { stale: true } });
  const keptBy = tool && step.deed === "created" ? whatKeeps(await referencesTo(tx, toolId, step.id)) : null;
  const isGone = tool !== null && step.deed === "created" && keptBy === null;
  if (isGone) await tx.tool.delete({ where: { id: toolId }, select: { id: true } });
  return { items: step.itemIds.length, removed, kept, tool: tool && { ...tool, isGone, keptBy } };
}

/** Which of the step's identifiers are still as it wrote them. Those that are gone are nobody's concern. */
async function sinceThen(tx: Tx, step: Given & { toolId: number }): Promise<{ unchanged: Added[]; kept: string[] }> {
  const [identifiers, items] = await Promise.all([
    tx.identifier.findMany({
      where: { id: { in: step.added } },
      select: { id: true, toolId: true, kind: true, value: true, confidence: true, source: true, note: true },
    }),
    tx.triageItem.findMany({ where: { id: { in: step.itemIds } }, select: { kind: true, matchValue: true } }),
  ]);
  const values = new Set(items.map(({ kind, matchValue }) => `${kind} ${matchValue}`));
  const unchanged = identifiers.filter((one) => isUnchanged(one, step, values));
  return { unchanged, kept: identifiers.filter((one) => !unchanged.includes(one)).map(({ value }) => value) };
}

async function noteRemoval(tx: Tx, viewer: Viewer, tool: { id: number; slug: string; values: string[] }, now: Date): Promise<void> {
  const { revision } = await tx.tool.update({ where: { id: tool.id }, data: { revision: { increment: 1 } }, select: { revision: true } });
  const event = { action: "identifier.removed", subjectKind: "tool", subjectId: tool.slug } as const;
  await recordAudit(tx, viewer, { ...event, before: { identifiers: tool.values }, after: { revision } }, now);
}

/** What has come to rest on a tool since triage made it. */
async function referencesTo(tx: Tx, toolId: number, stepId: number): Promise<References> {
  const [row] = await tx.$queryRaw<[References]>`
    SELECT (SELECT count(*)::int FROM identifier WHERE tool_id = ${toolId}) AS identifiers,
      (SELECT count(*)::int FROM decision WHERE tool_id = ${toolId}) AS decisions,
      (SELECT count(*)::int FROM model_access WHERE tool_id = ${toolId}) AS access,
      (SELECT count(*)::int FROM release WHERE tool_id = ${toolId}) AS releases,
      (SELECT count(*)::int FROM (
        SELECT FROM ban_scope_tool WHERE tool_id = ${toolId}
        UNION ALL SELECT FROM ban WHERE replacement_tool_id = ${toolId}
        UNION ALL SELECT FROM ban_version WHERE content -> 'selector' -> 'tools' @> to_jsonb(${toolId}::int)
          OR content -> 'replacement' -> 'toolId' = to_jsonb(${toolId}::int)) b) AS bans,
      (SELECT count(*)::int FROM tool_request WHERE tool_id = ${toolId}) AS requests,
      (SELECT count(*)::int FROM tool WHERE successor_id = ${toolId} OR merged_into_id = ${toolId} OR (id = ${toolId} AND merged_into_id IS NOT NULL)) AS tools,
      (SELECT count(*)::int FROM triage_action WHERE tool_id = ${toolId} AND id <> ${stepId} AND undone_at IS NULL) AS steps`;
  return row;
}
