import "server-only";
import { recordAudit } from "@/lib/audit/record";
import { must } from "@/lib/auth/permissions";
import type { Viewer } from "@/lib/auth/viewer";
import { lintBan } from "@/lib/bans/lint/queries";
import { whyNotAccept } from "@/lib/bans/lint/rules";
import type { AcceptLint, LintFinding, TakeBackLint } from "@/lib/bans/lint/schema";
import { inTransaction, type Tx } from "@/lib/db";
import { refuse, refuseIf } from "@/lib/refusal";

type ForBan = { banId: number };
export type AcceptedLint = { code: string; version: number; check: string; subject: string };

/** Somebody takes responsibility for a finding as it reads now; whoever did before is replaced. */
export async function acceptLint(viewer: Viewer, input: ForBan & AcceptLint, now: Date): Promise<AcceptedLint> {
  must(viewer, "bans:comment");
  const acceptedById = viewer.personId ?? refuse("forbidden", "bans.refusal.needsPerson");
  return inTransaction(async (tx) => {
    await lockBan(tx, input.banId);
    const { version, findings } = await lintBan(viewer, input.banId, now, tx);
    const finding = findings.find((one) => isSame(one, input)) ?? refuse("conflict", "lint.whyNot.gone");
    refuseIf("conflict", whyNotAccept(version, finding, viewer));
    const said = { said: finding.values, reason: input.reason, acceptedById, acceptedAt: now };
    const key = { versionId: version.versionId, check: finding.check, subject: finding.subject };
    await tx.lintAcceptance.upsert({
      where: { versionId_check_subject: key },
      create: { ...key, ...said },
      update: said,
      select: { id: true },
    });
    const event = { action: "ban.lint-accepted", subjectKind: "ban", subjectId: version.code } as const;
    const after = { version: version.number, check: finding.check, subject: finding.subject, said: finding.values };
    await recordAudit(tx, viewer, { ...event, after, reason: input.reason }, now);
    return { code: version.code, version: version.number, check: finding.check, subject: finding.subject };
  });
}

/** The finding is open again. */
export async function takeBackLint(viewer: Viewer, input: ForBan & TakeBackLint, now: Date): Promise<AcceptedLint> {
  must(viewer, "bans:comment");
  return inTransaction(async (tx) => {
    await lockBan(tx, input.banId);
    const { version, findings, acceptances } = await lintBan(viewer, input.banId, now, tx);
    const given = acceptances.find((one) => isSame(one, input)) ?? refuse("conflict", "lint.whyNot.notAccepted");
    const level = findings.find((one) => isSame(one, input))?.level ?? "warning";
    refuseIf("conflict", whyNotAccept(version, { level }, viewer));
    const key = { versionId: version.versionId, check: given.check, subject: given.subject };
    await tx.lintAcceptance.delete({ where: { versionId_check_subject: key }, select: { id: true } });
    const event = { action: "ban.lint-unaccepted", subjectKind: "ban", subjectId: version.code } as const;
    const before = { version: version.number, check: given.check, subject: given.subject, by: given.acceptedBy, reason: given.reason };
    await recordAudit(tx, viewer, { ...event, before }, now);
    return { code: version.code, version: version.number, check: given.check, subject: given.subject };
  });
}

function isSame(one: { check: string; subject: string }, other: Pick<LintFinding, "check" | "subject">): boolean {
  return one.check === other.check && one.subject === other.subject;
}

/** Whoever changes, decides or publishes the ban at the same moment waits, or is waited for. */
async function lockBan(tx: Tx, banId: number): Promise<void> {
  const [ban] = await tx.$queryRaw<{ id: number }[]>`SELECT id FROM ban WHERE id = ${banId} FOR UPDATE`;
  if (!ban) refuse("not-found", "bans.refusal.notFound");
}
