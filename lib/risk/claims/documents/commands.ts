import "server-only";
import { recordAudit } from "@/lib/audit/record";
import { must } from "@/lib/auth/permissions";
import type { Viewer } from "@/lib/auth/viewer";
import { inTransaction } from "@/lib/db";
import { reason, refuse } from "@/lib/refusal";
import { claimForChange, reclassifyClaims, refuseFields } from "@/lib/risk/claims/change";
import { documentMeant, whyNotAddSource } from "@/lib/risk/claims/documents/rules";
import type { AddSource } from "@/lib/risk/claims/documents/schema";
import { recordSourceIn } from "@/lib/risk/sources/commands";

/** Lets a claim rest on a document: one that is known, or one that is written in the same step. */
export async function addSource(viewer: Viewer, { id, ...input }: AddSource & { id: number }, now: Date): Promise<{ sourceId: number }> {
  must(viewer, "risk:write");
  return inTransaction(async (tx) => {
    await claimForChange(tx, id);
    const meant = documentMeant(input);
    if ("whyNot" in meant) refuseFields(meant.whyNot);
    const there = await tx.claimEvidence.findMany({ where: { claimId: id }, select: { sourceId: true } });
    const sources = there.map(({ sourceId }) => sourceId);
    const chosen = "chosen" in meant ? meant.chosen : 0;
    const whyNot = whyNotAddSource(sources, chosen);
    if (whyNot) refuseFields({ source: whyNot });
    if (chosen !== 0 && (await tx.evidenceSource.count({ where: { id: chosen } })) === 0)
      refuseFields({ source: reason("claims.whyNot.sourceUnknown", { source: `S-${chosen}` }) });
    const sourceId = "written" in meant ? (await recordSourceIn(tx, viewer, meant.written, now)).id : chosen;
    const said = { credibility: input.credibility, quote: input.quote };
    await tx.claimEvidence.create({
      data: { claimId: id, sourceId, ...said, addedById: viewer.personId, addedAt: now },
      select: { claimId: true },
    });
    const after = { source: sourceId, ...said };
    await recordAudit(tx, viewer, { action: "claim.source-added", subjectKind: "claim", subjectId: id, after }, now);
    await reclassifyClaims(tx, viewer, [id], `claim:${id}`, now);
    return { sourceId };
  });
}

/** The claim rests on it no more; the document itself stays. */
export async function removeSource(
  viewer: Viewer,
  { id, sourceId, reason: why }: { id: number; sourceId: number; reason: string },
  now: Date,
): Promise<void> {
  must(viewer, "risk:write");
  await inTransaction(async (tx) => {
    await claimForChange(tx, id);
    const evidence = await tx.claimEvidence.findUnique({
      where: { claimId_sourceId: { claimId: id, sourceId } },
      select: { credibility: true, quote: true },
    });
    if (!evidence) refuse("not-found", "claims.refusal.source", { claim: `C-${id}`, source: `S-${sourceId}` });
    await tx.claimEvidence.delete({ where: { claimId_sourceId: { claimId: id, sourceId } }, select: { claimId: true } });
    const before = { source: sourceId, ...evidence };
    await recordAudit(tx, viewer, { action: "claim.source-removed", subjectKind: "claim", subjectId: id, before, reason: why }, now);
    await reclassifyClaims(tx, viewer, [id], `claim:${id}`, now);
  });
}
