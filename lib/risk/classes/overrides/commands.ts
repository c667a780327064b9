import "server-only";
import { recordAudit } from "@/lib/audit/record";
import { must } from "@/lib/auth/permissions";
import { SYSTEM, type Viewer } from "@/lib/auth/viewer";
import { broke, inTransaction, type Tx } from "@/lib/db";
import { Refusal, reason, refuse, refuseIf } from "@/lib/refusal";
import { toolForClass } from "@/lib/risk/classes/inputs";
import { endOf, type OverrideFact, whyNotEnd, whyNotEndEarly, whyNotPropose, whyNotSettle } from "./rules";
import type { ProposeOverride, SettleOverride } from "./schema";

const FACT = { id: true, class: true, status: true, proposedById: true, untilAt: true, endedAt: true } as const;

/** Proposes another class than the tables give, for a time. It holds once a second person has accepted it. */
export async function proposeOverride(
  viewer: Viewer,
  { slug, ...given }: ProposeOverride & { slug: string },
  now: Date,
): Promise<{ id: number; untilAt: Date }> {
  must(viewer, "risk:write");
  const { personId } = viewer;
  if (personId === null) refuse("forbidden", "classes.whyNot.nobody");
  const zone = given.zone ?? viewer.zone;
  const wrong = whyNotEnd({ until: given.until, zone }, now);
  const untilAt = endOf(given.until, zone);
  const count = Object.keys(wrong).length;
  if (count > 0 || !untilAt) throw new Refusal("invalid", reason("http.refusal.fields", { count }), { fields: wrong });
  try {
    return await inTransaction(async (tx) => {
      const tool = await toolForClass(tx, slug);
      const open = await tx.classOverride.findFirst({ where: { toolId: tool.id, status: "OPEN" }, select: FACT });
      const computed = await tx.classification.findFirst({ where: { toolId: tool.id, untilAt: null }, select: { class: true } });
      refuseIf("conflict", whyNotPropose(open, computed?.class ?? null, given.class));
      const { id } = await tx.classOverride.create({
        data: { toolId: tool.id, class: given.class, reason: given.reason, untilAt, proposedById: personId, proposedAt: now },
        select: { id: true },
      });
      const after = { override: id, class: given.class, until: untilAt.toISOString() };
      await recordAudit(
        tx,
        viewer,
        {
          ...{ action: "class.override-proposed", subjectKind: "tool", subjectId: slug, reason: given.reason },
          ...{ before: { class: computed?.class ?? null }, after },
        },
        now,
      );
      return { id, untilAt };
    });
  } catch (error) {
    if (broke(error, "class_override_open")) refuse("conflict", "classes.whyNot.overrideOpen");
    throw error;
  }
}

type Which = { slug: string; id: number };

async function overrideOf(tx: Tx, toolId: number, id: number): Promise<OverrideFact> {
  return (await tx.classOverride.findFirst({ where: { id, toolId }, select: FACT })) ?? refuse("not-found", "classes.refusal.override");
}

/** Accepts, declines or withdraws what was proposed; never by whoever proposed it, but for withdrawing. */
export async function settleOverride(
  viewer: Viewer,
  { slug, id, decision, reason: why }: SettleOverride & Which,
  now: Date,
): Promise<void> {
  must(viewer, "risk:approve");
  await inTransaction(async (tx) => {
    const tool = await toolForClass(tx, slug);
    const override = await overrideOf(tx, tool.id, id);
    refuseIf("conflict", whyNotSettle(override, decision, viewer.personId, now));
    const status = { accept: "ACCEPTED", decline: "DISMISSED", withdraw: "WITHDRAWN" } as const;
    if (decision === "accept") await endBefore(tx, tool, viewer.personId, now);
    const { count } = await tx.classOverride.updateMany({
      where: { id, status: "OPEN" },
      data: { status: status[decision], settledById: viewer.personId, settledAt: now, settleReason: why },
    });
    if (count === 0) refuse("conflict", "classes.whyNot.overrideSettled");
    await recordAudit(
      tx,
      viewer,
      {
        action: decision === "accept" ? "class.override-accepted" : "class.override-declined",
        ...{ subjectKind: "tool", subjectId: slug, reason: why },
        after: { override: id, class: override.class, status: status[decision], until: override.untilAt.toISOString() },
      },
      now,
    );
  });
}

/** Only one holds at a time: one whose time is over ended then, one that still holds gives way now. */
async function endBefore(tx: Tx, tool: { id: number; slug: string }, personId: number | null, now: Date): Promise<void> {
  await endExpired(tx, now, tool.id);
  await tx.classOverride.updateMany({
    where: { toolId: tool.id, status: "ACCEPTED", endedAt: null },
    data: { endedAt: now, endedById: personId },
  });
}

/** Ends it before its date: the class of the tables holds again. */
export async function endOverride(viewer: Viewer, { slug, id, reason: why }: Which & { reason: string }, now: Date): Promise<void> {
  must(viewer, "risk:write");
  await inTransaction(async (tx) => {
    const tool = await toolForClass(tx, slug);
    const override = await overrideOf(tx, tool.id, id);
    refuseIf("conflict", whyNotEndEarly(override, now));
    await tx.classOverride.update({
      where: { id },
      data: { endedAt: now, endedById: viewer.personId, endReason: why },
      select: { id: true },
    });
    await recordAudit(
      tx,
      viewer,
      {
        ...{ action: "class.override-ended", subjectKind: "tool", subjectId: slug, reason: why },
        before: { override: id, class: override.class, until: override.untilAt.toISOString() },
      },
      now,
    );
  });
}

/** Notes the end of those whose time is over. They stopped to hold at that moment, not when this is noted. */
export async function endExpired(tx: Tx, now: Date, toolId?: number): Promise<number> {
  const due = await tx.classOverride.findMany({
    where: { status: "ACCEPTED", endedAt: null, untilAt: { lte: now }, ...(toolId === undefined ? {} : { toolId }) },
    select: { id: true, toolId: true, class: true, untilAt: true },
    orderBy: { id: "asc" },
  });
  for (const { id, toolId: ofTool, class: held, untilAt } of due) {
    const { count } = await tx.classOverride.updateMany({ where: { id, endedAt: null }, data: { endedAt: untilAt } });
    if (count === 0) continue;
    const { slug } = await tx.tool.findUniqueOrThrow({ where: { id: ofTool }, select: { slug: true } });
    const before = { override: id, class: held, until: untilAt.toISOString() };
    await recordAudit(tx, SYSTEM, { action: "class.override-ended", subjectKind: "tool", subjectId: slug, before }, now);
  }
  return due.length;
}
