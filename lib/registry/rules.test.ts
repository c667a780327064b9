import { expect, test } from "vitest";
import type { DecisionStatus } from "@/prisma/generated/enums";
import { type BanFact, type DecisionFact, decideVerdict, mayUse, type VerdictKind } from "./rules";

const now = new Date("2026-07-08T07:00:00Z");
const later = new Date("2026-07-09T16:00:00Z");
const earlier = new Date("2026-07-01T16:00:00Z");
const search = { teamPath: "1.4.9" };

function decision(status: DecisionStatus, teamPath: string | null = null, decidedAt = earlier): DecisionFact {
  return { status, teamPath, conditions: null, reason: "", reviewOn: null, decidedAt };
}

function ban(cutoffAt: Date, changes: Partial<BanFact> = {}): BanFact {
  return {
    banId: 1,
    code: "BAN-1",
    title: "",
    status: "PUBLISHED",
    cutoffAt,
    zone: "Asia/Shanghai",
    reason: "",
    summary: "",
    replacement: null,
    search: null,
    exceptions: { allowed: false, contact: "" },
    contact: "",
    coversEveryone: true,
    applies: true,
    publishedAt: earlier,
    endedAt: null,
    ...changes,
  };
}

const everyone = decision("APPROVED");
const cases: [sentence: string, decisions: DecisionFact[], bans: BanFact[], expected: VerdictKind][] = [
  ["nothing known", [], [], "unassessed"],
  ["found in an inventory only", [decision("DISCOVERED")], [], "unassessed"],
  ["set aside in triage", [decision("DISMISSED")], [], "unassessed"],
  ["under review", [decision("UNDER_REVIEW")], [], "review"],
  ["approved for everyone", [everyone], [], "approved"],
  ["approved with conditions", [decision("APPROVED_WITH_CONDITIONS")], [], "limits"],
  ["not approved", [decision("NOT_APPROVED")], [], "refused"],
  ["retired", [decision("RETIRED")], [], "refused"],
  ["the own team decided otherwise", [everyone, decision("NOT_APPROVED", "1.4.9")], [], "refused"],
  ["the nearest of two teams above", [decision("NOT_APPROVED", "1"), decision("APPROVED_WITH_CONDITIONS", "1.4"), everyone], [], "limits"],
  ["another team's decision", [everyone, decision("NOT_APPROVED", "1.5")], [], "approved"],
  ["a team whose id begins alike", [everyone, decision("NOT_APPROVED", "1.4.90")], [], "approved"],
  ["the newer of two for the same audience", [decision("UNDER_REVIEW"), decision("APPROVED", null, now)], [], "approved"],
  ["a ban before its cutoff", [everyone], [ban(later)], "scheduled"],
  ["a ban at the very cutoff", [everyone], [ban(now)], "banned"],
  ["a ban in force", [everyone], [ban(earlier)], "banned"],
  ["a ban on a tool nobody assessed", [], [ban(later)], "scheduled"],
  ["a ban for other people", [everyone], [ban(earlier, { applies: false })], "approved"],
  ["a lifted ban", [everyone], [ban(earlier, { status: "LIFTED" })], "approved"],
  ["one ban in force and one to come", [everyone], [ban(later, { banId: 2 }), ban(earlier)], "banned"],
];

test.each(cases)("%s", (_, decisions, bans, expected) => {
  expect(decideVerdict({ decisions, bans }, search, now).kind).toBe(expected);
});

test("of several bans the earliest cutoff decides and the others are listed", () => {
  const verdict = decideVerdict({ decisions: [], bans: [ban(later, { banId: 2 }), ban(earlier, { banId: 3 })] }, search, now);
  expect(verdict.ban?.banId).toBe(3);
  expect(verdict.laterBans.map(({ banId }) => banId)).toEqual([2]);
});

test("asked for the company, a team's own decision says nothing", () => {
  expect(decideVerdict({ decisions: [decision("APPROVED", "1.4")], bans: [] }, null, now).kind).toBe("unassessed");
});

test("a tool may be used when approved, within limits, and until a ban takes effect", () => {
  const may = (["approved", "limits", "review", "unassessed", "refused", "scheduled", "banned"] as const).filter(mayUse);
  expect(may).toEqual(["approved", "limits", "scheduled"]);
});
