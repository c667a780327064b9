import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { type MessageFormatElement, parse, TYPE } from "@formatjs/icu-messageformat-parser";
import { expect, test } from "vitest";
import { LOCALES, preferredLocale } from "@/i18n/config";

type Tree = { [key: string]: string | Tree };

const folder = path.join(import.meta.dirname, "..", "messages");
const files = [...new Set(LOCALES.flatMap((locale) => readdirSync(path.join(folder, locale))))].sort();

/** Every sentence of a language by its full key, for example `status.verdict.banned.tag`. */
function sentences(locale: string): Map<string, string> {
  const found = new Map<string, string>();
  const walk = (tree: Tree, prefix: string) => {
    for (const [key, value] of Object.entries(tree)) {
      if (typeof value === "string") found.set(`${prefix}.${key}`, value);
      else walk(value, `${prefix}.${key}`);
    }
  };
  for (const file of readdirSync(path.join(folder, locale))) {
    walk(JSON.parse(readFileSync(path.join(folder, locale, file), "utf8")), path.basename(file, ".json"));
  }
  return found;
}

const all = Object.fromEntries(LOCALES.map((locale) => [locale, sentences(locale)]));
const english = all.en ?? new Map<string, string>();
const chinese = all["zh-CN"] ?? new Map<string, string>();

/** The arguments and tags of a sentence, in any order. */
function argumentsOf(elements: readonly MessageFormatElement[]): Set<string> {
  const names = new Set<string>();
  for (const element of elements) {
    if (element.type === TYPE.literal || element.type === TYPE.pound) continue;
    names.add(element.type === TYPE.tag ? `<${element.value}>` : element.value);
    const parts =
      element.type === TYPE.tag ? [element.children] : "options" in element ? Object.values(element.options).map(({ value }) => value) : [];
    for (const part of parts) for (const name of argumentsOf(part)) names.add(name);
  }
  return names;
}

test("every file of messages exists in every language", () => {
  for (const locale of LOCALES) expect(readdirSync(path.join(folder, locale)).sort()).toEqual(files);
});

test("both languages have the same keys", () => {
  expect([...chinese.keys()].filter((key) => !english.has(key))).toEqual([]);
  expect([...english.keys()].filter((key) => !chinese.has(key))).toEqual([]);
});

test("every sentence can be read, and asks for the same arguments in both languages", () => {
  const faults: string[] = [];
  for (const [key, sentence] of english) {
    const other = chinese.get(key);
    if (other === undefined) continue;
    try {
      const [here, there] = [argumentsOf(parse(sentence)), argumentsOf(parse(other))];
      if ([...here].sort().join() !== [...there].sort().join()) faults.push(`${key}: ${[...here].sort()} / ${[...there].sort()}`);
    } catch (error) {
      faults.push(`${key}: ${String(error)}`);
    }
  }
  expect(faults).toEqual([]);
});

test("no sentence is empty", () => {
  expect([...english, ...chinese].filter(([, sentence]) => sentence.trim() === "").map(([key]) => key)).toEqual([]);
});

test("a status fits its tag: 24 Latin letters, 12 Chinese", () => {
  const longest = (sentence: string, date: string) =>
    sentence
      .replace(/\{days, plural,.*other \{([^}]*)\}\}/, "$1")
      .replace(/\{date\}/g, date)
      .replace(/\{days, number\}|#/g, "99");
  const tooLong = [
    ...[...english].filter(([key, sentence]) => key.endsWith(".tag") && longest(sentence, "30 Sept").length > 24),
    ...[...chinese].filter(([key, sentence]) => key.endsWith(".tag") && longest(sentence, "12月30日").length > 12),
  ];
  expect(tooLong).toEqual([]);
});

/** `const t = useTranslations("ui.table")` and what `t("…")` then asks for. Keys that are put together at run time cannot be seen here. */
function keysUsedIn(source: string): string[] {
  const translators = new Map<string, string>();
  for (const [, name = "", namespace = ""] of source.matchAll(/const (\w+) = (?:await )?(?:use|get)Translations\((?:"([\w.]*)")?\)/g)) {
    if (translators.has(name) && translators.get(name) !== namespace) translators.set(name, "?");
    else translators.set(name, namespace);
  }
  return [...translators].flatMap(([name, namespace]) => {
    if (namespace === "?") return [];
    const calls = source.matchAll(new RegExp(`\\b${name}(?:\\.rich|\\.markup)?\\(\\s*"([\\w.]+)"`, "g"));
    return [...calls].map(([, key = ""]) => (namespace ? `${namespace}.${key}` : key));
  });
}

test("every key that the pages name has its sentence", () => {
  const root = path.join(folder, "..");
  const sources = ["app", "components", "lib"].flatMap((room) =>
    readdirSync(path.join(root, room), { recursive: true, encoding: "utf8" })
      .filter((file) => /\.tsx?$/.test(file) && !file.includes(".test."))
      .map((file) => path.join(root, room, file)),
  );
  const missing = sources.flatMap((file) =>
    keysUsedIn(readFileSync(file, "utf8"))
      .filter((key) => !english.has(key))
      .map((key) => `${path.relative(root, file)}: ${key}`),
  );
  expect(missing).toEqual([]);
});

test("the browser's languages are followed in their order", () => {
  expect(preferredLocale("zh-TW,zh;q=0.9,en;q=0.8")).toBe("zh-CN");
  expect(preferredLocale("de-DE, en-GB;q=0.8, zh;q=0.5")).toBe("en");
  expect(preferredLocale("en;q=0.1, zh-CN;q=0.9")).toBe("zh-CN");
  expect(preferredLocale("fr")).toBe("en");
  expect(preferredLocale(null)).toBe("en");
});
