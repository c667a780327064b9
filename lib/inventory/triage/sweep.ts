import "server-only";
import { now } from "@/lib/clock";
import { db, inTransaction } from "@/lib/db";
import { type Known, knowledgeOf } from "@/lib/inventory/triage/known/rules";
import { readRegistry } from "@/lib/inventory/triage/signals/queries";
import { type Rated, scoreOf, signalsOf } from "@/lib/inventory/triage/signals/rules";
import { repeat } from "@/lib/repeat";

const TURN_EVERY_MS = 10_000;
/** How long counting may go on before rating has its turn, and the other way round. */
const BUDGET_MS = 3_000;
/** Popular software changes with every delivery; it is not counted again sooner than this. */
const COUNT_AGAIN_AFTER_MS = 5 * 60_000;
/** Owners move between teams without any delivery. */
const COUNT_ANYWAY_AFTER_MS = 24 * 3_600_000;
const LOOK_FOR_OLD_EVERY_MS = 3_600_000;

const TOUCHES_AT_ONCE = 50_000;
const FEWEST_AT_ONCE = 25;
const MOST_AT_ONCE = 2_000;
const RATED_AT_ONCE = 500;

const STOPS_AFTER = (ms: number) => {
  const end = performance.now() + ms;
  return () => performance.now() >= end;
};

/**
 * What merges have touched is to be counted again. Rows that a merge holds at this moment are left for the next turn: whoever waited here
 * could keep a merge waiting in turn.
 */
async function markTouched(): Promise<void> {
  await db.$executeRaw`/* triage's own clock */
    WITH taken AS (
      DELETE FROM triage_touch WHERE id IN (SELECT id FROM triage_touch ORDER BY id LIMIT ${TOUCHES_AT_ONCE}) RETURNING software_id
    ), named AS (
      SELECT t.id, min(s.id) AS software_id FROM software s JOIN triage_item t USING (kind, match_value, publisher)
      WHERE s.id IN (SELECT software_id FROM taken) AND NOT t.stale AND NOT t.matched GROUP BY t.id
    ), locked AS (
      SELECT id FROM triage_item WHERE id IN (SELECT id FROM named) FOR UPDATE SKIP LOCKED
    ), later AS (
      INSERT INTO triage_touch (software_id) SELECT software_id FROM named WHERE id NOT IN (SELECT id FROM locked)
    )
    UPDATE triage_item SET stale = true WHERE id IN (SELECT id FROM locked)`;
}

/** Counts were right when they were taken; after a day they are taken again, whatever has moved since. */
async function markOld(at: Date): Promise<void> {
  await db.$executeRaw`/* triage's own clock */
    UPDATE triage_item SET stale = true WHERE id IN (
      SELECT id FROM triage_item WHERE NOT matched AND NOT stale AND counted_at < ${new Date(at.getTime() - COUNT_ANYWAY_AFTER_MS)} FOR UPDATE SKIP LOCKED)`;
}

/** Devices that hold it now, and the teams of their owners; what they are made of is kept beside, so that a page need not count. */
function countSome(at: Date, before: Date, most: number): Promise<number> {
  return db.$executeRaw`/* triage's own clock */
    WITH batch AS (
      SELECT id, kind, match_value, publisher FROM triage_item
      WHERE stale AND NOT matched AND (counted_at IS NULL OR counted_at < ${before}) ORDER BY counted_at NULLS FIRST, id LIMIT ${most} FOR UPDATE SKIP LOCKED
    ), held AS MATERIALIZED (
      SELECT DISTINCT b.id, s.version, i.device_id, d.platform, coalesce(d.owner_team_id, p.team_id) AS team_id
      FROM batch b JOIN software s USING (kind, match_value, publisher) JOIN installation i ON i.software_id = s.id AND i.gone_at IS NULL
        JOIN device d ON d.id = i.device_id LEFT JOIN person p ON p.id = d.owner_person_id
    ), total AS (
      SELECT id, count(DISTINCT device_id)::int AS devices, count(DISTINCT team_id)::int AS teams FROM held GROUP BY id
    ), part AS (
      SELECT id, 'platforms' AS what, platform::text AS key, count(DISTINCT device_id)::int AS n FROM held GROUP BY id, platform
      UNION ALL SELECT id, 'teams', team_id::text, count(DISTINCT device_id)::int FROM held WHERE team_id IS NOT NULL GROUP BY id, team_id
      UNION ALL SELECT id, 'versions', version, count(DISTINCT device_id)::int FROM held GROUP BY id, version
    ), ranked AS (
      SELECT *, row_number() OVER (PARTITION BY id, what ORDER BY n DESC, key) AS place FROM part
    ), listed AS (
      SELECT id, what, jsonb_agg(jsonb_build_object('key', key, 'devices', n) ORDER BY place) AS parts FROM ranked WHERE place <= 10 GROUP BY id, what
    ), shown AS (
      SELECT id, jsonb_object_agg(what, parts) AS breakdown FROM listed GROUP BY id
    )
    UPDATE triage_item t SET devices = coalesce(c.devices, 0), teams = coalesce(c.teams, 0), breakdown = coalesce(w.breakdown, '{}'), counted_at = ${at}, stale = false
    FROM batch b LEFT JOIN total c ON c.id = b.id LEFT JOIN shown w ON w.id = b.id WHERE t.id = b.id`;
}

type Patience = { budgetMs?: number; againAfterMs?: number };

/** Counts what is stale for as long as the budget lasts; answers how many it counted. */
export async function countStale(at: Date, { budgetMs = BUDGET_MS, againAfterMs = COUNT_AGAIN_AFTER_MS }: Patience = {}): Promise<number> {
  await markTouched();
  const isOver = STOPS_AFTER(budgetMs);
  const before = new Date(at.getTime() - againAfterMs);
  let most = 100;
  let total = 0;
  do {
    const begun = performance.now();
    const counted = await countSome(at, before, most);
    total += counted;
    if (counted === 0) break;
    // Some are on every device and most on one: what a batch costs says how large the next may be.
    const spent = performance.now() - begun;
    most = Math.round(Math.min(MOST_AT_ONCE, Math.max(FEWEST_AT_ONCE, spent < 100 ? most * 2 : spent > 400 ? most / 2 : most)));
  } while (!isOver());
  return total;
}

type ToRate = Rated & { id: number };

async function rateSome(fingerprint: number, known: Known): Promise<number> {
  return inTransaction(async (tx) => {
    // Three ranges of an index instead of everything that is not equal.
    const items = await tx.$queryRaw<ToRate[]>`/* triage's own clock */
      SELECT id, kind::text, match_value AS "matchValue", publisher, name FROM triage_item WHERE id IN (
        (SELECT id FROM triage_item WHERE NOT matched AND rated_with IS NULL LIMIT ${RATED_AT_ONCE})
        UNION ALL (SELECT id FROM triage_item WHERE NOT matched AND rated_with < ${fingerprint} LIMIT ${RATED_AT_ONCE})
        UNION ALL (SELECT id FROM triage_item WHERE NOT matched AND rated_with > ${fingerprint} LIMIT ${RATED_AT_ONCE})
        LIMIT ${RATED_AT_ONCE}
      ) FOR UPDATE SKIP LOCKED`;
    if (items.length === 0) return 0;
    const signals = items.map((item) => signalsOf(item, known));
    await tx.$executeRaw`/* triage's own clock */
      UPDATE triage_item t SET score = r.score, signals = r.signals::jsonb, rated_with = ${fingerprint}
      FROM unnest(${items.map(({ id }) => id)}::int[], ${signals.map(scoreOf)}::int[], ${signals.map((one) => JSON.stringify(one))}::text[]) AS r(id, score, signals)
      WHERE t.id = r.id`;
    return items.length;
  });
}

let knowledge: { fingerprint: number; known: Known } | null = null;

/** Rates what is new, and everything again after the registry has changed, for as long as the budget lasts; answers how many it rated. */
export async function rateUnrated({ budgetMs = BUDGET_MS }: Patience = {}): Promise<number> {
  const { fingerprint, ...registry } = await readRegistry();
  if (knowledge?.fingerprint !== fingerprint) knowledge = { fingerprint, known: knowledgeOf(registry) };
  const isOver = STOPS_AFTER(budgetMs);
  let total = 0;
  for (;;) {
    const rated = await rateSome(fingerprint, knowledge.known);
    total += rated;
    if (rated === 0 || isOver()) return total;
  }
}

/** Counts and rates for the life of the process. The answer stops it and waits for what is under way. */
export function startTriage(): () => Promise<void> {
  let lookedAt = 0;
  const turn = async () => {
    if (performance.now() - lookedAt > LOOK_FOR_OLD_EVERY_MS) {
      lookedAt = performance.now();
      await markOld(now());
    }
    // One after the other in turns, until neither has anything to do.
    while ((await rateUnrated()) + (await countStale(now())) > 0);
  };
  return repeat("inventory.triage", turn, TURN_EVERY_MS);
}
