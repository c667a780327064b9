import { Mistake } from "./arguments.ts";
import { readIfThere, writePrivateFile } from "./private-file.ts";

export const host = (): string => process.env.HOST || "127.0.0.1";

/** The address people type. "localhost" and not 127.0.0.1: Next makes the one of the other, and a cookie belongs to one of them. */
export const addressAt = (port: number): string => process.env.NEXTAUTH_URL || `http://localhost:${port}`;

/** Wednesday 8 July 2026, 15:00 in Shanghai: the moment the demonstration begins at. */
const DEMONSTRATION_BEGINS = Date.parse("2026-07-08T15:00:00+08:00");

/** Sets the clock of a demonstration once; from then on it runs, also while nothing is started. */
export function setDemonstrationClock(path: string): void {
  if (readIfThere(path) === null) writePrivateFile(path, `${JSON.stringify({ offsetMs: DEMONSTRATION_BEGINS - Date.now() })}\n`);
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
