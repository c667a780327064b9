import fc from "fast-check";
import { beforeAll, expect, test } from "vitest";
import { requiredKinds } from "@/lib/compliance/coverage/rules";
import { type DatedDecision, decideObligation } from "@/lib/compliance/deciding/rules";
import {
  factsFromTables,
  layGround,
  personId,
  type StoredPerson,
  setContent,
  store,
  type TeamException,
} from "@/lib/compliance/testing-database";
import {
  at,
  coverageRule,
  type DeviceHistory,
  END_MINUTE,
  type EpisodeRow,
  exceptionEvent,
  LISTED,
  merged,
  type PersonHistory,
  personHistory,
  provenForOthers,
  SOFTWARE,
  SOURCES,
} from "@/lib/compliance/testing-histories";
import { pool } from "@/lib/db";
import type { CoverageRule, IdentifierKind, ObligationState } from "@/prisma/generated/enums";

beforeAll(async () => {
  await layGround();
  // A second banned tool: packages may be either, extensions are its own.
  await pool.query(`
    INSERT INTO tool (id, slug, name, vendor_id, category, confidence) VALUES (2, 'u', 'U', 1, 'c', 'HIGH');
    INSERT INTO ban_scope_tool (ban_id, tool_id) VALUES (1, 2);
    INSERT INTO software_tool SELECT k.software_id, 2, k.identifier_id FROM software_tool k JOIN software s ON s.id = k.software_id WHERE s.kind IN ('NPM', 'VSCODE');
    DELETE FROM software_tool k USING software s WHERE s.id = k.software_id AND s.kind = 'VSCODE' AND k.tool_id = 1;`);
  // Its own date for a subtree, and another for a part of that; removal goes by the clock where the person is.
  const teams = [
    { teamId: 2, deadlineLocal: "2026-07-12T00:00", deadlineZone: "Asia/Shanghai" },
    { teamId: 5, deadlineLocal: "2026-07-03T17:30", deadlineZone: "America/New_York" },
  ];
  await pool.query(
    `WITH open AS MATERIALIZED (SELECT set_config('interdict.publishing', '1', false))
     UPDATE duty SET mode = 'LOCAL', team_deadlines = $1 FROM open WHERE kind = 'UNINSTALL'`,
    [JSON.stringify(teams)],
  );
});

const ZONES = ["Asia/Shanghai", "Pacific/Kiritimati", "Etc/GMT+12", "America/New_York"];

async function bySql(now: Date): Promise<Map<string, DatedDecision>> {
  const { rows } = await pool.query(
    `SELECT person_id || ' ' || duty_kind AS key, state, reason, contradicted, reappeared, evidence_at AS "evidenceAt", next_change_at AS "nextChangeAt", deadline_at AS "deadlineAt"
      FROM evaluate_ban(1, NULL, NULL, $1)`,
    [now],
  );
  return new Map(rows.map(({ key, ...decision }) => [key, decision]));
}

async function expectAgreement(rule: CoverageRule, people: number, now: Date): Promise<Map<string, DatedDecision>> {
  const [sql, facts] = [await bySql(now), await factsFromTables(rule)];
  const typescript = new Map([...facts].map(([key, fact]) => [key, decideObligation(fact, now)]));
  expect(sql.size).toBe(people * 2);
  expect(Object.fromEntries(sql)).toEqual(Object.fromEntries(typescript));
  for (const [key, fact] of facts) {
    // Until the moment that is named, time changes nothing.
    const { nextChangeAt, ...before } = typescript.get(key) as DatedDecision;
    const later = nextChangeAt ? nextChangeAt.getTime() - 1 : now.getTime() + 1e10;
    const { nextChangeAt: _, ...after } = decideObligation(fact, new Date(later));
    expect(after).toEqual(before);
  }
  return sql;
}

const until = (history: DeviceHistory, minute: number): DeviceHistory => ({
  ...history,
  reports: history.reports.filter((report) => report.minute <= minute),
  attested: history.attested.filter((said) => said <= minute),
});

/** The rule again, straight from the raw reports, without episodes, newest reports or sets. */
function naive(device: DeviceHistory, attested: readonly number[], rule: CoverageRule, now: number) {
  const enabled = SOURCES.filter((source) => source.enabled);
  const reports = device.reports
    .filter((report) => !report.held && enabled.some(({ id }) => id === report.sourceId))
    .toSorted((a, b) => a.minute - b.minute);
  const has = (items: readonly number[], kind: IdentifierKind) => items.some((id) => SOFTWARE[id - 1]?.kind === kind);
  const kinds = LISTED.map(({ kind }) => kind as IdentifierKind).filter((kind) => reports.some(({ items }) => has(items, kind)));
  const sighted = kinds.map((kind) => {
    const seeing = reports.filter(({ items }) => has(items, kind));
    const last = Math.max(...seeing.map((report) => report.minute));
    const clearing = reports.filter((report) => report.complete && report.minute > last && report.kinds.includes(kind));
    const isCleared = clearing.some(
      (report) => provenForOthers(report, device.platform).includes(kind) || seeing.some(({ sourceId }) => sourceId === report.sourceId),
    );
    return { last, isCleared };
  });
  const reappeared = enabled.some(({ id }) =>
    kinds.some((kind) =>
      cameBack(
        reports.filter(({ sourceId }) => sourceId === id),
        kind,
      ),
    ),
  );
  const { required } = requiredKinds(
    LISTED,
    device.platform,
    enabled.map(({ system }) => system),
  );
  const isFresh = (kind: IdentifierKind) =>
    reports.some(
      (report) =>
        report.complete &&
        report.kinds.includes(kind) &&
        now < report.minute + 2 * (enabled.find(({ id }) => id === report.sourceId)?.periodMinutes ?? 0),
    );
  const isCovered = rule === "ANY_KIND" ? required.some(isFresh) : required.length > 0 && required.every(isFresh);
  const said = Math.max(...device.attested, ...attested);
  const open = sighted.filter(({ isCleared }) => !isCleared);
  const last = Math.max(...sighted.map((one) => one.last));
  const decide = (): ObligationState => {
    if (open.some((one) => one.last >= said)) return "INSTALLED";
    if (open.length === 0 && isCovered) return sighted.length > 0 ? "PROVED" : "NOT_AFFECTED";
    return said > last ? "STATED" : "UNKNOWN";
  };
  return { state: decide(), contradicted: Number.isFinite(said) && open.some((one) => one.last > said), reappeared };
}

/** One source's reports in order: something of the kind, then nothing, then something again. */
function cameBack(reports: readonly DeviceHistory["reports"][number][], kind: IdentifierKind): boolean {
  let present = 0;
  let emptied = Number.POSITIVE_INFINITY;
  for (const { minute, complete, kinds, items } of reports) {
    const listed = items.filter((id) => SOFTWARE[id - 1]?.kind === kind).length;
    if (listed > 0 && minute > emptied) return true;
    if (complete && kinds.includes(kind)) {
      if (present > 0 && listed === 0) emptied = minute;
      present = listed;
    } else present += listed;
  }
  return false;
}

const stored = (person: PersonHistory): StoredPerson => ({
  ...person,
  stored: person.devices.map((history) => ({ history, ...merged(history.reports) })),
});

const teamException = fc
  .record({ event: exceptionEvent, team: fc.integer({ min: 1, max: 7 }) })
  .map(({ event, team }): TeamException => ({ ...event, team }));
const ofTeams = fc.option(fc.array(teamException, { maxLength: 2 }), { nil: [], freq: 2 });

const spread = () => pool.query("UPDATE person SET zone = ($1::text[])[1 + id % 4] WHERE id > 100", [ZONES]);

test("SQL, the rule and a naive reading of the raw reports agree on 3,000 random histories", { timeout: 60_000 }, async () => {
  const seen = new Set<string>();
  const dates = new Set<number>();
  await fc.assert(
    fc.asyncProperty(
      fc.array(personHistory, { minLength: 40, maxLength: 40 }),
      coverageRule,
      fc.integer({ min: 8, max: END_MINUTE / 60 + 24 }).map((hour) => hour * 60),
      ofTeams,
      async (histories, rule, now, exceptions) => {
        const people = histories.map((person) => ({
          ...person,
          devices: person.devices.map((device) => until(device, now)),
          attested: person.attested.filter((said) => said <= now),
        }));
        await setContent(rule);
        await store(people.map(stored), exceptions);
        await spread();
        const sql = await expectAgreement(rule, people.length, at(now));
        for (const [index, person] of people.entries()) {
          const [device, ...others] = person.devices;
          if (!device || others.length > 0 || exceptions.length + person.exceptions.length + device.exceptions.length > 0) continue;
          const answer = sql.get(`${personId(index)} UNINSTALL`);
          expect(answer).toMatchObject(naive(device, person.attested, rule, now));
        }
        for (const { deadlineAt } of sql.values()) dates.add(deadlineAt.getTime());
        for (const { state, reason, contradicted, reappeared } of sql.values())
          seen.add(`${state} ${reason ?? ""}${contradicted ? " contradicted" : ""}${reappeared ? " reappeared" : ""}`);
      },
    ),
    { numRuns: 75 },
  );
  // The histories are worth something: they reach every state, reason and flag.
  const reached = [...seen].join("\n");
  for (const word of [
    "INSTALLED",
    "PROVED",
    "NOT_AFFECTED",
    "STATED",
    "EXCEPTED",
    "NO_DEVICE",
    "NEVER_COVERED",
    "STALE",
    "KIND_UNSEEN",
    "contradicted",
    "reappeared",
  ])
    expect(reached).toContain(word);
  // More than the nine or so of the duties and teams in four zones: exceptions have left many of their own.
  expect(dates.size).toBeGreaterThan(20);
});

/** Rows as a late or broken delivery may leave them, in no order that a merge would make. */
const anyEpisode: fc.Arbitrary<EpisodeRow> = fc
  .record({
    softwareId: fc.integer({ min: 1, max: SOFTWARE.length }),
    sourceId: fc.constantFrom(...SOURCES.map(({ id }) => id)),
    moments: fc.array(fc.integer({ min: 0, max: 40 }), { minLength: 3, maxLength: 3 }),
    isGone: fc.boolean(),
  })
  .map(({ moments, isGone, ...row }) => {
    const [first = 0, last = 0, gone = 0] = moments.toSorted((a, b) => a - b).map((step) => step * 100);
    return { ...row, first, last, gone: isGone ? gone : null };
  });

const anyPerson = fc.tuple(personHistory, fc.array(fc.array(anyEpisode, { maxLength: 6 }), { minLength: 3, maxLength: 3 })).map(
  ([person, episodes]): StoredPerson => ({
    ...person,
    stored: person.devices.map((history, index) => ({
      history,
      episodes: episodes[index] ?? [],
      reports: merged(history.reports).reports,
    })),
  }),
);

test("SQL and the rule agree on whatever rows there are, at several moments", { timeout: 60_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(anyPerson, { minLength: 40, maxLength: 40 }), coverageRule, ofTeams, async (people, rule, exceptions) => {
      await setContent(rule);
      await store(people, exceptions);
      await spread();
      for (const now of [1_000, 3_000, END_MINUTE]) await expectAgreement(rule, people.length, at(now));
    }),
    { numRuns: 12 },
  );
});
