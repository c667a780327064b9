import fc from "fast-check";
import { expect, test } from "vitest";
import { type Citations, independentOrigins } from "@/lib/risk/claims/origins";

const cites = (edges: readonly (readonly [number, number])[]): Citations => {
  const all = new Map<number, number[]>();
  for (const [from, to] of edges) all.set(from, [...(all.get(from) ?? []), to]);
  return all;
};

test("five articles that cite the researcher count as one with him", () => {
  const edges = [2, 3, 4, 5, 6].map((article) => [article, 1] as const);
  expect(independentOrigins([1, 2, 3, 4, 5, 6], cites(edges))).toEqual({
    count: 1,
    groups: [{ lead: 1, origins: [1], repeats: [2, 3, 4, 5, 6] }],
    bridges: [],
  });
});

test("they count as one without him too, and over an article between", () => {
  expect(
    independentOrigins(
      [2, 3],
      cites([
        [2, 9],
        [3, 8],
        [8, 9],
      ]),
    ).count,
  ).toBe(1);
});

test("a document that repeats two origins adds none and joins none", () => {
  const origins = independentOrigins(
    [1, 2, 3],
    cites([
      [3, 1],
      [3, 2],
    ]),
  );
  expect(origins).toEqual({
    count: 2,
    groups: [
      { lead: 1, origins: [1], repeats: [] },
      { lead: 2, origins: [2], repeats: [] },
    ],
    bridges: [3],
  });
});

test("one article that rests on two others shows one origin as long as they themselves are no sources", () => {
  expect(
    independentOrigins(
      [3],
      cites([
        [3, 1],
        [3, 2],
      ]),
    ).count,
  ).toBe(1);
});

test("those that cite each other in a circle count once", () => {
  const circle = cites([
    [1, 2],
    [2, 3],
    [3, 1],
    [4, 2],
  ]);
  expect(independentOrigins([1, 2, 3, 4], circle).count).toBe(1);
  expect(independentOrigins([1, 4, 5], circle).count).toBe(2);
});

test("no source, no origin", () => {
  expect(independentOrigins([], cites([]))).toEqual({ count: 0, groups: [], bridges: [] });
});

const id = fc.integer({ min: 1, max: 9 });
const edges = fc.array(fc.tuple(id, id), { maxLength: 14 });
const some = fc.uniqueArray(id, { maxLength: 8 });

function reached(from: number, all: readonly (readonly [number, number])[]): Set<number> {
  const found = new Set([from]);
  for (const one of found) for (const [citing, cited] of all) if (citing === one) found.add(cited);
  return found;
}

/** The definition itself, by trying every subset. */
function naive(sources: readonly number[], all: readonly (readonly [number, number])[]): number {
  const dependent = (one: number, other: number) => [...reached(one, all)].some((far) => reached(other, all).has(far));
  let most = 0;
  for (let bits = 0; bits < 2 ** sources.length; bits++) {
    const chosen = sources.filter((_, index) => Math.floor(bits / 2 ** index) % 2 === 1);
    const isApart = chosen.every((one, index) => chosen.slice(index + 1).every((other) => !dependent(one, other)));
    if (isApart) most = Math.max(most, chosen.length);
  }
  return most;
}

test("it is the most sources of which no two share anything, as trying every choice finds it", () => {
  fc.assert(
    fc.property(some, edges, (sources, all) => {
      expect(independentOrigins(sources, cites(all)).count).toBe(naive(sources, all));
    }),
  );
});

test("it holds whatever the order and however often a source is named", () => {
  fc.assert(
    fc.property(some, edges, (sources, all) => {
      const one = independentOrigins(sources, cites(all));
      expect(independentOrigins([...sources, ...sources].reverse(), cites([...all].reverse()))).toEqual(one);
    }),
  );
});

test("one more source never lowers it and adds at most one; one more citation never raises it", () => {
  fc.assert(
    fc.property(some, id, edges, fc.tuple(id, id), (sources, another, all, citation) => {
      const { count } = independentOrigins(sources, cites(all));
      const more = independentOrigins([...sources, another], cites(all)).count;
      expect(more === count || more === count + 1).toBe(true);
      expect(independentOrigins(sources, cites([...all, citation])).count).toBeLessThanOrEqual(count);
    }),
  );
});

test("every source stands in exactly one place", () => {
  fc.assert(
    fc.property(some, edges, (sources, all) => {
      const { groups, bridges, count } = independentOrigins(sources, cites(all));
      const placed = [...groups.flatMap(({ lead, repeats }) => [lead, ...repeats]), ...bridges];
      expect(placed.sort((a, b) => a - b)).toEqual([...sources].sort((a, b) => a - b));
      expect(count).toBe(groups.length);
    }),
  );
});

test("fifty sources in a tangle are counted at once", () => {
  const sources = Array.from({ length: 50 }, (_, index) => index + 1);
  const tangle = sources.flatMap((one) => [1, 7, 13].map((step) => [one, 100 + ((one * step) % 40)] as const));
  const before = performance.now();
  independentOrigins(sources, cites(tangle));
  expect(performance.now() - before).toBeLessThan(2_000);
});
