import fc from "fast-check";
import { beforeAll, expect, test } from "vitest";
import { deadlineFor } from "@/lib/bans/deadlines/rules";
import { covers } from "@/lib/bans/selector/rules";
import { populationSchema } from "@/lib/bans/selector/schema";
import { type DatedDecision, decideStatement, type Relief, type Statement } from "@/lib/compliance/deciding/rules";
import { managersOf } from "@/lib/compliance/responsible/rules";
import { layGround, personId, setContent, store, type TeamException } from "@/lib/compliance/testing-database";
import { at, END_MINUTE, type ExceptionEvent, exceptionEvent } from "@/lib/compliance/testing-histories";
import { pool } from "@/lib/db";
import type { DutyKind, DutyProof, DutyResponsible } from "@/prisma/generated/enums";

const TEAMS = [1, 2, 3, 4, 5, 6, 7];
const above = (team: number): number[] => (team <= 1 ? [1] : [...above(Math.floor(team / 2)), team]);

type DutyUnderTest = { kind: DutyKind; responsible: DutyResponsible; proof: Exclude<DutyProof, "INVENTORY">; mode: "INSTANT" | "LOCAL" };
const DUTIES: readonly DutyUnderTest[] = [
  { kind: "ROTATE_CREDENTIALS", responsible: "PERSON", proof: "STATEMENT", mode: "LOCAL" },
  { kind: "REVOKE_ACCOUNTS", responsible: "PERSON", proof: "RECORD", mode: "INSTANT" },
  { kind: "CERTIFY", responsible: "MANAGER", proof: "STATEMENT", mode: "LOCAL" },
  { kind: "BLOCK_NETWORK", responsible: "OWNER", proof: "RECORD", mode: "INSTANT" },
];
const OWN_DATES = [{ teamId: 3, deadlineLocal: "2026-07-12T09:00", deadlineZone: "Europe/Berlin" }];
/** Named as responsible, and active when the first of the others is. */
const OWNER = { id: 1, team: 6, legalEntity: "C", country: "CN", workerType: "EMPLOYEE" as const };
const dutyId = (kind: DutyKind) => 3 + DUTIES.findIndex((duty) => duty.kind === kind);

beforeAll(async () => {
  await layGround();
  for (const { kind, responsible, proof, mode } of DUTIES) {
    await pool.query(
      `INSERT INTO duty (id, ban_id, kind, responsible, owner_person_id, proof, mode, deadline_local, deadline_zone, deadline_at, team_deadlines)
        VALUES ($1, 1, $2, $3::duty_responsible, CASE WHEN $3::text = 'OWNER' THEN 1 END, $4, $5, '2026-07-10T00:00', 'UTC', '2026-07-10', $6)`,
      [dutyId(kind), kind, responsible, proof, mode, JSON.stringify(OWN_DATES)],
    );
  }
});

const minute = fc.integer({ min: 0, max: END_MINUTE / 60 }).map((hour) => hour * 60);
const said = fc.record({
  duty: fc.constantFrom(...DUTIES.map(({ kind }) => kind)),
  minute,
  settled: fc.constantFrom<(keyof Statement | null)[]>(null, null, "verifiedAt", "rejectedAt", "voidedAt"),
});
const somebody = fc.record({
  team: fc.constantFrom(...TEAMS),
  legalEntity: fc.constantFrom("C", "D"),
  country: fc.constantFrom("CN", "DE", "US"),
  workerType: fc.constantFrom("EMPLOYEE" as const, "CONTRACTOR" as const),
  zone: fc.constantFrom("UTC", "Asia/Kathmandu", "America/Caracas"),
  isActive: fc.integer({ min: 0, max: 5 }).map((n) => n > 0),
  said: fc.array(said, { maxLength: 2 }),
  exceptions: fc.option(fc.array(exceptionEvent, { maxLength: 1 }), { nil: [] as ExceptionEvent[], freq: 2 }),
});
const named = <Value>(...values: Value[]) =>
  fc.record({
    include: fc.option(fc.subarray(values), { nil: [] }),
    exclude: fc.option(fc.subarray(values, { maxLength: 1 }), { nil: [], freq: 2 }),
  });
const population = fc.record({
  everyone: fc.boolean(),
  include: fc.subarray(TEAMS),
  exclude: fc.subarray(TEAMS, { maxLength: 1 }),
  legalEntities: named("C", "D"),
  countries: named("CN", "DE", "US"),
  workerTypes: named("EMPLOYEE" as const, "CONTRACTOR" as const),
});
/** Managers of the seven teams, by the position of the person. */
const managing = fc.array(fc.option(fc.nat({ max: 11 }), { nil: null, freq: 3 }), { minLength: 7, maxLength: 7 });
const duty = fc.constantFrom(...DUTIES.map(({ kind }) => kind));
const ofTeams = fc.array(
  fc.tuple(exceptionEvent, fc.constantFrom(...TEAMS), duty).map(([event, team, kind]): TeamException => ({ ...event, team, duty: kind })),
  { maxLength: 2 },
);

test("SQL and the rules agree on whom a population means, who answers for them, by when, and what they said", {
  timeout: 120_000,
}, async () => {
  const reached = new Set<string>();
  await fc.assert(
    fc.asyncProperty(
      fc.array(somebody, { minLength: 12, maxLength: 12 }),
      population,
      managing,
      ofTeams,
      fc.constantFrom(...TEAMS, null),
      fc.integer({ min: 0, max: END_MINUTE + 3_000 }),
      async (people, meaning, managers, exceptions, shared, minuteNow) => {
        const now = at(minuteNow);
        const own = people.map(({ exceptions: events, said: _, ...person }, index) => ({
          ...person,
          devices: [],
          attested: [],
          stored: [],
          exceptions: events.map((event) => ({ ...event, duty: DUTIES[index % DUTIES.length]?.kind ?? "CERTIFY" })),
        }));
        await setContent("ALL_KINDS", meaning);
        await pool.query("UPDATE team SET manager_id = NULL");
        await store(own, exceptions);
        await pool.query(
          `UPDATE person p SET legal_entity = r."legalEntity", country = r.country, worker_type = r."workerType", zone = r.zone, active = r."isActive"
            FROM jsonb_to_recordset($1) AS r(id int, "legalEntity" text, country text, "workerType" worker_type, zone text, "isActive" boolean) WHERE p.id = r.id`,
          [JSON.stringify(people.map((person, index) => ({ ...person, id: personId(index) })))],
        );
        await pool.query("UPDATE person SET active = $1, team_id = 6 WHERE id = 1", [people[0]?.isActive]);
        const managed = managers.map((position, index) => ({ id: index + 1, manager_id: position === null ? null : personId(position) }));
        await pool.query(
          "UPDATE team t SET manager_id = r.manager_id FROM jsonb_to_recordset($1) AS r(id int, manager_id int) WHERE t.id = r.id",
          [JSON.stringify(managed)],
        );
        if (shared) {
          await pool.query(
            "INSERT INTO device (id, platform, owner_team_id, first_seen_at, last_seen_at) VALUES (1, 'LINUX', $1, $2, $2)",
            [shared, at(0)],
          );
        }
        const statements = people.flatMap((person, index) =>
          person.said.map((one) => ({ ...one, personId: personId(index), at: at(one.minute), settledAt: at(one.minute + 30) })),
        );
        await pool.query(
          `INSERT INTO attestation (ban_id, duty_id, person_id, wording, attested_at, verified_at, rejected_at, voided_at)
            SELECT 1, r.duty, r.person, '', r.at, CASE r.settled WHEN 'verifiedAt' THEN r.settled_at END, CASE r.settled WHEN 'rejectedAt' THEN r.settled_at END,
              CASE r.settled WHEN 'voidedAt' THEN r.settled_at END
            FROM jsonb_to_recordset($1) AS r(duty int, person int, at timestamptz, settled text, settled_at timestamptz)`,
          [JSON.stringify(statements.map((one) => ({ ...one, duty: dutyId(one.duty), person: one.personId, settled_at: one.settledAt })))],
        );

        const parsed = populationSchema.parse(meaning);
        const numbered = people.map((person, index) => ({ ...person, id: personId(index) }));
        const active = [{ ...OWNER, isActive: people[0]?.isActive === true }, ...numbered].filter(({ isActive }) => isActive);
        const pathOf = (team: number) => above(team).join(".");
        const meant = active.filter((person) => covers(parsed, { ...person, teamPath: pathOf(person.team) }));
        const inTeams = new Set(
          TEAMS.filter((team) => {
            const path = above(team);
            return (parsed.everyone || parsed.include.some((id) => path.includes(id))) && !parsed.exclude.some((id) => path.includes(id));
          }),
        );
        const namesPeople = [parsed.legalEntities, parsed.countries, parsed.workerTypes].some(({ include }) => include.length > 0);
        const devices = shared && inTeams.has(shared) && !namesPeople ? [{ personId: null, teamId: shared }] : [];
        const answering = managersOf(
          managed.map(({ id, manager_id }) => ({
            id,
            parentId: id === 1 ? null : Math.floor(id / 2),
            managerId: active.some((person) => person.id === manager_id) ? manager_id : null,
          })),
          inTeams,
          [...meant.map((person) => ({ personId: person.id, teamId: person.team })), ...devices],
        );
        const bound = {
          PERSON: meant.map(({ id, team }) => ({ id, team })),
          MANAGER: [...answering].map(([id, team]) => ({ id, team })),
          OWNER: active.filter(({ id }) => id === OWNER.id),
        };
        const events = [
          ...own.flatMap((person, index) => person.exceptions.map((event) => ({ ...event, person: personId(index), team: null }))),
          ...exceptions.map((event) => ({ ...event, person: null })),
        ].filter(({ status, ended, from }) => status === "ACTIVE" || status === "EXPIRED" || (status === "REVOKED" && ended > from));
        const reliefOf = ({ from, to, due, status, tools }: (typeof events)[number]): Relief => ({
          startsAt: at(from),
          endsAt: at(to),
          dueAfter: at(due),
          isOver: status !== "ACTIVE",
          // The ban is of tool 1.
          toolIds: tools.length === 0 || tools.includes(1) ? null : tools,
        });
        const expected = DUTIES.flatMap(({ kind, responsible, proof, mode }) =>
          bound[responsible].map(({ id, team }): [string, DatedDecision & { teamId: number }] => {
            const zone = people[id - personId(0)]?.zone ?? "Asia/Shanghai";
            const dates = { deadlineLocal: "2026-07-10T00:00", deadlineZone: "UTC", mode, teams: OWN_DATES };
            const given = events.filter((event) => event.duty === kind && (event.person === id || above(team).includes(event.team ?? 0)));
            const own = statements.filter((one) => one.personId === id && one.duty === kind);
            const facts = {
              proof,
              reliefs: given.map(reliefOf),
              deadline: deadlineFor(dates, { teamPath: pathOf(team), zone }).at,
              statements: own.map((one) => ({
                ...{ attestedAt: one.at, verifiedAt: null, rejectedAt: null, voidedAt: null },
                ...(one.settled && { [one.settled]: one.settledAt }),
              })),
            };
            return [`${kind} ${id}`, { ...decideStatement(facts, now), teamId: team }];
          }),
        );
        const { rows } = await pool.query(
          `SELECT duty_kind || ' ' || person_id AS key, team_id AS "teamId", state, reason, contradicted, reappeared, evidence_at AS "evidenceAt",
              next_change_at AS "nextChangeAt", deadline_at AS "deadlineAt"
            FROM evaluate_ban(1, NULL, NULL, $1, 'STATED')`,
          [now],
        );
        const found = Object.fromEntries(rows.map(({ key, ...decision }) => [key, decision]));
        expect(found).toEqual(Object.fromEntries(expected));
        for (const [key, { state }] of expected) reached.add(`${key.split(" ")[0]} ${state}`);

        // Asked for some people, the answers are those of everybody for them.
        const asked = [...people.keys()].filter((index) => index % 3 === 0).map(personId);
        const some = await pool.query("SELECT duty_kind || ' ' || person_id AS key FROM evaluate_ban(1, $1, '{}', $2, 'STATED')", [
          asked,
          now,
        ]);
        const isAsked = ([key]: [string, unknown]) => asked.includes(Number(key.split(" ")[1]));
        expect(some.rows.map(({ key }) => key).toSorted()).toEqual(
          expected
            .filter(isAsked)
            .map(([key]) => key)
            .toSorted(),
        );
      },
    ),
    { numRuns: 80 },
  );
  for (const { kind } of DUTIES) expect([...reached]).toContain(`${kind} UNKNOWN`);
  const states = new Set([...reached].map((one) => one.split(" ")[1]));
  for (const state of ["STATED", "PROVED", "EXCEPTED"]) expect(states).toContain(state);
});
