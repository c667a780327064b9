import { describe, expect, test } from "vitest";
import { knowledgeOf } from "@/lib/inventory/triage/known/rules";
import { LIKELY_FROM, type Rated, scoreOf, signalsOf } from "@/lib/inventory/triage/signals/rules";
import { matchValueFor } from "@/lib/registry/identifiers";
import type { IdentifierKind } from "@/prisma/generated/enums";

const tool = (slug: string, name: string, vendorSlug: string, homepage: string | null = null) => ({
  ...{ slug, name, vendorSlug, homepage, aliases: [] as string[] },
});
const identifier = (toolSlug: string, kind: IdentifierKind, value: string) => ({
  ...{ toolSlug, kind, value, matchValue: matchValueFor(kind, value) },
});

const known = knowledgeOf({
  vendors: [
    { slug: "anthropic", name: "Anthropic", legalName: "Anthropic, PBC" },
    { slug: "microsoft", name: "Microsoft", legalName: "Microsoft Corporation" },
    { slug: "openai", name: "OpenAI", legalName: null },
    { slug: "cherry", name: "Cherry Studio", legalName: null },
  ],
  tools: [
    tool("claude-code", "Claude Code", "anthropic"),
    tool("copilot", "Microsoft Copilot", "microsoft"),
    tool("codex", "Codex", "openai", "https://openai.com/codex"),
    { ...tool("cherry-studio", "Cherry Studio", "cherry", "https://cherry-ai.com"), aliases: ["樱桃工作室"] },
  ],
  identifiers: [
    identifier("claude-code", "NPM", "@anthropic-ai/claude-code"),
    identifier("claude-code", "VSCODE", "anthropic.claude-code"),
    identifier("claude-code", "WINDOWS_PUBLISHER", 'CN="Anthropic, PBC"'),
    identifier("copilot", "MACOS_BUNDLE", "com.microsoft.copilot-mac"),
    identifier("copilot", "MSIX", "Microsoft.Copilot_8wekyb3d8bbwe"),
    identifier("codex", "MACOS_BUNDLE", "com.todesktop.230313mzl4w4u92"),
    identifier("cherry-studio", "MACOS_BUNDLE", "com.kangfenmao.CherryStudio"),
  ],
});

const found = (kind: IdentifierKind, value: string, name = value, publisher = ""): Rated => ({
  ...{ kind, matchValue: matchValueFor(kind, value), name, publisher },
});
const keys = (item: Rated) => signalsOf(item, known).map(({ key }) => key);
const isLikely = (item: Rated) => scoreOf(signalsOf(item, known)) >= LIKELY_FROM;

describe("whose it is", () => {
  test("a publisher of the registry counts, however the company is spelled", () => {
    for (const publisher of ["Anthropic", "Anthropic, PBC", "ANTHROPIC PBC"]) {
      const [first] = signalsOf(found("WINDOWS_PROGRAM", "Something", "Something", publisher), known);
      expect(first).toMatchObject({ key: "publisher", found: publisher, like: { kind: "vendor", slug: "anthropic" } });
    }
  });

  test("a company that makes much besides AI says little by its name alone", () => {
    expect(keys(found("WINDOWS_PROGRAM", "Power BI", "Power BI", "Microsoft Corporation"))).toEqual(["publisherBroad"]);
    expect(isLikely(found("MACOS_BUNDLE", "com.microsoft.Word", "Microsoft Word"))).toBe(false);
    expect(keys(found("MSIX", "MSTeams_8wekyb3d8bbwe", "Microsoft Teams"))).toContain("namespaceBroad");
  });

  test("the scope, bundle prefix and publisher id of a known tool count", () => {
    expect(keys(found("NPM", "@anthropic-ai/sdk-tools"))).toContain("namespace");
    expect(keys(found("VSCODE", "anthropic.other"))).toContain("namespace");
    expect(keys(found("MACOS_BUNDLE", "com.kangfenmao.Other", "Other"))).toContain("namespace");
    expect(keys(found("NPM", "@someone/sdk-tools"))).toEqual([]);
  });

  test("a prefix under which everybody ships says nothing", () => {
    expect(keys(found("MACOS_BUNDLE", "com.todesktop.191212abc", "Linear"))).toEqual([]);
  });
});

describe("what it is called", () => {
  test("the very name of a tool, in any of its spellings", () => {
    expect(signalsOf(found("WINDOWS_PROGRAM", "Cherry Studio 1.4.0"), known)[0]).toMatchObject({
      key: "name",
      like: { slug: "cherry-studio" },
    });
    expect(signalsOf(found("BREW_CASK", "cherrystudio", "樱桃工作室"), known)[0]).toMatchObject({
      ...{ key: "name", like: { slug: "cherry-studio", as: "樱桃工作室" } },
    });
  });

  test("a name near that of a tool names the tool", () => {
    const signals = signalsOf(found("NPM", "@musistudio/claude-code-router"), known);
    expect(signals.find(({ key }) => key === "nameNear")).toMatchObject({ like: { slug: "claude-code", name: "Claude Code" } });
    expect(signalsOf(found("MACOS_BUNDLE", "com.steipete.codexbar", "CodexBar"), known).map(({ key }) => key)).toEqual([
      "word",
      "nameNear",
    ]);
  });

  test("words of AI tools count whole, distinctive ones also inside", () => {
    for (const name of ["BoltAI", "AnythingAI Helper", "shell-gpt", "superwhisper", "litellm", "Chatbox 1.19.3"]) {
      expect(isLikely(found("WINDOWS_PROGRAM", name)), name).toBe(true);
    }
    for (const name of ["Mailspring", "Rail Fence", "aix-toolbox", "Hellman fonts", "fillmore"]) {
      expect(keys(found("WINDOWS_PROGRAM", name)), name).toEqual([]);
    }
  });

  test("an agent of the operating system's kind is not likely by that word", () => {
    expect(keys(found("DEB", "openssh-agent"))).toEqual(["weakWord"]);
    expect(isLikely(found("WINDOWS_PROGRAM", "Endpoint Agent"))).toBe(false);
  });

  test("an id that is a hash is no name", () => {
    expect(keys(found("CHROME", "aiaiaiaiaiaiaiaiaiaiaiaiaiaiaiai", "Dark Reader"))).toEqual([]);
  });
});

test("a domain of a tool, and one under .ai", () => {
  expect(keys(found("MACOS_BUNDLE", "com.cherry-ai.Other", "Other"))).toContain("domain");
  expect(keys(found("MACOS_BUNDLE", "ai.unheard.app", "Unheard"))).toContain("aiDomain");
  expect(keys(found("MACOS_BUNDLE", "md.obsidian", "Obsidian"))).toEqual([]);
});

test("the score adds up and ends at 100", () => {
  const signals = signalsOf(found("NPM", "@anthropic-ai/claude-code-tools", "claude-code-tools", "Anthropic, PBC"), known);
  expect(signals.map(({ points }) => points)).toEqual(signals.map(({ points }) => points).toSorted((a, b) => b - a));
  expect(scoreOf(signals)).toBe(100);
  expect(scoreOf([])).toBe(0);
});
