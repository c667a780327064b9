import "server-only";
import { recordAudit } from "@/lib/audit/record";
import { must } from "@/lib/auth/permissions";
import type { Viewer } from "@/lib/auth/viewer";
import { inTransaction, type Tx } from "@/lib/db";
import { Refusal, reason, refuse, refuseIf } from "@/lib/refusal";
import { findingForChange } from "../change";
import { refuseClaimsOfOthers, type SavedFinding } from "../record";
import { whyNotUnlink } from "../rules";

/** Lets the finding rest on further claims of its tool or its vendor. Those that it rests on already are left as they are. */
export async function linkClaims(
  viewer: Viewer,
  { id, claims }: { id: number; claims: readonly number[] },
  now: Date,
): Promise<SavedFinding> {
  must(viewer, "risk:write");
  return inTransaction(async (tx) => {
    const finding = await findingForChange(tx, id);
    if (claims.length === 0) {
      const whyNot = reason("findings.whyNot.noClaims");
      throw new Refusal("invalid", whyNot, { fields: { claims: whyNot } });
    }
    await refuseClaimsOfOthers(tx, finding.tool, claims);
    const there = await tx.findingClaim.findMany({ where: { findingId: id }, select: { claimId: true } });
    const fresh = claims.filter((claimId) => !there.some((one) => one.claimId === claimId));
    if (fresh.length === 0) refuse("conflict", "findings.whyNot.claimLinked");
    const by = { findingId: id, addedById: viewer.personId, addedAt: now };
    await tx.findingClaim.createMany({ data: fresh.map((claimId) => ({ ...by, claimId })) });
    return raised(tx, viewer, { id, revision: finding.revision, after: { linked: fresh }, reason: null }, now);
  });
}

export async function unlinkClaim(
  viewer: Viewer,
  { id, claimId, reason: why }: { id: number; claimId: number; reason: string },
  now: Date,
): Promise<SavedFinding> {
  must(viewer, "risk:write");
  return inTransaction(async (tx) => {
    const finding = await findingForChange(tx, id);
    const { count } = await tx.findingClaim.deleteMany({ where: { findingId: id, claimId } });
    if (count === 0) refuse("not-found", "findings.whyNot.claimNotLinked");
    refuseIf("conflict", whyNotUnlink(finding));
    return raised(tx, viewer, { id, revision: finding.revision, after: { unlinked: [claimId] }, reason: why }, now);
  });
}

type Change = { id: number; revision: number; after: Record<string, number[]>; reason: string | null };

async function raised(tx: Tx, viewer: Viewer, { id, revision, after, reason: why }: Change, now: Date): Promise<SavedFinding> {
  const saved = await tx.finding.update({
    where: { id, revision },
    data: { revision: { increment: 1 }, updatedAt: now },
    select: { id: true, revision: true },
  });
  const event = { action: "finding.claims-changed", subjectKind: "finding", subjectId: id } as const;
  await recordAudit(tx, viewer, { ...event, after: { ...after, revision: saved.revision }, reason: why }, now);
  return saved;
}
