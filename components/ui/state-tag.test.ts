import { expect, test } from "vitest";
import { type StateFacts, sayState } from "@/components/ui/state-tag";

const cutoff = new Date("2026-07-09T16:00:00Z");
const before = new Date("2026-07-08T07:00:00Z");
const after = new Date("2026-07-11T20:00:00Z");

function said(facts: Partial<StateFacts> & Pick<StateFacts, "state">) {
  const { key, values } = sayState({ now: before, zone: "Asia/Shanghai", deadline: cutoff, ...facts }, "en");
  return values ? [key, Object.values(values)[0]] : [key];
}

test("an installation is to be removed by the last allowed day, then overdue by calendar days of the policy zone", () => {
  expect(said({ state: "INSTALLED" })).toEqual(["todo", "9 Jul"]);
  expect(said({ state: "INSTALLED", now: cutoff })).toEqual(["overdue", 0]);
  expect(said({ state: "INSTALLED", now: after })).toEqual(["overdue", 2]);
  expect(said({ state: "INSTALLED", now: after, isContradicted: true })).toEqual(["overdue", 2]);
  expect(said({ state: "INSTALLED", isContradicted: true })).toEqual(["still"]);
  expect(said({ state: "INSTALLED", deadline: null })).toEqual(["open"]);
});

test("unknown says why, and is never called cleared", () => {
  expect(said({ state: "UNKNOWN", reason: "STALE", seenAt: new Date("2026-06-26T07:00:00Z") })).toEqual(["unseen", 12]);
  expect(said({ state: "UNKNOWN", reason: "NEVER_COVERED" })).toEqual(["uncovered"]);
  expect(said({ state: "UNKNOWN", reason: "KIND_UNSEEN" })).toEqual(["uncovered"]);
  expect(said({ state: "UNKNOWN", reason: "NO_DEVICE" })).toEqual(["noDevice"]);
});

test("an exemption warns in its last seven days and says when it is over", () => {
  const until = (text: string) => said({ state: "EXCEPTED", exceptedUntil: new Date(text) });
  expect(until("2026-08-31T04:00:00Z")).toEqual(["exempt", "31 Aug"]);
  expect(until("2026-07-12T04:00:00Z")).toEqual(["exemptEnding", "12 Jul"]);
  expect(until("2026-07-01T04:00:00Z")).toEqual(["exemptEnded"]);
  expect(said({ state: "EXCEPTED" })).toEqual(["exemptOpen"]);
});

test("stated is checked, proved is cleared, never seen is not affected", () => {
  expect([said({ state: "STATED" }), said({ state: "PROVED" }), said({ state: "NOT_AFFECTED" })]).toEqual([
    ["attested"],
    ["cleared"],
    ["none"],
  ]);
});

test("what people have to say is due until they say it; a record waits for its second person", () => {
  const unsaid = { state: "UNKNOWN", reason: "NOT_STATED" } as const;
  expect(said({ ...unsaid, proof: "STATEMENT" })).toEqual(["owed", "9 Jul"]);
  expect(said({ ...unsaid, proof: "RECORD", now: after })).toEqual(["overdue", 2]);
  expect(said({ ...unsaid, proof: "RECORD", deadline: null })).toEqual(["owedOpen"]);
  expect([
    said({ state: "STATED", proof: "STATEMENT" }),
    said({ state: "STATED", proof: "RECORD" }),
    said({ state: "PROVED", proof: "RECORD" }),
  ]).toEqual([["confirmed"], ["waiting"], ["verified"]]);
});
