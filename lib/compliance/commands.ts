import "server-only";
import { recordAudit } from "@/lib/audit/record";
import { must } from "@/lib/auth/permissions";
import type { Viewer } from "@/lib/auth/viewer";
import { whyNotAttest } from "@/lib/compliance/rules";
import type { AttestRemoval } from "@/lib/compliance/schema";
import { inTransaction } from "@/lib/db";
import { refuse, refuseIf } from "@/lib/refusal";
import type { BanStatus, ObligationState } from "@/prisma/generated/enums";

export type Attested = { banId: number; attestationId: number; states: { obligationId: number; state: ObligationState }[] };

type Bound = { banId: number; code: string; status: BanStatus; owes: boolean; owns: boolean };

/**
 * "I have removed it": kept as what the person said, with the words they confirmed, and weighed at once. Evidence stands above it, so the answer may
 * be that nothing changed. Only for oneself: nobody attests for another.
 */
export async function attestRemoval(viewer: Viewer, { banId, deviceId, note, wording }: AttestRemoval, now: Date): Promise<Attested> {
  must(viewer, "self");
  const { personId } = viewer;
  if (personId === null) refuse("forbidden", "http.refusal.forbidden");
  return inTransaction(async (tx) => {
    const [bound] = await tx.$queryRaw<Bound[]>`
      SELECT b.id AS "banId", b.code, b.status::text,
        EXISTS (SELECT FROM obligation o JOIN duty d ON d.id = o.duty_id AND d.proof = 'INVENTORY'
          WHERE o.ban_id = b.id AND o.person_id = ${personId} AND o.closed_at IS NULL) AS owes,
        ${deviceId ?? null}::int IS NULL OR EXISTS (SELECT FROM device d WHERE d.id = ${deviceId ?? null}::int AND d.owner_person_id = ${personId}) AS owns
      FROM ban b WHERE b.id = ${banId} FOR SHARE`;
    if (!bound?.owes || !bound.owns) refuse("not-found", "compliance.whyNot.notYours");
    refuseIf("conflict", whyNotAttest(bound));
    const { id: attestationId } = await tx.attestation.create({
      data: { banId, personId, deviceId: deviceId ?? null, note: note || null, wording: wording ?? "", attestedAt: now },
      select: { id: true },
    });
    const after = { banId, deviceId: deviceId ?? null, attestationId, ...(note && { note }) };
    await recordAudit(tx, viewer, { action: "removal.attested", subjectKind: "ban", subjectId: bound.code, after }, now);
    await tx.$executeRaw`SELECT reevaluate_people(ARRAY[${personId}]::int[], ${now})`;
    const states = await tx.$queryRaw<Attested["states"]>`
      SELECT o.id AS "obligationId", o.state::text FROM obligation o JOIN duty d ON d.id = o.duty_id AND d.proof = 'INVENTORY'
      WHERE o.ban_id = ${banId} AND o.person_id = ${personId} AND o.closed_at IS NULL ORDER BY o.id`;
    return { banId, attestationId, states };
  });
}
