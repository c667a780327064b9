import { type Category, type CategoryKey, QUESTIONNAIRE, type Weight } from "@/lib/risk/hygiene/questionnaire";

export const ANSWERS = ["yes", "partly", "no", "not-applicable"] as const;
export type AnswerValue = (typeof ANSWERS)[number];

/** What an answer is worth. Not applicable is worth nothing and weighs nothing, as does a question that nobody has answered. */
const POINTS: Record<AnswerValue, number | null> = { yes: 10, partly: 5, no: 0, "not-applicable": null };

/**
 * Below this share of answered weight there is no number, only "too little known": a fifth is the least at which a mean of eight questions
 * rests on more than one of them.
 */
export const LEAST_COVERAGE = 0.2;

/** The weights in force: what the company set, else what is shipped. */
export type Weights = { categories: ReadonlyMap<string, Weight>; questions: ReadonlyMap<string, Weight> };

/** What is known of a subject: per question its answer. A question that is not in it is unknown. */
export type Answers = ReadonlyMap<string, AnswerValue>;

/** `score` 0 to 10, null where too little is known; `coverage` 0 to 1. Neither is rounded. */
export type Score = { score: number | null; coverage: number; answered: number; applicable: number };
export type CategoryScore = Score & { key: CategoryKey; weight: Weight; questions: number };
export type Hygiene = Score & { categories: CategoryScore[] };

/**
 * Weighted mean within a category, then over the categories that have a number. A category counts as covered by the share of its weight
 * that is answered, so that twenty answers on one subject never look like knowledge of six.
 */
export function hygieneOf(answers: Answers, weights: Weights, questionnaire: readonly Category[] = QUESTIONNAIRE): Hygiene {
  const categories = questionnaire.map((category) => categoryScore(category, answers, weights));
  const counted = categories.filter(({ weight, applicable }) => weight > 0 && applicable > 0);
  const coverage = mean(counted.map(({ weight, coverage: share }) => [share, weight]));
  const scored = counted.flatMap(({ weight, score }): [number, number][] => (score === null ? [] : [[score, weight]]));
  return {
    score: coverage === null || coverage < LEAST_COVERAGE ? null : mean(scored),
    coverage: coverage ?? 0,
    answered: sum(categories.map(({ answered }) => answered)),
    applicable: sum(categories.map(({ applicable }) => applicable)),
    categories,
  };
}

function categoryScore(category: Category, answers: Answers, weights: Weights): CategoryScore {
  const weighed = category.questions.map(({ key, weight }) => ({ answer: answers.get(key), weight: weights.questions.get(key) ?? weight }));
  const applicable = weighed.filter(({ answer, weight }) => answer !== "not-applicable" && weight > 0);
  const answered = applicable.flatMap(({ answer, weight }): [number, number][] => {
    const points = answer === undefined ? null : POINTS[answer];
    return points === null ? [] : [[points, weight]];
  });
  const all = sum(applicable.map(({ weight }) => weight));
  const coverage = all === 0 ? 0 : sum(answered.map(([, weight]) => weight)) / all;
  return {
    key: category.key,
    weight: weights.categories.get(category.key) ?? category.weight,
    score: coverage < LEAST_COVERAGE ? null : mean(answered),
    coverage,
    answered: answered.length,
    applicable: applicable.length,
    questions: category.questions.length,
  };
}

/** Null where nothing has weight. */
function mean(weighed: readonly (readonly [value: number, weight: number])[]): number | null {
  const all = sum(weighed.map(([, weight]) => weight));
  return all === 0 ? null : sum(weighed.map(([value, weight]) => value * weight)) / all;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

/** The nearest answer of each question: the subject's own, else that of whoever stands next above it. `levels`: nearest first. */
export function inheritedAnswers<Answer extends { question: string }>(levels: readonly (readonly Answer[])[]): Map<string, Answer> {
  return new Map([...levels].reverse().flatMap((level) => level.map((answer) => [answer.question, answer] as const)));
}

/** Somebody else answered since the reader looked; 0 is "nothing was answered". Without a number nobody looked. */
export function isOvertaken(inForce: { id: number } | null, seen: number | undefined): boolean {
  return seen !== undefined && seen !== (inForce?.id ?? 0);
}

/** An answer older than this says what was so, not what is. */
export const STALE_DAYS = 365;

export function isStale(setAt: Date, now: Date): boolean {
  return now.getTime() - setAt.getTime() > STALE_DAYS * 86_400_000;
}
