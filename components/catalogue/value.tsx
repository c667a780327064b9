import { useLocale, useTranslations } from "next-intl";
import { useRegistryWords } from "@/components/registry/words";
import type { Change } from "@/lib/registry/catalogue/difference/schema";

type Value = Change["here"];

/** Long texts are cut on the page; the API gives them whole. */
const LONGEST = 400;

const GROUPS = {
  category: "category",
  clients: "client",
  touches: "touches",
  hosting: "hosting",
  confidence: "confidence",
  mode: "mode",
  status: "status",
  kind: "kind",
} as const;

/** What a whole part is called by, and where it is from, stand beside it already. */
const SAID_BESIDE = ["kind", "value", "matchValue", "source", "family", "channel", "version"];

/** A value of the registry as people read it. */
export function useValueWords(): (field: string, value: Value) => string {
  const t = useTranslations("catalogue");
  const words = useRegistryWords();
  const separator = useLocale() === "zh-CN" ? "；" : "; ";
  const one = (field: string, value: string) => {
    if (["hqCountry", "countriesNotServed", "countries"].includes(field)) return words.country(value);
    if (field === "channel") return words.channels([value]);
    const group = new Map(Object.entries(GROUPS)).get(field);
    return group ? words.of(group, value) : value;
  };
  const wordsOf = (field: string, value: Value): string => {
    if (value === null || value === "") return t("entry.nothing");
    if (typeof value === "boolean") return t(value ? "value.yes" : "value.no");
    if (typeof value === "number") return String(value);
    if (typeof value === "string") return one(field, value);
    if (Array.isArray(value)) return value.length === 0 ? t("entry.nothing") : value.map((item) => wordsOf(field, item)).join(separator);
    return Object.entries(value)
      .filter(([name, inner]) => inner !== null && !SAID_BESIDE.includes(name))
      .map(([name, inner]) =>
        t("value.named", { name: t.has(`field.${name}`) ? t(`field.${name as "name"}`) : name, value: wordsOf(name, inner) }),
      )
      .join(" · ");
  };
  return (field, value) => {
    const text = wordsOf(field, value);
    return text.length > LONGEST ? t("value.cut", { text: text.slice(0, LONGEST).toWellFormed() }) : text;
  };
}

/** A part by its kind and its own name: "Identifier npm @x/y". */
export function usePartWords(): (part: string) => string {
  const t = useTranslations("catalogue.part");
  const words = useRegistryWords();
  return (part) => {
    const [kind = "", ...rest] = part.split(" ");
    const [first = "", ...others] = rest;
    const own =
      kind === "identifier" || kind === "release"
        ? [words.of("kind", first), ...others]
        : kind === "access"
          ? [first, words.channels([others.join(" ")])]
          : rest;
    return [t.has(kind) ? t(kind as "identifier") : kind, ...own].join(" ").trim();
  };
}
