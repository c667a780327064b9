import "server-only";
import { recordAudit } from "@/lib/audit/record";
import { must } from "@/lib/auth/permissions";
import type { Viewer } from "@/lib/auth/viewer";
import { inTransaction, type Tx } from "@/lib/db";
import { refuseIf } from "@/lib/refusal";
import { toolOf } from "@/lib/registry/tools/resolve";
import { localDay } from "@/lib/registry/vendors/events/rules";
import { vendorMeant } from "@/lib/registry/vendors/resolve";
import { claimForChange, dateOrNull, refuseFields, refuseOvertaken } from "@/lib/risk/claims/change";
import { differences, whyNotClaim, whyNotEdit } from "@/lib/risk/claims/rules";
import type { ClaimChanges, ClaimFields, ClaimFilters, EditClaim } from "@/lib/risk/claims/schema";
import { reclassify } from "@/lib/risk/classes/commands";

export type SavedClaim = { id: number; revision: number };

export async function recordClaim(viewer: Viewer, fields: ClaimFields, now: Date): Promise<SavedClaim> {
  must(viewer, "risk:write");
  return inTransaction(async (tx) => {
    refuseFields(whyNotClaim(fields, { today: localDay(now, viewer.zone), firstStepOn: null }));
    const { named, ...subject } = await subjectOf(tx, fields);
    const { id } = await tx.claim.create({
      data: { ...written(fields), ...subject, recordedById: viewer.personId, recordedAt: now },
      select: { id: true },
    });
    const after = { ...fields, ...named, revision: 1 };
    await recordAudit(tx, viewer, { action: "claim.recorded", subjectKind: "claim", subjectId: id, after }, now);
    await reclassify(tx, viewer, subject.toolId === null ? [] : [subject.toolId], `claim:${id}`, now);
    return { id, revision: 1 };
  });
}

/** Changes what is named and leaves the rest. Answers the new revision, or the old one where nothing was different. */
export async function editClaim(viewer: Viewer, { id, revision, changes }: EditClaim, now: Date): Promise<SavedClaim> {
  must(viewer, "risk:write");
  return inTransaction(async (tx) => {
    const claim = await claimForChange(tx, id);
    const { named } = await subjectOf(tx, changes);
    const meant = { ...changes, ...named };
    if (revision !== undefined && revision !== claim.revision) await refuseOvertaken(tx, viewer, claim, revision, meant);
    const { before, after } = differences(claim.fields, meant);
    if (Object.keys(after).length === 0) return { id, revision: claim.revision };
    refuseIf("conflict", whyNotEdit(claim, after));
    const whole = { ...claim.fields, ...after };
    refuseFields(whyNotClaim(whole, { today: localDay(now, viewer.zone), firstStepOn: claim.firstStepOn }));
    const { named: _named, ...subject } = await subjectOf(tx, whole);
    await tx.claim.update({ where: { id }, data: { ...written(whole), ...subject, revision: { increment: 1 } }, select: { id: true } });
    const saved = { id, revision: claim.revision + 1 };
    const event = { action: "claim.edited", subjectKind: "claim", subjectId: id } as const;
    await recordAudit(tx, viewer, { ...event, before, after: { ...after, revision: saved.revision } }, now);
    const tools = [claim.toolId, subject.toolId].filter((tool) => tool !== null);
    await reclassify(tx, viewer, [...new Set(tools)], `claim:${id}`, now);
    return saved;
  });
}

function written({ tool: _tool, vendor: _vendor, reportedOn, happenedOn, ...own }: ClaimFields) {
  return { ...own, reportedOn: new Date(reportedOn), happenedOn: dateOrNull(happenedOn) };
}

/** Whom the words mean: their ids, and `named` as the record calls them. */
async function subjectOf(tx: Tx, { tool, vendor }: Pick<ClaimChanges, "tool" | "vendor">) {
  const [meantTool, meantVendor] = [tool ? await toolOf(tx, tool, "tool") : null, vendor ? await vendorMeant(tx, vendor, "vendor") : null];
  const named = { ...(meantTool ? { tool: meantTool.slug } : {}), ...(meantVendor ? { vendor: meantVendor.slug } : {}) };
  return { toolId: meantTool?.id ?? null, vendorId: meantVendor?.id ?? null, named };
}

/** Before the list goes out as a file. */
export async function recordClaimExport(viewer: Viewer, filters: ClaimFilters, now: Date): Promise<void> {
  must(viewer, "risk:read");
  const event = { action: "risk.exported", subjectKind: "risk", subjectId: "claims", after: { ...filters } } as const;
  await inTransaction((tx) => recordAudit(tx, viewer, event, now));
}
