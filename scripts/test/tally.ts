import { Mistake } from "../arguments.ts";
import { readIfThere } from "../private-file.ts";

export type Tally = { passed: number; failed: number };

export const oneStep = (hasPassed: boolean): Tally => (hasPassed ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 });

/** A run that failed without naming a failed test (it crashed, or found none) counts as one failure. */
function honest(tally: Tally, exitCode: number): Tally {
  return exitCode !== 0 && tally.failed === 0 ? { ...tally, failed: 1 } : tally;
}

function reportIn(file: string): unknown {
  const text = readIfThere(file);
  if (text === null) return null;
  try {
    return JSON.parse(text);
  } catch {
    throw new Mistake(`${file} is not a report of a test run.`);
  }
}

type VitestReport = {
  numPassedTests: number;
  numFailedTests: number;
  testResults: { status: string; assertionResults: { status: string }[] }[];
};

/** Vitest's JSON report. A file that does not even load has no tests to fail, and counts as one. */
export function vitestTally(file: string, exitCode: number): Tally {
  const report = reportIn(file) as VitestReport | null;
  if (!report) return honest({ passed: 0, failed: 0 }, exitCode || 1);
  const broken = report.testResults.filter(
    ({ status, assertionResults }) => status === "failed" && !assertionResults.some((test) => test.status === "failed"),
  );
  return honest({ passed: report.numPassedTests, failed: report.numFailedTests + broken.length }, exitCode);
}

type PlaywrightReport = { stats: { expected: number; unexpected: number; flaky: number }; errors: unknown[] };

/** Playwright's JSON report. An error outside any test counts as one failure. */
export function playwrightTally(file: string, exitCode: number): Tally {
  const report = reportIn(file) as PlaywrightReport | null;
  if (!report) return honest({ passed: 0, failed: 0 }, exitCode || 1);
  const { expected, unexpected, flaky } = report.stats;
  return honest({ passed: expected, failed: unexpected + flaky + report.errors.length }, exitCode);
}

export function sum(tallies: Tally[]): Tally {
  return tallies.reduce((all, one) => ({ passed: all.passed + one.passed, failed: all.failed + one.failed }), { passed: 0, failed: 0 });
}

/** The last line of `npm test`. */
export const inOneLine = ({ passed, failed }: Tally): string => `${passed} passed, ${failed} failed`;
