import { expect, test } from "vitest";
import { IdentifierKind } from "@/prisma/generated/enums";
import { bitsToKinds, IDENTIFIER_KINDS, jetbrainsMatchValue, kindBit, kindsToBits, matchValueFor } from "./identifiers";

test("bits follow the order of the database's enum", () => {
  expect([...IDENTIFIER_KINDS]).toEqual(Object.values(IdentifierKind));
  expect(kindBit("NPM")).toBe(1);
  expect(kindBit("PURL")).toBe(1 << 22);
  expect(bitsToKinds(kindsToBits(["VSCODE", "NPM"]))).toEqual(["NPM", "VSCODE"]);
});

test.each([
  ["NPM", "@Anthropic-AI/Claude-Code", "@anthropic-ai/claude-code"],
  ["PYPI", "Claude_Agent.SDK", "claude-agent-sdk"],
  ["BREW_FORMULA", "charmbracelet/tap/crush", "crush"],
  ["BREW_CASK", "claude-code", "claude-code"],
  ["DEB", "cursor:amd64", "cursor"],
  ["RPM", "Cursor", "Cursor"],
  ["WINGET", "9NT1R1C2HH7J (msstore)", "9nt1r1c2hh7j"],
  ["VSCODE", "GitHub.copilot-chat", "github.copilot-chat"],
  ["CHROME", " FCOEOABGFENEJGLBFFODGKKBKCDHCGFN ", "fcoeoabgfenejglbffodgkkbkcdhcgfn"],
  ["FIREFOX", "addon@Example.org", "addon@Example.org"],
  ["MACOS_BUNDLE", "dev.zed.Zed", "dev.zed.zed"],
  ["WINDOWS_PROGRAM", "  Cursor   (User) ", "cursor (user)"],
  ["WINDOWS_PUBLISHER", 'CN="Anthropic, PBC", O="Anthropic, PBC", L=San Francisco, C=US', "anthropic, pbc"],
  ["WINDOWS_PUBLISHER", "Anthropic, PBC", "anthropic, pbc"],
  ["MSIX", "Claude_pzs8sxrjxfjjc", "claude_pzs8sxrjxfjjc"],
  ["MSIX", "Claude_1.0.81.0_x64__pzs8sxrjxfjjc", "claude_pzs8sxrjxfjjc"],
  ["PROCESS", "Claude", "Claude"],
  ["PROCESS", "Claude.EXE", "claude.exe"],
  ["DOMAIN", "API.Anthropic.com.", "api.anthropic.com"],
  ["ENV", "ANTHROPIC_BASE_URL", "ANTHROPIC_BASE_URL"],
  ["PURL", "pkg:npm/%40anthropic-ai/claude-code@2.1.196", "pkg:npm/%40anthropic-ai/claude-code"],
  ["PURL", "pkg:npm/@anthropic-ai/claude-code", "pkg:npm/%40anthropic-ai/claude-code"],
  ["PURL", "pkg:vscode-extension/Anthropic/claude-code@2.1.196?platform=darwin-arm64", "pkg:vscode-extension/anthropic/claude-code"],
  ["PURL", "pkg:pypi/Claude_Agent_SDK", "pkg:pypi/claude-agent-sdk"],
] as const)("%s %s compares as %s", (kind, value, folded) => {
  expect(matchValueFor(kind, value)).toBe(folded);
});

test.each([
  ["/Users/wang.fang/.local/bin/claude", "~/.local/bin/claude"],
  ["/home/wf/.local/share/claude/versions/2.1.196", "~/.local/share/claude/versions/<version>"],
  ["~/.local/share/claude/versions/<version>", "~/.local/share/claude/versions/<version>"],
  ["C:\\Users\\wf\\AppData\\Local\\AnthropicClaude", "%localappdata%/anthropicclaude"],
  ["%LOCALAPPDATA%\\AnthropicClaude", "%localappdata%/anthropicclaude"],
  ["/root/.claude/", "~/.claude"],
  ["/Applications/Claude.app", "/applications/claude.app"],
] as const)("the path %s compares as %s", (path, folded) => {
  expect(matchValueFor("PATH", path)).toBe(folded);
});

test("a folded value stays what it is when folded again", () => {
  for (const [kind, value] of [
    ["NPM", "@A/b"],
    ["PURL", "pkg:npm/%40A/b@1"],
    ["MSIX", "A_1_x64__c"],
    ["PATH", "/home/a/x"],
  ] as const) {
    const once = matchValueFor(kind, value);
    expect(matchValueFor(kind, once)).toBe(once);
  }
});

test("a JetBrains plugin is known by vendor and name", () => {
  expect(jetbrainsMatchValue({ vendor: "Anthropic PBC", name: " Claude  Code [Beta]" })).toBe("anthropic pbc/claude code [beta]");
});
