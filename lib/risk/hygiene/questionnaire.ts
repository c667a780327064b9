import type { Source } from "@/lib/risk/hygiene/frameworks";
import { COMPLIANCE } from "@/lib/risk/hygiene/questions/compliance";
import { PRIVACY } from "@/lib/risk/hygiene/questions/privacy";
import { PROVIDER } from "@/lib/risk/hygiene/questions/provider";
import { SECURITY } from "@/lib/risk/hygiene/questions/security";
import { SOVEREIGNTY } from "@/lib/risk/hygiene/questions/sovereignty";
import { TRANSPARENCY } from "@/lib/risk/hygiene/questions/transparency";

/** Grows with every question that is added, removed or reworded. */
export const QUESTIONNAIRE_VERSION = "2026.1";

/** 0 ignored · 1 low · 2 normal · 3 high · 4 very high */
export const WEIGHTS = [0, 1, 2, 3, 4] as const;
export type Weight = (typeof WEIGHTS)[number];

/** Of whom a question is mostly asked. Whoever answers may do so for either: a tool takes over what its vendor answered. */
export type AskedOf = "tool" | "vendor";

/** Its words are in `questionnaire.questions.<key>`. A key is never given to another question: answers hang on it. */
export type Question = { key: string; askedOf: AskedOf; weight: Weight; sources: readonly Source[] };

export const CATEGORIES = ["security", "privacy", "compliance", "provider", "transparency", "sovereignty"] as const;
export type CategoryKey = (typeof CATEGORIES)[number];
export type Category = { key: CategoryKey; weight: Weight; questions: readonly Question[] };

/**
 * As shipped: what can hurt at once (security, data) weighs most, who the provider is least, since the other categories already ask for
 * what it does.
 */
export const QUESTIONNAIRE: readonly Category[] = [
  { key: "security", weight: 4, questions: SECURITY },
  { key: "privacy", weight: 4, questions: PRIVACY },
  { key: "compliance", weight: 3, questions: COMPLIANCE },
  { key: "provider", weight: 2, questions: PROVIDER },
  { key: "transparency", weight: 3, questions: TRANSPARENCY },
  { key: "sovereignty", weight: 3, questions: SOVEREIGNTY },
];

export const QUESTIONS: readonly (Question & { category: CategoryKey })[] = QUESTIONNAIRE.flatMap(({ key: category, questions }) =>
  questions.map((question) => ({ ...question, category })),
);

const KEYS: ReadonlySet<string> = new Set(QUESTIONS.map(({ key }) => key));

export function isQuestion(key: string): boolean {
  return KEYS.has(key);
}

export function isCategory(key: string): key is CategoryKey {
  return CATEGORIES.some((one) => one === key);
}
