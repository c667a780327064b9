import "server-only";
import { recordAudit } from "@/lib/audit/record";
import { must } from "@/lib/auth/permissions";
import type { Viewer } from "@/lib/auth/viewer";
import { resolveDeadline } from "@/lib/bans/deadlines/rules";
import { scopeFacts } from "@/lib/bans/publication/scope";
import { isOvertaken, publicationKey, whyNotPublish, whyNotScope, whyNotTyped } from "@/lib/bans/rules";
import { banContentSchema, type PublishBan } from "@/lib/bans/schema";
import { type LoadedBan, loadBan, moveBan, refuseOvertaken } from "@/lib/bans/transition";
import { inTransaction, type Tx } from "@/lib/db";
import { reportProgress } from "@/lib/progress";
import { inField, refuseIf } from "@/lib/refusal";

export type Published = { banId: number; code: string; status: "PUBLISHED"; revision: number; tools: number; obligations: number };

const STEPS = ["resolving", "writing", "recording", "done"] as const;

/** A publication that was stopped is over as well: nobody waits for it. */
function report(banId: number, step: (typeof STEPS)[number] | "stopped"): Promise<void> {
  const done = step === "stopped" ? STEPS.length - 1 : STEPS.indexOf(step);
  return reportProgress(publicationKey(banId), { step: `bans.progress.${step}`, done, total: STEPS.length - 1 });
}

/**
 * Makes an approved ban binding: freezes its words, the tools they mean and the people they reach, and gives each of them their duties. All of
 * it or nothing. Of two people who press at once, one succeeds; the other is told who was faster.
 */
export async function publishBan(viewer: Viewer, input: PublishBan, now: Date): Promise<Published> {
  must(viewer, "bans:write");
  let hasBegun = false;
  try {
    const published = await inTransaction(
      async (tx) => {
        const ban = await loadBan(tx, input.banId);
        if (isOvertaken(ban, input.revision)) await refuseOvertaken(tx, viewer, ban.id);
        refuseIf("conflict", whyNotPublish(ban, viewer));
        refuseTyped(ban, input.code);
        const revision = await moveBan(tx, viewer, ban, "PUBLISHED", { publishedById: viewer.personId, publishedAt: now }, now);
        hasBegun = true;
        await report(ban.id, "resolving");
        const tools = await freeze(tx, viewer.personId, ban, now);
        await report(ban.id, "writing");
        const obligations = await writeObligations(tx, ban.id, now);
        await report(ban.id, "recording");
        const after = { status: "PUBLISHED", tools, obligations };
        await recordAudit(
          tx,
          viewer,
          { action: "ban.published", subjectKind: "ban", subjectId: ban.code, before: { status: ban.status }, after },
          now,
        );
        return { banId: ban.id, code: ban.code, status: "PUBLISHED" as const, revision, tools, obligations };
      },
      { timeoutMs: 120_000 },
    );
    await report(input.banId, "done");
    return published;
  } catch (error) {
    if (hasBegun) await report(input.banId, "stopped");
    throw error;
  }
}

function refuseTyped(ban: LoadedBan, code: string): void {
  const whyNot = whyNotTyped(ban, code);
  if (whyNot) throw inField("code", whyNot);
}

/** Fixes what the ban covers and by when. Returns the number of tools. */
async function freeze(tx: Tx, publishedById: number | null, ban: LoadedBan, now: Date): Promise<number> {
  const content = banContentSchema.parse(ban.content);
  const scope = await scopeFacts(tx, content);
  refuseIf("conflict", whyNotScope(scope, content));
  await tx.banScopeTool.createMany({ data: scope.toolIds.map((toolId) => ({ banId: ban.id, toolId })) });
  await tx.banVersion.update({
    where: { id: ban.versionId },
    data: { status: "PUBLISHED", frozenAt: now, publishedById },
    select: { id: true },
  });
  const duties = content.duties.map(({ teams, ownerId, instructions: _, ...duty }) => ({
    banId: ban.id,
    ...duty,
    ownerPersonId: ownerId,
    teamDeadlines: teams,
    deadlineAt: resolveDeadline(duty.deadlineLocal, duty.deadlineZone).at,
  }));
  await tx.duty.createMany({ data: duties });
  return scope.toolIds.length;
}

/** One set-based statement of the compliance rules: an obligation per duty and person, and the sums per team. Returns how many. */
async function writeObligations(tx: Tx, banId: number, now: Date): Promise<number> {
  const [written] = await tx.$queryRaw<[{ count: number }]>`SELECT publish_obligations(${banId}::int, ${now}::timestamptz) AS count`;
  return written.count;
}
