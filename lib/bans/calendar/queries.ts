import "server-only";
import { must } from "@/lib/auth/permissions";
import type { Viewer } from "@/lib/auth/viewer";
import { db } from "@/lib/db";

export type ListedDay = {
  id: number /** 2026-10-01 */;
  day: string;
  country: string | null;
  name: string;
  isWorkday: boolean;
  recordedBy: string | null;
};
export type ListedFreeze = {
  id: number;
  team: { id: number; name: string };
  startsAt: Date;
  endsAt: Date;
  reason: string;
  recordedBy: string | null;
};

/** A year in days; freezes that are ahead or running, and those of the year that are over. */
export async function getCalendar(
  viewer: Viewer,
  { year }: { year: number },
  now: Date,
): Promise<{ days: ListedDay[]; freezes: ListedFreeze[]; past: ListedFreeze[] }> {
  must(viewer, "bans:read");
  const [days, freezes] = await Promise.all([
    db.$queryRaw<ListedDay[]>`
      SELECT d.id, to_char(d.day, 'YYYY-MM-DD') AS day, d.country::text, d.name, d.is_workday AS "isWorkday", p.name AS "recordedBy"
      FROM company_day d LEFT JOIN person p ON p.id = d.recorded_by_id
      WHERE d.day BETWEEN make_date(${year}, 1, 1) AND make_date(${year}, 12, 31) ORDER BY d.day, d.country NULLS FIRST LIMIT 1000`,
    db.$queryRaw<ListedFreeze[]>`
      SELECT f.id, jsonb_build_object('id', t.id, 'name', t.name) AS team, f.starts_at AS "startsAt", f.ends_at AS "endsAt", f.reason, p.name AS "recordedBy"
      FROM change_freeze f JOIN team t ON t.id = f.team_id LEFT JOIN person p ON p.id = f.recorded_by_id
      WHERE f.ends_at > ${now} OR f.ends_at >= make_timestamptz(${year}, 1, 1, 0, 0, 0, 'UTC') AND f.starts_at < make_timestamptz(${year + 1}, 1, 1, 0, 0, 0, 'UTC')
      ORDER BY f.starts_at, f.id LIMIT 500`,
  ]);
  return { days, freezes: freezes.filter(({ endsAt }) => endsAt > now), past: freezes.filter(({ endsAt }) => endsAt <= now) };
}
