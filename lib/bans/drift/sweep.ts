import "server-only";
import { recordAudit } from "@/lib/audit/record";
import { SYSTEM } from "@/lib/auth/viewer";
import { MATCH_NAME, SAME_THING } from "@/lib/bans/drift/matches";
import { now } from "@/lib/clock";
import { db, inTransaction, type Tx } from "@/lib/db";
import { enqueueNotice } from "@/lib/outbox/commands";
import { repeat } from "@/lib/repeat";

const SWEEP_EVERY_MS = 60_000;

export type Reconciled = { found: number; gone: number; settled: number; reopened: number };

/** What the registry and the bans were when nothing was left to do. */
let settledAt: string | null = null;

async function stampNow(): Promise<string> {
  const [{ stamp }] = await db.$queryRaw<[{ stamp: string }]>`SELECT scope_stamp() AS stamp`;
  return stamp;
}

/** Brings the proposals of one ban to what its words mean now. Leaves a ban alone that somebody is changing: the next turn sees it. */
async function reconcile(tx: Tx, banId: number, at: Date): Promise<Reconciled> {
  const [ban] = await tx.$queryRaw<{ code: string; title: string; status: string }[]>`
    SELECT code, title, status::text FROM ban WHERE id = ${banId} FOR UPDATE SKIP LOCKED`;
  const nothing = { found: 0, gone: 0, settled: 0, reopened: 0 };
  if (!ban) return nothing;
  // A publication that was called back leaves nothing to widen.
  if (ban.status !== "PUBLISHED") return { ...nothing, gone: (await tx.scopeDrift.deleteMany({ where: { banId, status: "OPEN" } })).count };
  // Its version came to nothing, or a later one left it out and its words mean it again.
  const reopened = await tx.$executeRaw`
    UPDATE scope_drift d SET status = 'OPEN', decided_by_id = NULL, decided_at = NULL, reason = NULL, version_id = NULL
    FROM ban_version v, new_matches(${banId}::int) m
    WHERE d.ban_id = ${banId} AND d.status = 'ACCEPTED' AND v.id = d.version_id AND v.status NOT IN ('DRAFT', 'IN_REVIEW', 'APPROVED') AND ${SAME_THING}`;
  // A version that binds names it by itself.
  const settled = await tx.$executeRaw`
    UPDATE scope_drift d SET status = 'ACCEPTED', decided_by_id = v.published_by_id, decided_at = coalesce(v.frozen_at, ${at}), version_id = v.id
    FROM ban_version v
    WHERE d.ban_id = ${banId} AND d.status = 'OPEN' AND v.ban_id = d.ban_id AND v.status = 'PUBLISHED' AND NOT EXISTS (SELECT FROM new_matches(${banId}::int) m WHERE ${SAME_THING})
      AND CASE WHEN d.family_id IS NULL THEN EXISTS (SELECT FROM ban_scope_tool b WHERE b.ban_id = d.ban_id AND b.tool_id = d.tool_id)
        ELSE EXISTS (SELECT FROM ban_scope_access b WHERE b.ban_id = d.ban_id AND b.tool_id = d.tool_id AND b.family_id = d.family_id AND b.channel = d.channel) END`;
  const gone = await tx.$queryRaw<{ name: string }[]>`
    WITH gone AS (
      DELETE FROM scope_drift d WHERE d.ban_id = ${banId} AND d.status = 'OPEN' AND NOT EXISTS (SELECT FROM new_matches(${banId}::int) m WHERE ${SAME_THING})
      RETURNING d.tool_id, d.family_id, d.channel)
    SELECT ${MATCH_NAME} AS name FROM gone d JOIN tool t ON t.id = d.tool_id LEFT JOIN model_family f ON f.id = d.family_id ORDER BY 1`;
  const found = await tx.$queryRaw<{ name: string }[]>`
    WITH found AS (
      INSERT INTO scope_drift (ban_id, tool_id, family_id, channel, mode, found_at)
      SELECT ${banId}, m.tool_id, m.family_id, m.channel, m.mode, ${at} FROM new_matches(${banId}::int) m ON CONFLICT DO NOTHING
      RETURNING tool_id, family_id, channel)
    SELECT ${MATCH_NAME} AS name FROM found d JOIN tool t ON t.id = d.tool_id LEFT JOIN model_family f ON f.id = d.family_id ORDER BY 1`;
  await tell(tx, { id: banId, ...ban }, { found: namesOf(found), gone: namesOf(gone) }, at);
  return { found: found.length, gone: gone.length, settled, reopened };
}

const namesOf = (rows: readonly { name: string }[]) => rows.map(({ name }) => name);

/** Writes the record, and tells those who decide. */
async function tell(
  tx: Tx,
  ban: { id: number; code: string; title: string },
  { found, gone }: { found: string[]; gone: string[] },
  at: Date,
): Promise<void> {
  const subject = { subjectKind: "ban", subjectId: ban.code } as const;
  if (gone.length > 0) await recordAudit(tx, SYSTEM, { action: "ban.drift-gone", ...subject, before: { matches: gone } }, at);
  if (found.length === 0) return;
  await recordAudit(tx, SYSTEM, { action: "ban.drift-found", ...subject, after: { matches: found } }, at);
  const officers = await tx.person.findMany({
    where: { active: true, roles: { some: { role: "SECURITY_OFFICER" } } },
    select: { id: true },
  });
  const personId = officers.map(({ id }) => id);
  const values = { ban: ban.code, title: ban.title, count: found.length };
  await enqueueNotice(tx, { topic: "ban.drift-found", values, personId, ...subject, banId: ban.id }, at);
}

/** Finds what matches the words of published bans by now, and puts away what does no more. While nothing changes it only looks whether something did. */
export async function sweepDrift(at: Date): Promise<Reconciled> {
  const total = { found: 0, gone: 0, settled: 0, reopened: 0 };
  const stamp = await stampNow();
  if (stamp === settledAt) return total;
  const rows = await db.$queryRaw<{ id: number }[]>`SELECT ban_id AS id FROM bans_with_drift()`;
  for (const { id } of rows) {
    const { found, gone, settled, reopened } = await inTransaction((tx) => reconcile(tx, id, at));
    total.found += found;
    total.gone += gone;
    total.settled += settled;
    total.reopened += reopened;
  }
  // What was written, or left to somebody who is changing it, is looked at once more.
  if (rows.length === 0) settledAt = stamp;
  return total;
}

/** For the life of the process. The answer stops it and waits for what is under way. */
export function startDriftSweep(): () => Promise<void> {
  return repeat("bans.drift", () => sweepDrift(now()), SWEEP_EVERY_MS);
}
