import { describe, expect, test } from "vitest";
import { parseVers, type VersRange } from "@/lib/registry/versions/vers";
import {
  insideOf,
  kindsFirst,
  newestFirst,
  packagesFor,
  rangeAsked,
  rowsAfter,
  type Versioned,
  whyNotPublished,
  whyNotReinstate,
  whyNotVersion,
  whyNotWithdraw,
} from "./rules";

const npm = (version: string): Versioned => ({ kind: "NPM", version });
const versions = (rows: readonly Versioned[]) => rows.map(({ kind, version }) => `${kind} ${version}`);

function range(text: string): VersRange {
  const parsed = parseVers(text);
  if ("whyNot" in parsed) throw new Error(parsed.whyNot.key);
  return parsed.range;
}

test("releases stand kind by kind, the newest first, and what cannot be read last", () => {
  const rows: Versioned[] = [
    npm("2.1.91"),
    { kind: "BREW_CASK", version: "2.1.91,a" },
    npm("2.1.199"),
    { kind: "BREW_CASK", version: "latest" },
    npm("2.1.199-beta.2"),
    npm("2.1.100"),
  ];
  expect(versions(newestFirst(rows))).toEqual([
    "NPM 2.1.199",
    "NPM 2.1.199-beta.2",
    "NPM 2.1.100",
    "NPM 2.1.91",
    "BREW_CASK 2.1.91,a",
    "BREW_CASK latest",
  ]);
});

test("the rows after one are found also when it has gone, and versions that are equal keep one order", () => {
  const sorted = newestFirst([npm("1.0.0"), npm("1.0.0+b"), npm("1.0.0+a"), npm("0.9.0")]);
  expect(versions(sorted)).toEqual(["NPM 1.0.0+b", "NPM 1.0.0+a", "NPM 1.0.0", "NPM 0.9.0"]);
  expect(versions(rowsAfter(sorted, npm("1.0.0+aa")))).toEqual(["NPM 1.0.0+a", "NPM 1.0.0", "NPM 0.9.0"]);
});

test("a range says inside, outside or cannot tell", () => {
  const inside = insideOf(range("vers:npm/>=2.1.91|<2.1.199"));
  expect([inside(npm("2.1.91")), inside(npm("2.1.199")), inside({ kind: "VSCODE", version: "2.1.91" })]).toEqual([true, false, null]);
});

describe("a range that somebody asks for", () => {
  test("may be everything, and may not name what nobody can read", () => {
    expect(rangeAsked("vers:npm/*")).toHaveProperty("range");
    expect(rangeAsked("vers:npm/>=2.1.91|!=2.1.104|<2.1.199")).toHaveProperty("range");
    expect(rangeAsked("vers:npm/^2.1")).toMatchObject({ whyNot: { key: expect.stringMatching(/^releases\.vers\./) } });
    expect(rangeAsked("vers:npm/~2.1")).toMatchObject({ whyNot: { key: "releases.vers.version", values: { version: "~2.1" } } });
    expect(rangeAsked("vers:npm/2.1.x")).toMatchObject({ whyNot: { key: "releases.vers.version" } });
  });
});

test("what package registries would not take is refused, what applications call themselves is theirs", () => {
  expect(whyNotVersion(npm("2.1"))).toMatchObject({ key: "releases.whyNot.version", values: { version: "2.1", scheme: "semver" } });
  expect(whyNotVersion({ kind: "DEB", version: "foo" })).toMatchObject({ values: { scheme: "deb" } });
  expect(whyNotVersion(npm("2.1.91"))).toBeNull();
  expect(whyNotVersion({ kind: "BREW_CASK", version: "latest" })).toBeNull();
  expect(whyNotVersion({ kind: "WINDOWS_PROGRAM", version: "Summer '26" })).toBeNull();
});

test("nothing was published in the future, give or take a day of the earth", () => {
  const now = new Date("2026-07-08T07:00:00Z");
  expect(whyNotPublished(new Date("2026-07-09T00:00:00Z"), now)).toBeNull();
  expect(whyNotPublished(null, now)).toBeNull();
  expect(whyNotPublished(new Date("2026-07-10T00:00:00Z"), now)).toEqual({ key: "releases.whyNot.future" });
});

test("a release is withdrawn once and reinstated once", () => {
  expect([whyNotWithdraw({ isWithdrawn: true })?.key, whyNotWithdraw({ isWithdrawn: false })]).toEqual(["releases.whyNot.withdrawn", null]);
  expect([whyNotReinstate({ isWithdrawn: false })?.key, whyNotReinstate({ isWithdrawn: true })]).toEqual([
    "releases.whyNot.notWithdrawn",
    null,
  ]);
});

test("the kinds a tool is known by stand first, and files can be about its packages only", () => {
  const identifiers = [
    { kind: "VSCODE" as const, value: "anthropic.claude-code" },
    { kind: "DOMAIN" as const, value: "claude.ai" },
    { kind: "BREW_CASK" as const, value: "claude-code" },
  ];
  expect(kindsFirst(identifiers).slice(0, 3)).toEqual(["BREW_CASK", "VSCODE", "NPM"]);
  expect(kindsFirst(identifiers)).not.toContain("DOMAIN");
  expect(packagesFor(identifiers)).toEqual(["anthropic.claude-code"]);
});
