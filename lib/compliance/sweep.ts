import "server-only";
import { now } from "@/lib/clock";
import { db, inTransaction } from "@/lib/db";
import { repeat } from "@/lib/repeat";

const FOLD_EVERY_MS = 2_000;
const SWEEP_EVERY_MS = 60_000;
const AT_ONCE = 5_000;

/** Adds what is not yet folded to the sums. Readers are exact without it; it keeps what they add up short. */
export async function foldRollups(at: Date): Promise<number> {
  const [row] = await db.$queryRaw<
    { taken: number }[]
  >`SELECT CASE WHEN EXISTS (SELECT FROM rollup_delta) THEN fold_rollups(${at}) ELSE 0 END AS taken`;
  return row?.taken ?? 0;
}

/** Evidence that went stale, exceptions that began or ended: brings stored states to the moment. Returns how many were due. */
export async function sweepDue(at: Date): Promise<number> {
  let total = 0;
  for (;;) {
    const due = await inTransaction(sweepSome(at), { timeoutMs: 60_000 });
    total += due;
    if (due < AT_ONCE) return total;
  }
}

function sweepSome(at: Date): Parameters<typeof inTransaction<number>>[0] {
  return async (tx) => {
    // Several processes may run this; whoever comes second leaves it to the first.
    const [lock] = await tx.$queryRaw<{ mine: boolean }[]>`SELECT pg_try_advisory_xact_lock(7304, 0) AS mine`;
    if (!lock?.mine) return 0;
    const [row] = await tx.$queryRaw<{ due: number }[]>`SELECT sweep_due(${at}, ${AT_ONCE}::int) AS due`;
    return row?.due ?? 0;
  };
}

/** Starts both for the life of the process. The answer stops them and waits for what is under way. */
export function startSweeps(): () => Promise<void> {
  const stops = [
    repeat("compliance.fold", () => foldRollups(now()), FOLD_EVERY_MS),
    repeat("compliance.sweep", () => sweepDue(now()), SWEEP_EVERY_MS),
  ];
  return async () => {
    await Promise.all(stops.map((stop) => stop()));
  };
}
