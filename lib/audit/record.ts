import "server-only";
import type { AuditAction } from "@/lib/audit/actions";
import type { Viewer } from "@/lib/auth/viewer";
import type { Tx } from "@/lib/db";
import type { Prisma } from "@/prisma/generated/client";

type Recorded = {
  action: AuditAction;
  subjectKind: string;
  subjectId: string | number;
  before?: Prisma.InputJsonValue;
  after?: Prisma.InputJsonValue;
  reason?: string | null;
};

/** Writes the event in the command's own transaction: no change without its record, no record without its change. */
export async function recordAudit(tx: Tx, viewer: Viewer, event: Recorded, now: Date): Promise<void> {
  await tx.auditEvent.create({
    data: {
      at: now,
      actorKind: viewer.kind,
      personId: viewer.personId,
      tokenId: viewer.tokenId,
      actorName: viewer.name,
      action: event.action,
      subjectKind: event.subjectKind,
      subjectId: String(event.subjectId),
      ...(event.before === undefined ? {} : { before: event.before }),
      ...(event.after === undefined ? {} : { after: event.after }),
      reason: event.reason ?? null,
      requestId: viewer.requestId,
    },
    select: { id: true },
  });
}
