import "server-only";
import { must } from "@/lib/auth/permissions";
import type { Viewer } from "@/lib/auth/viewer";
import {
  forecastAt,
  forecastLine,
  hazard,
  type LinePoint,
  planAt,
  planLine,
  reachesAt,
  withBreaks,
} from "@/lib/compliance/burn-down/rules";
import type { Counts } from "@/lib/compliance/rules";
import { oneDuty, PUBLISHED, SUMS, viewedTeams } from "@/lib/compliance/scope";
import { db } from "@/lib/db";
import type { DutyKind } from "@/prisma/generated/enums";

export type BurnDown = {
  dutyId: number;
  kind: DutyKind;
  zone: string;
  publishedAt: Date;
  cutoff: Date;
  now: Date;
  /** Who still has it, in time order; null where no inventory arrived for too long. */
  points: { at: Date; left: number | null }[];
  /** Of how many who had it: it steps up when more are found late. */
  scope: { at: Date; total: number }[];
  plan: LinePoint[];
  planNow: number;
  /** From now to the cutoff; null before there is a day of data, and after the cutoff. */
  forecast: { at: Date; left: number; low: number; high: number }[] | null;
  atCutoff: { left: number; low: number; high: number } | null;
  /** After the cutoff: when four fifths of the first count will be gone at this pace. */
  mostlyClearedAt: Date | null;
  gaps: { from: Date; to: Date }[];
};

type Facts = Counts & {
  dutyId: number;
  kind: DutyKind;
  deadlineAt: Date;
  zone: string;
  publishedAt: Date;
  endedAt: Date | null;
  teams: number[];
};
type Hour = Counts & { at: Date };

/** How many are left over time, for a team's subtree (none: all the viewer sees). Null: no such ban, or not this viewer's team. */
export async function burnDown(viewer: Viewer, banId: number, teamId: number | null, now: Date, duty?: DutyKind): Promise<BurnDown | null> {
  must(viewer, "bans:read");
  const [facts] = await db.$queryRaw<Facts[]>`
    WITH seen AS MATERIALIZED (SELECT array_agg(t.id) AS teams FROM team t WHERE ${viewedTeams(viewer, teamId)})
    SELECT d.id AS "dutyId", d.kind::text, d.deadline_at AS "deadlineAt", b.zone, b.published_at AS "publishedAt", b.ended_at AS "endedAt", seen.teams, c.*
    FROM ban b JOIN ${oneDuty(banId, duty)} d ON d.ban_id = b.id CROSS JOIN seen
    CROSS JOIN LATERAL (SELECT ${SUMS} FROM rollup_now(ARRAY[d.id], seen.teams) r) c
    WHERE b.id = ${banId} AND ${PUBLISHED} AND seen.teams IS NOT NULL`;
  if (!facts) return null;
  const end = facts.endedAt && facts.endedAt < now ? facts.endedAt : now;
  const [hours, gaps] = await Promise.all([history(facts, end), silences(facts.publishedAt, end)]);
  const known = hours.filter(({ at }) => at < end);
  const first = known.length === 0 ? [{ ...facts, at: facts.publishedAt }] : known;
  return drawn(facts, [...first, { ...facts, at: end }], gaps, end);
}

/** As each hour with a change ended. Several teams (a manager of more than one) are summed: each keeps its last count between its changes. */
async function history({ dutyId, teams, publishedAt }: Facts, end: Date): Promise<Hour[]> {
  const hours = await db.$queryRaw<Hour[]>`
    SELECT x.hour AS at, ${SUMS}
    FROM (SELECT DISTINCT hour FROM rollup_history WHERE duty_id = ${dutyId} AND team_id = ANY (${teams}) AND hour < ${end}) x
    CROSS JOIN unnest(${teams}::int[]) AS team (id)
    CROSS JOIN LATERAL (
      SELECT * FROM rollup_history h WHERE h.duty_id = ${dutyId} AND h.team_id = team.id AND h.hour <= x.hour ORDER BY h.hour DESC LIMIT 1
    ) r GROUP BY x.hour ORDER BY x.hour`;
  // A count stands at the end of its hour, the first one at the publication itself.
  return hours.map((row, index) => {
    const closes = new Date(Math.min(row.at.getTime() + 3_600_000, end.getTime()));
    return { ...row, at: index === 0 && publishedAt < closes ? publishedAt : closes };
  });
}

/** Times longer than two periods of the most frequent source in which nothing was taken in. */
function silences(from: Date, to: Date): Promise<{ from: Date; to: Date }[]> {
  return db.$queryRaw<{ from: Date; to: Date }[]>`
    WITH heard AS (
      SELECT i.finished_at AS at FROM import i WHERE i.kind = 'INVENTORY' AND i.status = 'DONE' AND i.finished_at BETWEEN ${from} AND ${to}
      UNION ALL SELECT ${from}
    ), pairs AS (SELECT at, lead(at) OVER (ORDER BY at) AS next FROM heard)
    SELECT at AS "from", next AS "to" FROM pairs
    WHERE next - at > (SELECT 2 * min(period_minutes) * interval '1 minute' FROM source WHERE enabled)
      -- One night without deliveries is no gap where sources report daily.
      AND next - at > interval '12 hours' ORDER BY at`;
}

function drawn(facts: Facts, hours: readonly Hour[], gaps: { from: Date; to: Date }[], now: Date): BurnDown {
  const { dutyId, kind, zone, publishedAt, deadlineAt: cutoff } = facts;
  const line = hours.map(({ at, installed }) => ({ at, left: installed }));
  const start = line[0] ?? { at: publishedAt, left: facts.installed };
  const left = facts.installed;
  const rate = facts.endedAt ? null : hazard(line, now, zone);
  const isBefore = now < cutoff;
  // Those who ever had it: beside the many who never did, the line would lie on the ground.
  const totals = hours.map(({ at, installed, stated, proved }) => ({ at, total: installed + stated + proved }));
  return {
    dutyId,
    kind,
    zone,
    publishedAt,
    cutoff,
    now,
    points: withBreaks(line, gaps),
    scope: totals.filter(({ total }, index) => index === 0 || total !== totals[index - 1]?.total),
    plan: planLine(start, cutoff, zone),
    planNow: planAt(start, cutoff, zone, now),
    forecast: rate !== null && isBefore ? forecastLine(left, rate, now, cutoff, zone) : null,
    atCutoff: rate !== null && isBefore ? forecastAt(left, rate, now, cutoff, zone) : null,
    mostlyClearedAt: rate !== null && !isBefore ? reachesAt(left, start.left * 0.2, rate, now, zone) : null,
    gaps,
  };
}
