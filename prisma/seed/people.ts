import type pg from "pg";
import { COUNTRIES } from "./person-names.ts";
import type { Cast } from "./personas.ts";
import { runningShares } from "./scenario-time.ts";

const HIRED_BEFORE = "2026-06-30T09:00:00+08:00";

/** Writes everybody, with manager, entity, country, language and zone. Needs `seed_team`. */
export async function loadPeople(db: pg.ClientBase, cast: Cast, passwordHash: string): Promise<void> {
  await createCountries(db);
  await createCast(db, cast);
  await drawPeople(db);
  await db.query(
    `INSERT INTO person (id, external_id, name, email, team_id, manager_id, legal_entity, country, worker_type, locale, zone, password_hash, created_at, updated_at)
     SELECT drawn.id, 'E' || lpad(drawn.id::text, 6, '0'), drawn.name,
       mailbox || CASE WHEN namesake = 1 THEN '' ELSE namesake::text END || '@meridian.example',
       team_id, nullif(manager_id, drawn.id), legal_entity, code, worker_type::worker_type, locale, zone,
       CASE WHEN has_account THEN $1 END, created_at, created_at
     FROM (SELECT *, row_number() OVER (PARTITION BY mailbox ORDER BY persona IS NULL, id) AS namesake FROM seed_person) drawn
     JOIN seed_country country ON country.id = drawn.country_id
     ORDER BY drawn.id`,
    [passwordHash],
  );
  await db.query("SELECT setval(pg_get_serial_sequence('person', 'id'), (SELECT max(id) FROM person))");
  await db.query(`
    INSERT INTO person_role (person_id, role)
    SELECT person_id, unnest(roles)::role FROM seed_cast`);
  await db.query("ANALYZE team, person");
}

async function createCountries(db: pg.ClientBase): Promise<void> {
  await db.query(`
    CREATE TEMP TABLE seed_country (
      id int, code text, legal_entity text, zone text, locale text, family_first boolean, given_names int, family_names int
    )`);
  const rows = COUNTRIES.map((country, index) => ({
    id: index + 1,
    code: country.code,
    legal_entity: country.legalEntity,
    zone: country.zone,
    locale: country.locale,
    family_first: country.familyFirst,
    given_names: country.given.length,
    family_names: country.family.length,
  }));
  await db.query("INSERT INTO seed_country SELECT * FROM jsonb_populate_recordset(NULL::seed_country, $1)", [JSON.stringify(rows)]);
  // Rows, not arrays: a long array is unpacked again for every person who takes one word from it.
  await db.query("CREATE TEMP TABLE seed_name (country_id int, part text, nth int, word text)");
  const names = COUNTRIES.flatMap(({ given, family }, index) => [
    ...given.map((word, nth) => ({ country_id: index + 1, part: "given", nth, word })),
    ...family.map((word, nth) => ({ country_id: index + 1, part: "family", nth, word })),
  ]);
  await db.query("INSERT INTO seed_name SELECT * FROM jsonb_populate_recordset(NULL::seed_name, $1)", [JSON.stringify(names)]);
  await db.query("ANALYZE seed_country, seed_name");
}

async function createCast(db: pg.ClientBase, cast: Cast): Promise<void> {
  await db.query("CREATE TEMP TABLE seed_cast (person_id int PRIMARY KEY, persona text, name text, has_account boolean, roles text[])");
  const rows = Object.entries(cast).map(([persona, { personId, name, roles }]) => ({
    person_id: personId,
    persona,
    name,
    has_account: persona !== "contradicted",
    roles,
  }));
  await db.query("INSERT INTO seed_cast SELECT * FROM jsonb_populate_recordset(NULL::seed_cast, $1)", [JSON.stringify(rows)]);
}

/** `seed_person`: who everybody is, before addresses are told apart. */
async function drawPeople(db: pg.ClientBase): Promise<void> {
  const chinese = COUNTRIES.filter(({ code }) => code === "CN");
  const atHome = COUNTRIES.map(({ weight }) => weight);
  const inChina = runningShares(atHome)[chinese.length] ?? 1;
  // Where a team sits abroad, its people are drawn from behind China. People of the story work where most do.
  await db.query(
    `CREATE TEMP TABLE seed_person AS
     WITH placed AS (
       SELECT member.id, seed_team.id AS team_id, seed_team.manager_id, upper_manager_id, division, developers,
         CASE
           WHEN member.id IN (SELECT person_id FROM seed_cast) THEN 0.1
           WHEN pg_temp.chance(member.id, 'sits abroad') < abroad THEN ${inChina} + ${1 - inChina} * pg_temp.chance(member.id, 'country')
           ELSE pg_temp.chance(member.id, 'country')
         END AS place
       FROM seed_team CROSS JOIN LATERAL generate_series(first_person, first_person + size - 1) AS member(id)
     ), named AS (
       SELECT placed.id, team_id, division, developers, country.id AS country_id, persona, coalesce(has_account, false) AS has_account,
         -- Whoever leads the team answers to the manager of the team above.
         CASE WHEN placed.id = manager_id THEN upper_manager_id ELSE manager_id END AS manager_id,
         coalesce(seed_cast.name, CASE WHEN family_first THEN family.word || ' ' || given.word ELSE given.word || ' ' || family.word END) AS name
       FROM placed
       JOIN seed_country country ON country.id = width_bucket(place, $1::float8[])
       JOIN seed_name given ON given.country_id = country.id AND given.part = 'given'
         AND given.nth = floor(power(pg_temp.chance(placed.id, 'given name'), 1.6) * given_names)::int
       JOIN seed_name family ON family.country_id = country.id AND family.part = 'family'
         AND family.nth = floor(power(pg_temp.chance(placed.id, 'family name'), 1.9) * family_names)::int
       LEFT JOIN seed_cast ON seed_cast.person_id = placed.id
     )
     SELECT *, translate(lower(name), 'äöüãçéíóú ', 'aouaceiou.') AS mailbox,
       CASE WHEN persona IS NOT NULL OR pg_temp.chance(id, 'worker type') < 0.84 THEN 'EMPLOYEE'
         WHEN pg_temp.chance(id, 'worker type') < 0.965 THEN 'CONTRACTOR' ELSE 'INTERN' END AS worker_type,
       timestamptz '${HIRED_BEFORE}' - power(pg_temp.chance(id, 'hired'), 2) * interval '2000 days' AS created_at
     FROM named`,
    [runningShares(atHome)],
  );
  await db.query("ALTER TABLE seed_person ADD PRIMARY KEY (id)");
  await db.query("ANALYZE seed_person");
}
