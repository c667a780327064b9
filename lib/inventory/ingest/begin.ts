import "server-only";
import type { PoolClient } from "pg";
import type { Viewer } from "@/lib/auth/viewer";
import { broke, db } from "@/lib/db";
import { DEFAULT_PERIOD_MINUTES } from "@/lib/inventory/rules";
import { Refusal, reason, refuse } from "@/lib/refusal";
import type { SourceSystem } from "@/prisma/generated/enums";
import { dropStage } from "./stage-tables";

/** First half of the advisory lock's key; the second is the import's id. Whoever holds it is alive. */
const LOCK = 4_711;

async function isFree(client: PoolClient, importId: number): Promise<boolean> {
  const { rows } = await client.query<{ free: boolean }>("SELECT pg_try_advisory_lock($1, $2) AS free", [LOCK, importId]);
  return rows[0]?.free ?? false;
}

export async function unlock(client: PoolClient, importId: number): Promise<void> {
  await client.query("SELECT pg_advisory_unlock($1, $2)", [LOCK, importId]);
}

/** A key belongs to a source: two servers may both call a delivery "2026-07-08". */
function formatOf({ system, instance }: { system: SourceSystem; instance: string }): string {
  return instance === "default" ? system.toLowerCase() : `${system.toLowerCase()}/${instance}`;
}

type Opening = { system: SourceSystem; instance: string; idempotencyKey: string; isComplete: boolean };
type Begin = { id: number; sourceId: number; hasHistory: boolean; isDone: boolean };

async function sourceOf({ system, instance }: Opening): Promise<number> {
  const source = await db.source.upsert({
    where: { system_instance: { system, instance } },
    create: { system, instance, periodMinutes: DEFAULT_PERIOD_MINUTES[system] },
    update: {},
    select: { id: true, enabled: true },
  });
  if (!source.enabled) refuse("conflict", "inventory.whyNot.sourceDisabled");
  return source.id;
}

async function create(viewer: Viewer, opening: Opening, sourceId: number, now: Date): Promise<number> {
  try {
    const created = await db.import.create({
      data: {
        kind: "INVENTORY",
        format: formatOf(opening),
        idempotencyKey: opening.idempotencyKey,
        sourceId,
        status: "RECEIVING",
        complete: opening.isComplete,
        personId: viewer.personId,
        tokenId: viewer.tokenId,
        startedAt: now,
      },
      select: { id: true },
    });
    return created.id;
  } catch (error) {
    if (broke(error, "import_kind_format_idempotency_key_key")) refuse("conflict", "inventory.whyNot.stillRunning");
    throw error;
  }
}

/** Finds or opens the import of a key. One that broke off, with its process or by its contents, begins anew. */
export async function beginImport(client: PoolClient, viewer: Viewer, opening: Opening, now: Date): Promise<Begin> {
  const sourceId = await sourceOf(opening);
  const key = {
    kind_format_idempotencyKey: { kind: "INVENTORY" as const, format: formatOf(opening), idempotencyKey: opening.idempotencyKey },
  };
  const known = await db.import.findUnique({ where: key, select: { id: true, status: true, error: true } });
  const id = known?.id ?? (await create(viewer, opening, sourceId, now));
  if (known?.status === "DONE") return { id, sourceId, hasHistory: true, isDone: true };
  if (!(await isFree(client, id))) refuse("conflict", "inventory.whyNot.stillRunning");
  if (known) {
    await dropStage(client, id);
    await db.importReject.deleteMany({ where: { importId: id } });
    const again = {
      status: "RECEIVING" as const,
      received: 0,
      accepted: 0,
      rejected: 0,
      error: null,
      startedAt: now,
      finishedAt: null,
      complete: opening.isComplete,
    };
    await db.import.update({ where: { id }, data: again, select: { id: true } });
  }
  // A delivery that was overtaken reads every list when it comes again.
  const wasOvertaken = known?.error?.includes("inventory.broken.overtaken") ?? false;
  return { id, sourceId, hasHistory: !wasOvertaken && (await hasReports(client, sourceId)), isDone: false };
}

async function hasReports(client: PoolClient, sourceId: number): Promise<boolean> {
  const { rows } = await client.query<{ any: boolean }>(
    "SELECT EXISTS (SELECT FROM import WHERE source_id = $1 AND status = 'DONE') AND EXISTS (SELECT FROM report WHERE source_id = $1 AND digest IS NOT NULL) AS any",
    [sourceId],
  );
  return rows[0]?.any ?? false;
}

export async function failImport(id: number, error: unknown, now: Date): Promise<void> {
  const why = error instanceof Refusal ? error.reason : reason("inventory.broken.unexpected");
  await db.import.updateMany({
    where: { id, status: { not: "DONE" } },
    data: { status: "FAILED", error: JSON.stringify(why), finishedAt: now },
  });
}

/** Stages of processes that died, and their imports, which say so from now on. */
export async function dropDeadStages(client: PoolClient, ownId: number): Promise<void> {
  const { rows } = await client.query<{ id: number }>(
    "SELECT DISTINCT substring(relname FROM '^inventory_stage_([0-9]+)_')::int AS id FROM pg_class WHERE relkind = 'r' AND relname ~ '^inventory_stage_[0-9]+_'",
  );
  for (const { id } of rows) {
    if (id === ownId || !(await isFree(client, id))) continue;
    await dropStage(client, id);
    await client.query("UPDATE import SET status = 'FAILED', error = $2 WHERE id = $1 AND status IN ('RECEIVING', 'MERGING')", [
      id,
      JSON.stringify(reason("inventory.broken.interrupted")),
    ]);
    await unlock(client, id);
  }
}
