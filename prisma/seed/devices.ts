import type pg from "pg";
import { MIXES, type Platform } from "./agents.ts";
import type { Cast } from "./personas.ts";
import { runningShares, SCENARIO_NOW } from "./scenario-time.ts";

const DEVICES_PER_PERSON = 150 / 124;
const OWNERLESS_SHARE = 0.008;
const NOW = `timestamptz '${SCENARIO_NOW.toISOString()}'`;

const PLATFORMS: readonly Platform[] = ["MACOS", "WINDOWS", "LINUX"];

/** What the story says of single devices. */
function storyDevices(cast: Cast) {
  const { employee, contradicted, ...others } = cast;
  const seen = "2026-07-08T14:10:00+08:00";
  return [
    {
      person_id: employee.personId,
      nth: 1,
      host: "LAPTOP-7F2",
      platform: "MACOS",
      mix: "fleet and paths",
      seen_at: seen,
      days_silent: null,
    },
    {
      person_id: employee.personId,
      nth: 2,
      host: "DESK-11C",
      platform: "WINDOWS",
      mix: "osquery and intune",
      seen_at: seen,
      days_silent: 12,
    },
    {
      person_id: contradicted.personId,
      nth: 1,
      host: "LAPTOP-201",
      platform: "MACOS",
      mix: "fleet and paths",
      seen_at: seen,
      days_silent: null,
    },
    ...Object.values(others).map(({ personId }) => ({
      person_id: personId,
      nth: 1,
      host: null,
      platform: "MACOS",
      mix: "fleet and paths",
      seen_at: "2026-07-08T14:20:00+08:00",
      days_silent: null,
    })),
  ];
}

/** Writes devices, and what they are recognised by. Needs `seed_person`, `seed_team` and the sources. */
export async function loadDevices(db: pg.ClientBase, people: number, cast: Cast): Promise<void> {
  const devices = Math.round(people * DEVICES_PER_PERSON);
  const ownerless = Math.max(1, Math.round(devices * OWNERLESS_SHARE));
  await db.query(
    "CREATE TEMP TABLE seed_story_device (person_id int, nth int, host text, platform text, mix text, seen_at timestamptz, days_silent int)",
  );
  await db.query("INSERT INTO seed_story_device SELECT * FROM jsonb_populate_recordset(NULL::seed_story_device, $1)", [
    JSON.stringify(storyDevices(cast)),
  ]);
  await drawOwners(db, devices - ownerless, ownerless);
  await drawDevices(db);
  await db.query(`
    INSERT INTO device (id, host_name, platform, os_version, owner_person_id, owner_team_id, first_seen_at, last_seen_at)
    SELECT id, host, platform::device_platform, os_version, person_id, CASE WHEN person_id IS NULL THEN team_id END,
      first_seen_at, greatest(first_seen_at, agent_at, paths_at, intune_at)
    FROM seed_device ORDER BY id`);
  await db.query("SELECT setval(pg_get_serial_sequence('device', 'id'), (SELECT max(id) FROM device))");
  await db.query(`
    INSERT INTO device_identity (kind, value, device_id)
    SELECT 'SERIAL'::device_id_kind, serial, id FROM seed_device
    UNION ALL SELECT 'HARDWARE_UUID', md5('hardware ' || id)::uuid::text, id FROM seed_device
    UNION ALL SELECT 'MDM_ID', md5('intune ' || id)::uuid::text, id FROM seed_device WHERE intune_at IS NOT NULL
    ORDER BY 1, 2`);
  await db.query("ANALYZE device, device_identity");
}

/** Writes each device's newest complete reports, after what they list. */
export async function loadReports(db: pg.ClientBase): Promise<void> {
  await db.query(`
    INSERT INTO report (device_id, source_id, kinds, collected_at, items)
    SELECT device.id, seed_reporter.source_id, kinds,
      CASE reporter WHEN 'agent' THEN agent_at WHEN 'paths' THEN paths_at ELSE intune_at END, coalesce(items, 0)
    FROM seed_device device
    JOIN seed_reporter USING (mix)
    LEFT JOIN (
      SELECT device_id, source_id, count(*)::int AS items FROM installation WHERE gone_at IS NULL GROUP BY device_id, source_id
    ) listed ON listed.device_id = device.id AND listed.source_id = seed_reporter.source_id
    ORDER BY device.id, seed_reporter.source_id`);
  await db.query("ANALYZE report");
}

/** `seed_owner`: who has how many devices. One in seventy has none, one in five two, a few three. */
async function drawOwners(db: pg.ClientBase, owned: number, ownerless: number): Promise<void> {
  await db.query(
    `CREATE TEMP TABLE seed_owner AS
     WITH holder AS (
       SELECT person.id AS person_id, team_id, row_number() OVER (ORDER BY pg_temp.chance(person.id, 'further devices'), person.id) AS turn
       FROM seed_person person
       WHERE persona IS NULL AND pg_temp.chance(person.id, 'has a device') >= 0.014
     ), further AS (
       SELECT $1::int - (SELECT count(*) FROM holder) - (SELECT count(*) FROM seed_story_device) AS wanted
     ), counted AS (
       -- The first nineteen twentieths of what is wanted are second devices, the rest are third ones of the same people.
       SELECT person_id, team_id, 1 + (turn <= wanted - wanted / 20)::int + (turn <= wanted / 20)::int AS devices FROM holder, further
     ), numbered AS (
       SELECT person_id, team_id, nth FROM counted CROSS JOIN LATERAL generate_series(1, devices) AS nth
       UNION ALL
       SELECT person_id, team_id, nth FROM seed_story_device JOIN seed_person ON seed_person.id = person_id
     ), machine AS (
       SELECT team.id AS team_id, row_number() OVER (ORDER BY pg_temp.chance(team.id, 'owns machines') / developers, team.id) AS turn
         FROM seed_team team
     )
     SELECT row_number() OVER (ORDER BY person_id, nth)::int AS id, person_id, team_id, nth FROM numbered
     UNION ALL
     SELECT $1::int + n, NULL, team_id, n
     FROM generate_series(1, $2::int) AS n
     JOIN machine ON turn = 1 + n % (SELECT greatest(1, least(count(*), $2 / 9)) FROM machine)`,
    [owned, ownerless],
  );
}

/** The mixes of one platform, cumulated: `width_bucket` finds one, `first` is its place in the list. */
function mixOf(platform: Platform): { thresholds: number[]; first: number } {
  return {
    thresholds: runningShares(MIXES.filter((mix) => mix.platform === platform).map(({ share }) => share)),
    first: MIXES.findIndex((mix) => mix.platform === platform),
  };
}

const array = (values: readonly (number | string)[]) => `'{${values.join(",")}}'`;

/** `seed_device`: what every device is and when its agents last reported. */
async function drawDevices(db: pg.ClientBase): Promise<void> {
  const mixCase = PLATFORMS.map((platform) => {
    const { thresholds, first } = mixOf(platform);
    return `WHEN '${platform}' THEN ${first - 1} + width_bucket(pg_temp.chance(id, 'mix'), ${array(thresholds)}::float8[])`;
  });
  const namedMix = MIXES.map(({ name, platform }, index) => `WHEN story.platform = '${platform}' AND story.mix = '${name}' THEN ${index}`);
  const has = (reporter: string) =>
    array(MIXES.flatMap(({ reporters }, index) => (reporters.some((one) => one.reporter === reporter) ? [index] : [])));
  await db.query(`
    CREATE TEMP TABLE seed_device AS
    WITH placed AS (
      SELECT owner.id, owner.person_id, owner.team_id, owner.nth, developers, seen_at, days_silent, story.host AS story_host, story.mix AS story_mix,
        coalesce(story.platform, (ARRAY['MACOS', 'WINDOWS', 'LINUX'])[1 + CASE
          WHEN owner.person_id IS NULL THEN 1 + (pg_temp.chance(owner.id, 'platform') < 0.7)::int
          -- Who writes software more often has a Mac or Linux, so that the whole company comes to 40, 45 and 15 in a hundred.
          ELSE (pg_temp.chance(owner.id, 'platform') > 0.31 + 0.28 * developers)::int
            + (pg_temp.chance(owner.id, 'platform') > 0.94 - 0.27 * developers)::int
        END]) AS platform,
        CASE ${namedMix.join(" ")} END AS named_mix
      FROM seed_owner owner
      JOIN seed_team ON seed_team.id = owner.team_id
      LEFT JOIN seed_story_device story ON story.person_id = owner.person_id AND story.nth = owner.nth
    ), equipped AS (
      SELECT *, coalesce(named_mix, CASE platform ${mixCase.join(" ")} END) AS mix,
        person_id IS NOT NULL AND developers > pg_temp.chance(coalesce(person_id, id), 'writes software') AS for_software,
        -- Seven in a hundred have been silent for more than a week; some more were only off for a day or two.
        CASE
          WHEN seen_at IS NOT NULL THEN make_interval(days => coalesce(days_silent, 0))
          WHEN pg_temp.chance(id, 'silent') < 0.07 THEN interval '7 days' + power(pg_temp.chance(id, 'how long'), 2)
            * interval '33 days' + interval '1 hour'
          WHEN pg_temp.chance(id, 'silent') < 0.085 THEN interval '10 hours' + pg_temp.chance(id, 'how long') * interval '6 days'
          ELSE interval '0'
        END AS away
      FROM placed
    ), timed AS (
      SELECT *, coalesce(seen_at, ${NOW} - pg_temp.chance(id, 'reported') * interval '230 minutes' - interval '2 minutes') - away AS reported_at
      FROM equipped
    )
    SELECT id, person_id, team_id, nth, developers, platform, mix, for_software, seen_at IS NOT NULL AS of_story, away > interval '7 days' AS silent,
      CASE WHEN mix = ANY (${has("agent")}::int[]) THEN reported_at END AS agent_at,
      CASE WHEN mix = ANY (${has("paths")}::int[]) THEN reported_at - interval '1 minute' END AS paths_at,
      CASE WHEN mix = ANY (${has("intune")}::int[])
        THEN ${NOW} - pg_temp.chance(id, 'intune') * interval '23 hours' - interval '5 minutes' - away END AS intune_at,
      least(reported_at, CASE WHEN pg_temp.chance(id, 'new') < 0.004 AND seen_at IS NULL
        THEN timestamptz '2026-07-08T12:00+08:00' - pg_temp.chance(id, 'since') * interval '5 days'
        ELSE timestamptz '2026-07-02T18:00+08:00' - pg_temp.chance(id, 'since') * interval '400 days' END) AS first_seen_at,
      coalesce(story_host, CASE
        WHEN person_id IS NULL THEN (CASE WHEN platform = 'LINUX' THEN 'ci-runner-' ELSE 'kiosk-' END) || lpad(nth::text, 4, '0')
        ELSE (CASE WHEN platform = 'MACOS' THEN 'MBP-'
          WHEN pg_temp.chance(id, 'desktop') < 0.3 THEN 'DESK-' WHEN platform = 'LINUX' THEN 'DEV-' ELSE 'LAPTOP-' END)
          -- An odd factor modulo a power of two: a different name for every number.
          || upper(lpad(to_hex(id::bigint * 403309 % 1048576), 5, '0'))
      END) AS host,
      (CASE platform WHEN 'MACOS' THEN 'c02' WHEN 'WINDOWS' THEN 'pf' ELSE 'lx' END)
        || lpad(to_hex(id::bigint * 2654435761 % 4294967296), 8, '0') AS serial,
      CASE platform
        WHEN 'MACOS' THEN (ARRAY['26.5.2', '26.5.1', '26.4', '15.7.4', '15.6'])[1 + floor(power(pg_temp.chance(id, 'os'), 2) * 5)::int]
        WHEN 'WINDOWS' THEN (ARRAY['10.0.26200', '10.0.26100', '10.0.22631', '10.0.19045'])[1 + floor(power(pg_temp.chance(id, 'os'), 2) * 4)::int]
        ELSE (ARRAY['Ubuntu 24.04.4', 'Ubuntu 26.04', 'Debian 13.5', 'Ubuntu 22.04.5'])[1 + floor(power(pg_temp.chance(id, 'os'), 2) * 4)::int]
      END AS os_version
    FROM timed`);
  await db.query("ALTER TABLE seed_device ADD PRIMARY KEY (id)");
  await db.query("ANALYZE seed_device");
}
