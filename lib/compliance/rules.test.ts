import { describe, expect, test } from "vitest";
import {
  type CompleteReport,
  type DeviceFacts,
  decideDevice,
  decideObligation,
  dutyGroup,
  type Episode,
  headline,
  isDueSoon,
  isOverdue,
  isUnproved,
  NO_COUNTS,
} from "@/lib/compliance/rules";

/** Minutes after noon. */
const t = (minute: number) => new Date(Date.UTC(2026, 6, 8, 12, minute));

const seen = (first: number, last = first, gone: number | null = null, more: Partial<Episode> = {}): Episode => ({
  kind: "NPM",
  sourceId: 1,
  firstSeenAt: t(first),
  lastSeenAt: t(last),
  goneAt: gone === null ? null : t(gone),
  ...more,
});

/** Fresh for two hours. */
const report = (minute: number, more: Partial<CompleteReport> = {}): CompleteReport => {
  const kinds = more.kinds ?? ["NPM"];
  return { sourceId: 1, periodMinutes: 60, collectedAt: t(minute), held: false, kinds, provenForOthers: kinds, ...more };
};

const facts = (more: Partial<DeviceFacts>): DeviceFacts => ({
  required: ["NPM"],
  coverageRule: "ALL_KINDS",
  episodes: [],
  reports: [],
  attestedAt: null,
  ...more,
});

describe("one device", () => {
  test.each<[string, Partial<DeviceFacts>, number, string, string | null]>([
    ["nothing was ever heard", {}, 0, "UNKNOWN", "NEVER_COVERED"],
    ["a fresh complete report without it", { reports: [report(10)] }, 20, "NOT_AFFECTED", null],
    ["the report is as old as two periods", { reports: [report(10)] }, 130, "UNKNOWN", "STALE"],
    ["a minute before it is", { reports: [report(10)] }, 129, "NOT_AFFECTED", null],
    ["a report from the future", { reports: [report(50, { held: true })] }, 20, "UNKNOWN", "NEVER_COVERED"],
    ["one of two required kinds unseen", { required: ["NPM", "VSCODE"], reports: [report(10)] }, 20, "UNKNOWN", "KIND_UNSEEN"],
    [
      "any one kind is enough when the ban says so",
      { required: ["NPM", "VSCODE"], coverageRule: "ANY_KIND", reports: [report(10)] },
      20,
      "NOT_AFFECTED",
      null,
    ],
    [
      "two sources see the kinds together",
      { required: ["NPM", "VSCODE"], reports: [report(10), report(15, { sourceId: 2, kinds: ["VSCODE"] })] },
      20,
      "NOT_AFFECTED",
      null,
    ],
    ["nothing of it can be seen there", { required: [], reports: [report(10)] }, 20, "UNKNOWN", "NEVER_COVERED"],
    ["it is there", { episodes: [seen(5)], reports: [report(10)] }, 20, "INSTALLED", null],
    ["it was seen long ago and nothing was heard since", { episodes: [seen(5)] }, 9_999, "INSTALLED", null],
    ["a complete report lacks it", { episodes: [seen(5, 5, 10)], reports: [report(10)] }, 20, "PROVED", null],
    ["a complete report of another source lacks it", { episodes: [seen(5)], reports: [report(10, { sourceId: 2 })] }, 20, "PROVED", null],
    [
      "… which cannot see that kind",
      { episodes: [seen(5)], reports: [report(10, { sourceId: 2, kinds: ["VSCODE"] })] },
      20,
      "INSTALLED",
      null,
    ],
    [
      "… whose lists leave out what it files elsewhere",
      { episodes: [seen(5)], reports: [report(10, { sourceId: 2, provenForOthers: [] })] },
      20,
      "INSTALLED",
      null,
    ],
    ["… at the very moment of the sighting", { episodes: [seen(10)], reports: [report(10, { sourceId: 2 })] }, 20, "INSTALLED", null],
    ["cleared, and the evidence went stale", { episodes: [seen(5, 5, 10)], reports: [report(10)] }, 500, "UNKNOWN", "STALE"],
    ["attested after the last sighting", { episodes: [seen(5)], attestedAt: t(6) }, 20, "STATED", null],
    ["attested at the moment of the sighting", { episodes: [seen(5)], attestedAt: t(5) }, 20, "INSTALLED", null],
    ["attested and seen again", { episodes: [seen(5)], reports: [report(10)], attestedAt: t(6) }, 20, "INSTALLED", null],
    ["attested without any sighting", { attestedAt: t(6) }, 20, "STATED", null],
    ["attested, and looked at: evidence stands above words", { reports: [report(10)], attestedAt: t(6) }, 20, "NOT_AFFECTED", null],
    [
      "proved, then stale, with a statement after the sighting",
      { episodes: [seen(5, 5, 10)], reports: [report(10)], attestedAt: t(6) },
      500,
      "STATED",
      null,
    ],
    [
      "answered by a statement, then found in another way and cleared",
      {
        required: ["NPM", "VSCODE"],
        episodes: [seen(5), seen(8, 8, 10, { kind: "VSCODE", sourceId: 2 })],
        reports: [report(10, { sourceId: 2, kinds: ["VSCODE"] })],
        attestedAt: t(6),
      },
      20,
      "UNKNOWN",
      "KIND_UNSEEN",
    ],
  ])("%s", (_, given, now, state, reason) => {
    expect(decideDevice(facts(given), t(now))).toMatchObject({ state, reason });
  });

  test("found again after the owner said it was gone: contradicted", () => {
    const again = decideDevice(facts({ episodes: [seen(5)], reports: [report(10)], attestedAt: t(6) }), t(20));
    expect(again).toMatchObject({ state: "INSTALLED", contradicted: true, evidenceAt: t(10) });
    const cleared = decideDevice(facts({ episodes: [seen(5, 10, 15)], reports: [report(15)], attestedAt: t(6) }), t(20));
    expect(cleared).toMatchObject({ state: "PROVED", contradicted: false });
  });

  test("sighted after its source had closed everything of the kind: reappeared", () => {
    expect(decideDevice(facts({ episodes: [seen(5, 6, 10), seen(15)] }), t(20)).reappeared).toBe(true);
    // A new version in the report that no longer has the old one is an update.
    expect(decideDevice(facts({ episodes: [seen(5, 6, 10), seen(10)] }), t(20)).reappeared).toBe(false);
    // Another copy was there all along.
    expect(decideDevice(facts({ episodes: [seen(5, 6, 10), seen(4, 12), seen(15)] }), t(20)).reappeared).toBe(false);
    // Another source or kind is another question.
    expect(decideDevice(facts({ episodes: [seen(5, 6, 10), seen(15, 15, null, { sourceId: 2 })] }), t(20)).reappeared).toBe(false);
    expect(decideDevice(facts({ episodes: [seen(5, 6, 10), seen(15, 15, null, { kind: "DEB" })] }), t(20)).reappeared).toBe(false);
  });

  test("proof says when it ends", () => {
    expect(decideDevice(facts({ reports: [report(10)] }), t(20)).nextChangeAt).toEqual(t(130));
    const whole = facts({ required: ["NPM", "DEB"], reports: [report(10), report(15, { kinds: ["DEB"] })] });
    expect(decideDevice(whole, t(20)).nextChangeAt).toEqual(t(130));
    expect(decideDevice({ ...whole, coverageRule: "ANY_KIND" }, t(20)).nextChangeAt).toEqual(t(135));
    expect(decideDevice(facts({ episodes: [seen(5)], reports: [report(10)] }), t(20)).nextChangeAt).toBeNull();
  });
});

describe("one person", () => {
  const clean = { ...facts({ reports: [report(10)] }), exceptions: [] };
  const infected = { ...facts({ episodes: [seen(5)], reports: [report(10)] }), exceptions: [] };
  const silent = { ...facts({}), exceptions: [] };
  const stated = { ...facts({ attestedAt: t(5) }), exceptions: [] };
  const period = (from: number, to: number) => ({ startsAt: t(from), endsAt: t(to) });

  test.each([
    ["no device", [], "UNKNOWN"],
    ["all clean", [clean, clean], "NOT_AFFECTED"],
    ["one stated", [clean, stated], "STATED"],
    ["one silent", [clean, stated, silent], "UNKNOWN"],
    ["one with it", [clean, silent, infected], "INSTALLED"],
  ])("is the worst of their devices: %s", (_, devices, state) => {
    expect(decideObligation({ exceptions: [], devices }, t(20)).state).toBe(state);
  });

  test("without a device says so", () => {
    expect(decideObligation({ exceptions: [], devices: [] }, t(20)).reason).toBe("NO_DEVICE");
  });

  test("an exception suppresses from its first moment to just before its last", () => {
    const given = { exceptions: [period(15, 25)], devices: [infected] };
    expect(decideObligation(given, t(14))).toMatchObject({ state: "INSTALLED", nextChangeAt: t(15) });
    expect(decideObligation(given, t(15))).toMatchObject({ state: "EXCEPTED", nextChangeAt: t(25), contradicted: false });
    expect(decideObligation(given, t(25))).toMatchObject({ state: "INSTALLED", nextChangeAt: null });
  });

  test("an exception for a device leaves the others, and excuses whoever has no other", () => {
    const excused = { ...infected, exceptions: [period(0, 100)] };
    expect(decideObligation({ exceptions: [], devices: [excused, clean] }, t(20))).toMatchObject({
      state: "NOT_AFFECTED",
      nextChangeAt: t(100),
    });
    expect(decideObligation({ exceptions: [], devices: [excused] }, t(20)).state).toBe("EXCEPTED");
  });

  test("while one device has it, time alone changes nothing", () => {
    expect(decideObligation({ exceptions: [], devices: [clean, infected] }, t(20)).nextChangeAt).toBeNull();
    expect(decideObligation({ exceptions: [], devices: [clean, stated] }, t(20)).nextChangeAt).toEqual(t(130));
  });
});

test("deadlines move no stored state: overdue, unproved and due soon follow from state and clock", () => {
  const deadline = t(0);
  expect(isOverdue("INSTALLED", deadline, t(0))).toBe(true);
  expect(isOverdue("INSTALLED", deadline, t(-1))).toBe(false);
  expect(isOverdue("STATED", deadline, t(1))).toBe(false);
  expect(isUnproved("STATED", deadline, t(0))).toBe(true);
  expect(isUnproved("UNKNOWN", deadline, t(0))).toBe(true);
  expect(isUnproved("PROVED", deadline, t(0))).toBe(false);
  expect(isDueSoon("INSTALLED", deadline, t(-72 * 60))).toBe(true);
  expect(isDueSoon("INSTALLED", deadline, t(-72 * 60 - 1))).toBe(false);
  expect(isDueSoon("INSTALLED", deadline, t(0))).toBe(false);
});

test("a manager's list is grouped by what is asked", () => {
  const deadline = t(0);
  const group = (state: Parameters<typeof dutyGroup>[0]["state"], contradicted = false, now = -1) =>
    dutyGroup({ state, contradicted }, deadline, t(now));
  expect(group("INSTALLED")).toBe("due");
  expect(group("INSTALLED", false, 0)).toBe("overdue");
  expect(group("INSTALLED", true, 0)).toBe("still-found");
  expect([group("STATED"), group("UNKNOWN"), group("PROVED"), group("NOT_AFFECTED"), group("EXCEPTED")]).toEqual([
    "checking",
    "not-seen",
    "cleared",
    "cleared",
    "exempt",
  ]);
});

test("the first line of a ban counts everybody once, and those not seen apart", () => {
  const counts = {
    ...NO_COUNTS,
    installed: 4871,
    unknown: 1310,
    stated: 1204,
    proved: 12_000,
    notAffected: 419,
    excepted: 58,
    contradicted: 96,
  };
  expect(headline(counts)).toMatchObject({
    left: 4871,
    cleared: 12_419,
    checking: 1204,
    stillFound: 96,
    exempt: 58,
    notSeen: 1310,
    of: 18_552,
    total: 19_862,
  });
});
