import "server-only";
import type { Readable } from "node:stream";
import type { PoolClient } from "pg";
import { recordAudit } from "@/lib/audit/record";
import { must } from "@/lib/auth/permissions";
import type { Viewer } from "@/lib/auth/viewer";
import { db, inTransaction, pool } from "@/lib/db";
import { readFleet } from "@/lib/inventory/formats/fleet";
import { readIntune } from "@/lib/inventory/formats/intune";
import { readOsquery } from "@/lib/inventory/formats/osquery";
import type { Format } from "@/lib/inventory/formats/record";
import { Arrival, type Stated } from "@/lib/inventory/ingest/arrival";
import { beginImport, dropDeadStages, failImport, unlock } from "@/lib/inventory/ingest/begin";
import { Broken } from "@/lib/inventory/ingest/broken";
import { Stage } from "@/lib/inventory/ingest/stage";
import { createStage, dropStage } from "@/lib/inventory/ingest/stage-tables";
import { inTurn } from "@/lib/inventory/ingest/turns";
import { type Merged, mergeInventory } from "@/lib/inventory/merge/merge";
import { staged } from "@/lib/inventory/merge/stage-names";
import { progressKey } from "@/lib/inventory/rules";
import { reportProgress } from "@/lib/progress";
import { refuse } from "@/lib/refusal";
import type { SourceSystem } from "@/prisma/generated/enums";

export type Sent = {
  system: SourceSystem;
  instance: string;
  idempotencyKey: string;
  isComplete: boolean;
  /** For formats that carry no time. */
  collectedAt: Date;
  stated: Stated;
  /** How long the delivery says it is, packed. */
  bytes: number | null;
  stream: Readable;
};

const FORMATS: Record<SourceSystem, Format> = { OSQUERY: readOsquery, FLEET: readFleet, INTUNE: readIntune };

/** A million rows and their obligations take seconds; this is for the database that has other work. */
const LONGEST_MERGE_MS = 15 * 60_000;

/** From so many rows on somebody may be waiting and looking. */
const LONG = 20_000;

type Begun = { id: number; sourceId: number; hasHistory: boolean };

/** The same key again: the same bytes answer what was stored, other bytes are another delivery under a used name. */
async function answerAgain(id: number, sent: Sent): Promise<void> {
  const arrival = new Arrival(sent.stream, sent.stated);
  // Hashing happens on the way.
  for await (const _ of arrival);
  arrival.mustBe(sent.stated.sha256);
  const known = await db.import.findUniqueOrThrow({ where: { id }, select: { contentHash: true } });
  if (!known.contentHash || !arrival.hash().equals(known.contentHash)) refuse("conflict", "inventory.whyNot.keyUsed");
}

async function stageDelivery(client: PoolClient, { id, sourceId, hasHistory }: Begun, sent: Sent, now: Date) {
  await createStage(client, id);
  const arrival = new Arrival(sent.stream, sent.stated);
  const progress = progressKey(sent.idempotencyKey);
  const stage = new Stage({
    client,
    importId: id,
    sourceId,
    format: sent.system,
    hasHistory,
    arrivedAt: now.getTime(),
    onCount: async (counts) => {
      await db.import.update({ where: { id }, data: counts, select: { id: true } });
      const share = sent.bytes === null ? 0.5 : Math.min(0.99, arrival.packedBytes / sent.bytes);
      await reportProgress(progress, {
        step: "receiving",
        done: counts.received,
        total: Math.round(counts.received / Math.max(0.01, share)),
      });
    },
  });
  await FORMATS[sent.system](arrival, { isComplete: sent.isComplete, collectedAt: sent.collectedAt.getTime() }, stage);
  await stage.finish();
  arrival.mustBe(sent.stated.sha256);
  const { received, accepted, rejected } = stage;
  if (received >= LONG) await reportProgress(progress, { step: "merging", done: received, total: received + 1 });
  if (sent.stated.rows !== null && sent.stated.rows !== received) throw new Broken("rowCount", { stated: sent.stated.rows, received });
  return { counts: { received, accepted, rejected }, hash: arrival.hash(), isDoubted: stage.isDoubted };
}

type StagedDelivery = Awaited<ReturnType<typeof stageDelivery>>;

/** When it arrived by the domain's clock, and by the machine's. */
type Arrived = { now: Date; began: number };

function endOf({ now, began }: Arrived): Date {
  return new Date(now.getTime() + performance.now() - began);
}

/** Inventory, remarks, counts, audit and state: all of it or none. */
function mergeDelivery(
  viewer: Viewer,
  { id, sourceId }: Begun,
  sent: Sent,
  { counts, hash, isDoubted }: StagedDelivery,
  { now, began }: Arrived,
): Promise<Merged> {
  return inTransaction(
    async (tx) => {
      const merged = await mergeInventory(tx, { importId: id, sourceId, system: sent.system, isDoubted, now });
      const { devices, matched, unmatched } = merged;
      await tx.$executeRaw`
        INSERT INTO import_reject (import_id, line, reason, excerpt)
        SELECT ${id}::int, line, reason, min(excerpt) FROM ${staged(id, "remark")} GROUP BY line, reason`;
      await tx.import.update({
        where: { id },
        data: {
          ...counts,
          devices,
          matched,
          unmatched,
          complete: sent.isComplete && !isDoubted,
          contentHash: new Uint8Array(hash),
          status: "DONE",
          error: null,
          finishedAt: endOf({ now, began }),
        },
        select: { id: true },
      });
      const after = { ...counts, ...merged, format: sent.system, instance: sent.instance };
      await recordAudit(tx, viewer, { action: "inventory.imported", subjectKind: "import", subjectId: id, after }, now);
      return merged;
    },
    { timeoutMs: LONGEST_MERGE_MS },
  );
}

/** Takes one delivery of an inventory, whole or not at all. Answers the import's id, and whether it was known already. */
export function receiveInventory(viewer: Viewer, sent: Sent, now: Date): Promise<{ importId: number; isKnown: boolean }> {
  must(viewer, "inventory:write");
  return inTurn(() => receive(viewer, sent, now));
}

async function receive(viewer: Viewer, sent: Sent, now: Date): Promise<{ importId: number; isKnown: boolean }> {
  const began = performance.now();
  const client = await pool.connect();
  let begun: Begun | null = null;
  try {
    const begin = await beginImport(client, viewer, sent, now);
    if (begin.isDone) {
      await answerAgain(begin.id, sent);
      return { importId: begin.id, isKnown: true };
    }
    begun = begin;
    await dropDeadStages(client, begun.id);
    const delivery = await stageDelivery(client, begun, sent, now);
    await db.import.update({ where: { id: begun.id }, data: { ...delivery.counts, status: "MERGING" }, select: { id: true } });
    await mergeDelivery(viewer, begun, sent, delivery, { now, began });
    return { importId: begun.id, isKnown: false };
  } catch (error) {
    if (begun) await failImport(begun.id, error, endOf({ now, began }));
    throw error;
  } finally {
    sent.stream.destroy();
    await db.progress.deleteMany({ where: { key: progressKey(sent.idempotencyKey) } });
    await letGo(client, begun?.id ?? null);
  }
}

/** The connection may be in the middle of a COPY that broke off: then it is closed, and the stage goes with the next delivery. */
async function letGo(client: PoolClient, importId: number | null): Promise<void> {
  try {
    if (importId !== null) {
      await dropStage(client, importId);
      await unlock(client, importId);
    }
    client.release();
  } catch {
    client.release(true);
  }
}
