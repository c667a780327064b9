import { describe, expect, test } from "vitest";
import {
  type CompleteReport,
  type DeviceFacts,
  decideDevice,
  decideObligation,
  decideStatement,
  type Episode,
  type Relief,
  type Statement,
} from "@/lib/compliance/deciding/rules";

/** Minutes after noon. */
const t = (minute: number) => new Date(Date.UTC(2026, 6, 8, 12, minute));

const seen = (first: number, last = first, gone: number | null = null, more: Partial<Episode> = {}): Episode => ({
  kind: "NPM",
  toolIds: [1],
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

const relief = (from: number, to: number, more: Partial<Relief> = {}): Relief => ({
  startsAt: t(from),
  endsAt: t(to),
  dueAfter: t(to),
  isOver: false,
  toolIds: null,
  ...more,
});

const DEADLINE = t(0);

describe("one person", () => {
  const clean = { ...facts({ reports: [report(10)] }), reliefs: [] };
  const infected = { ...facts({ episodes: [seen(5)], reports: [report(10)] }), reliefs: [] };
  const silent = { ...facts({}), reliefs: [] };
  const stated = { ...facts({ attestedAt: t(5) }), reliefs: [] };
  const owed = { reliefs: [], deadline: DEADLINE };

  test.each([
    ["no device", [], "UNKNOWN"],
    ["all clean", [clean, clean], "NOT_AFFECTED"],
    ["one stated", [clean, stated], "STATED"],
    ["one silent", [clean, stated, silent], "UNKNOWN"],
    ["one with it", [clean, silent, infected], "INSTALLED"],
  ])("is the worst of their devices: %s", (_, devices, state) => {
    expect(decideObligation({ ...owed, devices }, t(20)).state).toBe(state);
  });

  test("without a device says so", () => {
    expect(decideObligation({ ...owed, devices: [] }, t(20)).reason).toBe("NO_DEVICE");
  });

  test("an exception suppresses from its first moment to just before its last, and leaves its date behind", () => {
    const given = { ...owed, reliefs: [relief(15, 25, { dueAfter: t(30) })], devices: [infected] };
    expect(decideObligation(given, t(14))).toMatchObject({ state: "INSTALLED", nextChangeAt: t(15), deadlineAt: DEADLINE });
    expect(decideObligation(given, t(15))).toMatchObject({
      state: "EXCEPTED",
      nextChangeAt: t(25),
      contradicted: false,
      deadlineAt: t(30),
    });
    expect(decideObligation(given, t(25))).toMatchObject({ state: "INSTALLED", nextChangeAt: null, deadlineAt: t(30) });
    const expired = { ...given, reliefs: [relief(15, 25, { isOver: true })] };
    expect(decideObligation(expired, t(20))).toMatchObject({ state: "INSTALLED", nextChangeAt: null, deadlineAt: t(25) });
  });

  test("an exception never moves a date forward", () => {
    const late = { ...owed, deadline: t(500), reliefs: [relief(15, 25)], devices: [infected] };
    expect(decideObligation(late, t(20)).deadlineAt).toEqual(t(500));
  });

  test("an exception for a device leaves the others, and excuses whoever has no other", () => {
    const excused = { ...infected, reliefs: [relief(0, 100)] };
    expect(decideObligation({ ...owed, devices: [excused, clean] }, t(20))).toMatchObject({ state: "NOT_AFFECTED", nextChangeAt: t(100) });
    expect(decideObligation({ ...owed, devices: [excused] }, t(20))).toMatchObject({ state: "EXCEPTED", deadlineAt: t(100) });
  });

  test("once it is over, its date holds as long as no other device has the tool", () => {
    const excused = { ...infected, reliefs: [relief(0, 10, { dueAfter: t(60) })] };
    expect(decideObligation({ ...owed, devices: [excused, clean] }, t(20))).toMatchObject({ state: "INSTALLED", deadlineAt: t(60) });
    expect(decideObligation({ ...owed, devices: [excused, infected] }, t(20)).deadlineAt).toEqual(DEADLINE);
  });

  test("while one device has it, time alone changes nothing", () => {
    expect(decideObligation({ ...owed, devices: [clean, infected] }, t(20)).nextChangeAt).toBeNull();
    expect(decideObligation({ ...owed, devices: [clean, stated] }, t(20)).nextChangeAt).toEqual(t(130));
  });
});

describe("an exception for some of the tools", () => {
  const reports = [report(10)];
  const having = (...episodes: Episode[]) => [{ ...facts({ episodes, reports }), reliefs: [] }];
  const [first, second, either] = [seen(5), seen(5, 5, null, { toolIds: [2] }), seen(5, 5, null, { toolIds: [1, 2] })];
  const sparing = (...toolIds: number[]) => ({ reliefs: [relief(0, 25, { toolIds, dueAfter: t(60) })], deadline: DEADLINE });

  test("spares those, and asks for the others as ever", () => {
    expect(decideObligation({ ...sparing(1), devices: having(first) }, t(20))).toMatchObject({
      state: "NOT_AFFECTED",
      nextChangeAt: t(25),
    });
    expect(decideObligation({ ...sparing(1), devices: having(first, second) }, t(20))).toMatchObject({
      state: "INSTALLED",
      deadlineAt: DEADLINE,
    });
  });

  test("spares what may be either tool only when both are spared", () => {
    expect(decideObligation({ ...sparing(1), devices: having(either) }, t(20)).state).toBe("INSTALLED");
    expect(decideObligation({ ...sparing(1, 2), devices: having(either) }, t(20)).state).toBe("NOT_AFFECTED");
  });

  test("leaves its date to those once it is over", () => {
    expect(decideObligation({ ...sparing(1), devices: having(first) }, t(25))).toMatchObject({ state: "INSTALLED", deadlineAt: t(60) });
    expect(decideObligation({ ...sparing(1), devices: having(second) }, t(25)).deadlineAt).toEqual(DEADLINE);
  });
});

describe("a duty that no inventory shows", () => {
  const said = (minute: number, more: Partial<Statement> = {}): Statement => ({
    attestedAt: t(minute),
    verifiedAt: null,
    rejectedAt: null,
    voidedAt: null,
    ...more,
  });
  const decide = (proof: "STATEMENT" | "RECORD", ...statements: Statement[]) =>
    decideStatement({ proof, statements, reliefs: [], deadline: DEADLINE }, t(20));

  test("is open until somebody says it was done", () => {
    expect(decide("STATEMENT")).toMatchObject({ state: "UNKNOWN", reason: "NOT_STATED" });
    expect(decide("STATEMENT", said(5))).toMatchObject({ state: "STATED", evidenceAt: t(5) });
  });

  test("is proved by a record once a second person has looked at it", () => {
    expect(decide("RECORD", said(5)).state).toBe("STATED");
    expect(decide("RECORD", said(5, { verifiedAt: t(8) }))).toMatchObject({ state: "PROVED", evidenceAt: t(8) });
  });

  test("is open again when the record was refused or a later version covers more", () => {
    expect(decide("RECORD", said(5, { rejectedAt: t(8) })).state).toBe("UNKNOWN");
    expect(decide("STATEMENT", said(5, { voidedAt: t(8) })).state).toBe("UNKNOWN");
    expect(decide("RECORD", said(5, { rejectedAt: t(8) }), said(9)).state).toBe("STATED");
  });

  test("rests while an exception of everything holds; one for some tools leaves it", () => {
    const owed = { proof: "STATEMENT", statements: [], deadline: DEADLINE } as const;
    expect(decideStatement({ ...owed, reliefs: [relief(0, 25)] }, t(20))).toMatchObject({ state: "EXCEPTED", deadlineAt: t(25) });
    expect(decideStatement({ ...owed, reliefs: [relief(0, 25, { toolIds: [1] })] }, t(20))).toMatchObject({
      state: "UNKNOWN",
      nextChangeAt: null,
      deadlineAt: DEADLINE,
    });
  });
});
