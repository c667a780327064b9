import { Readable } from "node:stream";
import { beforeAll, beforeEach, expect, test } from "vitest";
import { readNewVersions, readScopeVersions } from "@/lib/bans/ranges/commands";
import { sweepPopulation } from "@/lib/compliance/sweep";
import { layGround, setContent, store } from "@/lib/compliance/testing-database";
import { at } from "@/lib/compliance/testing-histories";
import { inTransaction, pool } from "@/lib/db";
import { importPeople } from "@/lib/people/import/commands";
import { newAdministrator } from "@/lib/testing";

const NOW = at(6_000);
const LATER = at(6_010);

const person = (team: number) => ({ team, devices: [], attested: [], exceptions: [], stored: [] });

beforeAll(async () => {
  await layGround();
  await pool.query("SELECT setval('person_id_seq', 1000), setval('team_id_seq', 1000)");
  await pool.query(`INSERT INTO duty (id, ban_id, kind, responsible, owner_person_id, proof, mode, deadline_local, deadline_zone, deadline_at) VALUES
    (3, 1, 'CERTIFY', 'MANAGER', NULL, 'STATEMENT', 'INSTANT', '2026-07-10T00:00', 'UTC', '2026-07-10'),
    (4, 1, 'ROTATE_CREDENTIALS', 'PERSON', NULL, 'STATEMENT', 'LOCAL', '2026-07-10T00:00', 'UTC', '2026-07-10')`);
});

/** Seven people, one in each team; the teams 1, 2 and 3 have managers. */
beforeEach(async () => {
  await pool.query("UPDATE team SET manager_id = NULL, parent_id = nullif(id / 2, 0)");
  await setContent("ALL_KINDS", { everyone: false, include: [2], exclude: [], countries: { include: ["CN"], exclude: [] } });
  await store([1, 2, 3, 4, 5, 6, 7].map(person));
  await pool.query("UPDATE team SET manager_id = 100 + id WHERE id <= 3");
  await pool.query("TRUNCATE population_change");
  await pool.query("SELECT publish_obligations(1, $1)", [NOW]);
});

async function owing(duty: number): Promise<number[]> {
  const { rows } = await pool.query<{ id: number }>(
    "SELECT person_id AS id FROM obligation WHERE duty_id = $1 AND closed_at IS NULL ORDER BY 1",
    [duty],
  );
  return rows.map(({ id }) => id);
}

const ROTATE = 4;
const CERTIFY = 3;

test("the ban binds the people of its team and country, and each nearest manager once", async () => {
  expect(await owing(2)).toEqual([102, 104, 105]);
  expect(await owing(ROTATE)).toEqual([102, 104, 105]);
  // Of 104 and 105 it is 102; of 102, who does not answer for themselves, 101.
  expect(await owing(CERTIFY)).toEqual([101, 102]);
});

test.each([
  ["moves into the team", "UPDATE person SET team_id = 4 WHERE id = 107", [102, 104, 105, 107]],
  ["moves out of it", "UPDATE person SET team_id = 6 WHERE id = 104", [102, 105]],
  ["leaves", "UPDATE person SET active = false WHERE id = 104", [102, 105]],
  ["goes to another country", "UPDATE person SET country = 'DE' WHERE id = 105", [102, 104]],
  [
    "joins",
    "INSERT INTO person (id, external_id, name, email, team_id, legal_entity, country, worker_type) VALUES (140, 'new', 'New', 'new@example.com', 5, 'C', 'CN', 'INTERN')",
    [102, 104, 105, 140],
  ],
  ["has a team that moves", "UPDATE team SET parent_id = 2 WHERE id = 3", [102, 103, 104, 105, 106, 107]],
])("whoever %s is bound as the rule says, by whatever door it was changed", async (_, change, expected) => {
  await pool.query(change);
  expect(await sweepPopulation(LATER)).toBeGreaterThan(0);
  expect(await owing(2)).toEqual(expected);
  expect(await owing(ROTATE)).toEqual(expected);
  expect(await sweepPopulation(LATER)).toBe(0);
});

test("a people file moves people, and the same file settles what they owe", async () => {
  const header = "person_id,name,email,team_id,manages,legal_entity,country,worker_type";
  const lines = [
    "P107,Person 107,p107@example.com,T4,,C,CN,EMPLOYEE",
    "P105,Person 105,p105@example.com,T5,,C,DE,EMPLOYEE",
    "P106,Person 106,p106@example.com,T6,T2,C,CN,EMPLOYEE",
  ];
  const admin = (await newAdministrator({ teamId: 1 })).viewer;
  const stream = Readable.from([Buffer.from([header, ...lines].join("\n"))]);
  await importPeople(admin, { stream, idempotencyKey: "moves", complete: false }, LATER);
  expect(await owing(2)).toEqual([102, 104, 107]);
  expect(await owing(ROTATE)).toEqual([102, 104, 107]);
  // Who answers for them follows with the sweep.
  await sweepPopulation(LATER);
  expect(await owing(CERTIFY)).toEqual([106]);
  await pool.query("UPDATE person SET active = false WHERE id = $1", [admin.personId]);
});

test("another manager takes the duty over, and nobody keeps it who no longer answers for anybody", async () => {
  await pool.query("UPDATE team SET manager_id = 106 WHERE id = 2");
  await sweepPopulation(LATER);
  expect(await owing(CERTIFY)).toEqual([106]);
  await pool.query("UPDATE person SET active = false WHERE id = 106");
  await sweepPopulation(LATER);
  expect(await owing(CERTIFY)).toEqual([101]);
});

test("a zone moves the date of a duty that goes by the clock where the person is, and a worker type or legal entity who is bound", async () => {
  const deadline = async () =>
    (await pool.query<{ at: Date }>("SELECT deadline_at AS at FROM obligation WHERE duty_id = 4 AND person_id = 104")).rows[0]?.at;
  await pool.query("UPDATE person SET zone = 'America/New_York' WHERE id = 104");
  await sweepPopulation(LATER);
  expect(await deadline()).toEqual(new Date("2026-07-10T04:00:00Z"));
  // A zone that the database does not know goes by the rule's.
  await pool.query("UPDATE person SET zone = 'Nowhere/Land' WHERE id = 104");
  await sweepPopulation(LATER);
  expect(await deadline()).toEqual(new Date("2026-07-10T00:00:00Z"));

  const named = { include: [], exclude: [] };
  await setContent("ALL_KINDS", {
    everyone: true,
    include: [],
    exclude: [],
    legalEntities: { ...named, exclude: ["D"] },
    workerTypes: { ...named, include: ["EMPLOYEE"] },
  });
  await pool.query("SELECT reevaluate_ban(1, $1)", [LATER]);
  expect(await owing(2)).toHaveLength(7);
  await pool.query("UPDATE person SET worker_type = 'CONTRACTOR' WHERE id = 104; UPDATE person SET legal_entity = 'D' WHERE id = 105");
  await sweepPopulation(LATER);
  expect(await owing(2)).toEqual([101, 102, 103, 106, 107]);
});

test("a duty that is no longer asked closes its obligations, and comes back with them", async () => {
  const asked = async (endedAt: Date | null) => {
    await pool.query(
      "BEGIN; SELECT set_config('interdict.publishing', '1', true); UPDATE duty SET ended_at = " +
        (endedAt ? "now()" : "NULL") +
        " WHERE id = 4; COMMIT",
    );
    await pool.query("SELECT reevaluate_ban(1, $1)", [LATER]);
  };
  await asked(LATER);
  expect(await owing(ROTATE)).toEqual([]);
  await asked(null);
  expect(await owing(ROTATE)).toEqual([102, 104, 105]);
});

test("of a tool that is banned in a range, only versions in it count, and what is not yet read counts", async () => {
  await pool.query(
    `BEGIN; SELECT set_config('interdict.publishing', '1', true); UPDATE ban_scope_tool SET version_range = 'vers:npm/>=1.5.0'; COMMIT`,
  );
  await pool.query("INSERT INTO device (id, platform, owner_person_id, first_seen_at, last_seen_at) VALUES (1, 'MACOS', 104, $1, $1)", [
    NOW,
  ]);
  await pool.query(
    "INSERT INTO installation (device_id, software_id, source_id, path_key, first_seen_at, last_seen_at, path) VALUES (1, 1, 1, 0, $1, $1, '/')",
    [NOW],
  );
  const state = async () => {
    const { rows } = await pool.query<{ state: string }>("SELECT state FROM obligation WHERE duty_id = 2 AND person_id = 104");
    return rows[0]?.state;
  };
  await pool.query("SELECT reevaluate_devices(ARRAY[1], $1)", [NOW]);
  expect(await state()).toBe("INSTALLED");
  // Software 1 is the npm package in 1.0.0, and no other kind has versions that the range speaks of.
  expect(await readNewVersions(LATER)).toBe(1);
  expect(await state()).toBe("UNKNOWN");
  expect(await readNewVersions(LATER)).toBe(0);
  expect(await inTransaction((tx) => readScopeVersions(tx, 1))).toEqual([]);
  await pool.query("UPDATE installation SET software_id = 2");
  await pool.query("SELECT reevaluate_devices(ARRAY[1], $1)", [LATER]);
  expect(await state()).toBe("INSTALLED");
});
