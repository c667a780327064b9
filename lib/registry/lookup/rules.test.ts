import { expect, test } from "vitest";
import { slipsBetween } from "./rules";

test.each([
  ["cusor", "cursor", 1],
  ["cluade", "claude code", 1],
  ["lingam", "lingma", 1],
  ["Claud Cod", "claude code", 2],
  ["copliot", "github copilot", 1],
  ["deepsekk", "deepseek", 1],
  ["hcatgpt", "chatgpt", 1],
  ["claude", "claude code", 0],
])("%s is %s with %i slips", (typed, name, slips) => {
  expect(slipsBetween(typed, name)).toBe(slips);
});

test.each([
  ["node", "claude code"],
  ["zed", "zen"],
  ["excel", "exa"],
  ["word", "warp"],
  ["kursor", "cursor"],
  ["outlook", "cursor"],
])("%s is not taken for %s", (typed, name) => {
  expect(slipsBetween(typed, name)).toBeNull();
});
