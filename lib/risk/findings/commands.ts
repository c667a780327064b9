import "server-only";
import { recordAudit } from "@/lib/audit/record";
import { must } from "@/lib/auth/permissions";
import type { Viewer } from "@/lib/auth/viewer";
import { inTransaction, type Tx } from "@/lib/db";
import { type Reason, Refusal, reason, refuse, refuseIf } from "@/lib/refusal";
import { toolOf } from "@/lib/registry/tools/resolve";
import type { Prisma } from "@/prisma/generated/client";
import { findingForChange, refuseIfOvertaken, refuseOvertaken, type StoredFinding } from "./change";
import { dayAt, recordFinding, type SavedFinding } from "./record";
import {
  differences,
  whyNotEffective,
  whyNotFix,
  whyNotFixSaid,
  whyNotFixVersion,
  whyNotOpened,
  whyNotRange,
  whyNotReview,
  whyNotStatus,
  whyNotStatusSaid,
} from "./rules";
import type { ChangeFix, ChangeStatus, CreateFinding, FindingChanges, FindingFilters } from "./schema";

function refuseFields(fields: Record<string, Reason | null>): void {
  const wrong = Object.fromEntries(Object.entries(fields).flatMap(([name, why]) => (why ? [[name, why]] : [])));
  const count = Object.keys(wrong).length;
  if (count > 0) throw new Refusal("invalid", reason("http.refusal.fields", { count }), { fields: wrong });
}

/** A new finding is under investigation. */
export async function createFinding(viewer: Viewer, { tool: word, ...input }: CreateFinding, now: Date): Promise<SavedFinding> {
  must(viewer, "risk:write");
  return inTransaction(async (tx) => {
    const tool = await toolOf(tx, word, "tool");
    const openedOn = input.openedOn ?? now.toISOString().slice(0, 10);
    refuseFields({
      openedOn: whyNotOpened(openedOn, now),
      reviewOn: whyNotReview(input.reviewOn, now),
      assessor: await whyNotAssessor(tx, input.assessor),
    });
    const none = { justification: null, action: null, fixVersion: null, fixCandidates: [], externalId: null };
    const given = { ...input, ...none, openedOn, assessor: input.assessor ?? viewer.personId };
    const begun = { status: "UNDER_INVESTIGATION", fix: "NONE", origin: "recorded" } as const;
    return recordFinding(tx, viewer, { ...given, ...begun, toolId: tool.id, reason: input.title }, now);
  });
}

type EditFinding = { id: number; revision?: number | undefined; changes: FindingChanges };

/** Changes what is named and leaves the rest. Answers the new revision, or the old one where nothing was different. */
export async function editFinding(viewer: Viewer, { id, revision, changes }: EditFinding, now: Date): Promise<SavedFinding> {
  must(viewer, "risk:write");
  return inTransaction(async (tx) => {
    const finding = await findingForChange(tx, id);
    if (revision !== undefined && revision !== finding.revision)
      await refuseOvertaken(tx, viewer, finding, { read: revision, sent: changes });
    const { before, after } = differences(finding.fields, changes);
    if (Object.keys(after).length === 0) return { id, revision: finding.revision };
    refuseFields({
      versionRange: after.versionRange === undefined ? null : whyNotNewRange(finding, after.versionRange),
      openedOn: after.openedOn === undefined ? null : whyNotOpened(after.openedOn, now),
      reviewOn: after.reviewOn === undefined ? null : whyNotReview(after.reviewOn, now),
      assessor: after.assessor === undefined ? null : await whyNotAssessor(tx, after.assessor),
    });
    const { openedOn, reviewOn, assessor, ...own } = after;
    const days = {
      ...(openedOn === undefined ? {} : { openedOn: dayAt(openedOn) }),
      ...(reviewOn === undefined ? {} : { reviewOn: reviewOn === null ? null : dayAt(reviewOn) }),
      ...(assessor === undefined ? {} : { assessorId: assessor }),
    };
    const saved = await write(tx, finding, { ...own, ...days }, now);
    const event = { action: "finding.edited", subjectKind: "finding", subjectId: id } as const;
    await recordAudit(tx, viewer, { ...event, before, after: { ...after, revision: saved.revision } }, now);
    return saved;
  });
}

function whyNotNewRange({ fixVersion }: StoredFinding, versionRange: string | null): Reason | null {
  return whyNotRange(versionRange) ?? (fixVersion === null ? null : whyNotFixVersion(versionRange, fixVersion));
}

/** A step of the status, with the day from which it is so and why. */
export async function changeStatus(viewer: Viewer, { id, ...input }: ChangeStatus & { id: number }, now: Date): Promise<SavedFinding> {
  must(viewer, "risk:write");
  return inTransaction(async (tx) => {
    const finding = await findingForChange(tx, id);
    await refuseIfOvertaken(tx, viewer, finding, input.revision);
    const { status, effectiveOn, justification = null, action = null } = input;
    refuseIf("conflict", whyNotStatus(finding, status));
    refuseFields({ ...whyNotStatusSaid(input), effectiveOn: whyNotEffective(effectiveOn, finding.since, now) });
    const saved = await write(tx, finding, { status, justification, action }, now);
    await step(tx, viewer, { finding, status, fix: finding.fix, effectiveOn, reason: input.reason }, now);
    // What was proposed of a fix that is doubted again is proposed no more.
    if (status !== "FIXED") await withdrawTrust(tx, id, input.reason, now);
    const event = { action: "finding.status-changed", subjectKind: "finding", subjectId: id } as const;
    const before = { status: finding.status, justification: finding.justification, action: finding.action };
    const after = { status, effectiveOn, justification, action, revision: saved.revision };
    await recordAudit(tx, viewer, { ...event, before, after, reason: input.reason }, now);
    return saved;
  });
}

/** What is known of a fix. Changes the finding and nothing else: bans, their scope and what they ask of people stay as they are. */
export async function changeFix(viewer: Viewer, { id, ...input }: ChangeFix & { id: number }, now: Date): Promise<SavedFinding> {
  must(viewer, "risk:write");
  return inTransaction(async (tx) => {
    const finding = await findingForChange(tx, id);
    await refuseIfOvertaken(tx, viewer, finding, input.revision);
    const { fix, version, candidates, effectiveOn } = input;
    refuseIf("conflict", whyNotFix(finding, input));
    refuseFields({ ...whyNotFixSaid(input), effectiveOn: whyNotEffective(effectiveOn, finding.since, now) });
    const [wrongVersion, wrongCandidates] = [
      await whyNotReleased(tx, finding, version ? [version] : []),
      await whyNotReleased(tx, finding, candidates),
    ];
    const inRange = version ? whyNotFixVersion(finding.fields.versionRange, version) : null;
    refuseFields({ version: wrongVersion ?? inRange, candidates: wrongCandidates });
    const after = { fix, fixVersion: version ?? null, fixCandidates: candidates };
    const saved = await write(tx, finding, after, now);
    await step(tx, viewer, { finding, status: finding.status, fix, effectiveOn, reason: input.reason }, now);
    const event = { action: "finding.fix-changed", subjectKind: "finding", subjectId: id } as const;
    const before = { fix: finding.fix, fixVersion: finding.fixVersion, fixCandidates: finding.fixCandidates };
    await recordAudit(
      tx,
      viewer,
      { ...event, before, after: { ...after, effectiveOn, revision: saved.revision }, reason: input.reason },
      now,
    );
    return saved;
  });
}

/** Before the list, the exposure of one finding or anything else of it goes out as a file. */
export async function recordFindingExport(
  viewer: Viewer,
  { subjectId, ...after }: { subjectId: string | number; filters: FindingFilters | object; format: string },
  now: Date,
): Promise<void> {
  must(viewer, "risk:read");
  const event = {
    action: "findings.exported",
    subjectKind: "finding",
    subjectId,
    after: { ...after, filters: { ...after.filters } },
  } as const;
  await inTransaction((tx) => recordAudit(tx, viewer, event, now));
}

/** The row is locked since it was read, so the condition only holds what the lock promises. */
async function write(
  tx: Tx,
  { id, revision }: StoredFinding,
  data: Prisma.FindingUncheckedUpdateManyInput,
  now: Date,
): Promise<SavedFinding> {
  const { count } = await tx.finding.updateMany({
    where: { id, revision },
    data: { ...data, revision: { increment: 1 }, updatedAt: now },
  });
  if (count === 0) refuse("conflict", "findings.whyNot.race");
  return { id, revision: revision + 1 };
}

type Step = Pick<ChangeStatus, "status" | "effectiveOn" | "reason"> & { finding: StoredFinding; fix: StoredFinding["fix"] };

async function step(tx: Tx, viewer: Viewer, { finding, status, fix, effectiveOn, reason: why }: Step, now: Date): Promise<void> {
  const said = { before: finding.status, after: status, fix, effectiveOn: dayAt(effectiveOn), reason: why };
  await tx.findingStep.create({ data: { ...said, findingId: finding.id, byId: viewer.personId, at: now }, select: { id: true } });
}

async function withdrawTrust(tx: Tx, findingId: number, why: string, now: Date): Promise<void> {
  const data = { status: "WITHDRAWN", settledAt: now, settleReason: why } as const;
  await tx.trustRestoration.updateMany({ where: { findingId, status: "OPEN" }, data });
}

async function whyNotReleased(tx: Tx, { tool }: StoredFinding, versions: readonly string[]): Promise<Reason | null> {
  if (versions.length === 0) return null;
  const known = await tx.release.findMany({ where: { toolId: tool.id, version: { in: [...versions] } }, select: { version: true } });
  const unknown = versions.find((version) => !known.some((release) => release.version === version));
  return unknown === undefined ? null : reason("findings.whyNot.noRelease", { version: unknown, tool: tool.name });
}

async function whyNotAssessor(tx: Tx, id: number | null): Promise<Reason | null> {
  if (id === null) return null;
  const found = await tx.person.count({ where: { id, active: true, roles: { some: { role: "SECURITY_OFFICER" } } } });
  return found > 0 ? null : reason("findings.whyNot.assessor");
}
