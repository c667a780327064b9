import fc from "fast-check";
import { expect, test } from "vitest";
import {
  changedKeys,
  changedLevels,
  DEPENDENCY_KEYS,
  dependencyOf,
  LEVELS,
  penetrationOf,
  type SetLevels,
} from "@/lib/risk/dependency/rules";

const level = fc.constantFrom(...LEVELS);
const set: fc.Arbitrary<SetLevels> = fc.record(
  { dependence: level, penetration: level, maturity: level, trust: level, substitutability: level },
  { requiredKeys: [] },
);
const asOf = new Date("2026-07-08T07:00:00Z");
const usage = fc.option(
  fc.nat(200_000).chain((of) => fc.nat(of).map((people) => ({ people, of, asOf }))),
  { nil: null },
);

test("more dependence or penetration never lowers the ratio, more maturity or trust never raises it", () => {
  fc.assert(
    fc.property(set, usage, fc.constantFrom(...DEPENDENCY_KEYS), level, level, (given, used, key, a, b) => {
      const [low, high] = [Math.min(a, b), Math.max(a, b)] as [typeof a, typeof a];
      const ratio = (at: typeof a) => dependencyOf({ ...given, [key]: at }, used).ratio;
      const difference = ratio(high) - ratio(low);
      if (key === "dependence" || key === "penetration") expect(difference).toBeGreaterThanOrEqual(0);
      if (key === "maturity" || key === "trust") expect(difference).toBeLessThanOrEqual(0);
      if (key === "substitutability") expect(difference).toBe(0);
    }),
  );
});

test("what is unknown counts as the worst: learning it never raises the ratio", () => {
  fc.assert(
    fc.property(set, fc.constantFrom(...DEPENDENCY_KEYS), level, (given, key, known) => {
      const { [key]: _unknown, ...others } = given;
      expect(dependencyOf({ ...others, [key]: known }, null).ratio).toBeLessThanOrEqual(dependencyOf(others, null).ratio);
    }),
  );
});

test("it lies between a sixteenth and sixteen, and says of each input whether it was set, measured or assumed", () => {
  fc.assert(
    fc.property(set, usage, (given, used) => {
      const { ratio, inputs, assumed } = dependencyOf(given, used);
      expect(ratio).toBeGreaterThanOrEqual(1 / 16);
      expect(ratio).toBeLessThanOrEqual(16);
      for (const { key, origin } of inputs) {
        expect(origin).toBe(key in given ? "set" : key === "penetration" && used ? "measured" : "assumed");
        expect(assumed.includes(key)).toBe(origin === "assumed");
      }
    }),
  );
});

test("nothing known at all is sixteen, and heavy", () => {
  expect(dependencyOf({}, null)).toMatchObject({ ratio: 16, band: "heavy", substitutability: 1 });
});

test("the share of people decides the penetration: 1 %, 10 % and 40 % are the steps", () => {
  const of = 1_000;
  expect([0, 9, 10, 99, 100, 399, 400, 1_000].map((people) => penetrationOf({ people, of }))).toEqual([1, 1, 2, 2, 3, 3, 4, 4]);
  expect(penetrationOf({ people: 0, of: 0 })).toBe(1);
});

test("a person's level stands before the measured one, and taking it back brings that back", () => {
  const used = { people: 500, of: 1_000, asOf };
  expect(dependencyOf({ penetration: 2 }, used).inputs[1]).toEqual({ key: "penetration", level: 2, origin: "set" });
  const after = changedLevels({ penetration: 2, trust: 3 }, { penetration: "unknown" });
  expect(after).toEqual({ trust: 3 });
  expect(dependencyOf(after, used).inputs[1]).toEqual({ key: "penetration", level: 4, origin: "measured" });
});

test("only what would really change is a change", () => {
  expect(changedKeys({ trust: 3 }, { trust: 3, maturity: 2, dependence: "unknown" })).toEqual(["maturity"]);
});
