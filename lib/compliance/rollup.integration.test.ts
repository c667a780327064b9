import fc from "fast-check";
import { beforeAll, expect, test } from "vitest";
import { platformKinds } from "@/lib/compliance/coverage/rules";
import { layGround, setContent, store } from "@/lib/compliance/testing-database";
import { at, merged, personHistory } from "@/lib/compliance/testing-histories";
import { pool } from "@/lib/db";
import { kindsProvedForOthers, visibleKinds } from "@/lib/inventory/rules";
import { IDENTIFIER_KINDS, kindBit } from "@/lib/registry/identifiers";
import { DevicePlatform, SourceSystem } from "@/prisma/generated/enums";

beforeAll(async () => {
  await layGround();
  await pool.query(`INSERT INTO duty (id, ban_id, kind, responsible, proof, mode, deadline_local, deadline_zone, deadline_at, team_deadlines) VALUES
    (3, 1, 'CERTIFY', 'MANAGER', 'STATEMENT', 'INSTANT', '2026-07-10T00:00', 'UTC', '2026-07-10', '[]'),
    (4, 1, 'ROTATE_CREDENTIALS', 'PERSON', 'RECORD', 'LOCAL', '2026-07-10T00:00', 'UTC', '2026-07-10', '[{"teamId": 3, "deadlineLocal": "2026-07-12T00:00", "deadlineZone": "UTC"}]')`);
});

test("SQL and TypeScript know the same kinds, platforms and sources", async () => {
  const { rows: kinds } = await pool.query(
    "SELECT kind::text, kind_bit(kind) AS bit FROM unnest(enum_range(NULL::identifier_kind)) AS kind",
  );
  expect(kinds).toEqual(IDENTIFIER_KINDS.map((kind) => ({ kind, bit: kindBit(kind) })));
  const { rows: seen } = await pool.query(
    `SELECT system::text, platform::text, platform_kinds(platform) AS existing, visible_kinds(system, platform) AS visible,
        (SELECT coalesce(bit_or(kind_bit(kind)), 0) FROM unnest(enum_range(NULL::identifier_kind)) AS kind
          WHERE visible_kinds(system, platform) & kind_bit(kind) <> 0 AND proves_for_others(system, kind_bit(kind))) AS proves
      FROM unnest(enum_range(NULL::source_system)) AS system, unnest(enum_range(NULL::device_platform)) AS platform`,
  );
  const expected = Object.values(SourceSystem).flatMap((system) =>
    Object.values(DevicePlatform).map((platform) => ({
      system,
      platform,
      existing: platformKinds(platform),
      visible: visibleKinds(system, platform),
      proves: kindsProvedForOthers(system, platform),
    })),
  );
  expect(seen).toHaveLength(expected.length);
  expect(seen).toEqual(expect.arrayContaining(expected));
});

/** A moment later, one of the things that happen to a company. */
type Deed = { hours: number; kind: keyof typeof DEEDS; a: number; b: number };

const somebody =
  "(SELECT id FROM person WHERE id > 100 ORDER BY id OFFSET $2 % (SELECT greatest(count(*), 1) FROM person WHERE id > 100) LIMIT 1)";
const something = "(SELECT id FROM device ORDER BY id OFFSET $2 % (SELECT greatest(count(*), 1) FROM device) LIMIT 1)";
const sets = "SELECT CASE WHEN $1::timestamptz IS NULL OR $2::int IS NULL OR $3::int IS NULL THEN 0 END;";

/** [change, then what the command calls]. $1 is the moment, $2 and $3 are two numbers to choose by. */
const DEEDS = {
  attest: [
    `INSERT INTO attestation (ban_id, person_id, wording, attested_at) SELECT 1, p, '', $1 FROM ${somebody} x(p)`,
    `reevaluate_people(ARRAY[${somebody}], $1)`,
  ],
  attestDuty: [
    `INSERT INTO attestation (ban_id, duty_id, person_id, wording, attested_at, verified_at) SELECT 1, 3 + $3 % 2, p, '', $1, CASE WHEN $3 % 4 = 1 THEN $1::timestamptz END FROM ${somebody} x(p)`,
    `reevaluate_people(ARRAY[${somebody}], $1)`,
  ],
  refuse: [
    `UPDATE attestation SET rejected_at = $1, verified_at = NULL WHERE person_id = ${somebody} AND duty_id = 4`,
    `reevaluate_people(ARRAY[${somebody}], $1)`,
  ],
  manage: [`UPDATE team SET manager_id = ${somebody} WHERE id = 1 + $3 % 7`, "sweep_population($1, 1000)"],
  emigrate: [
    `UPDATE person SET country = (ARRAY['CN', 'DE'])[1 + $3 % 2], zone = (ARRAY['Asia/Shanghai', 'Europe/Berlin'])[1 + $3 % 2] WHERE id = ${somebody}`,
    "sweep_population($1, 1000)",
  ],
  except: [
    `INSERT INTO exception (ban_id, duty_kind, person_id, status, justification, starts_at, ends_at, due_after, requested_at, decided_by_id, decision_reason) SELECT 1, 'UNINSTALL', p, 'ACTIVE', '', $1::timestamptz + interval '5 hours', $1::timestamptz + interval '20 hours', $1::timestamptz + interval '20 hours', $1, 2, 'Yes' FROM ${somebody} x(p)`,
    `reevaluate_people(ARRAY[${somebody}], $1)`,
  ],
  exceptTeam: [
    `INSERT INTO exception (ban_id, duty_kind, team_id, status, justification, starts_at, ends_at, due_after, requested_at, decided_by_id, decision_reason) VALUES (1, 'STOP_USE', 1 + $2 % 7, 'ACTIVE', '', $1, $1::timestamptz + interval '9 hours', $1::timestamptz + interval '9 hours', $1, 2, 'Yes')`,
    "reevaluate_subjects('{}', '{}', ARRAY[1 + $2 % 7], $1)",
  ],
  exceptDevice: [
    `INSERT INTO exception (ban_id, duty_kind, device_id, tool_ids, status, justification, starts_at, ends_at, due_after, requested_at, decided_by_id, decision_reason) SELECT 1, 'UNINSTALL', d, CASE WHEN $3 % 2 = 0 THEN ARRAY[1] ELSE '{}' END, 'ACTIVE', '', $1, $1::timestamptz + interval '7 hours', $1::timestamptz + interval '30 days', $1, 2, 'Yes' FROM ${something} x(d) WHERE d IS NOT NULL`,
    `reevaluate_subjects('{}', ARRAY[${something}], '{}', $1)`,
  ],
  report: [
    `INSERT INTO report (device_id, source_id, kinds, collected_at) SELECT d.id, s.id, visible_kinds(s.system, d.platform), $1 FROM device d, source s
      WHERE d.id = ${something} AND s.id = 1 + $3 % 3 AND visible_kinds(s.system, d.platform) <> 0
      ON CONFLICT (device_id, source_id, kinds, held) DO UPDATE SET collected_at = excluded.collected_at`,
    `reevaluate_devices(ARRAY[${something}], $1)`,
  ],
  sight: [
    `INSERT INTO installation (device_id, software_id, source_id, path_key, first_seen_at, last_seen_at, path) SELECT d, 1 + $3 % 4, 1, 0, $1, $1, '/' FROM ${something} x(d) WHERE d IS NOT NULL ON CONFLICT DO NOTHING`,
    `reevaluate_devices(ARRAY[${something}], $1)`,
  ],
  change: [`UPDATE person SET team_id = 1 + $3 % 7 WHERE id = ${somebody}`, `sync_population(ARRAY[${somebody}], $1)`],
  leave: [`UPDATE person SET active = false WHERE id = ${somebody}`, `sync_population(ARRAY[${somebody}], $1)`],
  join: [`UPDATE person SET active = true WHERE id = ${somebody}`, `sync_population(ARRAY[${somebody}], $1)`],
  giveAway: [
    `UPDATE device SET owner_person_id = NULL, owner_team_id = nullif(1 + $3 % 8, 8) WHERE id = ${something}`,
    "sync_population(NULL, $1)",
  ],
  moveTeam: ["UPDATE team SET parent_id = 1 + $3 % 3 WHERE id = 4 + $2 % 4", "sync_population(NULL, $1)"],
  fold: ["SELECT", "fold_rollups($1)"],
} as const;

const deed: fc.Arbitrary<Deed> = fc.record({
  hours: fc.integer({ min: 0, max: 30 }),
  kind: fc.constantFrom(...(Object.keys(DEEDS) as (keyof typeof DEEDS)[])),
  a: fc.nat({ max: 1_000 }),
  b: fc.nat({ max: 1_000 }),
});

const COLUMNS = "installed, unknown, stated, proved, not_affected, excepted, contradicted, reappeared";

async function expectExact(): Promise<void> {
  const { rows } = await pool.query(`
    WITH counted AS (
      SELECT o.duty_id, a.id AS team_id, count(*) FILTER (WHERE state = 'INSTALLED')::int AS installed, count(*) FILTER (WHERE state = 'UNKNOWN')::int AS unknown,
        count(*) FILTER (WHERE state = 'STATED')::int AS stated, count(*) FILTER (WHERE state = 'PROVED')::int AS proved,
        count(*) FILTER (WHERE state = 'NOT_AFFECTED')::int AS not_affected, count(*) FILTER (WHERE state = 'EXCEPTED')::int AS excepted,
        count(*) FILTER (WHERE contradicted)::int AS contradicted, count(*) FILTER (WHERE reappeared)::int AS reappeared
      FROM obligation o JOIN team t ON t.id = o.team_id JOIN team a ON t.path <@ a.path WHERE o.closed_at IS NULL GROUP BY 1, 2
    ), kept AS (
      SELECT * FROM rollup_now(ARRAY[1, 2, 3, 4], ARRAY(SELECT id FROM team)) WHERE (${COLUMNS}) <> (0, 0, 0, 0, 0, 0, 0, 0)
    )
    (SELECT 'kept' AS side, * FROM (SELECT * FROM kept EXCEPT SELECT * FROM counted) k) UNION ALL (SELECT 'counted', * FROM (SELECT * FROM counted EXCEPT SELECT * FROM kept) c)`);
  expect(rows).toEqual([]);
}

/** After a sweep every stored answer is the answer of the moment, and nobody else has one. */
async function expectCurrent(now: Date): Promise<void> {
  const { rows } = await pool.query(
    `WITH stored AS (SELECT duty_id, person_id, device_id, team_id, state, reason, contradicted, reappeared, deadline_at FROM obligation WHERE closed_at IS NULL),
      due AS (SELECT duty_id, person_id, device_id, team_id, state, reason, contradicted, reappeared, deadline_at FROM evaluate_ban(1, NULL, NULL, $1))
    (SELECT 'stored' AS side, * FROM (SELECT * FROM stored EXCEPT SELECT * FROM due) s) UNION ALL (SELECT 'due', * FROM (SELECT * FROM due EXCEPT SELECT * FROM stored) d)`,
    [now],
  );
  expect(rows).toEqual([]);
}

test("after every change of a random history the stored states are current and the roll-up equals a recount", {
  timeout: 180_000,
}, async () => {
  const population = fc
    .boolean()
    .map((everyone) =>
      everyone
        ? { everyone, include: [], exclude: [] }
        : { everyone, include: [2, 7], exclude: [5], countries: { include: ["CN"], exclude: [] } },
    );
  await fc.assert(
    fc.asyncProperty(
      fc.array(personHistory, { minLength: 5, maxLength: 25 }),
      population,
      fc.array(deed, { minLength: 10, maxLength: 25 }),
      async (people, who, deeds) => {
        await setContent("ALL_KINDS", who);
        await pool.query("UPDATE team SET manager_id = NULL");
        await store(
          people.map((person) => ({ ...person, stored: person.devices.map((history) => ({ history, ...merged(history.reports) })) })),
        );
        await pool.query("UPDATE team SET parent_id = id / 2 WHERE id > 1 AND parent_id <> id / 2");
        let minute = 6_000;
        await pool.query("SELECT publish_obligations(1, $1)", [at(minute)]);
        await expectExact();
        for (const { hours, kind, a, b } of deeds) {
          minute += hours * 60;
          const [change, call] = DEEDS[kind];
          const given = [at(minute), a, b];
          const typed = (sql: string) => `WITH given AS (SELECT $1::timestamptz, $2::int, $3::int) ${sql}`;
          await pool.query(typed(change.startsWith("SELECT") ? sets : change), given);
          await pool.query(typed(`SELECT ${call}`), given);
          await expectExact();
          await pool.query("SELECT sweep_due($1, 1000)", [at(minute)]);
          // Who answers for people who moved is found here.
          await pool.query("SELECT sweep_population($1, 1000)", [at(minute)]);
          await expectExact();
          await expectCurrent(at(minute));
        }
        await pool.query("SELECT fold_rollups($1)", [at(minute)]);
        expect((await pool.query("SELECT count(*)::int AS left FROM rollup_delta")).rows).toEqual([{ left: 0 }]);
        await expectExact();
      },
    ),
    { numRuns: 15 },
  );
});

test("what did not change is not written", async () => {
  const written = async (call: string, minute: number) => (await pool.query<{ n: number }>(`SELECT ${call} AS n`, [at(minute)])).rows[0]?.n;
  await setContent("ALL_KINDS");
  await pool.query("UPDATE team SET manager_id = NULL");
  await store(
    fc
      .sample(personHistory, { numRuns: 50, seed: 1 })
      .map((person) => ({ ...person, stored: person.devices.map((history) => ({ history, ...merged(history.reports) })) })),
  );
  // Two duties that inventories show, one of everybody's word, and no manager yet.
  expect(await written("publish_obligations(1, $1)", 6_000)).toBe(150);
  expect(await written("reevaluate_ban(1, $1)", 6_000)).toBe(0);
  expect(await written("reevaluate_people(NULL, $1)", 6_000)).toBe(0);
  expect(await written("sync_population(NULL, $1)", 6_000)).toBe(0);
  // Fresher evidence for the same answers moves no row either; the sweep meets it when the old evidence would have gone stale.
  await pool.query("UPDATE report SET collected_at = collected_at + interval '1 minute' WHERE NOT held");
  expect(await written("reevaluate_people(NULL, $1)", 6_001)).toBe(0);
});

test("a lifted ban stays as it stood", async () => {
  await pool.query("UPDATE obligation SET next_change_at = $1 WHERE id = (SELECT min(id) FROM obligation)", [at(6_100)]);
  await pool.query("UPDATE ban SET status = 'LIFTED', ended_at = now(), ended_by_id = 2, end_reason = 'test' WHERE id = 1");
  const { rows } = await pool.query("SELECT sweep_due($1, 100) AS due, reevaluate_people(NULL, $1) AS written", [at(9_000)]);
  expect(rows).toEqual([{ due: 0, written: 0 }]);
});
