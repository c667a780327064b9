import fc from "fast-check";
import { describe, expect, test } from "vitest";
import published from "@/fixtures/versions/vers.json";
import en from "@/messages/en/releases.json";
import { compareVersions } from "./schemes";
import {
  type Constraint,
  contains,
  normalised,
  type Parsed,
  parseVers,
  printVers,
  readVers,
  speaksOf,
  type VersRange,
  versTypeOf,
} from "./vers";

function rangeIn(parsed: Parsed): VersRange {
  if ("whyNot" in parsed) throw new Error(`${parsed.whyNot.key} ${JSON.stringify(parsed.whyNot.values)}`);
  return parsed.range;
}

const whyNot = (text: string) => {
  const parsed = parseVers(text);
  return "whyNot" in parsed ? parsed.whyNot : null;
};
const canonicalOf = (text: string) => printVers(rangeIn(normalised(rangeIn(readVers(text)))));

type Case = { type: string; input: unknown; fails?: boolean; expected?: unknown };
const ofType = (type: string) => (published.tests as Case[]).filter((one) => one.type === type);

describe("the published cases of VERS", () => {
  test.each(ofType("parse"))("parse $input", ({ input, fails, expected }) => {
    const text = String(input);
    if (fails) return expect(whyNot(text)).not.toBeNull();
    const { type, constraints } = rangeIn(parseVers(text));
    const pairs = constraints === "*" ? "*" : constraints.map(({ comparator, version }) => [comparator, version]);
    expect({ scheme: type, version_constraints: pairs }).toEqual(expected);
  });

  test.each(ofType("containment"))("contains $input", ({ input, expected }) => {
    const { vers, version } = input as { vers: string; version: string };
    expect(contains(rangeIn(readVers(vers)), version)).toBe(expected);
  });

  // These expect redundant constraints to be kept, which the specification's own text calls invalid; here the text counts.
  const AGAINST_THE_TEXT: Record<string, string> = {
    "vers:pypi/>0.0.0|>=0.0.1|0.0.2|<0.0.3|0.0.4|<0.0.5|>=0.0.6": "vers:pypi/>0.0.0|<0.0.5|>=0.0.6",
    "vers:pypi/>0.0.0|>=0.0.1|>=0.0.1|0.0.2|0.0.3|0.0.4|<0.0.5|<=0.0.6|!=0.7|8.0|>12|<15.3": "vers:pypi/>0.0.0|<=0.0.6|!=0.7|8.0|>12|<15.3",
    "vers:pypi/>0.0.0|>=0.0.1|0.0.2|0.0.3|0.0.4|<0.0.5|>=0.0.6|!=0.8": "vers:pypi/>0.0.0|<0.0.5|>=0.0.6|!=0.8",
    "vers:pypi/0.0.2|0.0.6|>=0.0.0|0.0.1|0.0.4|0.0.5|0.0.3": "vers:pypi/>=0.0.0",
  };

  test.each(ofType("validate"))("normalise $input", ({ input, expected }) => {
    const text = String(input);
    expect(canonicalOf(text)).toBe(AGAINST_THE_TEXT[text] ?? expected);
  });
});

describe("a range that is not written as it should be", () => {
  test.each([
    ["2.1.91", "releases.vers.shape"],
    ["vers:npm", "releases.vers.shape"],
    ["vers:npm/", "releases.vers.emptyPart"],
    ["vers:cargo/1.0", "releases.vers.type"],
    ["vers:constructor/1.0", "releases.vers.type"],
    ["vers:npm/>=1.0.0 |<2.0.0", "releases.vers.characters"],
    ["vers:npm/>=1.0.0\n", "releases.vers.characters"],
    ["vers:npm/１.0.0", "releases.vers.characters"],
    ["vers:npm/1.0.0|*", "releases.vers.star"],
    ["vers:npm/>=*", "releases.vers.star"],
    ["vers:all/1.0", "releases.vers.onlyStar"],
    ["vers:npm/>=", "releases.vers.noVersion"],
    ["vers:npm/>=>1.0.0", "releases.vers.encoding"],
    ["vers:npm/1.0%zz", "releases.vers.encoding"],
    ["vers:npm/1.0%ff", "releases.vers.encoding"],
    ["vers:npm/>=2.1", "releases.vers.version"],
    ["vers:npm/>=1.0.0|<1.0.0", "releases.vers.twice"],
    [`vers:npm/${"1.0.0|".repeat(500)}1.0.0`, "releases.vers.tooLong"],
    [`vers:intdot/${"1|".repeat(300)}1`, "releases.vers.tooMany"],
  ])("%s is refused with its reason", (text, key) => {
    expect(whyNot(text)?.key).toBe(key);
    expect(en.vers).toHaveProperty(key.replace("releases.vers.", ""));
  });

  test.each([
    ["vers:npm/<2.1.199|>=2.1.91", "vers:npm/>=2.1.91|<2.1.199"],
    ["VERS:NPM/>=2.1.91", "vers:npm/>=2.1.91"],
    ["vers:npm/=2.1.91", "vers:npm/2.1.91"],
    ["vers:npm/2.1.91|2.1.91", "vers:npm/2.1.91"],
    ["vers:npm/<1.0.0|<2.0.0", "vers:npm/<2.0.0"],
    ["vers:npm/1.0.0%2Bbuild", "vers:npm/1.0.0+build"],
  ])("%s is answered with how to write it: %s", (text, canonical) => {
    expect(whyNot(text)).toEqual({ key: "releases.vers.canonical", values: { canonical } });
    expect(whyNot(canonical)).toBeNull();
  });
});

describe("what lies in a range", () => {
  const reported = rangeIn(parseVers("vers:npm/>=2.1.91|<2.1.199"));

  test.each([
    ["2.1.90", false],
    ["2.1.91", true],
    ["2.1.198", true],
    ["2.1.199-beta.1", true],
    ["2.1.199", false],
    ["latest", null],
  ])("%s in >=2.1.91|<2.1.199: %s", (version, expected) => {
    expect(contains(reported, version)).toBe(expected);
  });

  test("exclusions alone leave everything else; everything and nothing are what they say", () => {
    const without = rangeIn(parseVers("vers:npm/!=1.0.0"));
    expect([contains(without, "1.0.0"), contains(without, "2.0.0")]).toEqual([false, true]);
    expect(contains(rangeIn(parseVers("vers:npm/*")), "no version at all")).toBe(true);
    expect(contains(rangeIn(parseVers("vers:none/*")), "1.0.0")).toBe(false);
  });

  test("a version that cannot be read is found by its very characters only", () => {
    const named = rangeIn(parseVers("vers:brew/latest"));
    expect([contains(named, "latest"), contains(named, "newest"), contains(named, "1.0")]).toEqual([true, null, false]);
  });

  test("a range speaks of its own ecosystem only", () => {
    expect([speaksOf(reported, "NPM"), speaksOf(reported, "VSCODE"), speaksOf(reported, "DOMAIN")]).toEqual([true, false, false]);
    expect(speaksOf(rangeIn(parseVers("vers:semver/>=1.0.0")), "VSCODE")).toBe(true);
    expect(speaksOf(rangeIn(parseVers("vers:all/*")), "MSIX")).toBe(true);
    expect([versTypeOf("BREW_CASK"), versTypeOf("WINDOWS_PROGRAM")]).toEqual(["brew", "intdot"]);
  });
});

const version = fc.tuple(fc.nat(2), fc.nat(3)).map(([a, b]) => `${a}.${b}`);
const constraint: fc.Arbitrary<Constraint> = fc.record({ comparator: fc.constantFrom("=", "!=", "<", "<=", ">", ">="), version });
const anyRange: fc.Arbitrary<VersRange> = fc
  .uniqueArray(constraint, { selector: ({ version }) => version, minLength: 1, maxLength: 7 })
  .map((constraints) => ({ type: "intdot", constraints }));

/** The range as intervals, read from left to right as the specification explains it to people. */
function isInIntervals(constraints: readonly Constraint[], asked: string): boolean {
  const against = (other: string) => compareVersions("dotted", asked, other);
  if (constraints.some((one) => one.comparator === "!=" && against(one.version) === 0)) return false;
  if (constraints.some((one) => one.comparator === "=" && against(one.version) === 0)) return true;
  const bounds = constraints.filter(({ comparator }) => comparator !== "=" && comparator !== "!=");
  if (bounds.length === 0) return constraints.every(({ comparator }) => comparator === "!=");
  const intervals: { from: Constraint | null; to: Constraint | null }[] = [];
  for (const bound of bounds) {
    const open = intervals.at(-1);
    if (bound.comparator.startsWith(">")) intervals.push({ from: bound, to: null });
    else if (open && open.to === null) open.to = bound;
    else intervals.push({ from: null, to: bound });
  }
  const isAfter = (from: Constraint | null) =>
    from === null || against(from.version) > 0 || (from.comparator === ">=" && against(from.version) === 0);
  const isBefore = (to: Constraint | null) =>
    to === null || against(to.version) < 0 || (to.comparator === "<=" && against(to.version) === 0);
  return intervals.some(({ from, to }) => isAfter(from) && isBefore(to));
}

describe("for every range", () => {
  test("a normal range holds what its intervals hold", () => {
    fc.assert(
      fc.property(anyRange, version, (range, asked) => {
        const normal = rangeIn(normalised(range));
        expect(contains(normal, asked)).toBe(isInIntervals(normal.constraints as Constraint[], asked));
      }),
      { numRuns: 2_000 },
    );
  });

  test("normalising keeps what is inside and what is not", () => {
    fc.assert(
      fc.property(anyRange, version, (range, asked) => {
        expect(contains(rangeIn(normalised(range)), asked)).toBe(contains(range, asked));
      }),
      { numRuns: 2_000 },
    );
  });

  test("normal is normal: doing it twice, printing and reading change nothing, and no two neighbours say the same", () => {
    fc.assert(
      fc.property(anyRange, (range) => {
        const normal = rangeIn(normalised(range));
        expect(rangeIn(normalised(normal))).toEqual(normal);
        expect(rangeIn(parseVers(printVers(normal)))).toEqual(normal);
        const directions = (normal.constraints as Constraint[])
          .filter(({ comparator }) => /[<>]/.test(comparator))
          .map(({ comparator }) => comparator[0]);
        expect(directions.some((one, index) => one === directions[index + 1])).toBe(false);
      }),
    );
  });

  test("any text is answered, never thrown at; any version is printed and read back", () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.string().map((text) => `vers:npm/${text}`),
        ),
        (text) => {
          expect(() => parseVers(text)).not.toThrow();
        },
      ),
    );
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", minLength: 1, maxLength: 20 }), (text) => {
        const range: VersRange = { type: "npm", constraints: [{ comparator: "!=", version: text }] };
        expect(rangeIn(parseVers(printVers(range)))).toEqual(range);
      }),
    );
  });
});
