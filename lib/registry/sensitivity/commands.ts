import "server-only";
import { recordAudit } from "@/lib/audit/record";
import { must } from "@/lib/auth/permissions";
import type { Viewer } from "@/lib/auth/viewer";
import { inTransaction } from "@/lib/db";
import { refuse } from "@/lib/refusal";

type Marking = { teamId: number; sensitive: boolean; reason: string };

/** Marks a team as one in which no approval from above counts, or takes the mark away. Marking it again changes the reason. */
export async function markTeam(viewer: Viewer, { teamId, sensitive, reason: why }: Marking, now: Date): Promise<void> {
  must(viewer, "registry:write");
  await inTransaction(async (tx) => {
    if ((await tx.team.count({ where: { id: teamId } })) === 0) refuse("not-found", "decisions.refusal.team");
    const before = await tx.sensitiveTeam.findUnique({ where: { teamId }, select: { reason: true } });
    if (!sensitive && !before) refuse("conflict", "decisions.whyNot.notSensitive");
    const marked = { reason: why, markedById: viewer.personId, markedAt: now };
    if (sensitive)
      await tx.sensitiveTeam.upsert({ where: { teamId }, create: { teamId, ...marked }, update: marked, select: { teamId: true } });
    else await tx.sensitiveTeam.deleteMany({ where: { teamId } });
    const action = sensitive ? "team.marked-sensitive" : "team.unmarked-sensitive";
    const subject = { subjectKind: "team", subjectId: teamId, reason: why };
    await recordAudit(tx, viewer, { action, ...subject, ...(before ? { before: { reason: before.reason } } : {}) }, now);
  });
}
