import "server-only";
import { recordAudit } from "@/lib/audit/record";
import { must } from "@/lib/auth/permissions";
import type { Viewer } from "@/lib/auth/viewer";
import { asJson } from "@/lib/bans/parts/rules";
import type { EndBan } from "@/lib/bans/schema";
import { type LoadedBan, loadBan, lockBan, type Moved, moveBan, moveVersion, workingOf } from "@/lib/bans/transition";
import { whyNotBegin, whyNotWithdraw } from "@/lib/bans/versions/rules";
import type { BeginVersion } from "@/lib/bans/versions/schema";
import { inTransaction, type Tx } from "@/lib/db";
import { refuse, refuseIf } from "@/lib/refusal";

export type Begun = Moved & { versionId: number };

/** Opens the next version of a ban that binds, with the words that bind. Everything goes on as published until it is published itself. */
export async function beginChange(viewer: Viewer, { note, ...seen }: BeginVersion, now: Date): Promise<Begun> {
  must(viewer, "bans:write");
  return inTransaction(async (tx) => begin(tx, viewer, await loadBan(tx, viewer, seen), note, now));
}

/** The draft in which a ban changes, as part of a command: the one in work, if it still is a draft, or a new one. */
export async function beginVersion(tx: Tx, viewer: Viewer, banId: number, note: string, now: Date): Promise<Begun> {
  const ban = await lockBan(tx, { banId });
  const { working } = ban;
  if (working?.status !== "DRAFT" || working.number === 1) return await begin(tx, viewer, ban, note, now);
  const { revision, code, status } = ban;
  return { banId, code, status, revision, version: working.number, versionStatus: "DRAFT", versionId: working.id };
}

async function begin(tx: Tx, viewer: Viewer, ban: LoadedBan, note: string, now: Date): Promise<Begun> {
  refuseIf("conflict", whyNotBegin(ban, viewer, now));
  const authorId = viewer.personId ?? refuse("forbidden", "bans.refusal.needsPerson");
  const content = asJson(ban.binding?.content ?? {});
  const revision = await moveBan(tx, viewer, ban, null, {}, now);
  const { _max } = await tx.banVersion.aggregate({ where: { banId: ban.id }, _max: { number: true } });
  const number = (_max.number ?? 0) + 1;
  const data = { banId: ban.id, number, content, note, authorId, editorIds: [authorId], contentRevision: revision, createdAt: now };
  const { id } = await tx.banVersion.create({ data, select: { id: true } });
  const event = { action: "ban.version-begun", subjectKind: "ban", subjectId: ban.code, after: { version: number }, reason: note } as const;
  await recordAudit(tx, viewer, event, now);
  return { banId: ban.id, code: ban.code, status: ban.status, revision, version: number, versionStatus: "DRAFT", versionId: id };
}

/** Puts a change away that nobody wants any more. */
export async function withdrawChange(viewer: Viewer, { reason, ...seen }: EndBan, now: Date): Promise<Moved> {
  must(viewer, "bans:write");
  return inTransaction(async (tx) => {
    const ban = await loadBan(tx, viewer, seen);
    refuseIf("conflict", whyNotWithdraw(ban, viewer));
    const step = { to: "WITHDRAWN", action: "ban.version-withdrawn", version: { endReason: reason }, reason } as const;
    return await moveVersion(tx, viewer, ban, workingOf(ban), step, now);
  });
}
