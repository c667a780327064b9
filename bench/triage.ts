import { readFileSync, rmSync, statSync } from "node:fs";
import { loadavg } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { buildApplication } from "../scripts/build.ts";
import { temporaryFolder } from "../scripts/temporary-folder.ts";
import { type Demonstration, startDemonstration } from "./demonstration.ts";
import { deliver, people } from "./ingest.ts";
import { writeFleetPages } from "./inventory-files.ts";
import { alternate, milliseconds, say } from "./rounds.ts";
import { whileLogging } from "./statements.ts";
import { signIn, type Visitor } from "./visitor.ts";

const SMALL = 20_000;
const LARGE = 200_000;
const PEOPLE = 2_000;
const ROUNDS = 7;
const REQUESTS = 10;
const SHOWN = 50;
/** The day of the scenario. */
const demonstrationTime = Date.parse("2026-07-08T05:00:00Z");

/** Names as inventories have them: most mean nothing, one in fifty is near a tool or carries a word of AI tools. */
const FILL = `
  INSERT INTO software (kind, match_value, publisher, version, name, first_seen_at)
  SELECT (ARRAY['NPM', 'PYPI', 'DEB', 'MACOS_BUNDLE', 'WINDOWS_PROGRAM', 'VSCODE'])[1 + n % 6]::identifier_kind,
    CASE n % 6 WHEN 3 THEN 'com.' || w.maker || '.' || w.word || n WHEN 5 THEN w.maker || '.' || w.word || '-' || n ELSE w.word || '-' || n END,
    CASE n % 6 WHEN 4 THEN w.maker || ' Ltd.' ELSE '' END, '1.0.0', w.word || '-' || n, now() - (n % 700) * interval '1 hour'
  FROM generate_series(1, $1) n CROSS JOIN LATERAL (
    SELECT substr(md5(n::text), 1, 5) AS maker, CASE WHEN n % 50 = 0 THEN (ARRAY['codexbar', 'chat-gpt', 'claude-code-kit', 'llm'])[1 + n / 50 % 4]
      ELSE (ARRAY['lib', 'font', 'driver', 'viewer', 'sync', 'printer'])[1 + n % 6] || substr(md5((n / 7)::text), 1, 4) END AS word) w`;

/** Each on one to eight machines. */
const INSTALL = `
  INSERT INTO installation (device_id, software_id, source_id, path_key, first_seen_at, last_seen_at, path)
  SELECT DISTINCT d.ids[1 + (s.id * 31 + k * 397) % cardinality(d.ids)], s.id, (SELECT min(id) FROM source), 1, now(), now(), '/opt/x'
  FROM software s CROSS JOIN LATERAL generate_series(0, s.id % 8) k CROSS JOIN (SELECT array_agg(id ORDER BY id) AS ids FROM device) d WHERE s.path_like`;

type Side = { names: number; demonstration: Demonstration; officer: Visitor; deep: string };

async function left({ admin }: Demonstration, what: string): Promise<number> {
  const { rows } = await admin.query<{ n: string }>(`SELECT count(*) AS n FROM triage_item WHERE NOT matched AND (${what})`);
  return Number(rows[0]?.n);
}

/** How long until nothing is left, and the longest that anybody waited for an answer of the same process meanwhile. */
async function untilDone(demonstration: Demonstration, what: string): Promise<{ took: number; longest: number }> {
  let isDone = false;
  const waits: number[] = [];
  const asking = (async () => {
    while (!isDone) {
      waits.push(await milliseconds(() => fetch(`${demonstration.baseUrl}/api/health`).then((answer) => answer.text())));
      await wait(10);
    }
  })();
  const took = await milliseconds(async () => {
    while ((await left(demonstration, what)) > 0) await wait(250);
  });
  isDone = true;
  await asking;
  return { took, longest: Math.max(...waits) };
}

async function open(names: number): Promise<Side> {
  const demonstration = await startDemonstration(PEOPLE);
  const { admin } = demonstration;
  await untilDone(demonstration, "rated_with IS NULL OR stale");
  const { rows } = await admin.query<{ id: number }>("SELECT max(id) AS id FROM software");
  await admin.query(FILL, [names]);
  await admin.query(INSTALL.replace("s.path_like", `s.id > ${rows[0]?.id}`));
  await admin.query("ANALYZE software, installation, triage_item");
  const rated = await untilDone(demonstration, "rated_with IS NULL");
  const counted = await untilDone(demonstration, "stale");
  console.log(
    `  ${names.toLocaleString("en")} names: first rated ${(rated.took / 1000).toFixed(1)} s after they came, counted ${(counted.took / 1000).toFixed(1)} s after that; ` +
      `longest answer of /api/health meanwhile ${Math.round(Math.max(rated.longest, counted.longest))} ms`,
  );
  await admin.query("VACUUM ANALYZE triage_item");
  await admin.query("CHECKPOINT");
  const officer = await signIn(demonstration, "Security officer");
  return { names, demonstration, officer, deep: await cursorAt(demonstration, Math.floor(names * 0.9)) };
}

/** The cursor of a page far behind, as the page before it would have given it. */
async function cursorAt({ admin }: Demonstration, row: number): Promise<string> {
  const { rows } = await admin.query<{ score: number; devices: number; id: number }>(
    "SELECT coalesce(score, -1) AS score, devices, id FROM triage_item WHERE NOT matched AND dismissed_at IS NULL ORDER BY coalesce(score, -1) DESC, devices DESC, id DESC OFFSET $1 LIMIT 1",
    [row],
  );
  const [last] = rows;
  return Buffer.from(JSON.stringify([last?.score, last?.devices, last?.id])).toString("base64url");
}

const timesOf = (side: Side, path: string) => async () => {
  const spent = await milliseconds(async () => {
    for (let turn = 0; turn < REQUESTS; turn += 1) await side.officer.get(path.replace("{deep}", side.deep));
  });
  return spent / REQUESTS;
};

const PAGES = [
  "/triage",
  "/triage?after={deep}",
  "/triage?likely=yes",
  "/triage?kind=NPM",
  "/triage?q=codexbar-2",
  `/api/v1/triage?limit=${SHOWN}`,
  `/api/v1/triage?limit=${SHOWN}&cursor={deep}`,
];

async function times(small: Side, large: Side): Promise<void> {
  for (const path of PAGES) {
    for (const side of [small, large]) await timesOf(side, path)();
    say(
      `P5 ${path} at ${LARGE.toLocaleString("en")} names ÷ ${SMALL.toLocaleString("en")}`,
      "ms",
      await alternate(ROUNDS, ["large", timesOf(large, path)], ["small", timesOf(small, path)]),
      "≤ 1.3",
    );
  }
  for (const [deep, first] of [
    ["/triage?after={deep}", "/triage"],
    [`/api/v1/triage?limit=${SHOWN}&cursor={deep}`, `/api/v1/triage?limit=${SHOWN}`],
  ] as const) {
    const sides = await alternate(ROUNDS, ["page behind 90 %", timesOf(large, deep)], ["first page", timesOf(large, first)]);
    say(`P6 ${first} far behind ÷ at the start, ${LARGE.toLocaleString("en")} names`, "ms", sides, "≤ 1.3");
  }
  await whileLogging(large.demonstration, async (statementsOf) => {
    for (const path of ["/", "/triage", "/triage?after={deep}", "/api/v1/triage"]) {
      const tries: number[] = [];
      for (let turn = 0; turn < 5; turn += 1) {
        tries.push((await statementsOf(() => large.officer.get(path.replace("{deep}", large.deep)))).length);
      }
      console.log(`P9 ${path}: ${Math.min(...tries)} statements  goal ≤ 6`);
    }
  });
}

/** A new alias of a tool changes what everything is compared with. */
async function rescoring({ demonstration, names }: Side): Promise<void> {
  const { admin } = demonstration;
  for (const alias of ["printer4ab1", "viewer77c2", "driver0d3e"]) {
    const { rows } = await admin.query<{ n: number }>("SELECT max(rated_with) AS n FROM triage_item WHERE NOT matched");
    await admin.query("UPDATE tool SET aliases = coalesce(aliases, '{}') || $1::text WHERE slug = 'cursor'", [alias]);
    const waiting = await milliseconds(async () => {
      while ((await left(demonstration, `rated_with = ${rows[0]?.n}`)) === names) await wait(100);
    });
    const { took, longest } = await untilDone(demonstration, `rated_with = ${rows[0]?.n}`);
    console.log(
      `Rescoring ${names.toLocaleString("en")} names: ${(took / 1000).toFixed(1)} s (${Math.round(names / (took / 1000)).toLocaleString("en")} per second), begun ${(waiting / 1000).toFixed(1)} s ` +
        `after the change  goal well under 60 s  ·  longest answer of /api/health meanwhile ${Math.round(longest)} ms  ·  load ${loadavg()[0]?.toFixed(1)}`,
    );
  }
}

/** How long the database took for the statement that notes what a merge touched, of all it took for the delivery. */
async function notedIn({ admin, databaseLog }: Demonstration, work: () => Promise<unknown>): Promise<number> {
  const set = async (ms: number) => {
    await admin.query(`ALTER SYSTEM SET log_min_duration_statement = ${ms}`);
    await admin.query("SELECT pg_reload_conf()");
    await wait(200);
  };
  await set(0);
  const before = statSync(databaseLog).size;
  try {
    await work();
    await wait(100);
  } finally {
    await set(-1);
  }
  const log = readFileSync(databaseLog).subarray(before).toString("utf8");
  const found = [...log.matchAll(/duration: ([\d.]+) ms {2}(?:execute|bind|parse) [^\n]*\n?\s*INSERT INTO triage_touch/g)];
  return found.reduce((sum, [, ms]) => sum + Number(ms), 0);
}

async function noting({ demonstration }: Side): Promise<void> {
  const dir = temporaryFolder("bench-files");
  try {
    const file = join(dir, "hosts.ndjson");
    const owners = await people(demonstration);
    for (const [devices, softwarePerDevice] of [
      [10_000, 100],
      [60_000, 8],
      [60_000, 9],
      [1, 100],
    ] as const) {
      await writeFleetPages(file, {
        devices,
        softwarePerDevice,
        people: owners,
        collectedAt: new Date(demonstrationTime + devices + softwarePerDevice),
      });
      let spent = 0;
      const noted = await notedIn(demonstration, async () => {
        spent = await milliseconds(() => deliver(demonstration, file));
      });
      console.log(
        `P1 noting for triage, ${devices.toLocaleString("en")} devices × ${softwarePerDevice}: ${noted.toFixed(1)} of ${spent.toFixed(0)} ms, ${((noted / spent) * 100).toFixed(2)} %  goal < 2 %`,
      );
    }
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}

/** Triage at 200,000 names that nothing matches. */
export async function run(): Promise<void> {
  await buildApplication();
  const small = await open(SMALL);
  const large = await open(LARGE);
  await times(small, large);
  await rescoring(large);
  await noting(small);
  for (const { demonstration } of [small, large]) await demonstration.stop();
}

if (import.meta.main) await run();
