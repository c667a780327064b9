// @ts-check
import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { setTimeout as wait } from "node:timers/promises";
import { processIdentity } from "./process-identity.mjs";

/** @typedef {{ pid: number, identity: string }} Holder */

/** @param {string} path @returns {Holder | null} */
function readHolder(path) {
  try {
    const { pid, identity } = JSON.parse(readFileSync(path, "utf8"));
    return { pid: Number(pid), identity: String(identity) };
  } catch {
    return null;
  }
}

/**
 * The living process that holds the lock. A lock left by a killed process counts for nothing.
 * @param {string} path
 * @returns {Holder | null}
 */
export function holderOf(path) {
  const holder = readHolder(path);
  return holder && processIdentity(holder.pid) === holder.identity ? holder : null;
}

/** @param {string} path */
function removeStale(path) {
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

/**
 * Takes the lock file and answers null, or answers who holds it.
 * @param {string} path
 * @returns {Holder | null}
 */
export function takeLock(path) {
  const own = `${path}.${process.pid}`;
  writeFileSync(own, JSON.stringify({ pid: process.pid, identity: processIdentity(process.pid) }));
  try {
    for (;;) {
      try {
        // A link appears complete or not at all, so no reader ever sees half a lock.
        linkSync(own, path);
        return null;
      } catch (error) {
        if (/** @type {NodeJS.ErrnoException} */ (error).code !== "EEXIST") throw error;
      }
      const holder = holderOf(path);
      if (holder) return holder;
      removeStale(path);
    }
  } finally {
    rmSync(own, { force: true });
  }
}

/**
 * Takes the lock as soon as nobody else holds it.
 * @param {string} path
 * @param {(holder: Holder) => void} onWait called once, when someone else holds it
 */
export async function waitForLock(path, onWait) {
  let told = false;
  for (;;) {
    const holder = takeLock(path);
    if (!holder) return;
    if (!told) onWait(holder);
    told = true;
    await wait(250);
  }
}

/** @param {string} path */
export function releaseLock(path) {
  if (readHolder(path)?.pid === process.pid) rmSync(path, { force: true });
}
