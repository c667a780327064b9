import { expect, test } from "vitest";
import { z } from "zod";
import { fieldSentences, localeOf, parseIn, sentenceOf } from "@/lib/http/sentences";

function said(schema: z.ZodType, input: unknown, locale: "en" | "zh-CN") {
  const parsed = parseIn(schema, input, locale);
  return parsed.success ? {} : fieldSentences(parsed.error, locale);
}

const schema = z.strictObject({
  name: z.string().min(1).max(5),
  email: z.email(),
  days: z.coerce.number().int().min(1).max(365),
  role: z.enum(["A", "B"]),
  password: z.string().min(12, { error: "validation.password" }),
  list: z.array(z.string()).min(2),
});

const wrong = { name: "far too long", email: "x", days: "x", role: "C", password: "short", list: ["a"], other: 1 };

test("every field says in plain words what it needs, in both languages", () => {
  expect(said(schema, wrong, "en")).toEqual({
    name: ["Use at most 5 characters."],
    email: ["Give an email address, for example name@example.com."],
    days: ["Give a number."],
    role: ["Choose one of the options."],
    password: ["Use at least 12 characters. Three or four words work well."],
    list: ["Choose at least 2."],
    other: ["This field is not known here. Leave it out."],
  });
  expect(said(schema, {}, "zh-CN").name).toEqual(["请填写此项。"]);
  expect(said(schema, wrong, "zh-CN").name).toEqual(["最多 5 个字符。"]);
});

test("what has no sentence of its own is said by zod in the same language", () => {
  expect(said(z.strictObject({ id: z.uuid() }), { id: "x" }, "zh-CN").id?.[0]).toMatch(/[一-龥]/);
});

test("values of ours are said in words, in every language; one that somebody entered by hand stays", () => {
  const why = { key: "tools.overtaken.field", words: { value: { group: "registry.client", of: ["cli", "by-hand"] } } };
  expect(sentenceOf(why, "en")).toBe("Meanwhile it says: Command line, by-hand");
  expect(sentenceOf(why, "zh-CN")).toContain("命令行、by-hand");
});

test("a reason is said with its values; an unknown key shows itself", () => {
  expect(sentenceOf({ key: "http.refusal.tooMany", values: { seconds: 1 } }, "en")).toBe("Too many attempts. Try again in 1 second.");
  expect(sentenceOf({ key: "no.such.key" }, "en")).toBe("no.such.key");
});

test("the language chosen on screen goes before the person's, and that before the browser's", () => {
  const sent = (cookie: string, accepts: string) => new Request("http://localhost", { headers: { cookie, "accept-language": accepts } });
  expect(localeOf(sent("locale=zh-CN", "en"), "en")).toBe("zh-CN");
  expect(localeOf(sent("locale=xx", "en"), "zh-CN")).toBe("zh-CN");
  expect(localeOf(sent("", "zh-Hans;q=0.9, fr"))).toBe("zh-CN");
});
