import { createReadStream, createWriteStream, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { request } from "node:http";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { from as copyFrom, to as copyTo } from "pg-copy-streams";
import { buildApplication } from "../scripts/build.ts";
import { temporaryFolder } from "../scripts/temporary-folder.ts";
import { type Demonstration, startDemonstration } from "./demonstration.ts";
import { writeFleetPages } from "./inventory-files.ts";
import { alternate, median, milliseconds, type Side, say } from "./rounds.ts";

const PEOPLE = Number(process.env.BENCH_PEOPLE ?? 124_000);
const ROWS = Number(process.env.BENCH_ROWS ?? 1_000_000);
/** As the demonstration has them, and as Fleet lists a machine whole. */
const SHAPES = [8, 100];
const ROUNDS = Number(process.env.BENCH_ROUNDS ?? 5);
const COLLECTED = new Date("2026-07-08T06:30:00Z");
const MB = 1_000_000;

let deliveries = 0;

/** One delivery through the public API, as a collector makes it. */
export function deliver({ baseUrl, tokens }: Demonstration, file: string): Promise<number> {
  deliveries += 1;
  const sent = request(`${baseUrl}/api/v1/inventory/fleet?instance=bench`, {
    method: "POST",
    headers: {
      authorization: `Bearer ${tokens.inventory}`,
      "idempotency-key": `bench-${deliveries}`,
      "content-type": "application/x-ndjson",
      "content-length": statSync(file).size,
    },
  });
  const answered = new Promise<void>((resolve, reject) => {
    sent.on("error", reject);
    sent.on("response", async (response) => {
      const text = (await response.setEncoding("utf8").toArray()).join("");
      if (response.statusCode === 201) resolve();
      else reject(new Error(`The API answered ${response.statusCode}: ${text.slice(0, 500)}`));
    });
  });
  return milliseconds(() => Promise.all([pipeline(createReadStream(file), sent), answered]));
}

/** An inventory before its first delivery: people and the ban are there, devices are not. */
async function forget({ admin }: Demonstration): Promise<void> {
  await admin.query("TRUNCATE installation, report, device_identity, device, software_tool, software CASCADE");
  await admin.query("TRUNCATE obligation, rollup, rollup_delta, rollup_history");
  await admin.query("SELECT sync_population(NULL, $1)", [COLLECTED]);
  await admin.query("VACUUM ANALYZE person");
  await admin.query("CHECKPOINT");
}

async function writesOf({ admin }: Demonstration, work: () => Promise<unknown>): Promise<number> {
  const count = async () => {
    await admin.query("SELECT pg_sleep(1.2), pg_stat_clear_snapshot()");
    const { rows } = await admin.query<{ n: string }>(
      "SELECT n_tup_ins + n_tup_upd + n_tup_del AS n FROM pg_stat_user_tables WHERE relname = 'installation'",
    );
    return Number(rows[0]?.n);
  };
  const before = await count();
  await work();
  return (await count()) - before;
}

function residentMegabytes(pid: number, field: "VmRSS" | "VmHWM"): number {
  const line = readFileSync(`/proc/${pid}/status`, "utf8").match(new RegExp(`${field}:\\s+(\\d+) kB`));
  return (Number(line?.[1] ?? Number.NaN) * 1024) / MB;
}

/** The largest the server has been while `work` ran. */
async function peakOf(pid: number, work: () => Promise<unknown>): Promise<number> {
  writeFileSync(`/proc/${pid}/clear_refs`, "5");
  await work();
  return residentMegabytes(pid, "VmHWM");
}

export async function people({ admin }: Demonstration): Promise<string[]> {
  const { rows } = await admin.query<{ email: string }>("SELECT email FROM person ORDER BY id");
  return rows.map(({ email }) => email);
}

/** The rows of one first delivery, and an empty table like the inventory's own to copy them into. */
async function prepareCopy(demonstration: Demonstration, file: string): Promise<void> {
  const { admin } = demonstration;
  await pipeline(admin.query(copyTo("COPY installation TO STDOUT")), createWriteStream(file));
  await admin.query("CREATE TABLE IF NOT EXISTS bare (LIKE installation INCLUDING ALL)");
}

async function copyRows({ admin }: Demonstration, file: string): Promise<number> {
  await admin.query("TRUNCATE bare");
  await admin.query("CHECKPOINT");
  return milliseconds(() => pipeline(createReadStream(file), admin.query(copyFrom("COPY bare FROM STDIN"))));
}

type Files = { all: string; tenth: string; rows: string };

async function memory(demonstration: Demonstration, { all, tenth }: Files): Promise<void> {
  const { serverProcess } = demonstration;
  const idle = residentMegabytes(serverProcess, "VmRSS");
  await forget(demonstration);
  const small = await peakOf(serverProcess, () => deliver(demonstration, tenth));
  await forget(demonstration);
  const large = await peakOf(serverProcess, () => deliver(demonstration, all));
  console.log(
    `P3  ratio ${(large / small).toPrecision(3)}  goal ≤ 1.2  ·  ${ROWS.toLocaleString("en")} rows ${large.toFixed(0)} MB ÷ a tenth ${small.toFixed(0)} MB, ` +
      `${(large - idle).toFixed(0)} MB above idle (goal ≤ 300)`,
  );
}

async function speed(demonstration: Demonstration, { all, rows }: Files): Promise<void> {
  await forget(demonstration);
  await deliver(demonstration, all);
  await prepareCopy(demonstration, rows);
  const replays: number[] = [];
  const written: number[] = [];
  const sides = await alternate(
    ROUNDS,
    ["COPY", () => copyRows(demonstration, rows)],
    [
      "first ingest",
      async () => {
        await forget(demonstration);
        const took = await deliver(demonstration, all);
        written.push(await writesOf(demonstration, async () => replays.push(await deliver(demonstration, all))));
        return took;
      },
    ],
  );
  say("P1 COPY ÷ first ingest", "ms", sides, "≥ 0.35, aim ≥ 0.5");
  const replay: Side = { name: "replay", values: replays };
  say("P2 first ingest ÷ replay", "ms", [sides[1], replay], "≥ 3, aim ≥ 5");
  console.log(`P2 installation rows written by a replay: ${median(written)}  goal 0`);
}

/** P1, P2 and P3: a million rows of Fleet through the API of the built application, with the scenario's people and bans. */
export async function run(): Promise<void> {
  await buildApplication();
  const dir = temporaryFolder("bench-files");
  const demonstration = await startDemonstration(PEOPLE);
  try {
    const files = { all: join(dir, "all.ndjson"), tenth: join(dir, "tenth.ndjson"), rows: join(dir, "rows.copy") };
    const owners = await people(demonstration);
    for (const [index, softwarePerDevice] of SHAPES.entries()) {
      const shape = { devices: ROWS / softwarePerDevice, softwarePerDevice, people: owners, collectedAt: COLLECTED };
      console.log(`${shape.devices.toLocaleString("en")} devices with ${softwarePerDevice} pieces of software each`);
      await writeFleetPages(files.all, shape);
      await writeFleetPages(files.tenth, { ...shape, devices: shape.devices / 10 });
      if (index === 0) await memory(demonstration, files);
      await speed(demonstration, files);
    }
  } finally {
    await demonstration.stop();
    rmSync(dir, { recursive: true, force: true });
  }
}

if (import.meta.main) await run();
