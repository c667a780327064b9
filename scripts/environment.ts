import { Mistake } from "./arguments.ts";
import { readIfThere, writePrivateFile } from "./private-file.ts";

export const host = (): string => process.env.HOST || "127.0.0.1";

/** The address people type. "localhost" and not 127.0.0.1: Next makes the one of the other, and a cookie belongs to one of them. */
export const addressAt = (port: number): string => process.env.NEXTAUTH_URL || `http://localhost:${port}`;

/** Wednesday 8 July 2026, 15:00 in Shanghai: the moment the demonstration begins at. */
const DEMONSTRATION_BEGINS = Date.parse("2026-07-08T15:00:00+08:00");

/** Sets the clock of a demonstration to its beginning, unless it has one. */
export function setDemonstrationClock(path: string): void {
  if (readIfThere(path) === null) writeClock(path, DEMONSTRATION_BEGINS);
}

function writeClock(path: string, at: number): void {
  writePrivateFile(path, `${JSON.stringify({ offsetMs: at - Date.now() })}\n`);
}

function readClock(path: string): number {
  return Date.now() + Number(JSON.parse(readIfThere(path) ?? "{}").offsetMs);
}

const READ_EVERY_MS = 10_000;

/**
 * The clock of a demonstration stands still while nothing runs, as its devices do: otherwise every proof would be stale after a weekend. What it last read
 * is kept beside it, also for the case that nobody could say goodbye. Returns what to call at the end.
 */
export function runDemonstrationClock(path: string): () => void {
  const readingPath = `${path}.reading`;
  const reading = Number(readIfThere(readingPath) ?? Number.NaN);
  if (Number.isFinite(reading)) writeClock(path, reading);
  else setDemonstrationClock(path);
  const keep = () => writePrivateFile(readingPath, `${readClock(path)}\n`);
  const timer = setInterval(keep, READ_EVERY_MS).unref();
  keep();
  return () => {
    clearInterval(timer);
    keep();
  };
}

/** The checks of `lib/env.ts`, before anything is started for nothing. */
export async function checkEnvironment(environment: Record<string, string>): Promise<void> {
  const { parseEnvironment } = await import("../lib/env.ts");
  try {
    parseEnvironment({ ...process.env, ...environment });
  } catch (error) {
    throw new Mistake(error instanceof Error ? error.message : String(error));
  }
}
