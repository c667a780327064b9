import { expect, test } from "vitest";
import { domainsAbove, folded, hostOf, identifierReadings, somewhere, squashed, wordsOf } from "./rules";

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

test.each([
  ["Ｃｌａｕｄｅ　 Code", "claude code", "claudecode"],
  ["  @Anthropic-AI/claude-code ", "@anthropic-ai/claude-code", "@anthropicaiclaudecode"],
  ["「豆包」·AI", "「豆包」·ai", "豆包ai"],
  ["C++", "c++", "c++"],
])("%s folds to %s and %s", (typed, text, bare) => {
  expect([folded(typed), squashed(typed)]).toEqual([text, bare]);
});

test("words stand apart by spaces and commas of either width, once each, at most eight", () => {
  expect(wordsOf("Code，claude、code  @a/b-c")).toEqual(["code", "claude", "@a/b-c"]);
  expect(wordsOf("1 2 3 4 5 6 7 8 9")).toHaveLength(8);
  expect(wordsOf(" ， ")).toEqual([]);
});

test.each([
  ["https://www.npmjs.com/package/@OpenAI/codex?activeTab=readme", "NPM", "@openai/codex"],
  ["pypi.org/project/Aider_Chat/", "PYPI", "aider-chat"],
  ["https://open-vsx.org/extension/Continue/continue", "VSCODE", "continue.continue"],
  ["https://chromewebstore.google.com/detail/some-name/abcdefghijklmnopabcdefghijklmnop", "CHROME", "abcdefghijklmnopabcdefghijklmnop"],
])("the address %s names a package: %s %s", (typed, kind, value) => {
  expect(identifierReadings(typed)).toEqual({ kinds: [kind], values: [value] });
});
