import "server-only";
import { recordAudit } from "@/lib/audit/record";
import type { Viewer } from "@/lib/auth/viewer";
import { broke, type Tx } from "@/lib/db";
import { Refusal, reason, refuse } from "@/lib/refusal";
import { whyNotLink, whyNotRecord } from "./rules";
import type { RecordFinding } from "./schema";

export type SavedFinding = { id: number; revision: number };

/**
 * Writes a finding with its first step, its claims and its event, in the caller's transaction; the caller has asked whether the viewer may.
 * The step is effective on the day the finding was opened.
 */
export async function recordFinding(tx: Tx, viewer: Viewer, input: RecordFinding, now: Date): Promise<SavedFinding> {
  const { claims, reason: why, assessor, openedOn, reviewOn, fixCandidates, ...given } = input;
  const fields = whyNotRecord(input);
  const count = Object.keys(fields).length;
  if (count > 0) throw new Refusal("invalid", reason("http.refusal.fields", { count }), { fields });
  const tool = await toolForFinding(tx, given.toolId);
  await refuseClaimsOfOthers(tx, tool, claims);
  const opened = dayAt(openedOn);
  const step = { after: given.status, fix: given.fix, effectiveOn: opened, reason: why, byId: viewer.personId, at: now };
  const created = tx.finding.create({
    data: {
      ...given,
      fixCandidates: [...fixCandidates],
      openedOn: opened,
      reviewOn: reviewOn === null ? null : dayAt(reviewOn),
      assessorId: assessor,
      recordedById: viewer.personId,
      recordedAt: now,
      updatedAt: now,
      steps: { create: step },
      claims: { create: claims.map((claimId) => ({ claimId, addedById: viewer.personId, addedAt: now })) },
    },
    select: { id: true, revision: true },
  });
  const saved = await created.catch((error: unknown) => {
    if (broke(error, "external_id")) refuse("conflict", "findings.whyNot.externalId", { id: given.externalId ?? "" });
    throw error;
  });
  const { toolId: _toolId, ...said } = given;
  const after = {
    ...said,
    tool: tool.slug,
    fixCandidates: [...fixCandidates],
    openedOn,
    reviewOn,
    assessor,
    claims: [...claims],
    revision: 1,
  };
  const event = { action: "finding.recorded", subjectKind: "finding", subjectId: saved.id } as const;
  await recordAudit(tx, viewer, { ...event, after, reason: why }, now);
  return saved;
}

export function dayAt(day: string): Date {
  return new Date(`${day}T00:00:00Z`);
}

export type ToolOfFinding = { id: number; slug: string; name: string; vendorId: number };

/** The tool, which nobody merges away meanwhile. */
async function toolForFinding(tx: Tx, id: number): Promise<ToolOfFinding> {
  const [tool] = await tx.$queryRaw<ToolOfFinding[]>`
    SELECT id, slug, name, vendor_id AS "vendorId" FROM tool WHERE id = ${id} AND merged_into_id IS NULL FOR SHARE`;
  return tool ?? refuse("not-found", "registry.refusal.tool");
}

export async function refuseClaimsOfOthers(tx: Tx, tool: ToolOfFinding, ids: readonly number[]): Promise<void> {
  if (ids.length === 0) return;
  const found = await tx.claim.findMany({ where: { id: { in: [...ids] } }, select: { id: true, toolId: true, vendorId: true } });
  const missing = ids.find((id) => !found.some((claim) => claim.id === id));
  const whyNots = [
    missing === undefined ? null : reason("findings.whyNot.noClaim", { claim: `C-${missing}` }),
    ...found.map((claim) => whyNotLink(claim, tool)),
  ];
  const whyNot = whyNots.find((one) => one !== null);
  if (whyNot) throw new Refusal("invalid", whyNot, { fields: { claims: whyNot } });
}
