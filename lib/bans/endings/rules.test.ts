import { describe, expect, test } from "vitest";
import { messagesOf } from "@/i18n/messages";
import type { Role } from "@/lib/auth/permissions";
import { mintViewer, type Viewer } from "@/lib/auth/viewer";
import { type EffectFacts, effectSentences, endingsFrom, LEADS_TO, whyNotEnd, whyNotSuccessor } from "@/lib/bans/endings/rules";
import { ENDINGS, type Ending, supersedeSchema } from "@/lib/bans/endings/schema";
import { TRANSITIONS } from "@/lib/bans/rules";
import { sentenceOf } from "@/lib/http/sentences";
import { BanStatus } from "@/prisma/generated/enums";

const STATUSES = Object.values(BanStatus);
const ROLES: Role[][] = [
  [],
  ["MANAGER"],
  ["SECURITY_OFFICER"],
  ["APPROVER"],
  ["AUDITOR"],
  ["ADMINISTRATOR"],
  ["SECURITY_OFFICER", "APPROVER"],
];

function viewer(roles: Role[]): Viewer {
  const common = { kind: "person" as const, tokenId: null, name: "Test", scopes: [], managedPaths: [], locale: "en" as const, zone: "UTC" };
  return mintViewer({ ...common, personId: 1, roles: ["EMPLOYEE", ...roles], requestId: null });
}

/** The exact answer, written out by state; null is yes. */
const ANSWERS: Record<BanStatus, Record<Ending, string | null>> = {
  DRAFT: all("notPublished"),
  IN_REVIEW: all("notPublished"),
  APPROVED: all("notPublished"),
  PUBLISHED: { suspend: null, resume: "notSuspended", lift: null, supersede: null },
  SUSPENDED: { suspend: "suspended", resume: null, lift: null, supersede: null },
  LIFTED: all("over"),
  SUPERSEDED: all("over"),
  CANCELLED: all("over"),
};

function all(answer: string): Record<Ending, string> {
  return { suspend: answer, resume: answer, lift: answer, supersede: answer };
}

describe("who may pause or end a ban in which state", () => {
  const cases = STATUSES.flatMap((status) => ENDINGS.flatMap((action) => ROLES.map((roles) => ({ status, action, roles }))));

  test.each(cases)("$action a ban that is $status as $roles", ({ status, action, roles }) => {
    const expected = roles.includes("SECURITY_OFFICER") ? ANSWERS[status][action] : "officerOnly";
    expect(whyNotEnd(action, { status }, viewer(roles))).toEqual(expected && { key: `endings.whyNot.${expected}` });
  });

  test("a page offers what the state allows, and every step is a legal one", () => {
    const officer = viewer(["SECURITY_OFFICER"]);
    for (const status of STATUSES) {
      expect(endingsFrom(status)).toEqual(ENDINGS.filter((action) => whyNotEnd(action, { status }, officer) === null));
      for (const action of endingsFrom(status)) expect(TRANSITIONS[status]).toContain(LEADS_TO[action]);
    }
  });

  test.each(STATUSES)("a ban that is %s takes over only if it binds", (status) => {
    const successor = { id: 2, code: "BAN-2", status };
    const expected = status === "PUBLISHED" ? null : { key: "endings.whyNot.successorNotPublished", values: { code: "BAN-2" } };
    expect(whyNotSuccessor({ id: 1 }, successor)).toEqual(expected);
    expect(whyNotSuccessor({ id: 2 }, successor)).toEqual({ key: "endings.whyNot.successorItself" });
    expect(whyNotSuccessor({ id: 1 }, null)).toEqual({ key: "endings.whyNot.successorMissing" });
  });

  test("no code is the code of no ban", () => {
    expect(supersedeSchema.parse({ reason: "Wider.", by: "ban-7" }).by).toBe(7);
    for (const by of ["", "seven", "BAN-0", "TAN-7", null]) expect(supersedeSchema.parse({ reason: "Wider.", by }).by).toBe(0);
  });
});

const facts: EffectFacts = {
  action: "suspend",
  status: "PUBLISHED",
  tools: ["Claude Code"],
  people: 3,
  open: 5,
  settled: 7,
  past: 2,
  pastPeople: 1,
  duties: [],
  exceptions: 0,
  notices: 0,
  change: null,
  successor: null,
};

const keys = (changes: Partial<EffectFacts>) =>
  effectSentences({ ...facts, ...changes }).map(({ key }) => key.replace("endings.effect.", ""));

describe("what would happen is said before", () => {
  test("a suspension frees the tools, keeps the dates, and lets a change go on", () => {
    expect(keys({})).toEqual(["toolsFree", "openPaused", "settledStays", "datesStay"]);
    expect(keys({ change: 2, notices: 4 })).toEqual([
      "toolsFree",
      "openPaused",
      "settledStays",
      "datesStay",
      "noticesCancelled",
      "changeStays",
    ]);
  });

  test("a resumption names who is overdue at once", () => {
    expect(keys({ action: "resume", status: "SUSPENDED" })).toEqual(["toolsBanned", "openBack", "pastNow", "evaluated"]);
  });

  test("an end takes exceptions, notices and the change in work along, and cannot be undone", () => {
    const whole = { exceptions: 1, notices: 2, change: 3 };
    expect(keys({ action: "lift", ...whole })).toEqual([
      "toolsFree",
      "openEnds",
      "settledStays",
      "exceptionsEnd",
      "changeWithdrawn",
      "noticesCancelled",
      "forGood",
    ]);
    // A suspended ban has set its tools free already.
    expect(keys({ action: "lift", status: "SUSPENDED" })).toEqual(["openEnds", "settledStays", "forGood"]);
  });

  test("a replacement compares tools and people with the ban that takes over", () => {
    const successor = {
      id: 2,
      code: "BAN-2",
      status: "PUBLISHED" as const,
      title: "",
      toolsBoth: ["Qoder"],
      both: 2,
      onlyOld: 1,
      onlyNew: 0,
    };
    expect(keys({ action: "supersede", successor })).toEqual([
      "toolsBoth",
      "toolsFree",
      "peopleBoth",
      "peopleOnlyOld",
      "peopleOnlyNew",
      "openEnds",
      "settledStays",
      "forGood",
    ]);
    expect(keys({ action: "supersede" })).toEqual([]);
  });

  test.each(["en", "zh-CN"] as const)("every sentence can be said in %s, also of none, one and many", (locale) => {
    expect(messagesOf(locale)).toHaveProperty("endings");
    for (const n of [0, 1, 9]) {
      const tools = Array.from({ length: n }, (_, index) => `Tool ${index}`);
      const successor = {
        id: 2,
        code: "BAN-2",
        status: "PUBLISHED" as const,
        title: "",
        toolsBoth: tools,
        both: n,
        onlyOld: n,
        onlyNew: n,
      };
      const many = { tools, people: n, open: n, settled: n, past: n, pastPeople: n, exceptions: n, notices: n, change: 2, successor };
      for (const action of ENDINGS) {
        for (const sentence of effectSentences({ ...facts, ...many, action })) {
          const said = sentenceOf(sentence, locale);
          expect(said).not.toMatch(/endings\.|[{}]/);
        }
      }
    }
  });
});
