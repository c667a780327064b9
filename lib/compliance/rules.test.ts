import { expect, test } from "vitest";
import { dutyGroup, headline, isDueSoon, isOverdue, isUnproved, NO_COUNTS, type Owed } from "@/lib/compliance/rules";

/** Minutes after noon. */
const t = (minute: number) => new Date(Date.UTC(2026, 6, 8, 12, minute));

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

test("what only people can say is left to do until they say it, and unproved only while a record waits for its second person", () => {
  const deadline = t(0);
  expect(isOverdue("UNKNOWN", deadline, t(0), "STATEMENT")).toBe(true);
  expect(isDueSoon("UNKNOWN", deadline, t(-1), "RECORD")).toBe(true);
  expect(isUnproved("UNKNOWN", deadline, t(0), "STATEMENT")).toBe(false);
  expect(isUnproved("STATED", deadline, t(0), "STATEMENT")).toBe(false);
  expect(isUnproved("STATED", deadline, t(0), "RECORD")).toBe(true);
});

test("a manager's list is grouped by what is asked", () => {
  const deadline = t(0);
  const group = (state: Owed["state"], contradicted = false, now = -1) =>
    dutyGroup({ state, contradicted, proof: "INVENTORY" }, deadline, t(now));
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

test("of what only people can say, silence is what is asked, and their word is enough unless a record is", () => {
  const group = (state: Owed["state"], proof: Owed["proof"], now = -1) => dutyGroup({ state, contradicted: false, proof }, t(0), t(now));
  expect([group("UNKNOWN", "RECORD"), group("UNKNOWN", "STATEMENT", 0)]).toEqual(["due", "overdue"]);
  expect([group("STATED", "RECORD"), group("STATED", "STATEMENT"), group("PROVED", "RECORD"), group("EXCEPTED", "STATEMENT")]).toEqual([
    "checking",
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

test("the first line of a duty that people state counts who has not said it, and takes their word as done", () => {
  const counts = { ...NO_COUNTS, unknown: 40, stated: 50, proved: 9, excepted: 1 };
  const late = { overdue: 30, stillFound: 0, unproved: 12 };
  expect(headline(counts, "STATEMENT", late)).toMatchObject({ left: 40, cleared: 59, checking: 0, notSeen: 0, total: 100, overdue: 30 });
  expect(headline(counts, "RECORD", late)).toMatchObject({ left: 40, cleared: 9, checking: 50, notSeen: 0, total: 100, unproved: 12 });
});
