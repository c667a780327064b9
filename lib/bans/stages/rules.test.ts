import { expect, test } from "vitest";
import { dutySchema, type StageContent } from "@/lib/bans/duties/schema";
import { stageOutOfOrder, type TimelineFacts, timelineOf } from "@/lib/bans/stages/rules";
import type { DutyKind } from "@/prisma/generated/enums";

const zone = "Asia/Shanghai";
const duty = (kind: DutyKind, deadlineLocal: string) => dutySchema.parse({ kind, deadlineLocal, deadlineZone: zone });
const stage = (kind: StageContent["kind"], local: string): StageContent => ({ kind, local, zone });

const facts: TimelineFacts = {
  stages: [stage("BLOCK", "2026-07-17T00:00"), stage("ANNOUNCE", "2026-07-03T09:00"), stage("NO_NEW_INSTALLS", "2026-07-06T00:00")],
  duties: [duty("STOP_USE", "2026-07-10T00:00"), duty("UNINSTALL", "2026-07-14T00:00"), duty("BLOCK_NETWORK", "2026-07-10T00:00")],
  publishedAt: new Date("2026-07-03T00:00:00Z"),
  endedAt: null,
  reviewOn: "2026-10-09",
  zone,
};

test("stages, duties and the cutoff stand on one line, first to last", () => {
  const now = new Date("2026-07-08T00:00:00Z");
  expect(timelineOf(facts, now).map(({ kind, place, duties }) => [kind, place, duties.length])).toEqual([
    ["PUBLISHED", "past", 0],
    ["ANNOUNCE", "past", 0],
    ["NO_NEW_INSTALLS", "past", 0],
    ["CUTOFF", "next", 2],
    ["DUTY", "ahead", 1],
    ["BLOCK", "ahead", 0],
    ["REVIEW", "ahead", 0],
  ]);
});

test("what a team does later, and what each clock says on its own, is on the line", () => {
  const teams = [{ teamId: 7, deadlineLocal: "2026-07-12T00:00", deadlineZone: zone }];
  const local = { ...duty("STOP_USE", "2026-07-10T00:00"), mode: "LOCAL" as const, teams };
  const line = timelineOf({ ...facts, stages: [], duties: [local], reviewOn: null }, new Date("2026-07-08T00:00:00Z"));
  expect(line.map(({ kind, at, until, teamIds }) => [kind, at.toISOString(), until?.toISOString() ?? null, teamIds])).toEqual([
    ["PUBLISHED", "2026-07-03T00:00:00.000Z", null, []],
    ["CUTOFF", "2026-07-09T16:00:00.000Z", "2026-07-10T12:00:00.000Z", []],
    ["TEAM", "2026-07-11T16:00:00.000Z", "2026-07-12T12:00:00.000Z", [7]],
  ]);
});

test("after the end of a ban nothing of it happens any more", () => {
  const endedAt = new Date("2026-07-12T00:00:00Z");
  expect(timelineOf({ ...facts, endedAt }, endedAt).map(({ kind }) => kind)).toEqual([
    "PUBLISHED",
    "ANNOUNCE",
    "NO_NEW_INSTALLS",
    "CUTOFF",
    "ENDED",
  ]);
});

test.each([
  [[], null],
  [facts.stages, null],
  // At the cutoff itself all of it may begin.
  [[stage("NO_NEW_INSTALLS", "2026-07-10T00:00"), stage("BLOCK", "2026-07-10T00:00")], null],
  [[stage("ANNOUNCE", "2026-07-07T00:00"), stage("NO_NEW_INSTALLS", "2026-07-06T00:00")], "ANNOUNCE"],
  [[stage("ANNOUNCE", "2026-07-11T00:00")], "ANNOUNCE"],
  [[stage("NO_NEW_INSTALLS", "2026-07-11T00:00")], "NO_NEW_INSTALLS"],
  [[stage("BLOCK", "2026-07-09T00:00")], "BLOCK"],
] as const)("stages follow one another and the cutoff: %o", (stages, wrong) => {
  expect(stageOutOfOrder(stages, facts.duties)).toBe(wrong);
});
