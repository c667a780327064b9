import "server-only";
import { recordAudit } from "@/lib/audit/record";
import { must } from "@/lib/auth/permissions";
import type { Viewer } from "@/lib/auth/viewer";
import { inTransaction, type Tx } from "@/lib/db";
import { reason, refuse, refuseIf } from "@/lib/refusal";
import { localDay } from "@/lib/registry/vendors/events/rules";
import { claimForChange, reclassifyClaims, refuseFields, type StoredClaim } from "@/lib/risk/claims/change";
import {
  whyNotContradict,
  whyNotDispute,
  whyNotEndDispute,
  whyNotFacts,
  whyNotStep,
  whyNotSuccessor,
} from "@/lib/risk/claims/settling/rules";
import type { Confirm, Contradict, Dispute } from "@/lib/risk/claims/settling/schema";
import type { Confirmation } from "@/prisma/generated/enums";

type Of<Input> = Input & { id: number };

export type Confirmed = { id: number; before: Confirmation; after: Confirmation };

/** The next step of a claim, with who, from when and why. */
export async function confirmClaim(viewer: Viewer, { id, to, reason: why, party, ...input }: Of<Confirm>, now: Date): Promise<Confirmed> {
  must(viewer, "risk:write");
  return inTransaction(async (tx) => {
    const claim = await claimForChange(tx, id);
    refuseIf("conflict", whyNotStep(claim.confirmation, to));
    const today = localDay(now, viewer.zone);
    const { supersededBy, effectiveOn = today } = input;
    const known = { id, reportedOn: claim.fields.reportedOn, lastStepOn: claim.lastStepOn, vendor: claim.vendorName };
    refuseFields(whyNotFacts({ to, effectiveOn, party, supersededBy }, known, today));
    if (supersededBy !== null) await refuseSuccessor(tx, claim, supersededBy);
    await tx.claim.update({ where: { id }, data: { confirmation: to, supersededById: supersededBy }, select: { id: true } });
    const step = { before: claim.confirmation, after: to, effectiveOn: new Date(effectiveOn), reason: why, party };
    await tx.claimStep.create({ data: { claimId: id, ...step, byId: viewer.personId, at: now }, select: { id: true } });
    const said = {
      action: "claim.confirmation-changed" as const,
      before: { confirmation: claim.confirmation },
      after: { confirmation: to, effectiveOn, party, ...(supersededBy === null ? {} : { supersededBy }) },
    };
    await recordAudit(tx, viewer, { ...said, subjectKind: "claim", subjectId: id, reason: why }, now);
    await reclassifyClaims(tx, viewer, [id], `claim:${id}`, now);
    return { id, before: claim.confirmation, after: to };
  });
}

async function refuseSuccessor(tx: Tx, claim: StoredClaim, id: number): Promise<void> {
  if (!(await tx.claim.findUnique({ where: { id }, select: { id: true } })))
    refuseFields({ supersededBy: reason("claims.refusal.claim", { claim: `C-${id}` }) });
  // Locked as well: it must not be retracted at the same moment.
  const whyNot = whyNotSuccessor(claim, await claimForChange(tx, id));
  if (whyNot) refuseFields({ supersededBy: whyNot });
}

/** Keeps what the other side says. It changes neither confirmation nor evidence. */
export async function disputeClaim(viewer: Viewer, { id, words, by, on, url }: Of<Dispute>, now: Date): Promise<void> {
  must(viewer, "risk:write");
  await inTransaction(async (tx) => {
    const claim = await claimForChange(tx, id);
    refuseIf("conflict", whyNotDispute(claim));
    const today = localDay(now, viewer.zone);
    const disputedOn = on ?? today;
    if (disputedOn > today) refuseFields({ on: reason("claims.whyNot.ahead") });
    const data = { disputeWords: words, disputedBy: by, disputeUrl: url, disputedOn: new Date(disputedOn) };
    await tx.claim.update({ where: { id }, data, select: { id: true } });
    const after = { words, by, url, on: disputedOn };
    await recordAudit(tx, viewer, { action: "claim.disputed", subjectKind: "claim", subjectId: id, after }, now);
  });
}

export async function endDispute(viewer: Viewer, { id, reason: why }: Of<{ reason: string }>, now: Date): Promise<void> {
  must(viewer, "risk:write");
  await inTransaction(async (tx) => {
    refuseIf("conflict", whyNotEndDispute(await claimForChange(tx, id)));
    const { disputeWords: words, disputedBy: by } = await tx.claim.findUniqueOrThrow({
      where: { id },
      select: { disputeWords: true, disputedBy: true },
    });
    const data = { disputeWords: null, disputedBy: null, disputeUrl: null, disputedOn: null };
    await tx.claim.update({ where: { id }, data, select: { id: true } });
    const event = { action: "claim.undisputed", subjectKind: "claim", subjectId: id, before: { words, by }, reason: why } as const;
    await recordAudit(tx, viewer, event, now);
  });
}

/** The smaller number first, as pairs are kept. */
const pairOf = (one: number, other: number) => ({ oneId: Math.min(one, other), otherId: Math.max(one, other) });

/** Two claims that cannot both be true, whoever is right. */
export async function linkContradiction(viewer: Viewer, { id, other, reason: why }: Of<Contradict>, now: Date): Promise<void> {
  must(viewer, "risk:write");
  await inTransaction(async (tx) => {
    const linked = await tx.claimContradiction.findMany({
      where: { OR: [{ oneId: id }, { otherId: id }] },
      select: { oneId: true, otherId: true },
    });
    const whyNot = whyNotContradict(
      id,
      other,
      linked.map(({ oneId, otherId }) => (oneId === id ? otherId : oneId)),
    );
    if (whyNot) refuseFields({ other: whyNot });
    // Always the smaller first, so that two who link the same pair wait for each other and neither for ever.
    await claimForChange(tx, Math.min(id, other));
    await claimForChange(tx, Math.max(id, other));
    const { count } = await tx.claimContradiction.createMany({
      data: [{ ...pairOf(id, other), reason: why, byId: viewer.personId, at: now }],
      skipDuplicates: true,
    });
    if (count === 0) refuseFields({ other: reason("claims.whyNot.linkedAlready", { claim: `C-${other}` }) });
    const after = { other };
    await recordAudit(tx, viewer, { action: "claim.contradiction-linked", subjectKind: "claim", subjectId: id, after, reason: why }, now);
  });
}

export async function unlinkContradiction(
  viewer: Viewer,
  { id, otherId, reason: why }: Of<{ otherId: number; reason: string }>,
  now: Date,
): Promise<void> {
  must(viewer, "risk:write");
  await inTransaction(async (tx) => {
    const { count } = await tx.claimContradiction.deleteMany({ where: pairOf(id, otherId) });
    if (count === 0) refuse("not-found", "claims.refusal.contradiction", { one: `C-${id}`, other: `C-${otherId}` });
    const before = { other: otherId };
    await recordAudit(
      tx,
      viewer,
      { action: "claim.contradiction-unlinked", subjectKind: "claim", subjectId: id, before, reason: why },
      now,
    );
  });
}
