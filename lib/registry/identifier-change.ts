import "server-only";
import type { Tx } from "@/lib/db";

/** A transaction that changes identifiers may have to look at everybody under a ban again. */
export const IDENTIFIER_CHANGE_MS = 120_000;

/**
 * Runs `work`, which changes identifiers (also by merging, importing or undoing), and then brings after it what rests on them: which tool
 * software is, who holds what, and obligations under published bans. Once per transaction, after all locks it needs otherwise; give the
 * transaction `IDENTIFIER_CHANGE_MS`, since it waits for inventories that are being merged.
 */
export async function changingIdentifiers<Result>(tx: Tx, now: Date, work: () => Promise<Result>): Promise<Result> {
  await tx.$queryRaw`SELECT begin_identifier_change()::text`;
  const result = await work();
  await tx.$queryRaw`SELECT end_identifier_change(${now})`;
  return result;
}
