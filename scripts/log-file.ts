import { openSync, statSync, truncateSync } from "node:fs";

const KEEP_BELOW = 10 * 1024 * 1024;

/** Opens a log to append to, for its owner only. An overlong one begins anew. */
export function openLog(path: string): { file: number; start: number } {
  const size = statSync(path, { throwIfNoEntry: false })?.size ?? 0;
  if (size > KEEP_BELOW) truncateSync(path);
  return { file: openSync(path, "a", 0o600), start: size > KEEP_BELOW ? 0 : size };
}
