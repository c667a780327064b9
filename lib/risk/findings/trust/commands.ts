import "server-only";
import { recordAudit } from "@/lib/audit/record";
import { must } from "@/lib/auth/permissions";
import type { Viewer } from "@/lib/auth/viewer";
import { inTransaction, type Tx } from "@/lib/db";
import { refuse, refuseIf } from "@/lib/refusal";
import { findingForChange } from "../change";
import { whyNotProposeTrust, whyNotSettleTrust } from "../rules";
import type { SettleTrust } from "../schema";

type Proposed = { id: number; findingId: number };

/** Proposes that the tool is trusted again after a finding. It takes a second person, and changes neither the finding nor any ban. */
export async function proposeTrust(viewer: Viewer, { id, reason: why }: { id: number; reason: string }, now: Date): Promise<Proposed> {
  must(viewer, "risk:write");
  if (viewer.personId === null) refuse("forbidden", "findings.whyNot.nobody");
  const proposedById = viewer.personId;
  return inTransaction(async (tx) => {
    const { status } = await findingForChange(tx, id);
    const [restorations, fixedAt] = [await restorationsOf(tx, id), await lastFixedAt(tx, id)];
    refuseIf("conflict", whyNotProposeTrust({ status }, restorations, fixedAt));
    const data = { findingId: id, reason: why, proposedById, proposedAt: now };
    const created = await tx.trustRestoration.create({ data, select: { id: true, findingId: true } });
    const event = { action: "trust.proposed", subjectKind: "finding", subjectId: id } as const;
    await recordAudit(tx, viewer, { ...event, after: { restoration: created.id }, reason: why }, now);
    return created;
  });
}

type Settle = SettleTrust & { id: number; restorationId: number };

/** The second person's answer. */
export async function settleTrust(viewer: Viewer, { id, restorationId, outcome, reason: why }: Settle, now: Date): Promise<Proposed> {
  must(viewer, "risk:approve");
  if (viewer.personId === null) refuse("forbidden", "findings.whyNot.nobody");
  const settledById = viewer.personId;
  return inTransaction(async (tx) => {
    const finding = await findingForChange(tx, id);
    const found = (await restorationsOf(tx, id)).find((one) => one.id === restorationId);
    if (!found) refuse("not-found", "findings.whyNot.noRestoration");
    refuseIf("conflict", whyNotSettleTrust(found, finding, outcome, settledById));
    const status = outcome === "accept" ? "ACCEPTED" : "DISMISSED";
    const data = { status, settledById, settledAt: now, settleReason: why } as const;
    const { count } = await tx.trustRestoration.updateMany({ where: { id: restorationId, status: "OPEN" }, data });
    if (count === 0) refuse("conflict", "findings.whyNot.trustSettled");
    const action = outcome === "accept" ? "trust.restored" : "trust.declined";
    const event = { action, subjectKind: "finding", subjectId: id } as const;
    await recordAudit(tx, viewer, { ...event, after: { restoration: restorationId }, reason: why }, now);
    return { id: restorationId, findingId: id };
  });
}

function restorationsOf(tx: Tx, findingId: number) {
  const select = { id: true, status: true, proposedById: true, settledAt: true } as const;
  return tx.trustRestoration.findMany({ where: { findingId }, select });
}

/** When the newest step to FIXED was written. */
async function lastFixedAt(tx: Tx, findingId: number): Promise<Date | null> {
  const found = await tx.findingStep.findFirst({ where: { findingId, after: "FIXED" }, select: { at: true }, orderBy: { id: "desc" } });
  return found?.at ?? null;
}
