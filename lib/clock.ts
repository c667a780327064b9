import { readFileSync, statSync } from "node:fs";

let cached = { mtimeMs: -1, offsetMs: 0 };

function offsetMs(): number {
  const file = process.env.CLOCK_FILE;
  if (!file) return 0;
  const { mtimeMs } = statSync(file);
  if (mtimeMs !== cached.mtimeMs) {
    const content: unknown = JSON.parse(readFileSync(file, "utf8"));
    const offset = typeof content === "object" && content !== null && "offsetMs" in content ? Number(content.offsetMs) : Number.NaN;
    if (!Number.isFinite(offset)) throw new Error(`${file} has to hold {"offsetMs": a number of milliseconds}.`);
    cached = { mtimeMs, offsetMs: offset };
  }
  return cached.offsetMs;
}

/**
 * The clock of the domain: what "now" means for bans, evidence and audit. The demonstration and the tests shift it with the file named by
 * CLOCK_FILE, which is read again whenever it changes. Sessions, tokens and rate limits use real time.
 */
export function now(): Date {
  return new Date(Date.now() + offsetMs());
}

/** True when the clock has been shifted: the page says so. */
export function isClockShifted(): boolean {
  return offsetMs() !== 0;
}
