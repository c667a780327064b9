import { createTranslator } from "next-intl";
import type { z } from "zod";
import { en, zhCN } from "zod/locales";
import { isLocale, LOCALE_COOKIE, type Locale, preferredLocale } from "@/i18n/config";
import { messagesOf } from "@/i18n/messages";
import { cookieOf } from "@/lib/http/cookies";
import type { Reason, Words } from "@/lib/refusal";

type Values = Record<string, string | number>;

const KEY = /^[a-z][\w-]*(\.[\w-]+)+$/;

/** The sentence of a message key, or null where there is none. */
function translated(key: string, values: Values, locale: Locale): string | null {
  let isMissing = false;
  const onError = () => {
    isMissing = true;
  };
  // Keys come from rules and schemas at run time; the translator's type knows none, and a missing one reaches `onError`.
  const translate = createTranslator({ locale, messages: messagesOf(locale), onError }) as unknown as (
    key: string,
    values: Values,
  ) => string;
  const sentence = translate(key, values);
  return isMissing ? null : sentence;
}

function said({ group, of }: Words, locale: Locale): string {
  return of.map((value) => translated(`${group}.${value}`, {}, locale) ?? value).join(locale === "zh-CN" ? "、" : ", ");
}

/** A reason in words. A reason without a sentence shows its key, so that nobody is left without an answer. */
export function sentenceOf({ key, values, words }: Reason, locale: Locale): string {
  const inWords = Object.fromEntries(Object.entries(words ?? {}).map(([name, value]) => [name, said(value, locale)]));
  return translated(key, { ...values, ...inWords }, locale) ?? key;
}

/** The language of an answer: the one chosen on screen, else the person's, else the browser's. */
export function localeOf(request: Request, personal?: Locale): Locale {
  const chosen = cookieOf(request, LOCALE_COOKIE);
  if (isLocale(chosen)) return chosen;
  return personal ?? preferredLocale(request.headers.get("accept-language"));
}

const standard = { en: en().localeError, "zh-CN": zhCN().localeError };

const WORDS_OF_TYPES: Record<string, string> = {
  number: "validation.number",
  int: "validation.number",
  string: "validation.text",
  array: "validation.list",
  object: "validation.fields",
};

/** Sentences for what people meet most; zod's own, in the same language, for the rest. */
function plainKey(issue: z.core.$ZodRawIssue): string | null {
  if (issue.code === "invalid_type" && issue.input === undefined) return "validation.required";
  if (issue.code === "invalid_type") return WORDS_OF_TYPES[issue.expected] ?? null;
  if (issue.code === "too_small" && issue.origin === "string") return issue.minimum === 1 ? "validation.required" : "validation.tooShort";
  if (issue.code === "too_small" && issue.origin === "array") return "validation.tooFew";
  if (issue.code === "too_small" && ["number", "int"].includes(issue.origin)) return "validation.tooLow";
  if (issue.code === "too_big" && issue.origin === "string") return "validation.tooLong";
  if (issue.code === "too_big" && issue.origin === "array") return "validation.tooMany";
  if (issue.code === "too_big" && ["number", "int"].includes(issue.origin)) return "validation.tooHigh";
  if (issue.code === "invalid_format" && issue.format === "email") return "validation.email";
  if (issue.code === "invalid_value") return "validation.choice";
  if (issue.code === "unrecognized_keys") return "validation.unknownField";
  return null;
}

function valuesOf({ input: _input, ...issue }: { input?: unknown }): Values {
  const facts = { ...issue, ...("params" in issue && typeof issue.params === "object" ? issue.params : {}) };
  const known = Object.entries(facts).map(([name, value]) => [name, Array.isArray(value) ? value.join(", ") : value] as const);
  return Object.fromEntries(
    known.filter((entry): entry is readonly [string, string | number] => ["string", "number"].includes(typeof entry[1])),
  );
}

/** Gives zod the words: pass it as `error` to `safeParse`. */
export function issueWords(locale: Locale): (issue: z.core.$ZodRawIssue) => string | undefined {
  return (issue) => {
    const key = plainKey(issue);
    const sentence = key && translated(key, valuesOf(issue), locale);
    if (sentence) return sentence;
    const words = standard[locale](issue);
    return typeof words === "string" ? words : words?.message;
  };
}

/** One issue in words. A schema names its own sentence by key: `z.string().min(12, { error: "validation.password" })`. */
export function issueSentence(issue: z.core.$ZodIssue, locale: Locale): string {
  if (!KEY.test(issue.message)) return issue.message;
  return translated(issue.message, valuesOf(issue), locale) ?? issue.message;
}

/** Sentences per field; what concerns no field stands under "". */
export function fieldSentences(error: z.ZodError, locale: Locale): Record<string, string[]> {
  const fields: Record<string, string[]> = {};
  for (const issue of error.issues) {
    const names = issue.code === "unrecognized_keys" ? issue.keys : [issue.path.join(".")];
    for (const name of names) fields[name] = [...(fields[name] ?? []), issueSentence(issue, locale)];
  }
  return fields;
}

/** Parses with sentences in the reader's language. */
export function parseIn<S extends z.ZodType>(schema: S, input: unknown, locale: Locale): z.ZodSafeParseResult<z.output<S>> {
  return schema.safeParse(input, { error: issueWords(locale) });
}
