import "server-only";
import { db } from "@/lib/db";
import { Refusal, reason } from "@/lib/refusal";

/** Hits per minute, by what is counted. */
export const RATE_CLASSES = {
  /** Attempts to sign in that were not right, per account and per address. */
  signIn: 5,
  /** Tokens that do not hold, per address. */
  failedToken: 30,
  setup: 10,
  search: 240,
  /** Requests for tools. */
  request: 20,
  export: 20,
  /** Files that somebody kept, one by one. */
  download: 120,
  ingest: 600,
} as const;

export type RateClass = keyof typeof RATE_CLASSES;

const MINUTE = 60_000;
/** A minute is counted in slots, so that five attempts at its end and five after it are ten, not twice five. */
const SLOT = 5_000;

function slotOf(at: Date): Date {
  return new Date(Math.floor(at.getTime() / SLOT) * SLOT);
}

/** The slots that still count; the one cut by the minute's edge counts in full. */
function edgeOf(at: Date): Date {
  return new Date(slotOf(at).getTime() - MINUTE);
}

/** Counts one hit and answers null, or answers the seconds to wait; a refused hit is not counted. Real time; one statement. */
export async function hit(rateClass: RateClass, who: string, at = new Date()): Promise<number | null> {
  const limit = RATE_CLASSES[rateClass];
  const key = `${rateClass}:${who}`.slice(0, 200);
  const [slot, edge] = [slotOf(at), edgeOf(at)];
  const counted = await db.$queryRaw<{ hits: number }[]>`
    WITH older AS (
      SELECT coalesce(sum(hits), 0)::int AS hits FROM rate_window WHERE key = ${key} AND started_at >= ${edge} AND started_at < ${slot}
    )
    INSERT INTO rate_window AS counted (key, started_at, hits)
    SELECT ${key}, ${slot}, 1 FROM older WHERE older.hits < ${limit}
    ON CONFLICT (key, started_at) DO UPDATE SET hits = counted.hits + 1
      WHERE counted.hits + (SELECT hits FROM older) < ${limit}
    RETURNING counted.hits`;
  if (counted.length > 0) return null;
  return secondsToWait(key, at);
}

async function secondsToWait(key: string, at: Date): Promise<number> {
  await forgetOld(at);
  const oldest = await db.rateWindow.findFirst({
    where: { key, startedAt: { gte: edgeOf(at) } },
    orderBy: { startedAt: "asc" },
    select: { startedAt: true },
  });
  const free = (oldest?.startedAt.getTime() ?? at.getTime()) + MINUTE + SLOT;
  return Math.max(1, Math.ceil((free - at.getTime()) / 1_000));
}

/** Takes one hit back: what went well does not count. */
export async function unhit(rateClass: RateClass, who: string, at = new Date()): Promise<void> {
  await db.rateWindow.updateMany({
    where: { key: `${rateClass}:${who}`.slice(0, 200), startedAt: slotOf(at), hits: { gt: 0 } },
    data: { hits: { decrement: 1 } },
  });
}

/** Counts one hit or refuses with 429. */
export async function limitRate(rateClass: RateClass, who: string): Promise<void> {
  const seconds = await hit(rateClass, who);
  if (seconds !== null) throw new Refusal("too-many", reason("http.refusal.tooMany", { seconds }), { retryAfterSeconds: seconds });
}

/** Rows older than an hour say nothing any more. */
export async function forgetOld(at = new Date()): Promise<void> {
  await db.rateWindow.deleteMany({ where: { startedAt: { lt: new Date(at.getTime() - 60 * MINUTE) } } });
}
