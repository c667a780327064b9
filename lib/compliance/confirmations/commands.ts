import "server-only";
import { recordAudit } from "@/lib/audit/record";
import { must } from "@/lib/auth/permissions";
import type { Viewer } from "@/lib/auth/viewer";
import type { Words } from "@/lib/bans/schema";
import { confirmationState, whyNotConfirm, whyNotReference, whyNotSettle } from "@/lib/compliance/confirmations/rules";
import type { ConfirmationState, ConfirmDuty, RefuseRecord, VerifyRecord } from "@/lib/compliance/confirmations/schema";
import { inTransaction, type Tx } from "@/lib/db";
import { enqueueNotice } from "@/lib/outbox/commands";
import { inField, refuse, refuseIf } from "@/lib/refusal";
import { Prisma } from "@/prisma/generated/client";
import type { BanStatus, DutyKind, DutyProof, ObligationState } from "@/prisma/generated/enums";

export type Confirmed = { obligationId: number; confirmationId: number; confirmation: ConfirmationState; state: ObligationState | null };

type Said = { id: number; verifiedAt: Date | null; rejectedAt: Date | null; voidedAt: Date | null };
type Owed = { banId: number; code: string; status: BanStatus; dutyId: number; kind: DutyKind; proof: DutyProof };

/**
 * "I have done this", for a duty that no inventory can show: kept with the words that were confirmed and, for a record, where it is. Only for oneself.
 * Another record takes the place of one that still waits.
 */
export async function confirmDuty(viewer: Viewer, { obligationId, note, reference, wording }: ConfirmDuty, now: Date): Promise<Confirmed> {
  must(viewer, "self");
  const personId = viewer.personId ?? refuse("forbidden", "http.refusal.forbidden");
  return inTransaction(async (tx) => {
    // Of two presses of one button the second finds what the first has said.
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(7305, ${obligationId}::int)`;
    const [owed] = await tx.$queryRaw<Owed[]>`
      SELECT b.id AS "banId", b.code, b.status::text, d.id AS "dutyId", d.kind::text, d.proof::text
      FROM obligation o JOIN duty d ON d.id = o.duty_id AND d.ended_at IS NULL JOIN ban b ON b.id = o.ban_id
      WHERE o.id = ${obligationId}::int AND o.person_id = ${personId} AND o.closed_at IS NULL FOR SHARE OF b`;
    if (!owed) refuse("not-found", "compliance.whyNot.notYours");
    const standing = await standingOf(tx, owed.dutyId, personId);
    refuseIf("conflict", whyNotConfirm({ ...owed, said: standing && confirmationState(standing, owed.proof) }));
    const whyNot = whyNotReference(owed, reference);
    if (whyNot) throw inField("reference", whyNot);
    if (standing) await tx.attestation.update({ where: { id: standing.id }, data: { voidedAt: now }, select: { id: true } });
    const { banId, dutyId } = owed;
    const said = { banId, dutyId, personId, note: note || null, reference: reference || null, wording: wording ?? "", attestedAt: now };
    const { id } = await tx.attestation.create({ data: said, select: { id: true } });
    const after = { duty: owed.kind, confirmationId: id, ...(reference && { reference }), ...(note && { note }) };
    await recordAudit(tx, viewer, { action: "duty.confirmed", subjectKind: "ban", subjectId: owed.code, after }, now);
    const confirmation = owed.proof === "RECORD" ? "waiting" : "stated";
    return { obligationId, confirmationId: id, confirmation, state: await weigh(tx, { dutyId, personId }, now) };
  });
}

/** The newest thing said that was neither refused nor voided. */
async function standingOf(tx: Tx, dutyId: number, personId: number): Promise<Said | null> {
  return tx.attestation.findFirst({
    where: { dutyId, personId, rejectedAt: null, voidedAt: null },
    select: { id: true, verifiedAt: true, rejectedAt: true, voidedAt: true },
    orderBy: { id: "desc" },
  });
}

/** Brings the person's obligations to what is known now; answers with the state of the one it was about, if it is still open. */
async function weigh(tx: Tx, { dutyId, personId }: { dutyId: number; personId: number }, now: Date): Promise<ObligationState | null> {
  await tx.$executeRaw`SELECT reevaluate_people(ARRAY[${personId}]::int[], ${now})`;
  const found = await tx.obligation.findFirst({ where: { dutyId, personId, closedAt: null }, select: { state: true } });
  return found?.state ?? null;
}

type HandedIn = Said & Owed & { personId: number; title: Words; obligationId: number | null };

/** The record with its ban, or "not found". */
async function loadRecord(tx: Tx, confirmationId: number): Promise<HandedIn> {
  const [found] = await tx.$queryRaw<HandedIn[]>`
    SELECT a.id, a.person_id AS "personId", a.verified_at AS "verifiedAt", a.rejected_at AS "rejectedAt", a.voided_at AS "voidedAt", b.id AS "banId", b.code,
      b.status::text, d.id AS "dutyId", d.kind::text, d.proof::text, ban_content(b.id) -> 'title' AS title,
      (SELECT o.id FROM obligation o WHERE o.duty_id = d.id AND o.person_id = a.person_id) AS "obligationId"
    FROM attestation a JOIN duty d ON d.id = a.duty_id JOIN ban b ON b.id = a.ban_id WHERE a.id = ${confirmationId}::int FOR SHARE OF b`;
  return found ?? refuse("not-found", "duties.refusal.notFound");
}

export type Settled = { code: string; confirmationId: number; confirmation: "verified" | "refused"; state: ObligationState | null };

/** A second person looked at the record, and it shows what was said. */
export async function verifyRecord(viewer: Viewer, { confirmationId }: VerifyRecord, now: Date): Promise<Settled> {
  return settle(viewer, confirmationId, { confirmation: "verified", reason: null }, now);
}

/** A second person looked at the record, and it does not show it: the duty is open again, and whoever said it is told why. */
export async function refuseRecord(viewer: Viewer, { confirmationId, reason }: RefuseRecord, now: Date): Promise<Settled> {
  return settle(viewer, confirmationId, { confirmation: "refused", reason }, now);
}

type Verdict = { confirmation: "verified"; reason: null } | { confirmation: "refused"; reason: string };

async function settle(viewer: Viewer, confirmationId: number, { confirmation, reason }: Verdict, now: Date): Promise<Settled> {
  must(viewer, "duties:verify");
  const verifierId = viewer.personId ?? refuse("forbidden", "bans.refusal.needsPerson");
  return inTransaction(async (tx) => {
    const record = await loadRecord(tx, confirmationId);
    refuseIf("conflict", whyNotSettle({ ...record, state: confirmationState(record, record.proof) }, viewer));
    const settled = reason === null ? Prisma.sql`verified_at = ${now}` : Prisma.sql`rejected_at = ${now}, reject_reason = ${reason}`;
    const count = await tx.$executeRaw`
      UPDATE attestation SET ${settled}, verified_by_id = ${verifierId}
      WHERE id = ${confirmationId}::int AND verified_at IS NULL AND rejected_at IS NULL AND voided_at IS NULL`;
    if (count === 0) refuse("conflict", "duties.refusal.overtaken");
    const { banId, code, title, kind, dutyId, personId } = record;
    const action = reason === null ? "duty.verified" : "duty.refused";
    await recordAudit(tx, viewer, { action, subjectKind: "ban", subjectId: code, after: { duty: kind, confirmationId }, reason }, now);
    const about = { personId, subjectKind: "duty" as const, subjectId: record.obligationId ?? dutyId, banId };
    const values = { ban: code, title, by: viewer.name };
    if (reason === null) await enqueueNotice(tx, { ...about, topic: "duty.verified", values }, now);
    else await enqueueNotice(tx, { ...about, topic: "duty.refused", values: { ...values, reason } }, now);
    return { code, confirmationId, confirmation, state: await weigh(tx, { dutyId, personId }, now) };
  });
}
