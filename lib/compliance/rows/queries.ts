import "server-only";
import { z } from "zod";
import { isUnlimited, must } from "@/lib/auth/permissions";
import type { Viewer } from "@/lib/auth/viewer";
import { type DeviceEvidence, deviceEvidence, tellingDevice } from "@/lib/compliance/evidence/queries";
import { type DutyGroup, dutyGroup, UNPROVED } from "@/lib/compliance/rules";
import type { ObligationsQuery } from "@/lib/compliance/schema";
import { exceptionEnd, leftOf, like, oneDuty, PUBLISHED, topTeams } from "@/lib/compliance/scope";
import { db } from "@/lib/db";
import { decodeCursor, type Keyset, keysetOf } from "@/lib/http/keyset";
import { withinTeams } from "@/lib/people/scope";
import { Prisma } from "@/prisma/generated/client";
import { type DutyKind, type DutyProof, ObligationState, type UnknownReason } from "@/prisma/generated/enums";

type DutyFacts = { dutyId: number; kind: DutyKind; proof: DutyProof };
/** `teams` null: all of them. `namesakes` is counted up to a limit. */
type Facts = DutyFacts & { /** Now, or when the ban ended. */ until: Date; teams: number[] | null; ofAll: boolean; namesakes: number };

export type ObligationRow = {
  id: number;
  dutyId: number;
  kind: DutyKind;
  proof: DutyProof;
  /** Of this person or device. */
  deadlineAt: Date;
  state: ObligationState;
  reason: UnknownReason | null;
  contradicted: boolean;
  reappeared: boolean;
  since: Date;
  group: DutyGroup;
  /** Null: a device that nobody owns. */
  person: { id: number; name: string; email: string } | null;
  team: { id: number; name: string };
  /** The device that decides, with its newest evidence; `devices` are all of them, worst first. */
  device: DeviceEvidence | null;
  devices: DeviceEvidence[];
  exceptionUntil: Date | null;
};

type Row = Pick<ObligationRow, "id" | "deadlineAt" | "state" | "reason" | "contradicted" | "reappeared" | "since" | "exceptionUntil"> & {
  personId: number | null;
  personName: string | null;
  email: string | null;
  deviceId: number | null;
  teamId: number;
  teamName: string;
};

/** From here on it is cheaper to walk all rows of a duty than to gather those of so many teams and sort them. */
const MANY_TEAMS = 300;

/** The duty, and the teams the rows may be of: null when they are all. */
async function factsFor(viewer: Viewer, banId: number, { duty, team, q }: ObligationsQuery, now: Date): Promise<Facts | null> {
  const found = q
    ? Prisma.sql`(SELECT count(*)::int FROM (SELECT FROM person p WHERE ${namesakes(q)} LIMIT ${MANY_NAMESAKES + 1}) AS found)`
    : Prisma.sql`0`;
  const top = team ? Prisma.sql`(t.id = ${team} AND ${withinTeams(viewer, "bans:read", Prisma.sql`t.path`)})` : topTeams(viewer);
  const [facts] = await db.$queryRaw<Facts[]>`
    WITH top AS (SELECT t.path, t.parent_id FROM team t WHERE ${top})
    SELECT d.id AS "dutyId", d.kind::text, d.proof::text, least(b.ended_at, ${now}::timestamptz) AS until, (SELECT count(*) FROM top WHERE parent_id IS NULL) = (SELECT count(*) FROM team WHERE parent_id IS NULL) AS "ofAll",
      CASE WHEN ${!team && isUnlimited(viewer, "bans:read")} THEN NULL ELSE ARRAY(SELECT t.id FROM team t JOIN top ON t.path <@ top.path) END AS teams,
      ${found} AS namesakes
    FROM ban b JOIN ${oneDuty(banId, duty)} d ON d.ban_id = b.id WHERE b.id = ${banId} AND ${PUBLISHED}`;
  return facts ?? null;
}

const cursorSchema = z.tuple([z.enum(ObligationState), z.number().int()]);

function flagged(flag: ObligationsQuery["flag"], { proof, until }: Facts): Prisma.Sql | null {
  switch (flag) {
    case "contradicted":
      return Prisma.sql`o.state = 'INSTALLED' AND o.contradicted`;
    case "reappeared":
      return Prisma.sql`o.reappeared`;
    case "overdue":
      return Prisma.sql`o.deadline_at <= ${until} AND ${leftOf(proof)}`;
    case "unproved":
      return Prisma.sql`o.deadline_at <= ${until} AND o.state = ANY (${[...UNPROVED[proof]]}::text[]::obligation_state[])`;
    default:
      return null;
  }
}

/** The rows behind every number of a ban, worst first. */
export async function banObligations(viewer: Viewer, banId: number, query: ObligationsQuery, now: Date): Promise<Keyset<ObligationRow>> {
  must(viewer, "bans:read");
  const { state, flag, q, cursor, limit } = query;
  const facts = await factsFor(viewer, banId, query, now);
  if (!facts) return { items: [], next: null };
  const after = decodeCursor(cursor, cursorSchema);
  const conditions = [
    state ? Prisma.sql`o.state = ANY (${state}::text[]::obligation_state[])` : null,
    flagged(flag, facts),
    q ? named(q, facts) : null,
    after ? Prisma.sql`(o.state, o.id) > (${after[0]}::obligation_state, ${after[1]})` : null,
  ].filter((condition) => condition !== null);
  const rows = await pageOf(facts, conditions, limit + 1, now);
  const page = keysetOf(rows, limit, (row) => [row.state, row.id]);
  return { ...page, items: await explained(banId, facts, page.items, now) };
}

/** Above so many namesakes it is quicker to meet them along the list than to gather them first. */
const MANY_NAMESAKES = 1_000;

const namesakes = (q: string) => Prisma.sql`(p.name ILIKE ${like(q)} OR p.email = ${q.toLowerCase()} OR p.external_id = ${q})`;

/** By name, address or number of the person, or the name of a device that nobody owns. */
function named(q: string, { dutyId, namesakes: found }: Facts): Prisma.Sql {
  if (found > MANY_NAMESAKES) {
    return Prisma.sql`coalesce(
      (SELECT ${namesakes(q)} FROM person p WHERE p.id = o.person_id), (SELECT d.host_name ILIKE ${like(q)} FROM device d WHERE d.id = o.device_id), false)`;
  }
  return Prisma.sql`o.id IN (
    SELECT m.id FROM obligation m WHERE m.duty_id = ${dutyId} AND m.person_id IN (SELECT p.id FROM person p WHERE ${namesakes(q)})
    UNION ALL
    SELECT m.id FROM obligation m JOIN device d ON d.id = m.device_id WHERE m.duty_id = ${dutyId} AND m.person_id IS NULL AND d.host_name ILIKE ${like(q)})`;
}

/** Keys first, then what is shown of them. Rows of few teams are gathered by team; of many, the duty's rows are walked in order. */
function pageOf({ dutyId, teams, ofAll }: Facts, conditions: readonly Prisma.Sql[], limit: number, now: Date): Promise<Row[]> {
  const all = Prisma.join([Prisma.sql`o.duty_id = ${dutyId}`, Prisma.sql`o.closed_at IS NULL`, ...conditions], " AND ");
  const isEveryTeam = teams === null || ofAll;
  const keys =
    isEveryTeam || teams.length > MANY_TEAMS
      ? Prisma.sql`SELECT o.id, o.state FROM obligation o WHERE ${all} ${isEveryTeam ? Prisma.empty : Prisma.sql`AND o.team_id = ANY (${teams})`}`
      : Prisma.sql`SELECT o.id, o.state FROM (SELECT * FROM obligation WHERE duty_id = ${dutyId} AND team_id = ANY (${teams}) OFFSET 0) o WHERE ${all}`;
  return db.$queryRaw<Row[]>`
    WITH page AS MATERIALIZED (${keys} ORDER BY o.state, o.id LIMIT ${limit})
    SELECT o.id, o.state::text, o.reason::text, o.contradicted, o.reappeared, o.since, o.person_id AS "personId", p.name AS "personName", p.email,
      o.device_id AS "deviceId", t.id AS "teamId", t.name AS "teamName",
      o.deadline_at AS "deadlineAt", ${exceptionEnd(now)} AS "exceptionUntil"
    FROM page JOIN obligation o USING (id) JOIN duty d ON d.id = o.duty_id JOIN team t ON t.id = o.team_id LEFT JOIN person p ON p.id = o.person_id
    ORDER BY o.state, o.id`;
}

async function explained(banId: number, { dutyId, kind, proof }: DutyFacts, rows: readonly Row[], now: Date): Promise<ObligationRow[]> {
  if (rows.length === 0) return [];
  const people = rows.flatMap(({ personId }) => personId ?? []);
  const alone = rows.flatMap(({ deviceId }) => deviceId ?? []);
  // Devices say nothing of what only people can.
  const evidence = proof === "INVENTORY" ? await deviceEvidence(banId, people, alone, now, kind) : [];
  const ofPerson = Map.groupBy(evidence, ({ personId }) => personId);
  const ofDevice = Map.groupBy(evidence, ({ deviceId }) => deviceId);
  return rows.map(({ personId, personName, email, deviceId, teamId, teamName, ...row }) => {
    const devices = (personId ? ofPerson.get(personId) : ofDevice.get(deviceId ?? 0)) ?? [];
    return {
      ...row,
      dutyId,
      kind,
      proof,
      group: dutyGroup({ ...row, proof }, row.deadlineAt, now),
      person: personId ? { id: personId, name: personName ?? "", email: email ?? "" } : null,
      team: { id: teamId, name: teamName },
      device: tellingDevice(devices),
      devices,
    };
  });
}

/** What a team's page shows apart, as conditions. */
function groupsOf(proof: DutyProof, now: Date): Prisma.Sql[] {
  const left = leftOf(proof);
  const seen = [Prisma.sql`o.state = 'STATED'`, Prisma.sql`o.state IN ('PROVED', 'NOT_AFFECTED')`, Prisma.sql`o.state = 'EXCEPTED'`];
  return [
    Prisma.sql`${left} AND o.contradicted`,
    Prisma.sql`${left} AND NOT o.contradicted AND o.deadline_at <= ${now}`,
    Prisma.sql`${left} AND NOT o.contradicted AND o.deadline_at > ${now}`,
    ...(proof === "INVENTORY" ? [Prisma.sql`o.state = 'UNKNOWN'`] : []),
    ...seen,
  ];
}

/** The first rows of each group among these teams, worst first: the building block of a team's page, which has decided who may see them. */
export async function groupedRows(
  banId: number,
  facts: DutyFacts & { teams: number[] },
  perGroup: number,
  now: Date,
): Promise<Map<DutyGroup, ObligationRow[]>> {
  const groups = groupsOf(facts.proof, now);
  const any = groups.map(
    (group) => Prisma.sql`(
      SELECT o.id FROM obligation o WHERE o.duty_id = ${facts.dutyId} AND o.team_id = ANY (${facts.teams}) AND o.closed_at IS NULL AND ${group}
      ORDER BY o.state, o.id LIMIT ${perGroup})`,
  );
  const rows = await pageOf(
    { ...facts, until: now, teams: null, ofAll: true, namesakes: 0 },
    [Prisma.sql`o.id IN (${Prisma.join(any, " UNION ALL ")})`],
    groups.length * perGroup,
    now,
  );
  return Map.groupBy(await explained(banId, facts, rows, now), ({ group }) => group);
}
