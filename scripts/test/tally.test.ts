import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { inOneLine, oneStep, playwrightTally, sum, vitestTally } from "./tally.ts";

let folder: string;
let file: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "interdict-tally-"));
  file = join(folder, "report.json");
});
afterEach(() => rmSync(folder, { recursive: true }));

const write = (report: unknown) => writeFileSync(file, JSON.stringify(report));
const fileOf = (status: string, ...tests: string[]) => ({ status, assertionResults: tests.map((each) => ({ status: each })) });

test("the last line sums everything that was run", () => {
  expect(inOneLine(sum([oneStep(true), oneStep(false), { passed: 40, failed: 2 }]))).toBe("41 passed, 3 failed");
});

test("vitest: a file that does not load is a failure of its own, a file with failed tests is not counted twice", () => {
  write({
    numPassedTests: 5,
    numFailedTests: 1,
    testResults: [fileOf("passed", "passed"), fileOf("failed", "failed", "passed"), fileOf("failed")],
  });
  expect(vitestTally(file, 1)).toEqual({ passed: 5, failed: 2 });
});

test("vitest: an error outside every test is a failure although none is named", () => {
  write({ numPassedTests: 5, numFailedTests: 0, testResults: [fileOf("passed", "passed")] });
  expect(vitestTally(file, 1)).toEqual({ passed: 5, failed: 1 });
  expect(vitestTally(file, 0)).toEqual({ passed: 5, failed: 0 });
});

test("playwright: a test that passed only at the second try has failed", () => {
  write({ stats: { expected: 7, unexpected: 1, flaky: 1 }, errors: [] });
  expect(playwrightTally(file, 1)).toEqual({ passed: 7, failed: 2 });
});

test("playwright: an error outside every test is a failure", () => {
  write({ stats: { expected: 0, unexpected: 0, flaky: 0 }, errors: [{ message: "no tests found" }] });
  expect(playwrightTally(file, 1)).toEqual({ passed: 0, failed: 1 });
});

test("a run that leaves no report has failed, whatever it says", () => {
  expect(vitestTally(file, 0)).toEqual({ passed: 0, failed: 1 });
  expect(playwrightTally(file, 0)).toEqual({ passed: 0, failed: 1 });
});
