import "server-only";
import { must } from "@/lib/auth/permissions";
import type { Viewer } from "@/lib/auth/viewer";
import { repeated } from "@/lib/bans/parts/rules";
import {
  bindDuties,
  bindScope,
  forgetDuties,
  keptScope,
  openForPublication,
  restoreConfirmed,
  settle,
  voidConfirmed,
} from "@/lib/bans/publication/binding";
import { banContentSchema, banDraftSchema, type EndBan } from "@/lib/bans/schema";
import { type LoadedBan, type LoadedVersion, loadBan, type Moved, moveVersion } from "@/lib/bans/transition";
import { whyNotRecall } from "@/lib/bans/versions/rules";
import { inTransaction, type Tx } from "@/lib/db";
import { cancelNotices } from "@/lib/outbox/commands";
import { refuse, refuseIf } from "@/lib/refusal";
import { Prisma } from "@/prisma/generated/client";
import type { DutyKind } from "@/prisma/generated/enums";

/**
 * Calls a publication back before anybody was told. The version is an approved one again; what it replaced binds as before, and of a first
 * version nothing is left but its words and the record.
 */
export async function recallBan(viewer: Viewer, { reason, ...seen }: EndBan, now: Date): Promise<Moved> {
  must(viewer, "bans:write");
  return inTransaction(
    async (tx) => {
      const ban = await loadBan(tx, viewer, seen);
      refuseIf("conflict", whyNotRecall(ban, viewer, now));
      const version = ban.binding ?? refuse("conflict", "versions.whyNot.recallPublishedOnly");
      await holdNotices(tx, ban, version, now);
      await openForPublication(tx, ban.id);
      return version.number === 1
        ? await recallFirst(tx, viewer, ban, version, reason, now)
        : await recallLater(tx, viewer, ban, version, reason, now);
    },
    { timeoutMs: 120_000 },
  );
}

/** Before everything else: from here on none of them leaves. */
async function holdNotices(tx: Tx, ban: LoadedBan, { id, number }: LoadedVersion, now: Date): Promise<void> {
  const topic = number === 1 ? "ban.published" : "ban.changed";
  await cancelNotices(tx, { banId: ban.id, topic }, now);
  const { frozenAt } = await tx.banVersion.findUniqueOrThrow({ where: { id }, select: { frozenAt: true } });
  const left = await tx.notice.count({ where: { banId: ban.id, topic, createdAt: { gte: frozenAt ?? now }, sentAt: { not: null } } });
  if (left > 0) refuse("conflict", "versions.whyNot.recallTooLate");
}

const UNPUBLISHED = { frozenAt: null, publishedById: null, recallUntil: null, resolved: Prisma.DbNull } as const;

async function recallFirst(tx: Tx, viewer: Viewer, ban: LoadedBan, version: LoadedVersion, reason: string, now: Date): Promise<Moved> {
  const first = { publishedById: null, publishedAt: null };
  const step = { to: "APPROVED", action: "ban.recalled", version: UNPUBLISHED, first, reason } as const;
  const moved = await moveVersion(tx, viewer, ban, version, step, now);
  await voidConfirmed(tx, ban.id, version.number, { tools: true, access: true }, now);
  await bindScope(tx, ban.id, { tools: [], access: [] });
  const duties = await tx.duty.findMany({ where: { banId: ban.id }, select: { id: true } });
  await forgetDuties(
    tx,
    duties.map(({ id }) => id),
  );
  return moved;
}

async function recallLater(tx: Tx, viewer: Viewer, ban: LoadedBan, version: LoadedVersion, reason: string, now: Date): Promise<Moved> {
  const earlier = await tx.banVersion.findMany({
    where: { banId: ban.id, status: "REPLACED" },
    select: { id: true, number: true, content: true },
    orderBy: { number: "desc" },
  });
  const [former] = earlier;
  if (!former) throw new Error(`${ban.code} has no version before ${version.number}.`);
  const content = banContentSchema.parse(former.content);
  const record = { binds: former.number };
  const step = { to: "APPROVED", action: "ban.recalled", version: UNPUBLISHED, ban: repeated(content), record, reason } as const;
  const moved = await moveVersion(tx, viewer, ban, version, step, now);
  await tx.banVersion.update({ where: { id: former.id }, data: { status: "PUBLISHED" }, select: { id: true } });
  await bindScope(tx, ban.id, await keptScope(tx, ban.id, { ...version, ...former, content }));
  await forgetDuties(tx, await newDuties(tx, ban.id, earlier));
  await bindDuties(tx, ban.id, content.duties, now);
  await restoreConfirmed(tx, ban.id, version.number);
  if (ban.status === "PUBLISHED") await settle(tx, ban.id, now);
  return moved;
}

/** Duties that no earlier version asked for. */
async function newDuties(tx: Tx, banId: number, earlier: readonly { content: unknown }[]): Promise<number[]> {
  const asked = earlier.flatMap(({ content }) => banDraftSchema.parse(content).duties?.map(({ kind }) => kind) ?? []);
  const rows = await tx.duty.findMany({ where: { banId, kind: { notIn: [...new Set<DutyKind>(asked)] } }, select: { id: true } });
  return rows.map(({ id }) => id);
}
