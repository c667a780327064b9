import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { runDemonstrationClock } from "./environment.ts";

let dir: string;
let path: string;
const reads = () => Date.now() + JSON.parse(readFileSync(path, "utf8")).offsetMs;
const BEGINS = Date.parse("2026-07-08T15:00:00+08:00");
const HOUR = 3_600_000;

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), "interdict-clock-"));
  path = join(dir, "clock.json");
  vi.useFakeTimers({ now: Date.parse("2026-11-21T00:00:00Z") });
});
afterEach(() => {
  vi.useRealTimers();
  rmSync(dir, { recursive: true });
});

test("a demonstration's clock begins on 8 July at 15:00 in Beijing, runs, and stands still while nothing runs", () => {
  const stop = runDemonstrationClock(path);
  expect(reads()).toBe(BEGINS);
  vi.advanceTimersByTime(2 * HOUR);
  stop();
  vi.advanceTimersByTime(48 * HOUR);
  const stopAgain = runDemonstrationClock(path);
  expect(reads()).toBe(BEGINS + 2 * HOUR);
  stopAgain();
});

test("a demonstration that was killed loses ten seconds at most", () => {
  runDemonstrationClock(path);
  vi.advanceTimersByTime(HOUR + 9_000);
  const killed = reads();
  vi.clearAllTimers();
  vi.advanceTimersByTime(HOUR);
  const stop = runDemonstrationClock(path);
  expect(killed - reads()).toBeLessThanOrEqual(10_000);
  stop();
});

test("a clock that somebody moved while it ran goes on from there", () => {
  const stop = runDemonstrationClock(path);
  writeFileSync(path, JSON.stringify({ offsetMs: BEGINS + 36 * HOUR - Date.now() }));
  stop();
  vi.advanceTimersByTime(HOUR);
  const stopAgain = runDemonstrationClock(path);
  expect(reads()).toBe(BEGINS + 36 * HOUR);
  stopAgain();
});
