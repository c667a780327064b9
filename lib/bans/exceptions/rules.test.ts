import { createTranslator } from "next-intl";
import { describe, expect, test } from "vitest";
import type { Role } from "@/lib/auth/permissions";
import { mintViewer, type Viewer } from "@/lib/auth/viewer";
import type { Reason } from "@/lib/refusal";
import messages from "@/messages/en/exceptions.json";
import { type BanStatus, ExceptionStatus } from "@/prisma/generated/enums";
import {
  type BanForException,
  dayOf,
  endOfDay,
  type ForDecision,
  lastDayAllowed,
  lastDayBefore,
  mayRequestFor,
  nextReminder,
  reminders,
  startOfDay,
  whyNotApprove,
  whyNotAsk,
  whyNotBeginReview,
  whyNotExtend,
  whyNotPeriod,
  whyNotProposeAgain,
  whyNotReject,
  whyNotRequest,
  whyNotRevoke,
  whyNotShorten,
  whyNotWithdraw,
} from "./rules";
import { approveSchema, newExceptionPageSchema, requestExceptionSchema } from "./schema";

const said = createTranslator({ locale: "en", messages: { exceptions: messages } });
const sentence = (reason: Reason | null) => (reason === null ? null : said(reason.key as "exceptions.whyNot.own", reason.values));

const viewer = (personId: number, roles: Role[] = [], managedPaths: string[] = []): Viewer =>
  mintViewer({
    ...{ kind: "person", personId, tokenId: null, name: `Person ${personId}`, roles: ["EMPLOYEE", ...roles], scopes: [] },
    ...{ managedPaths, locale: "en", zone: "UTC", requestId: null },
  });

const ban = (changes: Partial<BanForException> = {}): BanForException => ({
  ...{ code: "BAN-7", status: "PUBLISHED", zone: "Asia/Shanghai", reason: "It sends source code abroad." },
  policy: { allowed: true, contact: "#help", maxDays: 30, decideWithinHours: 72 },
  ...changes,
});

const [FOR_WHOM, WHO_ASKED] = [1, 2];
const exception = (changes: Partial<ForDecision> = {}): ForDecision => ({
  ...{ status: "PROPOSED", requestedById: WHO_ASKED, personId: FOR_WHOM, teamPath: "1.2.3", isExtended: false, ban: ban() },
  ...changes,
});

const VIEWERS = {
  stranger: viewer(9),
  "for whom": viewer(FOR_WHOM),
  "who asked": viewer(WHO_ASKED, ["MANAGER"], ["1.2"]),
  "manager above": viewer(3, ["MANAGER"], ["1.2"]),
  "manager elsewhere": viewer(4, ["MANAGER"], ["1.5"]),
  officer: viewer(5, ["SECURITY_OFFICER"]),
  approver: viewer(6, ["APPROVER"]),
  "officer who asked": viewer(WHO_ASKED, ["SECURITY_OFFICER"]),
  "approver for whom": viewer(FOR_WHOM, ["APPROVER"]),
  auditor: viewer(7, ["AUDITOR"]),
  administrator: viewer(8, ["ADMINISTRATOR"]),
} as const;
type Who = keyof typeof VIEWERS;

const DECIDERS: Who[] = ["officer", "approver", "officer who asked", "approver for whom"];
const OWN: Who[] = ["officer who asked", "approver for whom"];
const CONCERNED: Who[] = ["for whom", "who asked", "officer who asked", "approver for whom"];
const ASKERS: Who[] = [...CONCERNED, "manager above", "officer"];
const DECIDERS_ONLY = "Security officers and approvers decide on exceptions.";
const OWN_ONE = "Somebody else has to decide: you asked for it, or it is for you.";
const NOT_YOURS =
  "You can ask for yourself, for your own devices, and for people and teams that you manage. Ask their manager or a security officer.";
const REVIEW_FIRST = "Begin the review first, so that nobody else decides at the same time.";

type Action = {
  whyNot: (exception: ForDecision, viewer: Viewer) => Reason | null;
  /** Who may at all, and what everybody else is told. */
  who: Who[];
  others: string;
  from: ExceptionStatus[];
  /** What is told in another state. */
  otherwise: (status: ExceptionStatus) => string;
  /** Of those who may, who may not because it is theirs. */
  own: Who[];
};

const ACTIONS: Record<string, Action> = {
  review: {
    ...{ whyNot: whyNotBeginReview, who: DECIDERS, others: DECIDERS_ONLY, from: ["PROPOSED"], own: OWN },
    otherwise: () => "A review begins once, when the exception has been requested.",
  },
  approve: {
    ...{ whyNot: whyNotApprove, who: DECIDERS, others: DECIDERS_ONLY, from: ["UNDER_REVIEW"], own: OWN },
    otherwise: (status) => (status === "PROPOSED" ? REVIEW_FIRST : "Only an exception in review can be approved."),
  },
  reject: {
    ...{ whyNot: whyNotReject, who: DECIDERS, others: DECIDERS_ONLY, from: ["UNDER_REVIEW"], own: OWN },
    otherwise: (status) =>
      status === "PROPOSED" ? REVIEW_FIRST : "Only an exception in review can be turned down. One that is approved can be revoked.",
  },
  withdraw: {
    ...{ whyNot: whyNotWithdraw, who: CONCERNED, from: ["PROPOSED", "UNDER_REVIEW"], own: [] },
    others: "Whoever asked, or whom it is for, can withdraw it.",
    otherwise: () => "Only a request that is not decided yet can be withdrawn.",
  },
  proposeAgain: {
    ...{ whyNot: whyNotProposeAgain, who: ASKERS, others: NOT_YOURS, from: ["REJECTED"], own: [] },
    otherwise: () => "Only what was not approved can be asked for again.",
  },
  revoke: {
    ...{ whyNot: whyNotRevoke, who: DECIDERS, others: DECIDERS_ONLY, from: ["APPROVED", "ACTIVE"], own: [] },
    otherwise: () => "Only an approved or active exception can be revoked.",
  },
  extend: {
    ...{ whyNot: whyNotExtend, who: ASKERS, others: NOT_YOURS, from: ["APPROVED", "ACTIVE"], own: [] },
    otherwise: () => "Only an approved or active exception can be extended. Request a new one instead.",
  },
};

describe("every state, action and role", () => {
  for (const [name, { whyNot, who, others, from, otherwise, own }] of Object.entries(ACTIONS)) {
    for (const status of Object.values(ExceptionStatus)) {
      test(`${name} of what is ${status}`, () => {
        for (const [role, asks] of Object.entries(VIEWERS) as [Who, Viewer][]) {
          const expected = !who.includes(role) ? others : !from.includes(status) ? otherwise(status) : own.includes(role) ? OWN_ONE : null;
          expect([role, sentence(whyNot(exception({ status }), asks))]).toEqual([role, expected]);
        }
      });
    }
  }
});

describe("what the ban allows", () => {
  const closed = ban({ policy: { ...ban().policy, allowed: false } });
  const CLOSED = "BAN-7 allows no exceptions. Why the ban: It sends source code abroad. If it stops you from working, tell #help.";
  const over = "BAN-7 is over: nothing has to be done for it any more.";
  const BY_STATUS: Record<BanStatus, string | null> = {
    DRAFT: "BAN-7 is not published: nothing has to be done for it yet.",
    IN_REVIEW: "BAN-7 is not published: nothing has to be done for it yet.",
    APPROVED: "BAN-7 is not published: nothing has to be done for it yet.",
    PUBLISHED: null,
    SUSPENDED: "BAN-7 is suspended: nothing has to be done for it until it goes on, so no exception is needed.",
    LIFTED: over,
    SUPERSEDED: over,
    CANCELLED: over,
  };

  test("a request, one asked for again and an extension need a ban that runs", () => {
    for (const [status, expected] of Object.entries(BY_STATUS) as [BanStatus, string | null][]) {
      const of = ban({ status });
      expect(sentence(whyNotAsk(of))).toBe(expected);
      expect(sentence(whyNotProposeAgain(exception({ status: "REJECTED", ban: of }), VIEWERS["for whom"]))).toBe(expected);
      expect(sentence(whyNotExtend(exception({ status: "ACTIVE", ban: of }), VIEWERS["for whom"]))).toBe(expected);
    }
  });

  test("a ban that allows none says why and whom to tell, and nothing is approved any more", () => {
    expect(sentence(whyNotRequest(closed, VIEWERS["for whom"], exception()))).toBe(CLOSED);
    expect(sentence(whyNotApprove(exception({ status: "UNDER_REVIEW", ban: closed }), VIEWERS.officer))).toBe(CLOSED);
    expect(whyNotReject(exception({ status: "UNDER_REVIEW", ban: closed }), VIEWERS.officer)).toBeNull();
    expect(sentence(whyNotApprove(exception({ status: "UNDER_REVIEW", ban: ban({ status: "LIFTED" }) }), VIEWERS.officer))).toBe(over);
    expect(whyNotApprove(exception({ status: "UNDER_REVIEW", ban: ban({ status: "SUSPENDED" }) }), VIEWERS.officer)).toBeNull();
  });

  test("one extension at a time", () => {
    const extended = exception({ status: "ACTIVE", isExtended: true });
    expect(sentence(whyNotExtend(extended, VIEWERS["for whom"]))).toBe("An extension of it was already asked for.");
  });
});

test("people ask for themselves, managers for whom and what they manage, officers for anybody", () => {
  const own = { personId: 9, teamPath: "1.7" };
  const team = { personId: null, teamPath: "1.2.3" };
  const may = (who: Who, subject: { personId: number | null; teamPath: string }) => mayRequestFor(VIEWERS[who], subject);
  expect([may("stranger", own), may("stranger", team), may("manager above", team), may("manager elsewhere", team)]).toEqual([
    ...[true, false, true, false],
  ]);
  expect([may("officer", own), may("approver", own), may("auditor", own), may("administrator", own)]).toEqual([true, false, false, false]);
  // Team 20 does not lie in team 2.
  expect(may("manager above", { personId: null, teamPath: "1.20" })).toBe(false);
});

describe("days", () => {
  const today = "2026-07-03";
  const wrong = (startsOn: string, until: string) =>
    Object.entries(whyNotPeriod({ startsOn, until }, ban().policy, today)).map(([field, reason]) => `${field}: ${sentence(reason)}`);

  test("a period begins today at the earliest and is as long as the ban allows at most, both ends counted", () => {
    expect(lastDayAllowed(today, { maxDays: 30 })).toBe("2026-08-01");
    expect(wrong(today, "2026-08-01")).toEqual([]);
    expect(wrong(today, "2026-08-02")).toEqual(["until: This ban allows 30 days at most: choose 2026-08-01 or an earlier day."]);
    expect(wrong(today, today)).toEqual([]);
    expect(wrong("2026-07-02", today)).toEqual(["startsOn: The first day is today at the earliest."]);
    expect(wrong("2026-07-05", "2026-07-04")).toEqual(["until: The last day is before the first."]);
  });

  test("an approval only makes it shorter", () => {
    const asked = { startsAt: startOfDay("2026-07-05", "Asia/Shanghai"), endsAt: endOfDay("2026-07-20", "Asia/Shanghai") };
    const now = new Date("2026-07-06T04:00:00Z");
    const shorten = (changes: { startsOn?: string; until?: string; dueOn?: string }) =>
      Object.entries(whyNotShorten(asked, changes, ban(), now)).map(([field, reason]) => `${field}: ${sentence(reason)}`);
    expect(shorten({})).toEqual([]);
    expect(shorten({ startsOn: "2026-07-08", until: "2026-07-10", dueOn: "2026-07-10" })).toEqual([]);
    expect(shorten({ startsOn: "2026-07-04" })).toEqual(["startsOn: It was asked for from 2026-07-05 on. Choose that day or a later one."]);
    expect(shorten({ until: "2026-07-21" })).toEqual(["until: It was asked for until 2026-07-20. Choose that day or an earlier one."]);
    expect(shorten({ until: "2026-07-05" })).toEqual(["until: That day is over. Turn it down instead, so that it can be asked for again."]);
    expect(shorten({ startsOn: "2026-07-12", until: "2026-07-11" })).toEqual(["until: The last day is before the first."]);
    expect(shorten({ dueOn: "2026-07-19" })).toEqual(["dueOn: The duty cannot be due before the exception ends."]);
    const strict = ban({ policy: { ...ban().policy, maxDays: 5 } });
    expect(Object.keys(whyNotShorten(asked, {}, strict, now))).toEqual(["until"]);
    expect(whyNotShorten(asked, { until: "2026-07-10" }, strict, now)).toEqual({});
  });

  test("begin and end with midnight where the ban is, also when clocks change and where midnight is skipped", () => {
    expect(startOfDay("2026-07-05", "Asia/Shanghai").toISOString()).toBe("2026-07-04T16:00:00.000Z");
    // A day of 23 hours and one of 25.
    expect(+endOfDay("2026-03-29", "Europe/Berlin") - +startOfDay("2026-03-29", "Europe/Berlin")).toBe(23 * 3_600_000);
    expect(+endOfDay("2026-10-25", "Europe/Berlin") - +startOfDay("2026-10-25", "Europe/Berlin")).toBe(25 * 3_600_000);
    // In Cairo clocks go from 00:00 to 01:00 on 24 April 2026: the day before ends when the next begins, at 01:00.
    expect(endOfDay("2026-04-23", "Africa/Cairo")).toEqual(startOfDay("2026-04-24", "Africa/Cairo"));
    expect(lastDayBefore(endOfDay("2026-04-23", "Africa/Cairo"), "Africa/Cairo")).toBe("2026-04-23");
    for (const zone of ["Etc/GMT+12", "UTC", "Asia/Shanghai", "Pacific/Kiritimati"]) {
      expect(dayOf(startOfDay("2026-12-31", zone), zone)).toBe("2026-12-31");
      expect(lastDayBefore(endOfDay("2026-12-31", zone), zone)).toBe("2026-12-31");
    }
  });
});

describe("reminders", () => {
  const said = (start: string, end: string, zone = "UTC") =>
    reminders(new Date(start), new Date(end), zone).map((at) => at.toISOString().slice(0, 16));

  test("come 7 days and 1 day before the end", () => {
    expect(said("2026-07-01T00:00Z", "2026-08-01T00:00Z")).toEqual(["2026-07-25T00:00", "2026-07-31T00:00"]);
  });

  test("of a shorter span come when half of it is over, and 1 day before where that is later", () => {
    expect(said("2026-07-01T00:00Z", "2026-07-08T00:00Z")).toEqual(["2026-07-04T12:00", "2026-07-07T00:00"]);
    expect(said("2026-07-01T00:00Z", "2026-07-05T00:00Z")).toEqual(["2026-07-03T00:00", "2026-07-04T00:00"]);
    expect(said("2026-07-01T00:00Z", "2026-07-03T00:00Z")).toEqual(["2026-07-02T00:00"]);
    expect(said("2026-07-01T00:00Z", "2026-07-01T10:00Z")).toEqual(["2026-07-01T05:00"]);
  });

  test("keep the clock of the zone across a change of it", () => {
    // Ends with midnight in Berlin on 1 November 2026, a week after clocks went back.
    expect(said("2026-10-01T22:00Z", "2026-10-31T23:00Z", "Europe/Berlin")).toEqual(["2026-10-24T22:00", "2026-10-30T23:00"]);
  });

  test("are passed one after the other", () => {
    const period = { startsAt: new Date("2026-07-01T00:00Z"), endsAt: new Date("2026-08-01T00:00Z") };
    const next = (after: string) => nextReminder(period, "UTC", new Date(after))?.toISOString() ?? null;
    expect(next("2026-07-01T00:00Z")).toBe("2026-07-25T00:00:00.000Z");
    expect(next("2026-07-25T00:00Z")).toBe("2026-07-31T00:00:00.000Z");
    expect(next("2026-07-31T00:00Z")).toBeNull();
  });
});

describe("what is sent", () => {
  const sent = { ban: "ban-7", duties: "STOP_USE,UNINSTALL", justification: "A release is under way.", until: "2026-07-20" };

  test("names a ban, somebody, duties and tools, by a form or a machine", () => {
    expect(requestExceptionSchema.parse(sent)).toMatchObject({ ban: 7, subject: "self", duties: ["STOP_USE", "UNINSTALL"], tools: [] });
    expect(requestExceptionSchema.parse({ ...sent, ban: 7, subject: "team:3", tools: ["9", "4", "9"] })).toMatchObject({
      subject: { kind: "team", id: 3 },
      tools: [4, 9],
    });
  });

  test("says per field what is wrong", () => {
    const wrong = (changes: object) => requestExceptionSchema.safeParse({ ...sent, ...changes }).error?.issues[0]?.message;
    expect(wrong({ subject: "company:1" })).toBe("exceptions.field.subject");
    expect(wrong({ duties: [] })).toBe("exceptions.field.duties");
    expect(wrong({ justification: " " })).toBe("exceptions.field.justification");
    expect(wrong({ until: "soon" })).toBe("exceptions.field.day");
    expect(approveSchema.safeParse({ reason: "" }).error?.issues[0]?.message).toBe("exceptions.field.reason");
  });

  test("an address that means nothing begins with oneself", () => {
    expect(newExceptionPageSchema.parse({ ban: "x", for: "nobody", q: ["a", "b"] })).toEqual({ ban: undefined, for: "self", q: "b" });
  });
});
