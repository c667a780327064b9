import "server-only";
import { recordAudit } from "@/lib/audit/record";
import { must } from "@/lib/auth/permissions";
import type { Viewer } from "@/lib/auth/viewer";
import { broke, inTransaction, type Tx } from "@/lib/db";
import { refuse, refuseIf } from "@/lib/refusal";
import { changingIdentifiers, IDENTIFIER_CHANGE_MS } from "@/lib/registry/identifier-change";
import { refuseOvertaken, type StoredTool, toolForChange } from "@/lib/registry/tools/commands";
import { bansNaming, type Parts, partsOf } from "@/lib/registry/tools/merge/parts";
import { parted, whyNotMerge } from "@/lib/registry/tools/merge/rules";
import { joinedAliases } from "@/lib/registry/tools/rules";
import type { MergeTool } from "@/lib/registry/tools/schema";

export type Merged = {
  slug: string;
  mergedFrom: { slug: string; name: string };
  moved: { identifiers: number; access: number; releases: number; decisions: number; requests: number };
  /** Decisions in force that the winner's own for the same audience superseded. */
  supersededDecisions: number;
};

/** Makes one tool of two: what hangs on the tool of the address moves to `into`, and its row stays as the way there. */
export async function mergeTool(
  viewer: Viewer,
  { slug, into, revision, ...input }: MergeTool & { slug: string },
  now: Date,
): Promise<Merged> {
  must(viewer, "registry:write");
  return inTransaction(
    (tx) =>
      changingIdentifiers(tx, now, async () => {
        const loser = await toolForChange(tx, slug);
        const winner = await toolForChange(tx, into);
        if (revision !== undefined && revision !== loser.revision) await refuseOvertaken(tx, viewer, loser, revision, {});
        refuseIf("conflict", whyNotMerge({ id: loser.id, name: loser.fields.name }, winner, await bansNaming(tx, loser.id)));
        const [ofLoser, ofWinner] = [await partsOf(tx, loser.id), await partsOf(tx, winner.id)];
        await leadOn(tx, viewer, loser, winner);
        const moved = await moveParts(tx, loser.id, winner.id, ofLoser, ofWinner, now);
        const supersededDecisions = parted(ofLoser.decisions, ofWinner.decisions).left.length;
        const before = { merged: slug, name: loser.fields.name, aliases: winner.fields.aliases };
        const after = { into, moved, supersededDecisions, revision: winner.revision + 1 };
        const event = { action: "tool.merged", subjectKind: "tool", before, after, reason: input.reason } as const;
        await recordAudit(tx, viewer, { ...event, subjectId: into }, now);
        await recordAudit(tx, viewer, { ...event, subjectId: slug }, now);
        return { slug: into, mergedFrom: { slug, name: loser.fields.name }, moved, supersededDecisions };
      }),
    { timeoutMs: IDENTIFIER_CHANGE_MS },
  );
}

/** Whoever asks for the loser, by its address, one of its names or as a successor, is led to the winner. */
async function leadOn(tx: Tx, viewer: Viewer, loser: StoredTool, winner: StoredTool): Promise<void> {
  const gone = await tx.tool.updateMany({
    where: { id: loser.id, revision: loser.revision },
    data: { mergedIntoId: winner.id, successorId: null, revision: { increment: 1 } },
  });
  if (gone.count === 0) await refuseOvertaken(tx, viewer, loser, loser.revision, {});
  const names = { name: loser.fields.name, slug: loser.slug, aliases: loser.fields.aliases };
  const kept = await tx.tool.updateMany({
    where: { id: winner.id, revision: winner.revision },
    data: {
      aliases: joinedAliases({ name: winner.fields.name, slug: winner.slug, aliases: winner.fields.aliases }, names),
      revision: { increment: 1 },
    },
  });
  if (kept.count === 0) await refuseOvertaken(tx, viewer, winner, winner.revision, {});
  await tx.tool.updateMany({ where: { mergedIntoId: loser.id }, data: { mergedIntoId: winner.id } });
  // A tool does not follow itself.
  await tx.tool.updateMany({ where: { id: winner.id, successorId: loser.id }, data: { successorId: null } });
  await tx.tool.updateMany({ where: { successorId: loser.id }, data: { successorId: winner.id } }).catch((error: unknown): never => {
    if (broke(error, "tool_successor_cycle")) refuse("conflict", "tools.merge.whyNot.cycle");
    throw error;
  });
}

async function moveParts(tx: Tx, from: number, to: number, ofLoser: Parts, ofWinner: Parts, now: Date): Promise<Merged["moved"]> {
  const ids = (rows: readonly { id: number }[]) => ({ id: { in: rows.map(({ id }) => id) } });
  const identifiers = parted(ofLoser.identifiers, ofWinner.identifiers);
  const access = parted(ofLoser.access, ofWinner.access);
  const releases = parted(ofLoser.releases, ofWinner.releases);
  const decisions = parted(ofLoser.decisions, ofWinner.decisions);
  await tx.identifier.deleteMany({ where: ids(identifiers.left) });
  await tx.identifier.updateMany({ where: { toolId: from }, data: { toolId: to } });
  await tx.modelAccess.deleteMany({ where: ids(access.left) });
  await tx.modelAccess.updateMany({ where: { toolId: from }, data: { toolId: to } });
  await tx.release.deleteMany({ where: ids(releases.left) });
  await tx.release.updateMany({ where: { toolId: from }, data: { toolId: to } });
  await tx.releaseImport.updateMany({ where: { toolId: from }, data: { toolId: to } });
  await tx.decision.updateMany({ where: ids(decisions.left), data: { supersededAt: now } });
  await tx.decision.updateMany({ where: { toolId: from }, data: { toolId: to } });
  const requests = await tx.toolRequest.updateMany({ where: { toolId: from }, data: { toolId: to } });
  return {
    identifiers: identifiers.moved.length,
    access: access.moved.length,
    releases: releases.moved.length,
    decisions: decisions.moved.length,
    requests: requests.count,
  };
}
