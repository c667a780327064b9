import type { Locale } from "@/i18n/config";
import { sentenceOf } from "@/lib/http/sentences";

/** The questionnaire's own words in a language: `questions.sign-in.title`, `categories.security`, `frameworks.gdpr`. */
export function questionnaireWords(locale: Locale): (key: string) => string {
  return (key) => sentenceOf({ key: `questionnaire.${key}` }, locale);
}
