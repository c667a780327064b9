import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { FRAMEWORKS } from "@/lib/risk/hygiene/frameworks";
import { CATEGORIES, QUESTIONNAIRE, QUESTIONS, WEIGHTS, type Weight } from "@/lib/risk/hygiene/questionnaire";
import {
  ANSWERS,
  type Answers,
  type AnswerValue,
  type Hygiene,
  hygieneOf,
  inheritedAnswers,
  isOvertaken,
  isStale,
  LEAST_COVERAGE,
  type Weights,
} from "@/lib/risk/hygiene/rules";
import en from "@/messages/en/questionnaire.json";
import { HYGIENE_ANSWERS } from "@/prisma/seed/hygiene-answers";

const SHIPPED: Weights = { categories: new Map(), questions: new Map() };
const weightsOf = (keys: readonly string[]) =>
  fc.dictionary(fc.constantFrom(...keys), fc.constantFrom(...WEIGHTS)).map((given) => new Map<string, Weight>(Object.entries(given)));

const keys = QUESTIONS.map(({ key }) => key);
const weights = fc.record({ categories: weightsOf(CATEGORIES), questions: weightsOf(keys) });
const answers = fc
  .uniqueArray(fc.tuple(fc.constantFrom(...keys), fc.constantFrom(...ANSWERS)), { selector: ([key]) => key })
  .map((given): Answers => new Map(given));

/** Every number of it: of the whole, then of each category. */
const numbers = (hygiene: Hygiene) => [hygiene.score, ...hygiene.categories.map(({ score }) => score)];
const close = (a: number, b: number) => Math.abs(a - b) < 1e-9;

describe("the questionnaire", () => {
  test("asks eight questions in each of six categories, each once", () => {
    expect(QUESTIONNAIRE.map(({ key, questions }) => [key, questions.length])).toEqual(CATEGORIES.map((key) => [key, 8]));
    expect(new Set(keys).size).toBe(48);
  });

  test("names for each question where it comes from, and every document is one that it lists", () => {
    for (const { key, sources } of QUESTIONS) {
      expect(sources.length, key).toBeGreaterThan(0);
      expect(
        sources.every(({ refs }) => refs.length > 0),
        key,
      ).toBe(true);
    }
    const used = new Set<string>(QUESTIONS.flatMap(({ sources }) => sources.map(({ framework }) => framework)));
    expect([...used].sort()).toEqual(Object.keys(FRAMEWORKS).sort());
  });

  test("has words for every question, category and document", () => {
    expect(Object.keys(en.questions).sort()).toEqual([...keys].sort());
    expect(Object.keys(en.categories)).toEqual([...CATEGORIES]);
    expect(Object.keys(en.frameworks).sort()).toEqual(Object.keys(FRAMEWORKS).sort());
  });
});

test("the demonstration answers questions that exist, each once per tool or vendor", () => {
  for (const { slug, answers: given } of HYGIENE_ANSWERS) {
    const asked = given.map(({ question }) => question);
    expect(asked.filter((question) => !keys.includes(question), slug)).toEqual([]);
    expect(new Set(asked).size, slug).toBe(asked.length);
  }
});

describe("the number", () => {
  test("the order in which answers were given does not matter", () => {
    fc.assert(
      fc.property(answers, weights, (given, weighed) => {
        const reversed = new Map([...given].reverse());
        expect(hygieneOf(reversed, weighed)).toEqual(hygieneOf(given, weighed));
      }),
    );
  });

  test("it lies between 0 and 10, the coverage between 0 and 1, and below a fifth there is none", () => {
    fc.assert(
      fc.property(answers, weights, (given, weighed) => {
        const hygiene = hygieneOf(given, weighed);
        for (const { score, coverage } of [hygiene, ...hygiene.categories]) {
          expect(coverage).toBeGreaterThanOrEqual(0);
          expect(coverage).toBeLessThanOrEqual(1 + 1e-9);
          if (coverage < LEAST_COVERAGE) expect(score).toBeNull();
          if (score !== null) expect(score).toBeGreaterThanOrEqual(0);
          if (score !== null) expect(score).toBeLessThanOrEqual(10 + 1e-9);
        }
      }),
    );
  });

  test("what is not known does not move it: only the answered questions count within a category", () => {
    fc.assert(
      fc.property(answers, weights, (given, weighed) => {
        const hygiene = hygieneOf(given, weighed);
        for (const [index, category] of QUESTIONNAIRE.entries()) {
          // The same category as if it had asked nothing but what is answered.
          const asked = category.questions.filter(({ key }) => given.has(key));
          const [alone] = hygieneOf(given, weighed, [{ ...category, questions: asked }]).categories;
          const score = hygiene.categories[index]?.score ?? null;
          if (score !== null) expect(alone?.score).toBe(score);
        }
      }),
    );
  });

  test("not applicable counts as if the question did not exist", () => {
    fc.assert(
      fc.property(answers, weights, (given, weighed) => {
        const asked = QUESTIONNAIRE.map((category) => ({
          ...category,
          questions: category.questions.filter(({ key }) => given.get(key) !== "not-applicable"),
        }));
        const without = new Map([...given].filter(([, answer]) => answer !== "not-applicable"));
        const [all, less] = [hygieneOf(given, weighed), hygieneOf(without, weighed, asked)];
        expect(numbers(less)).toEqual(numbers(all));
        expect(less.coverage).toBe(all.coverage);
      }),
    );
  });

  test("a better answer never lowers any number", () => {
    const better: Partial<Record<AnswerValue, AnswerValue>> = { no: "partly", partly: "yes" };
    fc.assert(
      fc.property(answers, weights, fc.constantFrom(...keys), (given, weighed, key) => {
        const next = better[given.get(key) ?? "yes"];
        fc.pre(next !== undefined);
        const [before, after] = [numbers(hygieneOf(given, weighed)), numbers(hygieneOf(new Map([...given, [key, next]]), weighed))];
        for (const [index, was] of before.entries()) {
          const is = after[index] ?? null;
          if (was === null) expect(is).toBeNull();
          else expect(is !== null && (is > was || close(is, was))).toBe(true);
        }
      }),
    );
  });

  test("one more answer never lowers the coverage", () => {
    fc.assert(
      fc.property(answers, weights, fc.constantFrom(...keys), fc.constantFrom(...ANSWERS), (given, weighed, key, answer) => {
        fc.pre(!given.has(key));
        const [before, after] = [hygieneOf(given, weighed), hygieneOf(new Map([...given, [key, answer]]), weighed)];
        for (const [index, category] of before.categories.entries()) {
          const { coverage, applicable } = after.categories[index] ?? category;
          // Nothing left that could be answered: the category speaks of nothing.
          if (applicable > 0) expect(coverage).toBeGreaterThanOrEqual(category.coverage - 1e-9);
        }
        if (after.categories.some(({ weight, applicable }) => weight > 0 && applicable > 0))
          expect(after.coverage).toBeGreaterThanOrEqual(before.coverage - 1e-9);
      }),
    );
  });

  test("an ignored question or category changes nothing, however it is answered", () => {
    fc.assert(
      fc.property(answers, fc.constantFrom(...QUESTIONS), fc.constantFrom(...ANSWERS), (given, { key, category }, answer) => {
        const ignored: Weights = { categories: new Map(), questions: new Map([[key, 0]]) };
        const changed = new Map([...given, [key, answer]]);
        expect(numbers(hygieneOf(changed, ignored))).toEqual(numbers(hygieneOf(given, ignored)));
        const without: Weights = { categories: new Map([[category, 0]]), questions: new Map() };
        expect(hygieneOf(changed, without).score).toBe(hygieneOf(given, without).score);
      }),
    );
  });

  test("yes, partly and no in one category give their weighted mean", () => {
    const given: Answers = new Map([
      ["sign-in", "yes"],
      ["encryption", "partly"],
      ["patching", "no"],
      ["agent-limits", "not-applicable"],
    ]);
    const [security] = hygieneOf(given, SHIPPED).categories;
    // (3 · 10 + 3 · 5 + 3 · 0) / 9, and 9 of the 18 that could be answered.
    expect(security).toMatchObject({ score: 5, coverage: 0.5, answered: 3, applicable: 7 });
    expect(hygieneOf(given, SHIPPED).score).toBeNull();
  });
});

test("the nearest answer counts: the tool's own, else its vendor's, else the owner's", () => {
  const of = (question: string, from: string) => ({ question, from });
  const found = inheritedAnswers([[of("a", "tool")], [of("a", "vendor"), of("b", "vendor")], [of("b", "owner"), of("c", "owner")]]);
  expect([...found.values()].map(({ question, from }) => `${question} ${from}`).sort()).toEqual(["a tool", "b vendor", "c owner"]);
});

test("who answers after somebody else did is told, who never looked is not", () => {
  expect(isOvertaken({ id: 7 }, 7)).toBe(false);
  expect(isOvertaken({ id: 8 }, 7)).toBe(true);
  expect(isOvertaken(null, 0)).toBe(false);
  expect(isOvertaken({ id: 8 }, 0)).toBe(true);
  expect(isOvertaken({ id: 8 }, undefined)).toBe(false);
});

test("an answer is stale after a year", () => {
  const now = new Date("2026-07-08T07:00:00Z");
  expect(isStale(new Date("2025-07-08T08:00:00Z"), now)).toBe(false);
  expect(isStale(new Date("2025-07-08T06:00:00Z"), now)).toBe(true);
});
