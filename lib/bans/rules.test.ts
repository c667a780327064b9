import { describe, expect, test } from "vitest";
import { banIdOf, derive, inLanguage, missingIn, TRANSITIONS } from "@/lib/bans/rules";
import { type BanContent, banContentSchema, banDraftSchema } from "@/lib/bans/schema";
import { BanStatus } from "@/prisma/generated/enums";

const content: BanContent = banContentSchema.parse({
  title: { en: "Claude Code" },
  summary: { en: "Stop using it." },
  reason: { en: "It may send information about your computer." },
  selector: { vendors: [], tools: [3] },
  population: { everyone: true, include: [], exclude: [] },
  duties: [{ kind: "STOP_USE", deadlineLocal: "2026-07-10T00:00", deadlineZone: "Asia/Shanghai" }],
  replacement: { toolId: 4 },
  exceptions: { allowed: false, contact: "#help" },
  coverageRule: "ALL_KINDS",
  owner: "Li Wei",
  contact: "#ban-1",
  reviewOn: "2026-10-01",
});

describe("the states of a ban", () => {
  test("no way leads back from an end, and none to publication but through approval", () => {
    for (const end of ["LIFTED", "SUPERSEDED", "CANCELLED"] as const) expect(TRANSITIONS[end]).toEqual([]);
    const waysIn = Object.values(BanStatus).filter((from) => TRANSITIONS[from].includes("PUBLISHED"));
    expect(waysIn).toEqual(["APPROVED", "SUSPENDED"]);
    expect(Object.values(BanStatus).filter((from) => TRANSITIONS[from].includes("APPROVED"))).toEqual(["IN_REVIEW", "PUBLISHED"]);
  });
});

describe("a draft", () => {
  test("is complete when every part is said", () => {
    expect(missingIn(content)).toEqual([]);
  });

  test("may be empty, and says what is missing and where to say it", () => {
    expect(banDraftSchema.parse({})).toEqual({});
    const missing = missingIn({});
    expect(missing).toContainEqual({ step: "scope", field: "selector", reason: { key: "bans.field.selector.missing" } });
    expect(missing).toContainEqual({ step: "cutoff", field: "duties", reason: { key: "bans.field.duties.missing" } });
    expect(missing).toContainEqual({ step: "words", field: "summary", reason: { key: "bans.field.summary.missing" } });
    expect(missing).toContainEqual({ step: "replacement", field: "replacement", reason: { key: "bans.field.replacement.missing" } });
  });

  test("needs a tool, people and words, not only their place", () => {
    const hollow = banDraftSchema.parse({
      ...content,
      selector: { vendors: [], tools: [] },
      population: { everyone: false, include: [], exclude: [4] },
      title: {},
    });
    expect(missingIn(hollow).map(({ field }) => field)).toEqual(["title", "selector", "population"]);
  });

  test("relaxes the proof only with a reason", () => {
    expect(missingIn({ ...content, coverageRule: "ANY_KIND" }).map(({ field }) => field)).toEqual(["coverageReason"]);
    expect(missingIn({ ...content, coverageRule: "ANY_KIND", coverageReason: "Only Fleet sees these." })).toEqual([]);
  });

  test("asks each duty once", () => {
    const twice = [...content.duties, ...content.duties];
    expect(missingIn({ ...content, duties: twice }).map(({ reason }) => reason.key)).toEqual(["bans.field.duties.twice"]);
  });
});

describe("where a ban stands", () => {
  const cutoffAt = new Date("2026-07-09T16:00:00Z");

  test("a published ban is in notice until its cutoff, and in force from that very instant", () => {
    const ban = { status: BanStatus.PUBLISHED, cutoffAt, reviewOn: null };
    expect(derive(ban, new Date(cutoffAt.getTime() - 1)).phase).toBe("notice");
    expect(derive(ban, cutoffAt).phase).toBe("in-force");
  });

  test("time moves nothing else", () => {
    for (const status of Object.values(BanStatus).filter((status) => status !== "PUBLISHED")) {
      const early = derive({ status, cutoffAt, reviewOn: null }, new Date(0)).phase;
      expect(derive({ status, cutoffAt, reviewOn: null }, new Date("2099-01-01")).phase).toBe(early);
    }
  });

  test("a review falls due only while the ban runs", () => {
    const later = new Date("2026-10-01T00:00:00Z");
    expect(derive({ status: "PUBLISHED", cutoffAt, reviewOn: "2026-10-01" }, later).isReviewDue).toBe(true);
    expect(derive({ status: "PUBLISHED", cutoffAt, reviewOn: "2026-10-02" }, later).isReviewDue).toBe(false);
    expect(derive({ status: "LIFTED", cutoffAt, reviewOn: "2026-10-01" }, later).isReviewDue).toBe(false);
  });
});

test("words fall back to the language there is", () => {
  expect(inLanguage({ en: "No" }, "zh-CN")).toBe("No");
  expect(inLanguage({ en: "No", "zh-CN": "不可以" }, "zh-CN")).toBe("不可以");
  expect(inLanguage({ en: "", "zh-CN": "不可以" }, "en")).toBe("不可以");
});

test("a ban is found by its code in any spelling, and by nothing else", () => {
  expect(["BAN-7", "ban-7", "7"].map(banIdOf)).toEqual([7, 7, 7]);
  expect(["BAN-0", "BAN-", "7x", "", "BAN-7/edit"].map(banIdOf)).toEqual([null, null, null, null, null]);
});
