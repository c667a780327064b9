import { type ChildProcess, spawn } from "node:child_process";
import { createWriteStream } from "node:fs";
import { createInterface } from "node:readline";
import { setTimeout as wait } from "node:timers/promises";
import { pathToFileURL } from "node:url";
import { openLog } from "./log-file.ts";
import { inProject } from "./project.ts";

export type ServerOptions = {
  mode: "start" | "dev";
  host: string;
  port: number;
  environment: Record<string, string>;
  /** The server's output goes to this file, and a line that tells of an error also to `onError`. Without it, to ours. */
  logFile?: string;
  onError?(line: string): void;
};

export type Server = { stop(): Promise<void>; ended: Promise<string> };

/** The port was free when we looked and is not any more. */
export class PortTaken extends Error {}

/**
 * Longer than the minute after which browsers' clients and common reverse proxies let go of an idle connection: otherwise the
 * server may close one in the moment a request is sent on it, and the request is lost.
 */
const KEEP_ALIVE_MILLISECONDS = 70_000;

const EXTRA_SECONDS = { start: 60, dev: 180 };

const isError = (line: string) => /"level":"(error|fatal)"|^\s*⨯|^\s*(Uncaught )?\w*Error\b/.test(line);

function launch({ mode, host, port, environment, logFile }: ServerOptions): ChildProcess {
  const guard = pathToFileURL(inProject("scripts/child-of-command.mjs")).href;
  const next = inProject("node_modules/next/dist/bin/next");
  const output = logFile ? "pipe" : "inherit";
  const keepAlive = mode === "start" ? ["--keepAliveTimeout", String(KEEP_ALIVE_MILLISECONDS)] : [];
  return spawn(process.execPath, ["--import", guard, next, mode, "--hostname", host, "--port", String(port), ...keepAlive], {
    cwd: inProject(),
    // Its own process group: Ctrl-C must reach us first, and we stop the server before the database.
    detached: true,
    stdio: ["ignore", output, output, "ipc"],
    env: { ...process.env, NODE_ENV: mode === "start" ? "production" : "development", ...environment },
  });
}

/** Keeps the last lines for the sentence when the server does not come up. */
function follow(child: ChildProcess, { logFile }: ServerOptions, onError: (line: string) => void): () => string {
  const last: string[] = [];
  if (!logFile) return () => "";
  const log = createWriteStream(logFile, { fd: openLog(logFile).file });
  for (const stream of [child.stdout, child.stderr]) {
    if (!stream) continue;
    createInterface({ input: stream }).on("line", (line) => {
      log.write(`${line}\n`);
      last.push(line);
      if (last.length > 30) last.shift();
      if (isError(line)) onError(line);
    });
  }
  return () => last.join("\n").trim();
}

async function isHealthy(port: number, host: string): Promise<boolean> {
  try {
    const address = host === "0.0.0.0" || host === "::" ? "127.0.0.1" : host;
    const response = await fetch(`http://${address}:${port}/api/health`, { signal: AbortSignal.timeout(5_000) });
    await response.body?.cancel();
    return response.status === 200;
  } catch {
    return false;
  }
}

/** Starts Next and answers once it is healthy, database and all. */
export async function startServer(options: ServerOptions): Promise<Server> {
  const child = launch(options);
  let isReady = false;
  // Until it is ready, a failure is told once, as a whole.
  const lastLines = follow(child, options, (line) => isReady && options.onError?.(line));
  let hasEnded = false;
  let isListening = options.mode === "dev";
  child.on("message", () => {
    isListening = true;
  });
  const ended = new Promise<string>((resolve) => {
    child.once("error", (error) => resolve(error.message));
    child.once("exit", (code, signal) => resolve(signal ? `ended by ${signal}` : `exit code ${code}`));
  }).then((reason) => {
    hasEnded = true;
    return reason;
  });

  async function stop(): Promise<void> {
    child.kill("SIGTERM");
    const hurry = setTimeout(() => child.kill("SIGKILL"), 10_000);
    await ended;
    clearTimeout(hurry);
  }

  const deadline = Date.now() + EXTRA_SECONDS[options.mode] * 1000;
  while (!isListening || !(await isHealthy(options.port, options.host))) {
    if (hasEnded) {
      if (lastLines().includes("EADDRINUSE")) throw new PortTaken();
      throw new Error(`The server did not start (${await ended}). ${lastLines()}`);
    }
    if (Date.now() > deadline) {
      await stop();
      throw new Error(`The server did not become healthy within ${EXTRA_SECONDS[options.mode]} seconds. ${lastLines()}`);
    }
    await wait(50);
  }
  isReady = true;
  return { stop, ended };
}
