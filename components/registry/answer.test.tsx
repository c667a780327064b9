import { NextIntlClientProvider } from "next-intl";
import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { Answer } from "@/components/registry/answer";
import { messagesOf } from "@/i18n/messages";
import type { BanFact, DecisionFact, Verdict } from "@/lib/registry/rules";
import { aDecision } from "@/lib/registry/testing";

const now = new Date("2026-07-08T07:00:00Z");

const ban: BanFact = {
  banId: 1,
  code: "BAN-1",
  title: "Claude Code",
  status: "PUBLISHED",
  cutoffAt: new Date("2026-07-09T16:00:00Z"),
  zone: "Asia/Shanghai",
  reason: "it may send information about your computer.",
  summary: "",
  replacement: { slug: "qoder", name: "Qoder" },
  search: null,
  exceptions: { allowed: false, contact: "#help" },
  contact: "#help",
  coversEveryone: true,
  applies: true,
  exemptions: [],
  publishedAt: new Date("2026-07-03T08:00:00Z"),
  endedAt: null,
  suspendedAt: null,
};
const decision: DecisionFact = aDecision({ reason: "Checked.", decidedAt: now });
const plain: Verdict = { kind: "approved", ban: null, laterBans: [], decision, exemption: null, sensitive: null };

function said(verdict: Verdict, locale: "en" | "zh-CN" = "en", timeZone = "Asia/Shanghai"): string {
  const page = (
    <NextIntlClientProvider locale={locale} messages={messagesOf(locale)} timeZone={timeZone}>
      <Answer tool="Claude Code" verdict={verdict} now={now} />
    </NextIntlClientProvider>
  );
  return renderToStaticMarkup(page)
    .replaceAll(/<[^>]+>/g, "\n")
    .replaceAll(/\n+/g, "\n")
    .trim();
}

test("before the cutoff people read the last minute of use, what is left, why and what instead", () => {
  const text = said({ ...plain, kind: "scheduled", ban });
  expect(text).toContain("Only until Thursday 9 July, then no.");
  expect(text).toContain(
    "Stop using Claude Code by 23:59 on Thursday 9 July 2026 (Beijing time). From Friday 10 July it is banned on all company devices and accounts.",
  );
  expect(text).toContain("33 hours left");
  expect(text).toContain("Why: it may send information about your computer.");
  expect(text).toContain("Use Qoder instead.");
  expect(text).toContain("This ban has no exceptions. If it stops you from working, tell #help.");
  expect(text).not.toContain("Questions");
});

test("the same in Chinese, without a space behind a bracket", () => {
  const text = said({ ...plain, kind: "scheduled", ban }, "zh-CN");
  expect(text).toContain("可以用到7月9日（周四），之后停用。");
  expect(text).toContain(
    "请在2026年7月9日（周四）23:59（北京时间）前停止使用 Claude Code。7月10日（周五）起，公司所有设备和账号均不可使用。",
  );
});

test("somebody elsewhere also reads their own clock", () => {
  expect(said({ ...plain, kind: "scheduled", ban }, "en", "Europe/London")).toContain(
    "That is 16:59 on Thursday 9 July 2026 where you are (London time).",
  );
});

test("in force, and without a replacement, the line says who looks for one", () => {
  const text = said({
    ...plain,
    kind: "banned",
    ban: { ...ban, replacement: null, search: { owner: "Li Wei", nextUpdateOn: "2026-07-20" } },
  });
  expect(text).toContain("No.");
  expect(text).toContain("Claude Code has been banned on all company devices and accounts since Friday 10 July 2026.");
  expect(text).toContain("Li Wei is looking for one and will update this page by 20 July 2026.");
  expect(text).not.toContain("left");
});

test("conditions end with one full stop", () => {
  expect(said({ ...plain, kind: "limits", decision: { ...decision, conditions: "no client data." } })).toContain(
    "You can use Claude Code if: no client data.\n".trim(),
  );
  expect(said({ ...plain, kind: "limits", decision: { ...decision, conditions: "no client data." } })).not.toContain("..");
});

test("not approved gives the reason, and an answer for the own team says so", () => {
  const text = said({ ...plain, kind: "refused", decision: { ...decision, status: "NOT_APPROVED", teamPath: "1.2" } });
  expect(text).toContain("Why: Checked.");
  expect(text).toContain("This answer is for you and your team.");
});

test("under review says until when, if somebody said so", () => {
  expect(said({ ...plain, kind: "review", decision: { ...decision, reviewOn: new Date("2026-07-14") } })).toContain(
    "We expect an answer by 14 July 2026.",
  );
  expect(said({ ...plain, kind: "review" })).toContain("Security is reviewing Claude Code.\n");
});

test("limits say what may be put in and what not", () => {
  const limited = { ...plain, kind: "limits", decision: { ...decision, dataClasses: ["PUBLIC", "INTERNAL", "SOURCE_CODE"] } } as const;
  expect(said(limited)).toContain("You may put in: public information, internal data, source code.");
  expect(said(limited)).toContain("Not: personal data, client data, confidential data.");
  expect(said(limited, "zh-CN")).toContain("可以输入：公开信息、内部数据、源代码。");
});

test("an exemption says from what, until when, and what comes after", () => {
  const until = new Date("2026-07-31T16:00:00Z");
  const text = said({ ...plain, kind: "limits", decision: null, exemption: { ban, until } });
  expect(text).toContain("Yes, until Friday 31 July.");
  expect(text).toContain("You are exempt from BAN-1: you can use Claude Code until 23:59 on Friday 31 July 2026 (Beijing time).");
  expect(text).toContain("After that, Claude Code is banned for you as for everybody else.");
  expect(text).toContain("This answer is for you and your team.");
});

test("in a sensitive team the answer says that an approval elsewhere does not count here", () => {
  const team = { name: "Legal", path: "1.4", reason: "it holds privileged files." };
  const text = said({ ...plain, kind: "unassessed", decision: null, sensitive: { team, approval: decision } });
  expect(text).toContain("Not yet for your team.");
  expect(text).toContain("Claude Code is approved elsewhere, but Legal needs its own approval.");
  expect(text).toContain("Legal is marked as sensitive: it holds privileged files.\n");
});
