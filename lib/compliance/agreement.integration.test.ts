import fc from "fast-check";
import { beforeAll, expect, test } from "vitest";
import { requiredKinds } from "@/lib/compliance/coverage/rules";
import { type Decision, decideObligation } from "@/lib/compliance/rules";
import { factsFromTables, layGround, personId, type StoredPerson, setContent, store } from "@/lib/compliance/testing-database";
import {
  at,
  coverageRule,
  type DeviceHistory,
  END_MINUTE,
  type EpisodeRow,
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

beforeAll(layGround);

async function bySql(now: Date): Promise<Map<string, Decision>> {
  const { rows } = await pool.query(
    `SELECT person_id || ' ' || duty_kind AS key, state, reason, contradicted, reappeared, evidence_at AS "evidenceAt", next_change_at AS "nextChangeAt"
      FROM evaluate_ban(1, NULL, NULL, $1)`,
    [now],
  );
  return new Map(rows.map(({ key, ...decision }) => [key, decision]));
}

async function expectAgreement(rule: CoverageRule, people: number, now: Date): Promise<Map<string, Decision>> {
  const [sql, facts] = [await bySql(now), await factsFromTables(rule, people)];
  const typescript = new Map([...facts].map(([key, fact]) => [key, decideObligation(fact, now)]));
  expect(sql.size).toBe(people * 2);
  expect(Object.fromEntries(sql)).toEqual(Object.fromEntries(typescript));
  for (const [key, fact] of facts) {
    // Until the moment that is named, time changes nothing.
    const { nextChangeAt, ...before } = typescript.get(key) as Decision;
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

test("SQL, the rule and a naive reading of the raw reports agree on 3,000 random histories", { timeout: 60_000 }, async () => {
  const seen = new Set<string>();
  await fc.assert(
    fc.asyncProperty(
      fc.array(personHistory, { minLength: 40, maxLength: 40 }),
      coverageRule,
      fc.integer({ min: 8, max: END_MINUTE / 60 + 24 }).map((hour) => hour * 60),
      async (histories, rule, now) => {
        const people = histories.map((person) => ({
          ...person,
          devices: person.devices.map((device) => until(device, now)),
          attested: person.attested.filter((said) => said <= now),
        }));
        await setContent(rule);
        await store(people.map(stored));
        const sql = await expectAgreement(rule, people.length, at(now));
        for (const [index, person] of people.entries()) {
          const [device, ...others] = person.devices;
          if (!device || others.length > 0 || person.exceptions.length + device.exceptions.length > 0) continue;
          const answer = sql.get(`${personId(index)} UNINSTALL`);
          expect(answer).toMatchObject(naive(device, person.attested, rule, now));
        }
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
    fc.asyncProperty(fc.array(anyPerson, { minLength: 40, maxLength: 40 }), coverageRule, async (people, rule) => {
      await setContent(rule);
      await store(people);
      for (const now of [1_000, 3_000, END_MINUTE]) await expectAgreement(rule, people.length, at(now));
    }),
    { numRuns: 12 },
  );
});
