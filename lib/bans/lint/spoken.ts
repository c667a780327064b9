import { dateWords } from "@/i18n/date-words";
import { countryWords } from "@/i18n/place-words";
import type { LintFinding, LintValue } from "@/lib/bans/lint/schema";

/** Values of the sentences that are words of the registry, by the group of messages that says them. */
const WORDS: Record<string, string> = { category: "registry.category" };

/** The values of a finding as its sentence in `lint.check` takes them. `word` says a word of a group, or null. */
export function spokenValues(
  values: LintFinding["values"],
  locale: string,
  word: (group: string, value: string) => string | null,
): Record<string, string | number> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, spoken(name, value, locale, word)]));
}

function spoken(name: string, value: LintValue, locale: string, word: (group: string, value: string) => string | null): string | number {
  if (typeof value === "number") return value;
  if (typeof value === "string") {
    if (name === "country") return value ? countryWords(value, locale) : value;
    const group = WORDS[name];
    return group && value !== "none" ? (word(group, value) ?? value) : value;
  }
  if ("day" in value) return dateWords(new Date(`${value.day}T00:00:00Z`), "full", "UTC", locale);
  if ("at" in value) return dateWords(new Date(value.at), "deadline", value.zone, locale);
  return new Intl.ListFormat(locale, { type: "conjunction" }).format(value.list.map((one) => listed(one, word)));
}

/** Channels come by name, clients by their key. */
function listed(one: string, word: (group: string, value: string) => string | null): string {
  if (one.startsWith("client:")) return word("registry.client", one.slice("client:".length)) ?? one;
  return one.startsWith("any-") ? (word("blast.channels", one) ?? one) : one;
}

/** What the link to where a finding is mended says, as a key of `lint.fix`. */
export function fixWords(href: string): string {
  const step = /\/edit\/([\w-]+)$/.exec(href)?.[1];
  if (step) return step;
  if (href.includes("/blast-radius/")) return "rows";
  if (href.startsWith("/tools/")) return href.endsWith("/use") ? "use" : "decide";
  return href.startsWith("/exceptions/") ? "exception" : href === "/calendar" ? "calendar" : "ban";
}
