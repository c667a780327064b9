import "server-only";
import type { Readable } from "node:stream";
import { recordAudit } from "@/lib/audit/record";
import { endAccess } from "@/lib/auth/access";
import { must } from "@/lib/auth/permissions";
import type { Viewer } from "@/lib/auth/viewer";
import { broke, db, inTransaction } from "@/lib/db";
import { Refusal, refuse, refuseIf } from "@/lib/refusal";
import { absentPeople, mergePeople } from "./merge";
import { whyNotConfirmAbsent } from "./rules";
import { dropStage, hashDelivery, stagePeople } from "./stage";

type Delivery = { stream: Readable; idempotencyKey: string; complete: boolean };

const FORMAT = "people-csv";
/** A delivery that has been silent for this long belongs to a process that died. */
const DEAD_AFTER_MS = 15 * 60_000;

type Begun = { id: number; done: boolean };

async function beginImport(viewer: Viewer, { idempotencyKey, complete }: Delivery, now: Date): Promise<Begun> {
  const key = { kind_format_idempotencyKey: { kind: "PEOPLE" as const, format: FORMAT, idempotencyKey } };
  const known = await db.import.findUnique({ where: key, select: { id: true, status: true, startedAt: true } });
  if (known && (known.status === "DONE" || known.status === "AWAITING_CONFIRMATION")) return { id: known.id, done: true };
  if (known) {
    const isRunning = known.status !== "FAILED" && now.getTime() - known.startedAt.getTime() < DEAD_AFTER_MS;
    if (isRunning) refuse("conflict", "people.whyNot.stillRunning");
    await dropStage(known.id);
    await db.import.update({ where: { id: known.id }, data: { status: "RECEIVING", error: null, startedAt: now }, select: { id: true } });
    return { id: known.id, done: false };
  }
  const created = await db.import.create({
    data: {
      kind: "PEOPLE",
      format: FORMAT,
      idempotencyKey,
      status: "RECEIVING",
      complete,
      personId: viewer.personId,
      tokenId: viewer.tokenId,
      startedAt: now,
    },
    select: { id: true },
  });
  return { id: created.id, done: false };
}

async function refuseOtherContent(importId: number, stream: Readable): Promise<void> {
  const { contentHash } = await db.import.findUniqueOrThrow({ where: { id: importId }, select: { contentHash: true } });
  const hash = await hashDelivery(stream);
  if (!contentHash || !hash.equals(contentHash)) refuse("conflict", "people.whyNot.keyReused");
}

/** Takes one people file. The same key with the same content again answers the stored result; with other content it is refused. */
export async function importPeople(viewer: Viewer, delivery: Delivery, now: Date): Promise<{ importId: number }> {
  must(viewer, "people:write");
  const { id, done } = await beginImport(viewer, delivery, now);
  if (done) {
    await refuseOtherContent(id, delivery.stream);
    return { importId: id };
  }
  try {
    const staged = await stagePeople(delivery.stream, id, async (received) => {
      await db.import.update({ where: { id }, data: { received }, select: { id: true } });
    });
    await db.import.update({ where: { id }, data: { status: "MERGING", received: staged.received }, select: { id: true } });
    const status = await inTransaction(
      async (tx) => {
        await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext('people-import'))`;
        const merged = await mergePeople(tx, id, now);
        const [absent] = delivery.complete
          ? await tx.$queryRaw<{ n: number }[]>`SELECT count(*)::int AS n FROM (${absentPeople(id)}) absent`
          : [{ n: 0 }];
        const counts = { accepted: merged.accepted, rejected: staged.received - merged.accepted, absent: absent?.n ?? 0 };
        const next = counts.absent > 0 ? ("AWAITING_CONFIRMATION" as const) : ("DONE" as const);
        await tx.import.update({
          where: { id },
          data: { ...counts, contentHash: new Uint8Array(staged.hash), status: next, finishedAt: now },
          select: { id: true },
        });
        await recordAudit(
          tx,
          viewer,
          { action: "people.imported", subjectKind: "import", subjectId: id, after: { ...counts, ...merged } },
          now,
        );
        return next;
      },
      { timeoutMs: 300_000 },
    );
    if (status === "DONE") await dropStage(id);
    return { importId: id };
  } catch (error) {
    await failImport(id, error, now);
    if (broke(error, "team_cycle")) refuse("invalid", "people.reject.cycle");
    throw error;
  }
}

async function failImport(id: number, error: unknown, now: Date): Promise<void> {
  await dropStage(id);
  const said = error instanceof Refusal ? JSON.stringify(error.reason) : JSON.stringify({ key: "people.whyNot.failed" });
  await db.import.update({ where: { id }, data: { status: "FAILED", error: said, finishedAt: now }, select: { id: true } });
}

/** Deactivates the people a complete file did not name, when the count is still the one that was shown. */
export async function confirmAbsent(viewer: Viewer, { importId, absent }: { importId: number; absent: number }, now: Date): Promise<void> {
  must(viewer, "people:write");
  await inTransaction(
    async (tx) => {
      const [delivery] = await tx.$queryRaw<
        { status: string }[]
      >`SELECT status::text FROM import WHERE id = ${importId} AND kind = 'PEOPLE' FOR UPDATE`;
      if (!delivery) refuse("not-found", "http.refusal.notFound");
      if (delivery.status !== "AWAITING_CONFIRMATION") refuseIf("conflict", whyNotConfirmAbsent({ ...delivery, absent }, absent));
      const people = await tx.$queryRaw<{ id: number }[]>`${absentPeople(importId)}`;
      refuseIf("conflict", whyNotConfirmAbsent({ ...delivery, absent: people.length }, absent));
      const ids = people.map(({ id }) => id);
      await tx.$executeRaw`UPDATE person SET active = false, updated_at = ${now} WHERE id = ANY(${ids}::int[])`;
      await endAccess(tx, ids);
      await tx.$executeRaw`SELECT sync_population(${ids}::int[], ${now}::timestamptz)`;
      await tx.import.update({ where: { id: importId }, data: { status: "DONE", finishedAt: now }, select: { id: true } });
      await recordAudit(
        tx,
        viewer,
        { action: "people.absent-deactivated", subjectKind: "import", subjectId: importId, after: { people: ids.length } },
        now,
      );
    },
    { timeoutMs: 300_000 },
  );
  await dropStage(importId);
}
