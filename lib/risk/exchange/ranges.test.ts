import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { compareVersions } from "@/lib/registry/versions/schemes";
import { contains, parseVers } from "@/lib/registry/versions/vers";
import { readPurl } from "./packages";
import { intervalsOf, type OsvEvent, osvRangesOf, versOf } from "./ranges";

const fromOsv = (ranges: readonly OsvEvent[][], versions: readonly string[] = []) => {
  const intervals = ranges.flatMap((events) => {
    const found = intervalsOf("semver", events);
    if ("key" in found) throw new Error(found.key);
    return found;
  });
  const found = versOf("npm", "semver", intervals, versions);
  if (!("key" in found)) return found.range;
  if (found.key === "exchange.reject.noVersionIn") return "vers:none/*";
  throw new Error(found.key);
};

describe("OSV's events as a VERS range", () => {
  test.each<[string, OsvEvent[][], string[], string | null]>([
    ["from a version to its fix", [[{ introduced: "2.1.91" }, { fixed: "2.1.199" }]], [], "vers:npm/>=2.1.91|<2.1.199"],
    ["to the last affected one", [[{ introduced: "1.0.0" }, { last_affected: "1.4.0" }]], [], "vers:npm/>=1.0.0|<=1.4.0"],
    ["from the beginning", [[{ introduced: "0" }, { fixed: "1.0.0" }]], [], "vers:npm/<1.0.0"],
    ["every version", [[{ introduced: "0" }]], [], null],
    ["without an end", [[{ introduced: "3.0.0" }]], [], "vers:npm/>=3.0.0"],
    [
      "twice in one range, in any order",
      [[{ fixed: "2.0.5" }, { introduced: "1.0.0" }, { introduced: "2.0.0" }, { fixed: "1.0.3" }]],
      [],
      "vers:npm/>=1.0.0|<1.0.3|>=2.0.0|<2.0.5",
    ],
    [
      "ranges that meet",
      [
        [{ introduced: "1.0.0" }, { fixed: "2.0.0" }],
        [{ introduced: "2.0.0" }, { fixed: "3.0.0" }],
      ],
      [],
      "vers:npm/>=1.0.0|<3.0.0",
    ],
    ["listed versions", [], ["1.0.1", "1.0.0", "1.0.1"], "vers:npm/1.0.0|1.0.1"],
    ["listed versions inside of a range", [[{ introduced: "1.0.0" }, { fixed: "2.0.0" }]], ["1.5.0", "2.0.0"], "vers:npm/>=1.0.0|<=2.0.0"],
    ["a limit", [[{ introduced: "1.0.0" }, { limit: "1.2.0" }]], [], "vers:npm/>=1.0.0|<1.2.0"],
    ["introduced and fixed in the same version", [[{ introduced: "1.0.0" }, { fixed: "1.0.0" }]], [], "vers:none/*"],
    ["one version only", [[{ introduced: "1.0.0" }, { last_affected: "1.0.0" }]], [], "vers:npm/1.0.0"],
  ])("%s", (_, ranges, versions, range) => expect(fromOsv(ranges, versions)).toBe(range));

  test("a version that nobody can read is said, not guessed", () => {
    expect(intervalsOf("semver", [{ introduced: "one" }])).toMatchObject({ key: "releases.vers.version" });
  });

  // The pseudocode "Evaluation" of the OSV schema, as it stands there and slow.
  function isAffected(version: string, ranges: readonly OsvEvent[][], versions: readonly string[]): boolean {
    if (versions.includes(version)) return true;
    return ranges.some((events) => {
      const limits = events.flatMap(({ limit }) => limit ?? []);
      if (limits.length > 0 && !limits.some((limit) => limit === "*" || compareVersions("semver", version, limit) < 0)) return false;
      const at = (event: OsvEvent) => event.introduced ?? event.fixed ?? event.last_affected ?? "";
      const rank = (event: OsvEvent) => (event.fixed ? 0 : event.introduced ? 1 : 2);
      const sorted = events
        .filter(({ limit }) => limit === undefined)
        .toSorted((a, b) =>
          a.introduced === "0" ? -1 : b.introduced === "0" ? 1 : compareVersions("semver", at(a), at(b)) || rank(a) - rank(b),
        );
      let affected = false;
      for (const event of sorted) {
        if (event.introduced !== undefined && (event.introduced === "0" || compareVersions("semver", version, event.introduced) >= 0))
          affected = true;
        if (event.fixed !== undefined && compareVersions("semver", version, event.fixed) >= 0) affected = false;
        if (event.last_affected !== undefined && compareVersions("semver", version, event.last_affected) > 0) affected = false;
      }
      return affected;
    });
  }

  const version = fc
    .tuple(fc.integer({ min: 0, max: 3 }), fc.integer({ min: 0, max: 3 }), fc.constantFrom("", "-rc.1"))
    .map(([a, b, pre]) => `1.${a}.${b}${pre}`);
  // What is fixed and introduced in the same version the schema leaves open: such pairs stand above.
  const isPlain = (events: readonly OsvEvent[]) =>
    !events.some(({ fixed }) => fixed && events.some(({ introduced }) => introduced === fixed));
  const event: fc.Arbitrary<OsvEvent> = fc.oneof(
    fc.oneof(version, fc.constant("0")).map((introduced) => ({ introduced })),
    version.map((fixed) => ({ fixed })),
    version.map((last_affected) => ({ last_affected })),
  );
  const ranges = fc.array(
    fc
      .tuple(fc.array(event, { minLength: 1, maxLength: 5 }).filter(isPlain), fc.option(version, { nil: undefined }))
      .map(([events, limit]) => (limit ? [...events, { limit }] : events)),
    { maxLength: 3 },
  );

  test("holds exactly the versions that OSV's own algorithm calls affected", () => {
    fc.assert(
      fc.property(
        ranges,
        fc.array(version, { maxLength: 3 }),
        fc.array(version, { minLength: 1, maxLength: 12 }),
        (some, listed, asked) => {
          const text = fromOsv(some, listed);
          const parsed = text === null ? null : parseVers(text);
          if (parsed && "whyNot" in parsed) throw new Error(`${text} is not canonical`);
          for (const one of asked) {
            const inside = parsed ? contains(parsed.range, one) : true;
            expect(inside, `${one} in ${text}`).toBe(isAffected(one, some, listed));
          }
        },
      ),
      { numRuns: 400 },
    );
  });

  test("goes out as events and comes back as the same range", () => {
    fc.assert(
      fc.property(ranges, fc.array(version, { maxLength: 3 }), (some, listed) => {
        const text = fromOsv(some, listed);
        const parsed = parseVers(text ?? "vers:npm/*");
        if ("whyNot" in parsed || parsed.range.type === "none") return;
        const out = osvRangesOf(parsed.range);
        expect(
          out &&
            fromOsv(
              out.ranges.map(({ events }) => events),
              out.versions,
            ),
        ).toBe(text);
      }),
    );
    const exclusion = parseVers("vers:npm/>=1.0.0|!=1.0.1|<2.0.0");
    expect("range" in exclusion && osvRangesOf(exclusion.range)).toBeNull();
  });
});

describe("a package URL", () => {
  test.each([
    [
      "pkg:npm/%40anthropic-ai/claude-code@2.1.91",
      { named: { kind: "NPM", name: "@anthropic-ai/claude-code" }, version: "2.1.91", vers: null },
    ],
    ["pkg:npm/@anthropic-ai/claude-code", { named: { kind: "NPM", name: "@anthropic-ai/claude-code" }, version: null, vers: null }],
    ["pkg:pypi/Some_Thing@1.0?x=1#y", { named: { kind: "PYPI", name: "Some_Thing" }, version: "1.0", vers: null }],
    [
      "pkg:vscode-extension/anthropic/claude-code@1.0.0",
      { named: { kind: "VSCODE", name: "anthropic.claude-code" }, version: "1.0.0", vers: null },
    ],
    ["pkg:npm/x?vers=vers%3Anpm%2F%3E%3D1%7C%3C2", { named: { kind: "NPM", name: "x" }, version: null, vers: "vers:npm/>=1|<2" }],
    ["pkg:deb/debian/curl@7.50.3-1?arch=i386", { named: { kind: "DEB", name: "curl" }, version: "7.50.3-1", vers: null }],
    ["pkg:generic/qoder@1.2", { named: { kind: "PURL", name: "pkg:generic/qoder" }, version: "1.2", vers: null }],
    ["cpe:2.3:a:x", null],
    ["pkg:npm", null],
    ["pkg:npm//", null],
  ])("%s", (text, read) => expect(readPurl(text)).toEqual(read));
});
