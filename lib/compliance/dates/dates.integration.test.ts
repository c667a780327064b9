import { afterAll, beforeAll, expect, test } from "vitest";
import type { Viewer } from "@/lib/auth/viewer";
import { newTool, newVendor } from "@/lib/bans/testing";
import { deviceDates, personDates } from "@/lib/compliance/dates/queries";
import { newPublishedBan } from "@/lib/compliance/testing-bans";
import { closeConnections, db } from "@/lib/db";
import { newOfficer, newPerson, newTeam } from "@/lib/testing";

afterAll(closeConnections);

const NOW = new Date("2026-07-08T07:00:00Z");
const zone = "Asia/Shanghai";
const on = (deadlineLocal: string) => ({ kind: "UNINSTALL" as const, deadlineLocal, deadlineZone: zone });

let officer: Viewer;
let person: Viewer;
let londoner: Viewer;
let stranger: Viewer;
let teamId: number;
let [claude, codex, qoder] = [0, 0, 0];
let first: { banId: number; code: string };
let second: { banId: number; code: string };

beforeAll(async () => {
  const company = await newTeam({ name: "Company" });
  teamId = (await newTeam({ name: "Research", parentId: company.id })).id;
  officer = (await newOfficer({ teamId: company.id })).viewer;
  person = (await newPerson({ teamId })).viewer;
  londoner = (await newPerson({ teamId: company.id, zone: "Europe/London" })).viewer;
  stranger = (await newPerson({ teamId: company.id })).viewer;
  const vendorId = await newVendor("Anthropic");
  [claude, codex, qoder] = [await newTool("Claude Code", vendorId), await newTool("Codex", vendorId), await newTool("Qoder", vendorId)];
  const authorId = officer.personId ?? 0;
  const late = {
    ...on("2026-07-20T00:00"),
    teams: [{ teamId, deadlineLocal: "2026-07-14T00:00", deadlineZone: zone }],
    mode: "LOCAL" as const,
  };
  first = await newPublishedBan({ authorId, toolIds: [claude, codex], duties: [late], content: { replacement: { toolId: qoder } } }, NOW);
  second = await newPublishedBan({ authorId, toolIds: [claude], duties: [on("2026-07-10T00:00")] }, NOW);
});

const datesOf = async (viewer: Viewer, of = viewer) =>
  (await personDates(viewer, of.personId ?? 0, NOW)).dates.map(({ code, tools, at, because, loses }) => [
    code,
    tools.map(({ name }) => name),
    at.toISOString(),
    because.key,
    loses.map((one) => one.code),
  ]);

test("the earliest date counts per tool, says why, and lists what loses", async () => {
  expect(await datesOf(person)).toEqual([
    [second.code, ["Claude Code"], "2026-07-09T16:00:00.000Z", "duties.because.earliest.ban", [first.code]],
    [first.code, ["Codex"], "2026-07-13T16:00:00.000Z", "duties.because.only.team", []],
  ]);
});

test("by the clock where somebody is", async () => {
  const { dates } = await personDates(londoner, londoner.personId ?? 0, NOW);
  expect(dates.find(({ code }) => code === first.code)).toMatchObject({
    at: new Date("2026-07-19T23:00:00Z"),
    source: { from: "BAN", isLocal: true, zone: "Europe/London" },
  });
});

test("others' dates are for those who may see them", async () => {
  expect(await datesOf(officer, person)).toEqual(await datesOf(person));
  await expect(datesOf(stranger, person)).rejects.toMatchObject({ code: "forbidden" });
});

test("a device that nobody owns goes by the clock of the rule, and its team's date", async () => {
  const device = { hostName: "ci-1", platform: "LINUX" as const, ownerTeamId: teamId, firstSeenAt: NOW, lastSeenAt: NOW };
  const { id } = await db.device.create({ data: device, select: { id: true } });
  await db.$executeRaw`SELECT reevaluate_devices(ARRAY[${id}]::int[], ${NOW})`;
  const { dates } = await deviceDates(officer, id, NOW);
  expect(dates.map(({ code, at, zone: clock }) => [code, at.toISOString(), clock])).toEqual([
    [second.code, "2026-07-09T16:00:00.000Z", zone],
    [first.code, "2026-07-13T16:00:00.000Z", zone],
  ]);
});

test("an exception to one ban leaves the other's date; that it is overtaken is said", async () => {
  const personId = person.personId ?? 0;
  const exception = {
    banId: second.banId,
    dutyKind: "UNINSTALL" as const,
    personId,
    status: "ACTIVE" as const,
    justification: "x",
    requestedAt: NOW,
  };
  const until = new Date("2026-07-31T16:00:00Z");
  const decided = { decidedById: officer.personId, decidedAt: NOW, decisionReason: "ok" };
  await db.exception.create({ data: { ...exception, ...decided, startsAt: NOW, endsAt: until, dueAfter: until }, select: { id: true } });
  await db.$executeRaw`SELECT reevaluate_people(ARRAY[${personId}]::int[], ${NOW})`;
  expect(await datesOf(person)).toEqual([
    [first.code, ["Claude Code"], "2026-07-13T16:00:00.000Z", "duties.because.earliest.team", [second.code]],
    [first.code, ["Codex"], "2026-07-13T16:00:00.000Z", "duties.because.only.team", []],
  ]);
  const { contradictions } = await personDates(person, personId, NOW);
  expect(contradictions).toMatchObject([
    { key: "duties.contradiction.exceptionOvertaken", values: { code: second.code, other: first.code } },
  ]);
});

test("a replacement that another ban forbids is said to whoever is bound by both", async () => {
  const authorId = officer.personId ?? 0;
  const third = await newPublishedBan({ authorId, toolIds: [qoder], duties: [on("2026-08-01T00:00")] }, NOW);
  const { contradictions } = await personDates(stranger, stranger.personId ?? 0, NOW);
  expect(contradictions).toMatchObject([
    { key: "duties.contradiction.replacementBanned", values: { code: first.code, other: third.code, tool: "Qoder" } },
  ]);
});

test("a suspended ban asks nothing, and its date stops competing", async () => {
  await db.ban.update({ where: { id: second.banId }, data: { status: "SUSPENDED", suspendedAt: NOW } });
  expect(await datesOf(londoner)).toMatchObject([
    [first.code, ["Claude Code", "Codex"], "2026-07-19T23:00:00.000Z", "duties.because.only.ban", []],
    [expect.any(String), ["Qoder"], "2026-07-31T16:00:00.000Z", "duties.because.only.ban", []],
  ]);
});
