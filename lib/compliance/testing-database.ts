import { deadlineFor } from "@/lib/bans/deadlines/rules";
import { requiredKinds } from "@/lib/compliance/coverage/rules";
import type { DeviceFacts, ObligationFacts, Relief } from "@/lib/compliance/deciding/rules";
import {
  at,
  type DeviceHistory,
  type EpisodeRow,
  type ExceptionEvent,
  LISTED,
  type PersonHistory,
  provenForOthers,
  type ReportRow,
  SOFTWARE,
  SOURCES,
} from "@/lib/compliance/testing-histories";
import { pool } from "@/lib/db";
import { bitsToKinds, kindsToBits } from "@/lib/registry/identifiers";
import type { CoverageRule, DevicePlatform, DutyKind } from "@/prisma/generated/enums";

/** People below this id are the ban's author and approver; nobody evaluates them. */
const FIRST_PERSON = 101;

/** One company of seven teams, a published ban of one tool with two duties, and no people yet. */
export async function layGround(): Promise<void> {
  await pool.query(`
    INSERT INTO team (id, external_id, name, parent_id) SELECT n, 'T' || n, 'Team ' || n, nullif(n / 2, 0) FROM generate_series(1, 7) n ORDER BY n;
    INSERT INTO person (id, external_id, name, email, team_id, legal_entity, country, worker_type, active)
      SELECT n, 'P' || n, 'Officer ' || n, 'officer' || n || '@example.com', 1, 'C', 'CN', 'EMPLOYEE', false FROM generate_series(1, 2) n;
    INSERT INTO vendor (id, slug, name, confidence) VALUES (1, 'v', 'V', 'HIGH');
    INSERT INTO tool (id, slug, name, vendor_id, category, confidence) VALUES (1, 't', 'T', 1, 'c', 'HIGH');
    INSERT INTO ban (id, code, status, title, zone, cutoff_at, author_id, approved_by_id, created_at, updated_at, submitted_at, approved_at, published_by_id, published_at)
      VALUES (1, 'BAN-1', 'PUBLISHED', 'B', 'UTC', now(), 1, 2, now(), now(), now(), now(), 2, now());
    INSERT INTO ban_scope_tool (ban_id, tool_id) VALUES (1, 1);
    INSERT INTO duty (id, ban_id, kind, deadline_local, deadline_zone, deadline_at)
      VALUES (1, 1, 'STOP_USE', '2026-07-10T00:00', 'UTC', '2026-07-10'), (2, 1, 'UNINSTALL', '2026-07-10T00:00', 'UTC', '2026-07-10');`);
  await pool.query(
    "INSERT INTO source (id, system, instance, period_minutes, enabled) SELECT * FROM jsonb_to_recordset($1) AS s(id int, system source_system, instance text, period int, enabled boolean)",
    [JSON.stringify(SOURCES.map(({ periodMinutes, ...source }) => ({ ...source, period: periodMinutes })))],
  );
  await pool.query(
    `INSERT INTO identifier (id, tool_id, kind, value, match_value, confidence, source)
      SELECT ordinality, 1, kind, lower(kind::text), lower(kind::text), confidence, 'test'
      FROM ROWS FROM (jsonb_to_recordset($1) AS (kind identifier_kind, confidence confidence)) WITH ORDINALITY`,
    [JSON.stringify(LISTED)],
  );
  await pool.query(
    `INSERT INTO software (id, kind, match_value, version, name, first_seen_at)
      SELECT ordinality, kind, lower(kind::text), version, kind || version, '2026-01-01'
      FROM ROWS FROM (jsonb_to_recordset($1) AS (kind identifier_kind, version text)) WITH ORDINALITY`,
    [JSON.stringify(SOFTWARE)],
  );
  await pool.query(
    "INSERT INTO software_tool SELECT s.id, 1, i.id FROM software s JOIN identifier i ON i.kind = s.kind ON CONFLICT DO NOTHING",
  );
  await setContent("ALL_KINDS");
}

type Named = { include: string[]; exclude: string[] };
export type TestedPopulation = { everyone: boolean; include: number[]; exclude: number[] } & Partial<
  Record<"legalEntities" | "countries" | "workerTypes", Named>
>;

/** A published version cannot change, so each is a new one. */
export async function setContent(
  coverageRule: CoverageRule,
  population: TestedPopulation = { everyone: true, include: [], exclude: [] },
): Promise<void> {
  await pool.query(
    `WITH before AS (UPDATE ban_version SET status = 'REPLACED' WHERE status = 'PUBLISHED' RETURNING number)
      INSERT INTO ban_version (ban_id, number, status, content, author_id, created_at, frozen_at)
      SELECT 1, coalesce((SELECT max(number) FROM before), 0) + 1, 'PUBLISHED', $1, 1, now(), now()`,
    [JSON.stringify({ coverageRule, population })],
  );
}

export type Stored = { history: DeviceHistory; episodes: EpisodeRow[]; reports: ReportRow[] };
export type StoredPerson = PersonHistory & { stored: Stored[] };

async function insert(table: string, columns: string, rows: readonly object[]): Promise<void> {
  await pool.query(
    `INSERT INTO ${table} (${columns.replaceAll(/ [a-z_[\]]+(?=,|$)/g, "")}) SELECT * FROM jsonb_to_recordset($1) AS r(${columns})`,
    [JSON.stringify(rows)],
  );
}

export type TeamException = ExceptionEvent & { team: number };

/** Replaces all people and what is known of them. */
export async function store(people: readonly StoredPerson[], ofTeams: readonly TeamException[] = []): Promise<void> {
  await pool.query(
    "TRUNCATE obligation, rollup, rollup_delta, rollup_history, installation, report, attestation, exception; DELETE FROM device; DELETE FROM person WHERE id > 100",
  );
  const persons = people.map((person, index) => ({ ...person, id: FIRST_PERSON + index }));
  const devices = persons.flatMap((person) => person.stored.map((device) => ({ ...device, person })));
  const numbered = devices.map((device, index) => ({ ...device, id: index + 1 }));
  const moment = (minute: number) => at(minute).toISOString();
  await pool.query(
    `INSERT INTO person (id, external_id, name, email, team_id, legal_entity, country, worker_type)
      SELECT id, 'P' || id, 'Person ' || id, 'p' || id || '@example.com', team, 'C', 'CN', 'EMPLOYEE' FROM jsonb_to_recordset($1) AS r(id int, team int)`,
    [JSON.stringify(persons.map(({ id, team }) => ({ id, team })))],
  );
  const device = numbered.map(({ id, person, history }) => ({
    id,
    platform: history.platform,
    owner_person_id: person.id,
    first_seen_at: at(0),
    last_seen_at: at(0),
  }));
  await insert(
    "device",
    "id int, platform device_platform, owner_person_id int, first_seen_at timestamptz, last_seen_at timestamptz",
    device,
  );
  const installation = numbered.flatMap(({ id, episodes }) =>
    episodes.map((row, index) => ({
      device_id: id,
      software_id: row.softwareId,
      source_id: row.sourceId,
      path_key: index,
      first_seen_at: moment(row.first),
      last_seen_at: moment(row.last),
      gone_at: row.gone === null ? null : moment(row.gone),
      path: "/",
    })),
  );
  const when = "first_seen_at timestamptz, last_seen_at timestamptz, gone_at timestamptz";
  await insert("installation", `device_id int, software_id int, source_id int, path_key bigint, ${when}, path text`, installation);
  const report = numbered.flatMap(({ id, reports }) =>
    reports.map((row) => ({
      device_id: id,
      source_id: row.sourceId,
      kinds: kindsToBits(row.kinds),
      collected_at: moment(row.minute),
      held: row.held,
    })),
  );
  await insert("report", "device_id int, source_id int, kinds int, collected_at timestamptz, held boolean", report);
  const attestation = [
    ...persons.flatMap(({ id, attested }) =>
      attested.map((minute) => ({ ban_id: 1, person_id: id, wording: "", attested_at: moment(minute) })),
    ),
    ...numbered.flatMap(({ id, person, history }) =>
      history.attested.map((minute) => ({ ban_id: 1, person_id: person.id, device_id: id, wording: "", attested_at: moment(minute) })),
    ),
  ];
  await insert("attestation", "ban_id int, person_id int, device_id int, wording text, attested_at timestamptz", attestation);
  const exception = [
    ...persons.flatMap(({ id, exceptions }) => exceptions.map((event) => ({ ...event, person_id: id }))),
    ...numbered.flatMap(({ id, history }) => history.exceptions.map((event) => ({ ...event, device_id: id }))),
    ...ofTeams.map(({ team, ...event }) => ({ ...event, team_id: team })),
  ].map(({ duty, from, to, due, ended, tools, ...event }) => ({
    ...event,
    ban_id: 1,
    duty_kind: duty,
    justification: "",
    starts_at: moment(from),
    ends_at: moment(to),
    due_after: moment(due),
    ended_at: event.status === "REVOKED" ? moment(ended) : null,
    tool_ids: tools,
    requested_at: moment(from),
    decided_by_id: 2,
    decision_reason: "Yes",
  }));
  const subject = "ban_id int, duty_kind duty_kind, person_id int, device_id int, team_id int, tool_ids int[]";
  await insert(
    "exception",
    `${subject}, status exception_status, justification text, starts_at timestamptz, ends_at timestamptz, due_after timestamptz, ended_at timestamptz, requested_at timestamptz, decided_by_id int, decision_reason text`,
    exception,
  );
}

type ExceptionRow = Relief & { duty: DutyKind; person: number | null; device: number | null; team: number | null };
type Rows = {
  people: { id: number; path: string; zone: string }[];
  devices: { id: number; platform: DevicePlatform; owner: number }[];
  episodes: { device: number; kind: EpisodeKind; toolIds: number[]; sourceId: number; first: Date; last: Date; gone: Date | null }[];
  reports: { device: number; sourceId: number; period: number; kinds: number; at: Date; held: boolean }[];
  attested: { person: number; device: number | null; at: Date }[];
  exceptions: ExceptionRow[];
  duties: (DatedDuty & { kind: DutyKind })[];
};
type EpisodeKind = (typeof SOFTWARE)[number]["kind"];
type DatedDuty = Parameters<typeof deadlineFor>[0];

/** What the rule is told of exceptions that ever began: of everything (`toolIds` null) when they name no tool, or all that are banned. */
const RELIEFS = `
  SELECT e.duty_kind AS duty, e.person_id AS person, e.device_id AS device, e.team_id AS team, e.starts_at AS "startsAt", e.ends_at AS "endsAt", e.due_after AS "dueAfter",
    e.status <> 'ACTIVE' AS "isOver",
    CASE WHEN e.tool_ids <> '{}' AND NOT e.tool_ids @> (SELECT array_agg(tool_id) FROM ban_scope_tool WHERE ban_id = 1) THEN e.tool_ids END AS "toolIds"
  FROM exception e WHERE e.status IN ('ACTIVE', 'EXPIRED') OR e.status = 'REVOKED' AND e.ended_at > e.starts_at`;

async function rows(): Promise<Rows> {
  const [people, devices, episodes, reports, attested, exceptions, duties] = await Promise.all([
    pool.query("SELECT p.id, t.path::text, p.zone FROM person p JOIN team t ON t.id = p.team_id WHERE p.active"),
    pool.query("SELECT id, platform, owner_person_id AS owner FROM device"),
    pool.query(`SELECT i.device_id AS device, s.kind, ARRAY(SELECT tool_id FROM ban_software_tools(1) n WHERE n.software_id = s.id) AS "toolIds",
        i.source_id AS "sourceId", i.first_seen_at AS first, i.last_seen_at AS last, i.gone_at AS gone
      FROM installation i JOIN software s ON s.id = i.software_id JOIN source so ON so.id = i.source_id WHERE so.enabled`),
    pool.query(`SELECT r.device_id AS device, r.source_id AS "sourceId", so.period_minutes AS period, r.kinds, r.collected_at AS at, r.held
      FROM report r JOIN source so ON so.id = r.source_id WHERE so.enabled`),
    pool.query("SELECT person_id AS person, device_id AS device, attested_at AS at FROM attestation WHERE duty_id IS NULL"),
    pool.query(RELIEFS),
    pool.query(
      `SELECT kind, mode, deadline_local AS "deadlineLocal", deadline_zone AS "deadlineZone", team_deadlines AS teams FROM duty WHERE proof = 'INVENTORY'`,
    ),
  ]);
  return {
    people: people.rows,
    devices: devices.rows,
    episodes: episodes.rows.filter(({ toolIds }) => toolIds.length > 0),
    reports: reports.rows,
    attested: attested.rows,
    exceptions: exceptions.rows,
    duties: duties.rows,
  };
}

/** Exceptions of a duty for one person, or for the teams they are in. */
export function reliefsOf(exceptions: readonly ExceptionRow[], duty: DutyKind, { id, path }: { id: number; path: string }): Relief[] {
  const above = path.split(".").map(Number);
  return exceptions.filter((row) => row.duty === duty && (row.person === id || above.includes(row.team ?? 0)));
}

/** What the rule is told about each person and duty that inventories show, read from the tables: by "person duty". */
export async function factsFromTables(coverageRule: CoverageRule): Promise<Map<string, ObligationFacts>> {
  const found = await rows();
  const byDevice = <T extends { device: number | null }>(list: readonly T[]) => Map.groupBy(list, ({ device }) => device);
  const [episodes, reports, attested, exempted] = [
    byDevice(found.episodes),
    byDevice(found.reports),
    byDevice(found.attested),
    byDevice(found.exceptions),
  ];
  const systems = SOURCES.filter(({ enabled }) => enabled).map(({ system }) => system);
  const owned = Map.groupBy(found.devices, ({ owner }) => owner);

  function deviceFacts({ id, platform, owner }: Rows["devices"][number]): DeviceFacts {
    const said = [...(attested.get(id) ?? []), ...(attested.get(null) ?? [])]
      .filter(({ person }) => person === owner)
      .map((row) => row.at.getTime());
    return {
      required: requiredKinds(LISTED, platform, systems).required,
      coverageRule,
      episodes: (episodes.get(id) ?? []).map((row) => ({ ...row, firstSeenAt: row.first, lastSeenAt: row.last, goneAt: row.gone })),
      reports: (reports.get(id) ?? []).map((row) => {
        const kinds = bitsToKinds(row.kinds);
        return {
          ...row,
          kinds,
          periodMinutes: row.period,
          collectedAt: row.at,
          provenForOthers: provenForOthers({ sourceId: row.sourceId, kinds }, platform),
        };
      }),
      attestedAt: said.length === 0 ? null : new Date(Math.max(...said)),
    };
  }

  const all = new Map<string, ObligationFacts>();
  for (const person of found.people) {
    for (const duty of found.duties) {
      all.set(`${person.id} ${duty.kind}`, {
        reliefs: reliefsOf(found.exceptions, duty.kind, person),
        devices: (owned.get(person.id) ?? []).map((device) => ({
          ...deviceFacts(device),
          reliefs: (exempted.get(device.id) ?? []).filter((row) => row.duty === duty.kind),
        })),
        deadline: deadlineFor(duty, { teamPath: person.path, zone: person.zone }).at,
      });
    }
  }
  return all;
}

export const personId = (index: number) => FIRST_PERSON + index;
