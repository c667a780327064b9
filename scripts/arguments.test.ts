import { resolve } from "node:path";
import { afterEach, expect, test, vi } from "vitest";
import { demoArguments, startArguments } from "./arguments.ts";

afterEach(() => vi.unstubAllEnvs());

test("without arguments the demonstration is the whole scenario on port 3000", () => {
  expect(demoArguments([])).toEqual({ people: 124_000, isPeopleGiven: false, port: 3000, dir: resolve(".data/demo"), reset: false });
});

test("a relative folder means the folder the person is in", () => {
  vi.stubEnv("INIT_CWD", "/home/mei");
  expect(demoArguments(["--data", "tour", "--people=300", "--port=4000", "--reset"])).toEqual({
    people: 300,
    isPeopleGiven: true,
    port: 4000,
    dir: "/home/mei/tour",
    reset: true,
  });
});

test.each([
  [["--people", "many"], '--people has to be a whole number from 300 to 1,000,000, not "many".'],
  [["--people", "12"], '--people has to be a whole number from 300 to 1,000,000, not "12".'],
  [["--port", "70000"], '--port has to be a whole number from 1 to 65,535, not "70000".'],
  [["--port", "1e3"], '--port has to be a whole number from 1 to 65,535, not "1e3".'],
  [["--data", ""], "--data has to name a folder."],
  [["--size", "3"], "Unknown option '--size'.\nUsage: npm run demo [-- --people N --port P --data DIR --reset]"],
  [["extra"], "Unexpected argument 'extra'.\nUsage: npm run demo [-- --people N --port P --data DIR --reset]"],
])("%j is refused with a sentence", (args, sentence) => {
  expect(() => demoArguments(args)).toThrow(sentence);
});

test("npm start takes its port from PORT when none is given", () => {
  vi.stubEnv("PORT", "8080");
  expect(startArguments([], "start").port).toBe(8080);
  expect(startArguments(["--port", "9090"], "start").port).toBe(9090);
});
