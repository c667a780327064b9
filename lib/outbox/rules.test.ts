import { type MessageFormatElement, parse, TYPE } from "@formatjs/icu-messageformat-parser";
import { expect, test } from "vitest";
import en from "@/messages/en/notices.json";
import zh from "@/messages/zh-CN/notices.json";
import { noticeSentence } from "./rules";
import { NOTICE_TOPICS } from "./schema";

function argumentsOf(elements: readonly MessageFormatElement[]): string[] {
  return elements.flatMap((element) => (element.type === TYPE.literal || element.type === TYPE.pound ? [] : [element.value]));
}

test("every topic has its sentence in both languages, which asks for nothing that is not given", () => {
  const sentenceOf = (messages: typeof en, topic: string) =>
    topic.split(".").reduce<unknown>((tree, part) => Reflect.get(tree as object, part), messages.said);
  for (const [topic, given] of Object.entries(NOTICE_TOPICS)) {
    for (const messages of [en, zh]) {
      const asked = argumentsOf(parse(String(sentenceOf(messages, topic))));
      expect([topic, asked.filter((name) => !given.some((one) => one === name))]).toEqual([topic, []]);
    }
  }
});

test("a sentence is said by the reader's clock and in their language, or in the one there is", () => {
  const values = { ban: "BAN-7", title: { en: "Claude Code", "zh-CN": "" }, cutoff: { at: "2026-07-09T16:00:00Z" } };
  const said = (locale: string, zone: string) => noticeSentence("ban.published", values, { locale, zone });
  expect(said("en", "Europe/London")).toEqual({
    key: "notices.said.ban.published",
    values: { ban: "BAN-7", title: "Claude Code", cutoff: "9 July 2026, 16:59" },
  });
  expect(said("zh-CN", "Asia/Shanghai").values).toMatchObject({ title: "Claude Code", cutoff: "2026年7月9日 23:59" });
});
