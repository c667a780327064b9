import "server-only";
import { readNewVersions } from "@/lib/bans/ranges/commands";
import { now } from "@/lib/clock";
import { db, inTransaction } from "@/lib/db";
import { repeat } from "@/lib/repeat";

const FOLD_EVERY_MS = 2_000;
const SWEEP_EVERY_MS = 60_000;
const READ_EVERY_MS = 5_000;
const AT_ONCE = 5_000;
/** People who moved in one go are settled in one go: whoever evaluates many of them keeps everybody else waiting anyway. */
const CHANGES_AT_ONCE = 40_000;

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

/** Who joined, left, moved or changed country since the last time, and who now answers for them, by whatever door it was changed. */
export async function sweepPopulation(at: Date): Promise<number> {
  const [waiting] = await db.$queryRaw<{ any: boolean }[]>`SELECT EXISTS (SELECT FROM population_change) AS any`;
  if (!waiting?.any) return 0;
  return inTransaction(
    async (tx) => {
      const [row] = await tx.$queryRaw<{ taken: number }[]>`SELECT sweep_population(${at}, ${CHANGES_AT_ONCE}::int) AS taken`;
      return row?.taken ?? 0;
    },
    { timeoutMs: 120_000 },
  );
}

/** Starts all of them for the life of the process. The answer stops them and waits for what is under way. */
export function startSweeps(): () => Promise<void> {
  const stops = [
    repeat("compliance.fold", () => foldRollups(now()), FOLD_EVERY_MS),
    repeat("compliance.sweep", () => sweepDue(now()), SWEEP_EVERY_MS),
    repeat("compliance.population", () => sweepPopulation(now()), READ_EVERY_MS),
    repeat("compliance.versions", () => readNewVersions(now()), READ_EVERY_MS),
  ];
  return async () => {
    await Promise.all(stops.map((stop) => stop()));
  };
}
