import { expect, test } from "vitest";
import { domainsAbove, hostOf, somewhere } from "./rules";

test.each([
  ["https://chat.deepseek.com/a?b=c", "chat.deepseek.com"],
  ["Kimi.com", "kimi.com"],
  ["ssh://me@git.example.com:22/x", "git.example.com"],
  ["Claude Code", null],
  ["@openai/codex", null],
  ["cursor", null],
])("the host of %s is %s", (typed, host) => {
  expect(hostOf(typed)).toBe(host);
});

test("a host belongs to the domains above it, never to a top-level domain", () => {
  expect(domainsAbove("a.b.example.com")).toEqual(["a.b.example.com", "b.example.com", "example.com"]);
});

test("signs that mean something to LIKE are taken literally", () => {
  expect(somewhere("50%_a\\")).toBe("%50\\%\\_a\\\\%");
});
