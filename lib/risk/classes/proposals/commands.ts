import "server-only";
import { recordAudit } from "@/lib/audit/record";
import { must } from "@/lib/auth/permissions";
import type { Viewer } from "@/lib/auth/viewer";
import { inTransaction } from "@/lib/db";
import { refuse } from "@/lib/refusal";
import type { SettleProposal } from "./schema";

/** Says that an officer has looked at a change of class. It bans nothing and changes no class. */
export async function settleProposal(
  viewer: Viewer,
  { id, decision, reason }: SettleProposal & { id: number },
  now: Date,
): Promise<{ slug: string }> {
  must(viewer, "risk:write");
  return inTransaction(async (tx) => {
    const [proposal] = await tx.$queryRaw<{ slug: string; before: string | null; after: string }[]>`
      SELECT t.slug, p.before::text, p.after::text FROM class_proposal p JOIN tool t ON t.id = p.tool_id WHERE p.id = ${id} FOR UPDATE OF p`;
    if (!proposal) refuse("not-found", "classes.refusal.proposal");
    const status = decision === "accept" ? "ACCEPTED" : "DISMISSED";
    const { count } = await tx.classProposal.updateMany({
      where: { id, status: "OPEN" },
      data: { status, settledById: viewer.personId, settledAt: now, reason },
    });
    if (count === 0) refuse("conflict", "classes.whyNot.proposalSettled");
    const { slug, before, after } = proposal;
    await recordAudit(
      tx,
      viewer,
      {
        ...{ action: "class.proposal-settled", subjectKind: "tool", subjectId: slug, reason },
        ...{ before: { class: before }, after: { proposal: id, class: after, status } },
      },
      now,
    );
    return { slug };
  });
}
