import { expect, test } from "vitest";
import { COUNTRIES, countryChoices, countryCode } from "@/i18n/countries";
import { countryWords } from "@/i18n/place-words";

test("every country is there once and has a name in both languages", () => {
  expect(COUNTRIES).toHaveLength(249);
  expect(new Set(COUNTRIES).size).toBe(249);
  for (const code of COUNTRIES) for (const locale of ["en", "zh-CN"]) expect(countryWords(code, locale), code).not.toBe(code);
});

test("a country is known by its code and by its name in both languages", () => {
  expect(["cn", "China", " 中国 ", "united  states", "美国"].map(countryCode)).toEqual(["CN", "CN", "CN", "US", "US"]);
  expect(["", "XX", "EU", "ZZ", "Atlantis", "<script>"].map(countryCode)).toEqual([null, null, null, null, null, null]);
});

test("countries stand in the order of the reader's language", () => {
  expect(countryChoices("en")[0]).toEqual({ value: "AF", label: "Afghanistan" });
  expect(countryChoices("zh-CN").findIndex(({ value }) => value === "CN")).toBeGreaterThan(0);
});

test("a list of names, written with commas, is read as the same countries", () => {
  for (const [locale, comma] of [
    ["en", ", "],
    ["zh-CN", "，"],
  ] as const) {
    const words = COUNTRIES.map((code) => countryWords(code, locale)).join(comma);
    expect(words.split(/[,，、;；\n]/).map(countryCode)).toEqual(COUNTRIES);
  }
});
