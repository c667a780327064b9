import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { processIdentity } from "./process-identity.ts";

export type Holder = { pid: number; identity: string; note: string };

export type Lock = { taken: true; release(): void } | { taken: false; holder: Holder };

function readHolder(path: string): Holder | null {
  try {
    const { pid, identity, note } = JSON.parse(readFileSync(path, "utf8"));
    return { pid: Number(pid), identity: String(identity), note: String(note) };
  } catch {
    return null;
  }
}

/** The living process that holds the lock. A lock left by a killed process counts for nothing. */
export function holderOf(path: string): Holder | null {
  const holder = readHolder(path);
  return holder && processIdentity(holder.pid) === holder.identity ? holder : null;
}

/** Takes the lock file, or says who holds it. `note` is for the sentence the other one prints. */
export function takeLock(path: string, note: string): Lock {
  const own = `${path}.${process.pid}`;
  const content = JSON.stringify({ pid: process.pid, identity: processIdentity(process.pid), note });
  writeFileSync(own, content, { mode: 0o644 });
  try {
    for (;;) {
      try {
        // A link appears complete or not at all, so no reader ever sees half a lock.
        linkSync(own, path);
        return { taken: true, release: () => releaseLock(path) };
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
      }
      const holder = holderOf(path);
      if (holder) return { taken: false, holder };
      removeStale(path);
    }
  } finally {
    rmSync(own, { force: true });
  }
}

function removeStale(path: string): void {
  const aside = `${path}.stale.${process.pid}`;
  try {
    renameSync(path, aside);
  } catch {
    return;
  }
  // Someone else may have replaced the stale lock between our look and our move: then it goes back.
  if (holderOf(aside)) renameSync(aside, path);
  else rmSync(aside, { force: true });
}

function releaseLock(path: string): void {
  if (readHolder(path)?.pid === process.pid) rmSync(path, { force: true });
}
