import { compare as pep440Compare } from "@renovatebot/pep440";
import fc from "fast-check";
import semver from "semver";
import { describe, expect, test } from "vitest";
import deb from "@/fixtures/versions/deb.json";
import dotted from "@/fixtures/versions/dotted.json";
import pep440 from "@/fixtures/versions/pep440.json";
import rpm from "@/fixtures/versions/rpm.json";
import semverVectors from "@/fixtures/versions/semver.json";
import { IDENTIFIER_KINDS } from "@/lib/registry/identifiers";
import { compareVersions, isReadable, SCHEMES, type Scheme, schemeOf } from "./schemes";

type Vectors = { compared?: unknown[][]; ascending?: string[]; valid?: string[]; invalid?: string[] };

const PUBLISHED: [Scheme, Vectors][] = [
  ["semver", semverVectors],
  ["pep440", pep440],
  ["dotted", dotted],
  ["deb", deb],
  ["rpm", rpm],
];

describe.each(PUBLISHED)("%s, by its published cases", (scheme, { compared = [], ascending = [], valid = [], invalid = [] }) => {
  test("two versions compare as published, both ways round", () => {
    const wrong = compared.filter(([a, b, expected]) => {
      const said = compareVersions(scheme, String(a), String(b));
      return said !== expected || compareVersions(scheme, String(b), String(a)) !== 0 - said;
    });
    expect(wrong).toEqual([]);
  });

  test("a published order is kept, every version against every other", () => {
    const wrong = ascending.flatMap((a, i) =>
      ascending.filter((b, j) => compareVersions(scheme, a, b) !== Math.sign(i - j)).map((b) => [a, b]),
    );
    expect(wrong).toEqual([]);
  });

  test("what is a version is read, and what is none is not", () => {
    expect([...valid, ...ascending].filter((version) => !isReadable(scheme, version))).toEqual([]);
    expect(invalid.filter((version) => isReadable(scheme, version))).toEqual([]);
  });
});

const number = fc.oneof(fc.nat(12), fc.nat(99_999)).map(String);
const word = fc.stringMatching(/^[a-zA-Z][a-zA-Z0-9-]{0,4}$/);
const numbers = (most: number) => fc.array(number, { minLength: 1, maxLength: most }).map((parts) => parts.join("."));

const semverText = fc
  .tuple(number, number, number, fc.option(fc.array(fc.oneof(number, word), { minLength: 1, maxLength: 3 })), fc.option(word))
  .map(([a, b, c, pre, build]) => `${a}.${b}.${c}${pre ? `-${pre.join(".")}` : ""}${build ? `+${build}` : ""}`);
const pep440Text = fc
  .tuple(
    fc.option(fc.nat(2)),
    numbers(4),
    fc.stringMatching(/^((a|b|rc)\d{1,2})?(\.post\d{1,2})?(\.dev\d{1,2})?(\+[a-z0-9]{1,3}(\.[a-z0-9]{1,3})?)?$/),
  )
  .map(([epoch, release, rest]) => `${epoch === null ? "" : `${epoch}!`}${release}${rest}`);

const TEXT: Record<Scheme, fc.Arbitrary<string>> = {
  semver: semverText,
  pep440: pep440Text,
  dotted: fc.tuple(numbers(5), fc.constantFrom("", "-beta", " (64-bit)")).map(([release, rest]) => release + rest),
  cask: fc.tuple(numbers(4), fc.constantFrom("", ",12", ",abc")).map(([release, rest]) => release + rest),
  deb: fc.stringMatching(/^([0-2]:)?[0-9][a-c0-2.+~]{0,6}(-[a-c0-2.+~]{0,4})?$/),
  rpm: fc.stringMatching(/^([0-2]:)?[a-c0-2._+~^]{1,7}(-[a-c0-2.~^]{1,4})?$/),
};
const anyText = (scheme: Scheme) =>
  fc.oneof({ weight: 5, arbitrary: TEXT[scheme] }, { weight: 1, arbitrary: fc.string({ maxLength: 12 }) });

describe.each(SCHEMES)("%s is a total order, also over what is no version", (scheme) => {
  const one = anyText(scheme);

  test("exchanging the two turns the answer round, and a version equals itself", () => {
    fc.assert(
      fc.property(one, one, (a, b) => {
        expect(compareVersions(scheme, a, b)).toBe(0 - compareVersions(scheme, b, a));
        expect(compareVersions(scheme, a, a)).toBe(0);
      }),
    );
  });

  test("what is below the lower is below the higher", () => {
    fc.assert(
      fc.property(one, one, one, (...three) => {
        const [low, middle, high] = three.sort((a, b) => compareVersions(scheme, a, b));
        expect(compareVersions(scheme, low, high)).toBe(
          Math.min(compareVersions(scheme, low, middle), compareVersions(scheme, middle, high)),
        );
      }),
    );
  });

  test("what cannot be read stands below everything that can", () => {
    fc.assert(
      fc.property(fc.string(), TEXT[scheme], (text, version) => {
        fc.pre(!isReadable(scheme, text) && isReadable(scheme, version));
        expect(compareVersions(scheme, text, version)).toBe(-1);
      }),
    );
  });
});

test("semantic versions compare as npm's own library compares them", () => {
  fc.assert(
    fc.property(semverText, semverText, (a, b) => {
      expect(compareVersions("semver", a, b)).toBe(semver.compare(a, b));
    }),
  );
});

test("Python versions compare as their library compares them", () => {
  fc.assert(
    fc.property(pep440Text, pep440Text, (a, b) => {
      expect(compareVersions("pep440", a, b)).toBe(Math.sign(pep440Compare(a, b)) || 0);
    }),
  );
});

test("a cask is compared by what stands before its comma", () => {
  expect(compareVersions("cask", "2.1.91,8f3a", "2.1.91,0001")).toBe(0);
  expect(compareVersions("cask", "2.1.91,8f3a", "2.1.199")).toBe(-1);
  expect(compareVersions("cask", "1.7.0_1", "1.7")).toBe(0);
  expect(isReadable("cask", "latest")).toBe(false);
});

test("what applications write behind their number orders nothing", () => {
  expect(compareVersions("dotted", "138.0.7204.93 (Official Build)", "138.0.7204.93")).toBe(0);
  expect(compareVersions("dotted", "v1.10", "1.9.3")).toBe(1);
});

test("numbers beyond what a machine counts exactly keep their order", () => {
  expect(compareVersions("dotted", "1.20260708120000000001", "1.20260708120000000002")).toBe(-1);
  expect(compareVersions("rpm", "20260708120000000001", "20260708120000000002")).toBe(-1);
});

test("a version longer than any is not read", () => {
  expect(isReadable("dotted", "1".repeat(257))).toBe(false);
  expect(isReadable("semver", `${"1".repeat(300)}.0.0`)).toBe(false);
});

test("every kind of identifier has a scheme or no versions", () => {
  const without = IDENTIFIER_KINDS.filter((kind) => schemeOf(kind) === null);
  expect(without).toEqual(["MACOS_TEAM", "WINDOWS_PUBLISHER", "DOMAIN", "ENV", "IP", "PURL"]);
});
