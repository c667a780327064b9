import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { readIfThere } from "../private-file.ts";
import { processIdentity } from "../process-identity.mjs";

/** Stands in the title of every process of the server on this data folder; its remains are recognised by it. */
export function clusterName(dataFolder: string): string {
  return `interdict-${createHash("sha256").update(dataFolder).digest("hex").slice(0, 16)}`;
}

function commandLine(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "utf8");
  } catch {
    return "";
  }
}

function allProcesses(): { pid: number; command: string }[] {
  if (process.platform === "linux") {
    const pids = readdirSync("/proc").filter((name) => /^\d+$/.test(name));
    return pids.map((name) => ({ pid: Number(name), command: commandLine(Number(name)) }));
  }
  const lines = execFileSync("ps", ["-axww", "-o", "pid=,command="], { encoding: "utf8" }).split("\n");
  return lines.map((line) => ({ pid: Number.parseInt(line, 10), command: line }));
}

function processesOf(dataFolder: string): number[] {
  const name = clusterName(dataFolder);
  return allProcesses()
    .filter(({ command }) => command.includes(name))
    .map(({ pid }) => pid)
    .filter((pid) => processIdentity(pid) !== null);
}

async function gone(dataFolder: string, milliseconds: number): Promise<boolean> {
  const end = Date.now() + milliseconds;
  while (processesOf(dataFolder).length > 0) {
    if (Date.now() > end) return false;
    await wait(50);
  }
  return true;
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch {
    // Gone in the meantime.
  }
}

function numberIsTaken(pid: number): boolean {
  if (Number.isNaN(pid)) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

/**
 * Clears the way after a killed parent: stops a server that still runs on the data folder (cleanly, so nothing is lost), and removes a
 * `postmaster.pid` whose number now belongs to a stranger. A file that names no process is left to PostgreSQL, which checks it better.
 */
export async function stopLeftOver(dataFolder: string, say: (line: string) => void): Promise<void> {
  const pidFile = join(dataFolder, "postmaster.pid");
  const leader = Number.parseInt(readIfThere(pidFile) ?? "", 10);
  const left = processesOf(dataFolder);
  if (left.includes(leader)) {
    say("A database server was left over from an earlier start; stopping it cleanly.");
    signal(leader, "SIGINT");
    if (await gone(dataFolder, 120_000)) return;
    throw new Error(`The database server left over (process ${leader}) does not stop. Stop it by hand: kill -INT ${leader}`);
  }
  // A killed server's helpers notice within moments; they must be gone before another one starts.
  if (left.length > 0 && !(await gone(dataFolder, 10_000))) {
    for (const pid of processesOf(dataFolder)) signal(pid, "SIGKILL");
    if (!(await gone(dataFolder, 10_000)))
      throw new Error(`Processes of an earlier database server do not stop: ${processesOf(dataFolder).join(", ")}.`);
  }
  // The number now belongs to a stranger, or to a dead process nobody collected: PostgreSQL would take either for a running server.
  if (numberIsTaken(leader)) rmSync(pidFile, { force: true });
}
