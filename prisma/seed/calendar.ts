import type pg from "pg";
import { type AuditRow, recordAll } from "./audit.ts";
import type { Cast } from "./personas.ts";

type Days = { country: string; name: string; from: string; until?: string; isWorkday?: boolean };

/** Public holidays of 2026: the State Council's arrangement for China with its working weekends, and the federal holidays of the United States. */
const DAYS: readonly Days[] = [
  { country: "CN", name: "元旦 New Year", from: "2026-01-01", until: "2026-01-03" },
  { country: "CN", name: "元旦调休 worked for New Year", from: "2026-01-04", isWorkday: true },
  { country: "CN", name: "春节调休 worked for Spring Festival", from: "2026-02-14", isWorkday: true },
  { country: "CN", name: "春节 Spring Festival", from: "2026-02-15", until: "2026-02-23" },
  { country: "CN", name: "春节调休 worked for Spring Festival", from: "2026-02-28", isWorkday: true },
  { country: "CN", name: "清明节 Qingming Festival", from: "2026-04-04", until: "2026-04-06" },
  { country: "CN", name: "劳动节 Labour Day", from: "2026-05-01", until: "2026-05-05" },
  { country: "CN", name: "劳动节调休 worked for Labour Day", from: "2026-05-09", isWorkday: true },
  { country: "CN", name: "端午节 Dragon Boat Festival", from: "2026-06-19", until: "2026-06-21" },
  { country: "CN", name: "国庆节调休 worked for National Day", from: "2026-09-20", isWorkday: true },
  { country: "CN", name: "中秋节 Mid-Autumn Festival", from: "2026-09-25", until: "2026-09-27" },
  { country: "CN", name: "国庆节 National Day", from: "2026-10-01", until: "2026-10-07" },
  { country: "CN", name: "国庆节调休 worked for National Day", from: "2026-10-10", isWorkday: true },
  { country: "US", name: "New Year’s Day", from: "2026-01-01" },
  { country: "US", name: "Martin Luther King Jr. Day", from: "2026-01-19" },
  { country: "US", name: "Washington’s Birthday", from: "2026-02-16" },
  { country: "US", name: "Memorial Day", from: "2026-05-25" },
  { country: "US", name: "Juneteenth", from: "2026-06-19" },
  { country: "US", name: "Independence Day (observed)", from: "2026-07-03" },
  { country: "US", name: "Labor Day", from: "2026-09-07" },
  { country: "US", name: "Columbus Day", from: "2026-10-12" },
  { country: "US", name: "Veterans Day", from: "2026-11-11" },
  { country: "US", name: "Thanksgiving Day", from: "2026-11-26" },
  { country: "US", name: "Christmas Day", from: "2026-12-25" },
];

const RECORDED_AT = "2026-06-29T10:00:00+08:00";
const FREEZE = { from: "2026-07-13T00:00", until: "2026-07-18T00:00", reason: "Half-year closing: finance machines stay as they are." };

/** Free seats as consoles say them, for a company of 124,000; fewer people have fewer. */
const SEATS = [
  { slug: "qoder", free: 9_400, asOf: "2026-07-02", source: "Qoder administration console" },
  { slug: "claude-code", free: 1_240, asOf: "2026-06-30", source: "Invoice of June and the vendor’s console" },
] as const;

const WORKFLOWS = [
  { slug: "claude-code", name: "Nightly dependency upgrades", runs: 7, note: "Opens merge requests for the platform libraries." },
  { slug: "claude-code", name: "Summaries of merge requests", runs: 2_150, note: "A step of the shared pipeline." },
  { slug: "claude-code", name: "Triage of crash reports", runs: null, note: null },
  { slug: "openai-codex", name: "Test scaffolds for new services", runs: 40, note: null },
] as const;

/** Days, a change freeze, who is away, seats, workflows and what machines without an owner are there for. */
export async function loadCalendar(db: pg.ClientBase, cast: Cast, people: number): Promise<void> {
  const { personId: officerId, name: officer } = cast.officer;
  await db.query(
    `INSERT INTO company_day (day, country, name, is_workday, recorded_by_id, recorded_at)
     SELECT day::date, d.country, d.name, coalesce(d."isWorkday", false), $2, $3
     FROM jsonb_to_recordset($1) AS d(country text, name text, "from" date, until date, "isWorkday" boolean)
     CROSS JOIN LATERAL generate_series(d."from", coalesce(d.until, d."from"), interval '1 day') AS day`,
    [JSON.stringify(DAYS), officerId, RECORDED_AT],
  );
  const { rows: freezes } = await db.query<{ id: number; name: string }>(
    `WITH frozen AS (
       INSERT INTO change_freeze (team_id, starts_at, ends_at, reason, recorded_by_id, recorded_at)
       SELECT id, $1::timestamp AT TIME ZONE 'Asia/Shanghai', $2::timestamp AT TIME ZONE 'Asia/Shanghai', $3, $4, $5 FROM team
       WHERE parent_id = (SELECT id FROM team WHERE parent_id IS NULL) ORDER BY name = 'Payments' DESC, id LIMIT 1 RETURNING id, team_id
     ) SELECT frozen.id, team.name FROM frozen JOIN team ON team.id = frozen.team_id`,
    [FREEZE.from, FREEZE.until, FREEZE.reason, officerId, RECORDED_AT],
  );
  // Two people in a thousand are away over the cutoff, one more comes back the day before.
  await db.query(`
    UPDATE person SET leave_from = date '2026-07-01' + (pg_temp.chance(id, 'leave from') * 6)::int,
      leave_until = CASE WHEN pg_temp.chance(id, 'leave') < 0.002 THEN date '2026-07-10' + (pg_temp.chance(id, 'leave until') * 20)::int ELSE date '2026-07-09' END
    WHERE pg_temp.chance(id, 'leave') < 0.003 AND id NOT IN (SELECT person_id FROM seed_cast)`);
  await db.query(
    "UPDATE device SET purpose = CASE WHEN host_name LIKE 'ci-runner-%' THEN 'CI' ELSE 'SHARED' END::device_purpose WHERE host_name LIKE 'ci-runner-%' OR host_name LIKE 'kiosk-%'",
  );
  await db.query(
    `INSERT INTO tool_seats (tool_id, total, used, as_of, source, recorded_by_id, recorded_at)
     SELECT t.id, coalesce(p.people, 0) + round(s.free * $2::numeric / 124000)::int, coalesce(p.people, 0), s."asOf", s.source, $3, $4
     FROM jsonb_to_recordset($1) AS s(slug text, free int, "asOf" date, source text) JOIN tool t ON t.slug = s.slug LEFT JOIN tool_presence p ON p.tool_id = t.id`,
    [JSON.stringify(SEATS), people, officerId, "2026-07-02T16:30:00+08:00"],
  );
  await db.query(
    `INSERT INTO workflow (tool_id, name, owner_team_id, runs_per_week, note, recorded_by_id, recorded_at)
     SELECT t.id, w.name, (SELECT o.id FROM team o ORDER BY pg_temp.chance(o.id, w.name), o.id LIMIT 1), w.runs, w.note, $2, $3
     FROM jsonb_to_recordset($1) AS w(slug text, name text, runs int, note text) JOIN tool t ON t.slug = w.slug ORDER BY w.name`,
    [JSON.stringify(WORKFLOWS), officerId, "2026-07-02T17:00:00+08:00"],
  );
  const by = { personId: officerId, actorName: officer };
  const rows: AuditRow[] = [
    ...DAYS.map(({ country, name, from, until, isWorkday = false }) => ({
      ...{ ...by, at: new Date(RECORDED_AT), action: "calendar.day-recorded" as const, subjectKind: "calendar", subjectId: from },
      after: { country, name, from, until: until ?? from, isWorkday },
    })),
    ...freezes.map(({ id, name }) => ({
      ...{
        ...by,
        at: new Date(RECORDED_AT),
        action: "calendar.freeze-recorded" as const,
        subjectKind: "calendar",
        subjectId: `freeze-${id}`,
      },
      ...{ after: { team: name, from: FREEZE.from, until: FREEZE.until }, reason: FREEZE.reason },
    })),
    ...SEATS.map(({ slug, asOf, source }) => ({
      ...{
        ...by,
        at: new Date("2026-07-02T16:30:00+08:00"),
        action: "seats.recorded" as const,
        subjectKind: "tool",
        subjectId: slug,
        after: { asOf, source },
      },
    })),
    ...WORKFLOWS.map(({ slug, name, runs }) => ({
      ...{ ...by, at: new Date("2026-07-02T17:00:00+08:00"), action: "workflow.recorded" as const, subjectKind: "tool", subjectId: slug },
      after: { name, runsPerWeek: runs },
    })),
  ];
  await recordAll(db, rows);
}
