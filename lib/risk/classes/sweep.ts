import "server-only";
import { now } from "@/lib/clock";
import { inTransaction, type Tx } from "@/lib/db";
import { repeat } from "@/lib/repeat";
import { reclassify } from "@/lib/risk/classes/commands";
import { endExpired } from "@/lib/risk/classes/overrides/commands";

const SWEEP_EVERY_MS = 60_000;
const AT_ONCE = 100;

/** Tools that have a class, or something to make one of. */
export async function toolsWithClass(tx: Tx): Promise<number[]> {
  const rows = await tx.$queryRaw<{ id: number }[]>`
    SELECT tool_id AS id FROM risk_input WHERE axis = 'class' AND superseded_at IS NULL
    UNION SELECT tool_id FROM claim WHERE tool_id IS NOT NULL
    UNION SELECT tool_id FROM classification WHERE until_at IS NULL ORDER BY id`;
  return rows.map(({ id }) => id);
}

/**
 * What time alone changes: overrides whose end has come, and claims whose day has. Also brings the class of a tool up to date that another one
 * was merged into. Where nothing changed, nothing is written.
 */
export async function sweepClasses(at: Date): Promise<{ ended: number; changed: number }> {
  const ended = await inTransaction((tx) => endExpired(tx, at));
  const ids = await inTransaction(toolsWithClass);
  let changed = 0;
  for (let from = 0; from < ids.length; from += AT_ONCE) {
    changed += (await inTransaction((tx) => reclassify(tx, null, ids.slice(from, from + AT_ONCE), "day", at), { timeoutMs: 60_000 }))
      .length;
  }
  return { ended, changed };
}

/** For the life of the process. The answer stops it and waits for what is under way. */
export function startClassSweep(): () => Promise<void> {
  return repeat("risk.classes", () => sweepClasses(now()), SWEEP_EVERY_MS);
}
