import { expect, test } from "vitest";
import { domainsMeet, platformsOf, whyNotShared, whyNotValue } from "@/lib/registry/tools/identifiers/rules";
import { joinedAliases, slugOf } from "@/lib/registry/tools/rules";

test.each([
  ["api.example.com", "api.example.com", true],
  ["*.example.com", "api.example.com", true],
  ["*.example.com", "a.b.example.com", true],
  ["*.example.com", "example.com", false],
  ["bedrock.*.amazonaws.com", "bedrock.eu-west-1.amazonaws.com", true],
  ["bedrock.*.amazonaws.com", "*.amazonaws.com", true],
  ["bedrock.*.amazonaws.com", "s3.*.amazonaws.com", false],
  ["*.example.com", "*.example.org", false],
])("patterns of domains %s and %s: %s", (a, b, meet) => {
  expect(domainsMeet(a, b)).toBe(meet);
  expect(domainsMeet(b, a)).toBe(meet);
});

test.each([
  [{ kind: "NPM", value: "@anthropic-ai/claude-code" }, null],
  [{ kind: "NPM", value: "two words" }, "value"],
  [{ kind: "DOMAIN", value: "bedrock.*.amazonaws.com" }, null],
  [{ kind: "DOMAIN", value: "https://example.com/path" }, "value"],
  [{ kind: "CHROME", value: "fcoeoabgfenejglbffodgkkbkcdhcgfn" }, null],
  [{ kind: "VSCODE", value: "no-publisher" }, "value"],
  [{ kind: "JETBRAINS", value: "Anthropic PBC/Claude Code" }, null],
  [{ kind: "JETBRAINS", value: "com.anthropic.code.plugin" }, "pluginVendor"],
  [{ kind: "PATH", value: "~/.local/bin/claude" }, null],
] as const)("%o can be found: %s", (given, field) => {
  expect(Object.keys(whyNotValue(given) ?? {})[0] ?? null).toBe(field);
});

test("a value shared with the same vendor is saved with a note only where it is the same identifier", () => {
  const other = { slug: "b", name: "B", vendor: "V", vendorSlug: "v", value: "x", isOtherVendor: false };
  expect(whyNotShared([{ ...other, how: "domain" }], { isShared: false, note: null })).toBeNull();
  expect(Object.keys(whyNotShared([{ ...other, how: "identifier" }], { isShared: false, note: null }) ?? {})).toEqual(["isShared", "note"]);
  expect(whyNotShared([{ ...other, how: "identifier" }], { isShared: true, note: "Both" })).toBeNull();
});

test("platforms follow the kind", () => {
  expect([platformsOf("NPM"), platformsOf("MACOS_TEAM"), platformsOf("DEB")]).toEqual([[], ["MACOS"], ["LINUX"]]);
});

test("a name makes an address, and merged names are kept once", () => {
  expect([slugOf("Claude Code"), slugOf("Café++ 2.0"), slugOf("通义灵码")]).toEqual(["claude-code", "cafe-2-0", null]);
  const winner = { name: "Fork", slug: "fork", aliases: ["F"] };
  expect(joinedAliases(winner, { name: "FORK", slug: "fork-2", aliases: ["f", "Forked", "forked"] })).toEqual(["F", "Forked", "fork-2"]);
});
