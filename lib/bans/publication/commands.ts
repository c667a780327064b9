import "server-only";
import { must } from "@/lib/auth/permissions";
import type { Viewer } from "@/lib/auth/viewer";
import { lintBan } from "@/lib/bans/lint/queries";
import { answered, whyNotLint } from "@/lib/bans/lint/rules";
import { asJson, repeated } from "@/lib/bans/parts/rules";
import { bindDuties, bindScope, keptScope, openForPublication, resolvedAs, settle, voidConfirmed } from "@/lib/bans/publication/binding";
import { recallUntil, widened } from "@/lib/bans/publication/rules";
import { scopeFacts } from "@/lib/bans/publication/scope";
import { publicationKey, whyNotScope, whyNotTyped } from "@/lib/bans/rules";
import { type BanContent, banContentSchema, type PublishBan } from "@/lib/bans/schema";
import { type LoadedBan, loadBan, type Moved, moveVersion, workingOf } from "@/lib/bans/transition";
import { whyNotPublish } from "@/lib/bans/versions/rules";
import { inTransaction, type Tx } from "@/lib/db";
import { enqueueNotice } from "@/lib/outbox/commands";
import { reportProgress } from "@/lib/progress";
import { inField, refuseIf } from "@/lib/refusal";

/** `obligations`: how many were written or changed. `voided`: confirmations that no longer say enough. */
export type Published = Moved & { tools: number; obligations: number; voided: number; recallUntil: Date };

const STEPS = ["resolving", "writing", "recording", "done"] as const;

/** A publication that was stopped is over as well: nobody waits for it. */
function report(banId: number, step: (typeof STEPS)[number] | "stopped"): Promise<void> {
  const done = step === "stopped" ? STEPS.length - 1 : STEPS.indexOf(step);
  return reportProgress(publicationKey(banId), { step: `bans.progress.${step}`, done, total: STEPS.length - 1 });
}

/**
 * Makes an approved version binding: freezes its words, the tools they mean and the people they reach, and gives each of them their duties. A
 * later version takes the place of the one before. All of it or nothing. Of two people who press at once, one succeeds; the other is told who
 * was faster.
 */
export async function publishBan(viewer: Viewer, { code, ...seen }: PublishBan, now: Date): Promise<Published> {
  must(viewer, "bans:write");
  let hasBegun = false;
  try {
    const published = await inTransaction(
      async (tx) => {
        const ban = await loadBan(tx, viewer, seen);
        refuseIf("conflict", whyNotPublish(ban, viewer));
        const whyNot = whyNotTyped(ban, code);
        if (whyNot) throw inField("code", whyNot);
        hasBegun = true;
        return await publish(tx, viewer, ban, now);
      },
      { timeoutMs: 120_000 },
    );
    await report(seen.banId, "done");
    return published;
  } catch (error) {
    if (hasBegun) await report(seen.banId, "stopped");
    throw error;
  }
}

async function publish(tx: Tx, viewer: Viewer, ban: LoadedBan, now: Date): Promise<Published> {
  await report(ban.id, "resolving");
  const version = workingOf(ban);
  const content = banContentSchema.parse(version.content);
  const { scope, ...facts } = await scopeFacts(tx, ban.id, content);
  refuseIf("conflict", whyNotScope(facts, content));
  const { findings, acceptances } = await lintBan(viewer, ban.id, now, tx);
  refuseIf("conflict", whyNotLint(findings, acceptances, "publication"));
  const resolved = await resolvedAs(tx, scope, content, ban.binding);
  const widening = ban.binding ? widened(await keptScope(tx, ban.id, ban.binding), scope) : { tools: false, access: false };
  const until = recallUntil(now);
  if (ban.binding) await tx.banVersion.update({ where: { id: ban.binding.id }, data: { status: "REPLACED" }, select: { id: true } });
  // What nobody answered stays on the record with the publication.
  const unanswered = answered(findings, acceptances).flatMap(({ check, subject, values, acceptance }) =>
    acceptance ? [] : [asJson({ check, subject, values })],
  );
  const record = { tools: scope.tools.length, access: scope.access.length, people: resolved.people, unanswered };
  const moved = await moveVersion(
    tx,
    viewer,
    ban,
    version,
    {
      to: "PUBLISHED",
      action: "ban.published",
      version: { frozenAt: now, publishedById: viewer.personId, recallUntil: until, resolved },
      ban: repeated(content),
      first: { publishedById: viewer.personId, publishedAt: now },
      record,
    },
    now,
  );
  await openForPublication(tx, ban.id);
  await bindScope(tx, ban.id, scope);
  await bindDuties(tx, ban.id, content.duties, now);
  const voided = await voidConfirmed(tx, ban.id, version.number, widening, now);
  await announce(tx, ban, content, version.number, until, now);
  await report(ban.id, "writing");
  // A suspended ban asks nobody; when it is resumed everybody is looked at anew.
  const obligations = moved.status === "PUBLISHED" ? await settle(tx, ban.id, now) : 0;
  await report(ban.id, "recording");
  return { ...moved, tools: scope.tools.length, obligations, voided, recallUntil: until };
}

/** Told to everybody it binds, once it can no longer be called back. */
async function announce(tx: Tx, ban: LoadedBan, content: BanContent, number: number, notBefore: Date, now: Date): Promise<void> {
  const cutoff = repeated(content).cutoffAt ?? now;
  const values = { ban: ban.code, title: content.title, cutoff: { at: cutoff.toISOString() } };
  const topic = number === 1 ? "ban.published" : "ban.changed";
  const notice = { topic, values, personId: null, subjectKind: "ban", subjectId: ban.code, banId: ban.id, notBefore } as const;
  await enqueueNotice(tx, notice, now);
}
