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
import { type Counts, headline } from "@/lib/compliance/rules";
import { dateFor, oneDuty, PUBLISHED, SUMS, viewedTeams } from "@/lib/compliance/scope";
import { db } from "@/lib/db";
import { Prisma } from "@/prisma/generated/client";
import type { DutyKind, DutyProof } from "@/prisma/generated/enums";

export type BurnDown = {
  dutyId: number;
  kind: DutyKind;
  zone: string;
  publishedAt: Date;
  /** The date of the team that is looked at, or of the duty. */
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
  gaps: Gap[];
};

type Facts = Counts & {
  dutyId: number;
  kind: DutyKind;
  proof: DutyProof;
  deadlineAt: Date;
  zone: string;
  publishedAt: Date;
  endedAt: Date | null;
};
type Hour = Counts & { at: Date };
type Gap = { from: Date; to: Date };
/** As the database sends lists within a row: moments are text. */
type Sent<T> = { [Key in keyof T]: T[Key] extends Date ? string : T[Key] };
type FactsRow = Facts & { hours: Sent<Hour>[]; gaps: Sent<Gap>[] };

/** How many are left over time, for a team's subtree (none: all the viewer sees). Null: no such ban, or not this viewer's team. */
export async function burnDown(viewer: Viewer, banId: number, teamId: number | null, now: Date, duty?: DutyKind): Promise<BurnDown | null> {
  must(viewer, "bans:read");
  const [row] = await db.$queryRaw<FactsRow[]>`
    WITH seen AS MATERIALIZED (SELECT array_agg(t.id) AS teams FROM team t WHERE ${viewedTeams(viewer, teamId)}),
    facts AS MATERIALIZED (
      SELECT d.id AS duty_id, d.kind, d.proof, ${dateFor(teamId ? Prisma.sql`${teamId}` : Prisma.sql`seen.teams[1]`)} AS deadline_at, b.zone, b.published_at, b.ended_at, least(b.ended_at, ${now}::timestamptz) AS until, seen.teams
      FROM ban b JOIN ${oneDuty(banId, duty)} d ON d.ban_id = b.id CROSS JOIN seen WHERE b.id = ${banId} AND ${PUBLISHED} AND seen.teams IS NOT NULL
    ), hours AS (
      ${HOURS}
    ), gaps AS (
      ${SILENCES}
    )
    SELECT f.duty_id AS "dutyId", f.kind::text, f.proof::text, f.deadline_at AS "deadlineAt", f.zone, f.published_at AS "publishedAt", f.ended_at AS "endedAt", c.*,
      (SELECT coalesce(jsonb_agg(h ORDER BY h.at), '[]') FROM hours h) AS hours, (SELECT coalesce(jsonb_agg(g ORDER BY g."from"), '[]') FROM gaps g) AS gaps
    FROM facts f CROSS JOIN LATERAL (SELECT ${SUMS} FROM rollup_now(ARRAY[f.duty_id], f.teams) r) c`;
  if (!row) return null;
  const { hours, gaps, ...facts } = row;
  const end = facts.endedAt && facts.endedAt < now ? facts.endedAt : now;
  const known = closedHours(hours, facts.publishedAt, end).filter(({ at }) => at < end);
  const first = known.length === 0 ? [{ ...facts, at: facts.publishedAt }] : known;
  const silent = gaps.map(({ from, to }) => ({ from: new Date(from), to: new Date(to) }));
  return drawn(facts, [...first, { ...facts, at: end }], silent, end);
}

/** As each hour with a change ended. Several teams (a manager of more than one) are summed: each keeps its last count between its changes. */
const HOURS = Prisma.sql`
  SELECT x.hour AS at, ${SUMS}
  FROM facts f CROSS JOIN LATERAL (
    SELECT DISTINCT hour FROM rollup_history WHERE duty_id = f.duty_id AND team_id = ANY (f.teams) AND hour < f.until
  ) x CROSS JOIN unnest(f.teams) AS team (id)
  CROSS JOIN LATERAL (
    SELECT * FROM rollup_history h WHERE h.duty_id = f.duty_id AND h.team_id = team.id AND h.hour <= x.hour ORDER BY h.hour DESC LIMIT 1
  ) r GROUP BY x.hour`;

/** Times longer than two periods of the most frequent source in which nothing was taken in. One night without deliveries is no gap where sources report daily. */
const SILENCES = Prisma.sql`
  SELECT at AS "from", next AS "to" FROM (
    SELECT at, lead(at) OVER (ORDER BY at) AS next FROM (
      SELECT i.finished_at AS at FROM facts f JOIN import i ON i.kind = 'INVENTORY' AND i.status = 'DONE' AND i.finished_at BETWEEN f.published_at AND f.until
      UNION ALL SELECT published_at FROM facts
    ) heard
  ) pairs
  WHERE next - at > (SELECT 2 * min(period_minutes) * interval '1 minute' FROM source WHERE enabled) AND next - at > interval '12 hours'`;

/** A count stands at the end of its hour, the first one at the publication itself. */
function closedHours(hours: readonly Sent<Hour>[], publishedAt: Date, end: Date): Hour[] {
  return hours.map((row, index) => {
    const closes = new Date(Math.min(new Date(row.at).getTime() + 3_600_000, end.getTime()));
    return { ...row, at: index === 0 && publishedAt < closes ? publishedAt : closes };
  });
}

function drawn(facts: Facts, hours: readonly Hour[], gaps: Gap[], now: Date): BurnDown {
  const { dutyId, kind, proof, zone, publishedAt, deadlineAt: cutoff } = facts;
  const leftOf = (counts: Counts) => headline(counts, proof).left;
  const left = leftOf(facts);
  const line = hours.map((hour) => ({ at: hour.at, left: leftOf(hour) }));
  const start = line[0] ?? { at: publishedAt, left };
  const rate = facts.endedAt ? null : hazard(line, now, zone);
  const isBefore = now < cutoff;
  // Those who ever had it: beside the many who never did, the line would lie on the ground.
  const totals = hours.map((hour) => ({ at: hour.at, total: leftOf(hour) + hour.stated + hour.proved }));
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
