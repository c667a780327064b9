import { type ChildProcess, spawn } from "node:child_process";
import { closeSync, existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import pg from "pg";
import { anyFreePort, isPortFree } from "../free-port.ts";
import { openLog } from "../log-file.ts";
import { type Binaries, binariesFor } from "./binaries.ts";
import { clusterName, stopLeftOver } from "./orphan.ts";
import { dataFolderFor } from "./place.ts";
import { ensureDatabase, initialise } from "./prepare.ts";
import { type ClusterRecord, innerDataFolder, newRecord, readRecord, writeRecord } from "./record.ts";
import { accountFor, bareEnvironment, isRoot, type RunAs } from "./run-as.ts";
import { settings } from "./settings.ts";

export type Cluster = {
  port: number;
  /** The application's database, as its owner. */
  url: string;
  /** As administrator of the server. */
  adminUrl(database: string): string;
  stop(): Promise<void>;
};

export type ClusterOptions = {
  /** Holds the server's record and log and, where possible, its data. */
  dir: string;
  /** False gives up safety against power cuts for speed: tests only. */
  durable?: boolean;
  say?(line: string): void;
  /** The server is away for good. While it can be started again, it is, and this is not called. */
  onGone?(reason: string): void;
};

type Context = {
  dir: string;
  logFile: string;
  binaries: Binaries;
  account: RunAs;
  record: ClusterRecord;
  durable: boolean;
  say(line: string): void;
};

const addressOf = ({ port }: ClusterRecord, role: string, password: string, database: string) =>
  `postgresql://${role}:${password}@127.0.0.1:${port}/${database}`;

/** A data folder nobody holds the password of any more. */
async function clearForgotten(dir: string, dataFolder: string): Promise<void> {
  if (!existsSync(dataFolder)) return;
  if (dirname(dataFolder) === dir) {
    throw new Error(
      `${dataFolder} holds a database, but postgres.json beside it is gone and with it the password. Give --reset to start anew.`,
    );
  }
  // The folder it belonged to was deleted; this part of it lay outside and stayed behind.
  await stopLeftOver(dataFolder, () => {});
  rmSync(dataFolder, { recursive: true, force: true });
}

/** Removes the database of `dir`, wherever its data lies. */
export async function removeCluster(dir: string): Promise<void> {
  const dataFolder = readRecord(dir)?.dataFolder ?? innerDataFolder(dir);
  await stopLeftOver(dataFolder, () => {});
  for (const path of [dataFolder, join(dir, "postgres.log"), join(dir, "postgres.json")]) rmSync(path, { recursive: true, force: true });
}

async function prepare({ dir, durable = true, say = () => {} }: ClusterOptions): Promise<Context> {
  mkdirSync(dir, { recursive: true, mode: isRoot() ? 0o711 : 0o700 });
  let record = readRecord(dir);
  if (!record) {
    const dataFolder = dataFolderFor(dir, accountFor(innerDataFolder(dir)));
    await clearForgotten(dir, dataFolder);
    record = newRecord(dataFolder);
    writeRecord(dir, record);
  }
  const account = accountFor(record.dataFolder);
  const binaries = binariesFor(account);
  initialise(binaries, record, account, durable);
  await stopLeftOver(record.dataFolder, say);
  if (record.port === 0 || !(await isPortFree(record.port))) {
    record = { ...record, port: await anyFreePort() };
    writeRecord(dir, record);
  }
  return { dir, logFile: join(dir, "postgres.log"), binaries, account, record, durable, say };
}

const ended = (child: ChildProcess) => child.exitCode !== null || child.signalCode !== null;

/** Sends the server the signal of a clean stop when this process ends, however it ends: the shell reads until our end of the pipe closes. */
function stopWithParent(server: ChildProcess, account: RunAs): ChildProcess {
  const guard = spawn("/bin/sh", ["-c", 'read -r _; kill -INT "$0" 2>/dev/null', String(server.pid)], {
    ...account,
    cwd: "/",
    env: bareEnvironment,
    detached: true,
    stdio: ["pipe", "ignore", "ignore"],
  });
  guard.stdin?.on("error", () => {});
  guard.unref();
  return guard;
}

function launch({ logFile, binaries, account, record, durable }: Context): { child: ChildProcess; logStart: number } {
  const { file: log, start } = openLog(logFile);
  const name = clusterName(record.dataFolder);
  // Its own process group: Ctrl-C in the terminal must reach the application first and the database last.
  const child = spawn(binaries.postgres, ["-D", record.dataFolder, ...settings({ port: record.port, name, durable })], {
    ...account,
    cwd: "/",
    env: bareEnvironment,
    detached: true,
    stdio: ["ignore", log, log],
  });
  closeSync(log);
  const guard = stopWithParent(child, account);
  child.once("exit", () => guard.kill("SIGKILL"));
  return { child, logStart: start };
}

async function untilReady(child: ChildProcess, { record, logFile }: Context, logStart: number): Promise<void> {
  for (;;) {
    if (ended(child))
      throw new Error(`PostgreSQL did not start: ${readFileSync(logFile, "utf8").slice(logStart).trim() || "no reason given"}`);
    const admin = new pg.Client({ connectionString: addressOf(record, "postgres", record.adminPassword, "postgres") });
    admin.on("error", () => {});
    try {
      await admin.connect();
      await ensureDatabase(admin, record);
      return;
    } catch (error) {
      // Not listening yet, or replaying its log after a crash.
      const { code } = error as { code?: string };
      if (code !== "ECONNREFUSED" && code !== "ECONNRESET" && code !== "57P03") throw error;
      await wait(30);
    } finally {
      await admin.end().catch(() => {});
    }
  }
}

async function start(context: Context): Promise<ChildProcess> {
  const { child, logStart } = launch(context);
  try {
    await untilReady(child, context, logStart);
    return child;
  } catch (error) {
    child.kill("SIGINT");
    throw error;
  }
}

function untilEnded(child: ChildProcess): Promise<void> {
  return ended(child) ? Promise.resolve() : new Promise((resolve) => child.once("exit", () => resolve()));
}

/** Starts the PostgreSQL that comes with the application. Everything it needs it makes, remembers in `dir`, and repairs after a kill. */
export async function startCluster(options: ClusterOptions): Promise<Cluster> {
  const context = await prepare(options);
  const { record, say } = context;
  let stopping = false;
  let child = await start(context);
  let restarts: number[] = [];

  async function restart(): Promise<void> {
    restarts = [...restarts.filter((at) => at > Date.now() - 60_000), Date.now()];
    if (restarts.length > 5) return options.onGone?.(`PostgreSQL stopped six times within a minute. Its log: ${context.logFile}`);
    say("PostgreSQL stopped unexpectedly; starting it again.");
    try {
      await stopLeftOver(record.dataFolder, say);
      child = await start(context);
      if (stopping) child.kill("SIGINT");
      else watch();
    } catch (error) {
      if (!stopping) options.onGone?.(error instanceof Error ? error.message : String(error));
    }
  }

  function watch(): void {
    child.once("exit", () => {
      if (!stopping) void restart();
    });
  }
  watch();

  return {
    port: record.port,
    url: addressOf(record, "interdict", record.password, "interdict"),
    adminUrl: (database) => addressOf(record, "postgres", record.adminPassword, database),
    async stop() {
      stopping = true;
      // SIGINT is PostgreSQL's "fast": ends sessions, writes everything down, leaves nothing to recover.
      if (!ended(child)) child.kill("SIGINT");
      const hurry = setTimeout(() => child.kill("SIGQUIT"), 60_000);
      await untilEnded(child);
      clearTimeout(hurry);
    },
  };
}
