import { type ChildProcess, spawn } from "node:child_process";
import { mkdirSync, rmSync } from "node:fs";
import { loadavg } from "node:os";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import pg from "pg";
import { from, to } from "pg-copy-streams";
import { buildApplication } from "../scripts/build.ts";
import { readDemoFile } from "../scripts/demo-file.ts";
import { anyFreePort } from "../scripts/free-port.ts";
import { removeCluster, startCluster } from "../scripts/postgres/cluster.ts";
import { isRoot } from "../scripts/postgres/run-as.ts";
import { inProject } from "../scripts/project.ts";
import { atEnd } from "../scripts/shutdown.ts";
import { temporaryFolder } from "../scripts/temporary-folder.ts";
import { median, milliseconds } from "./rounds.ts";

const RESTARTS = 5;
const READY = "Ready after";

type Demo = { output: string; milliseconds: number; stop(): Promise<void> };

/** The command itself, until the page of its address was answered with 200. */
async function startDemo(dir: string, port: number): Promise<Demo> {
  const begin = performance.now();
  const child: ChildProcess = spawn(process.execPath, [inProject("scripts/demo.ts"), "--data", dir, "--port", String(port)], {
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  const stop = async () => {
    child.kill("SIGTERM");
    await ended;
  };
  atEnd(stop);
  await new Promise<void>((resolve, reject) => {
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on("data", (chunk: Buffer) => {
        output += chunk;
        if (output.includes(READY)) resolve();
      });
    }
    child.once("exit", () => reject(new Error(`The demonstration ended before it was ready:\n${output}`)));
  });
  const url = readDemoFile(join(dir, "demo.json"))?.url;
  const { status } = await fetch(`${url}/signin`);
  if (status !== 200) throw new Error(`${url}/signin was answered with ${status}.`);
  return { output, milliseconds: performance.now() - begin, stop };
}

const secondsOf = (output: string, step: RegExp) => Number(step.exec(output)?.[1] ?? Number.NaN);

async function rowCounts(dir: string): Promise<string> {
  const cluster = await startCluster({ dir });
  const client = new pg.Client({ connectionString: cluster.url });
  try {
    await client.connect();
    const { rows } = await client.query<{ people: number; teams: number; devices: number; installations: number; obligations: number }>(`
      SELECT (SELECT count(*) FROM person)::int AS people, (SELECT count(*) FROM team)::int AS teams, (SELECT count(*) FROM device)::int AS devices,
        (SELECT count(*) FROM installation)::int AS installations, (SELECT count(*) FROM obligation)::int AS obligations`);
    return Object.entries(rows[0] ?? {})
      .map(([name, count]) => `${count.toLocaleString("en")} ${name}`)
      .join(", ");
  } finally {
    await client.end();
    await cluster.stop();
  }
}

/** What the database alone needs to take in the rows of the largest tables, with their keys and indexes: they are copied out first, and that is not counted. */
async function copyAlone(dir: string, times: number): Promise<number[]> {
  const cluster = await startCluster({ dir });
  const [source, target] = [new pg.Client({ connectionString: cluster.url }), new pg.Client({ connectionString: cluster.url })];
  try {
    await Promise.all([source.connect(), target.connect()]);
    const spent: number[] = [];
    for (let round = 0; round < times; round += 1) {
      let milliseconds = 0;
      for (const table of ["person", "device", "report", "installation", "obligation"]) {
        await target.query(`DROP TABLE IF EXISTS bare`);
        await target.query(`CREATE TABLE bare (LIKE ${table} INCLUDING ALL)`);
        milliseconds += await copyTable(source, target, table);
      }
      spent.push(milliseconds / 1000);
    }
    await target.query("DROP TABLE bare");
    return spent;
  } finally {
    await Promise.all([source.end(), target.end()]);
    await cluster.stop();
  }
}

async function copyTable(source: pg.Client, target: pg.Client, table: string): Promise<number> {
  const { rows } = await source.query<{ columns: string }>(
    `SELECT string_agg(quote_ident(column_name), ', ' ORDER BY ordinal_position) AS columns FROM information_schema.columns
     WHERE table_schema = 'public' AND table_name = $1 AND is_generated = 'NEVER'`,
    [table],
  );
  const columns = rows[0]?.columns ?? "";
  const chunks: Buffer[] = [];
  for await (const chunk of source.query(to(`COPY (SELECT ${columns} FROM ${table}) TO STDOUT (FORMAT binary)`)))
    chunks.push(chunk as Buffer);
  return milliseconds(() => pipeline(chunks, target.query(from(`COPY bare (${columns}) FROM STDIN (FORMAT binary)`))));
}

/** P15: the demonstration at its full size into a fresh folder, and how soon it is there again. */
export async function run(): Promise<void> {
  await buildApplication();
  const root = temporaryFolder("bench-demo");
  atEnd(() => rmSync(root, { recursive: true, force: true }));
  const dir = join(root, "data");
  mkdirSync(dir, { mode: isRoot() ? 0o711 : 0o700 });
  atEnd(() => removeCluster(dir));
  const port = await anyFreePort();

  const first = await startDemo(dir, port);
  await first.stop();
  const load = secondsOf(first.output, /(?:^|\n)Loading the scenario[^\n]*…(?:[\s\S]*?)done in ([\d.]+) s/);
  console.log(`P15 ${await rowCounts(dir)}`);
  const baseline = await copyAlone(dir, 2);
  console.log(
    `P15 loading ${load.toFixed(1)} s  goal ≤ 90 s, aim ≤ 45 s  ·  COPY of the rows of the five largest tables alone ${Math.min(...baseline).toFixed(1)} s, ` +
      `${(load / Math.min(...baseline)).toFixed(1)} ×  ·  from nothing to the first page ${(first.milliseconds / 1000).toFixed(1)} s  ·  load ${loadavg()[0]?.toFixed(1)}`,
  );

  const restarts: number[] = [];
  for (let round = 0; round < RESTARTS; round += 1) {
    const again = await startDemo(dir, port);
    restarts.push(again.milliseconds / 1000);
    await again.stop();
  }
  console.log(
    `P15 restart to the first 200: ${median(restarts).toFixed(1)} s (${Math.min(...restarts).toFixed(1)}–${Math.max(...restarts).toFixed(1)})  goal ≤ 10 s, aim ≤ 5 s  ·  load ${loadavg()[0]?.toFixed(1)}`,
  );
  await removeCluster(dir);
  rmSync(root, { recursive: true, force: true });
}
