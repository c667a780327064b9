import { expect, test } from "vitest";
import { becauseOf, contradictionWords, losingWords, type NamedDate, sourceOf } from "@/lib/compliance/dates/rules";

const zone = "Asia/Shanghai";
const cutoff = new Date("2026-07-09T16:00:00Z");
const later = new Date("2026-07-31T16:00:00Z");
const duty = { deadlineLocal: "2026-07-10T00:00", deadlineZone: zone, mode: "INSTANT" as const, teams: [] };
const team = { teamId: 7, deadlineLocal: "2026-07-12T00:00", deadlineZone: zone };

test("a date comes from the ban, from the nearest team, or follows an exception", () => {
  const who = { teamPath: "1.7", zone: "Europe/London" };
  expect(sourceOf(duty, who, cutoff, [])).toEqual({ from: "BAN", teamId: null, isLocal: false, zone });
  expect(sourceOf({ ...duty, teams: [team] }, who, new Date("2026-07-11T16:00:00Z"), [])).toMatchObject({ from: "TEAM", teamId: 7 });
  expect(sourceOf(duty, who, later, [later])).toMatchObject({ from: "EXCEPTION", teamId: null });
  // An exception that ended before the date moved nothing.
  expect(sourceOf(duty, who, cutoff, [new Date("2026-07-01T00:00:00Z")])).toMatchObject({ from: "BAN" });
  expect(sourceOf({ ...duty, mode: "LOCAL" }, who, new Date("2026-07-09T23:00:00Z"), [])).toMatchObject({
    isLocal: true,
    zone: "Europe/London",
  });
});

const named = (code: string, more: Partial<NamedDate> = {}): NamedDate => ({
  code,
  at: cutoff,
  exceptedUntil: null,
  source: { from: "BAN", teamId: null, isLocal: false, zone, team: null },
  ...more,
});

test("why this date, in one sentence", () => {
  expect(becauseOf(named("BAN-2"), [], "en").key).toBe("duties.because.only.ban");
  const ofTeam = named("BAN-2", { source: { from: "TEAM", teamId: 7, isLocal: false, zone, team: "Research" } });
  expect(becauseOf(ofTeam, [named("BAN-5")], "en")).toMatchObject({
    key: "duties.because.earliest.team",
    values: { code: "BAN-2", n: 2, team: "Research" },
  });
  expect(becauseOf(named("BAN-2", { exceptedUntil: later }), [], "en")).toMatchObject({
    key: "duties.because.only.exempt",
    values: { until: "00:00 on Saturday 1 August 2026 (Beijing time)" },
  });
});

test("what loses is said with its last allowed minute, in the reader's language", () => {
  expect(losingWords(named("BAN-5"), "en")).toEqual({
    key: "duties.loses.later",
    values: { code: "BAN-5", deadline: "23:59 on Thursday 9 July 2026 (Beijing time)" },
  });
  expect(losingWords(named("BAN-5", { exceptedUntil: later }), "zh-CN")).toMatchObject({
    key: "duties.loses.exempt",
    values: { deadline: expect.stringContaining("7月9日") },
  });
});

test("what cannot be followed at once names both bans", () => {
  const demand = {
    obligationId: 1,
    banId: 2,
    code: "BAN-2",
    kind: "STOP_USE" as const,
    toolIds: [1],
    deadlineAt: cutoff,
    zone,
    reliefs: [],
    replacementToolId: 3,
    replacementAvailableOn: "2026-07-20",
  };
  const other = { ...demand, banId: 5, code: "BAN-5" };
  expect(contradictionWords({ kind: "REPLACEMENT_BANNED", demand, other, toolId: 3 }, "Qoder", "en").values).toEqual({
    code: "BAN-2",
    other: "BAN-5",
    tool: "Qoder",
  });
  expect(contradictionWords({ kind: "REPLACEMENT_LATE", demand, availableOn: "2026-07-20" }, "Qoder", "en").values).toMatchObject({
    day: "20 July 2026",
  });
});
