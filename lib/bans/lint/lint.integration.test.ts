import { beforeAll, expect, test } from "vitest";
import type { Viewer } from "@/lib/auth/viewer";
import { recordDays, recordFreeze, removeDay, removeFreeze } from "@/lib/bans/calendar/commands";
import { getCalendar } from "@/lib/bans/calendar/queries";
import { draftBan } from "@/lib/bans/commands";
import { acceptLint, takeBackLint } from "@/lib/bans/lint/commands";
import { lintBan } from "@/lib/bans/lint/queries";
import { type BanContentInput, banDraftSchema } from "@/lib/bans/schema";
import { banContent, newTeam, newTool, newVendor, newViewer } from "@/lib/bans/testing";
import { recordSeats, recordWorkflow, removeWorkflow } from "@/lib/bans/use/commands";
import { toolUse } from "@/lib/bans/use/queries";
import { db } from "@/lib/db";
import { setPurpose } from "@/lib/inventory/purpose/commands";
import type { Refusal } from "@/lib/refusal";

/** Thursday 2 July 2026, 15:00 in Shanghai. */
const now = new Date("2026-07-02T07:00:00Z");

let officer: Viewer;
let approver: Viewer;
let employee: Viewer;
let cloud: number;
let banned: number;
let qoder: number;

beforeAll(async () => {
  const root = await newTeam("Meridian");
  cloud = await newTeam("Cloud", root);
  await newTeam("Twins", root);
  await db.team.create({ data: { externalId: "other twins", name: "Twins", parentId: cloud } });
  officer = await newViewer("Li Wei", ["SECURITY_OFFICER"], root);
  approver = await newViewer("Chen Wei", ["APPROVER"], root);
  employee = await newViewer("Wang Fang", [], cloud);
  banned = await newTool("Claude Code", await newVendor("Anthropic"));
  qoder = await newTool("Qoder", await newVendor("Alibaba"));
});

async function draftOf(changes: Partial<BanContentInput> = {}): Promise<number> {
  const content = banDraftSchema.parse(
    banContent({ selector: { vendors: [], tools: [banned] }, replacement: { toolId: qoder }, ...changes }),
  );
  return (await draftBan(officer, { content }, now)).banId;
}

const checksOf = async (banId: number) => (await lintBan(officer, banId, now)).findings.map(({ check }) => check);
const refusalOf = (work: Promise<unknown>): Promise<Refusal> =>
  work.then(
    () => {
      throw new Error("It was not refused.");
    },
    (error: Refusal) => error,
  );

async function found(on: number, owner: Viewer): Promise<number> {
  const seen = { firstSeenAt: now, lastSeenAt: now };
  const { id } = await db.device.create({ data: { platform: "MACOS", ownerPersonId: owner.personId, ...seen }, select: { id: true } });
  const software = await db.software.upsert({
    where: { kind_matchValue_publisher_version: { kind: "NPM", matchValue: `tool-${on}`, publisher: "", version: "1" } },
    create: { kind: "NPM", matchValue: `tool-${on}`, version: "1", name: "it", firstSeenAt: now },
    update: {},
    select: { id: true },
  });
  const identity = {
    toolId: on,
    kind: "NPM" as const,
    value: `tool-${on}`,
    matchValue: `tool-${on}`,
    confidence: "HIGH" as const,
    source: "test",
  };
  await db.identifier.upsert({
    where: { toolId_kind_value: { toolId: on, kind: "NPM", value: `tool-${on}` } },
    create: identity,
    update: {},
  });
  await db.installation.create({ data: { deviceId: id, softwareId: software.id, sourceId: 1, pathKey: 1n, path: "", ...seen } });
  return id;
}

test("seats that are short, a freeze and a holiday are found once they are recorded, and gone once they are not", async () => {
  await found(banned, employee);
  const banId = await draftOf();
  const before = await checksOf(banId);
  for (const check of ["replacement-seats", "change-freeze", "cutoff-holiday"] as const) expect(before).not.toContain(check);
  await recordSeats(officer, { slug: "qoder", total: 10, used: 10, asOf: "2026-07-01", source: "Console" }, now);
  await recordDays(officer, { day: "2026-07-09", until: "2026-07-10", country: "CN", name: "Founders", kind: "holiday" }, now);
  const freeze = await recordFreeze(
    officer,
    { team: "Cloud", from: "2026-07-06T00:00", until: "2026-07-08T00:00", zone: "Asia/Shanghai", reason: "Closing" },
    now,
  );
  const { findings } = await lintBan(officer, banId, now);
  expect(findings.find(({ check }) => check === "replacement-seats")?.values).toMatchObject({ free: 0, needs: 1, short: 1 });
  expect(findings.find(({ check }) => check === "change-freeze")?.values).toMatchObject({ team: "Cloud", people: 1 });
  expect(findings.find(({ check }) => check === "cutoff-holiday")?.values).toMatchObject({ country: "CN", people: 3 });
  await removeFreeze(officer, freeze, now);
  for (const { id } of (await getCalendar(officer, { year: 2026 }, now)).days) await removeDay(officer, { id }, now);
  await recordSeats(officer, { slug: "qoder", total: 20, used: 10, asOf: "2026-07-02", source: "Console" }, now);
  expect(await checksOf(banId)).toEqual(before);
});

test("a day is recorded once per place, and a freeze for the one team that is meant", async () => {
  await recordDays(officer, { day: "2026-12-24", country: undefined, until: undefined, name: "Eve", kind: "holiday" }, now);
  const again = recordDays(officer, { day: "2026-12-24", country: undefined, until: undefined, name: "Again", kind: "workday" }, now);
  expect((await refusalOf(again)).reason.key).toBe("calendar.refusal.there");
  const backwards = recordDays(officer, { day: "2026-12-24", until: "2026-12-20", country: "CN", name: "Eve", kind: "holiday" }, now);
  expect((await refusalOf(backwards)).fields).toHaveProperty("until");
  const freeze = { from: "2026-07-06T00:00", until: "2026-07-08T00:00", zone: "UTC", reason: "Closing" };
  expect((await refusalOf(recordFreeze(officer, { ...freeze, team: "Twins" }, now))).fields.team?.key).toBe("calendar.field.teams");
  expect((await refusalOf(recordFreeze(officer, { ...freeze, team: "Nowhere" }, now))).fields.team?.key).toBe("calendar.field.team");
  expect((await refusalOf(recordFreeze(officer, { ...freeze, team: "Cloud", until: "2026-07-05T00:00" }, now))).fields).toHaveProperty(
    "untilDate",
  );
  expect((await refusalOf(recordFreeze(approver, { ...freeze, team: "Cloud" }, now))).code).toBe("forbidden");
});

test("workflows come and go with the team that runs them, and a device says what it is there for", async () => {
  const { id } = await recordWorkflow(officer, { slug: "claude-code", team: String(cloud), name: "Nightly upgrades", runsPerWeek: 7 }, now);
  expect((await toolUse(officer, banned)).workflows).toMatchObject([{ name: "Nightly upgrades", team: { name: "Cloud" }, runsPerWeek: 7 }]);
  await removeWorkflow(officer, { slug: "claude-code", id }, now);
  expect((await refusalOf(removeWorkflow(officer, { slug: "claude-code", id }, now))).code).toBe("not-found");
  const device = await found(banned, employee);
  await setPurpose(officer, { id: device, purpose: "CI" }, now);
  expect((await lintBan(officer, await draftOf(), now)).radius.ci).toEqual({
    devices: 1,
    teams: [{ id: cloud, name: "Cloud", devices: 1 }],
  });
  const event = await db.auditEvent.findFirst({ where: { action: "device.purpose-set" }, select: { before: true, after: true } });
  expect(event).toEqual({ before: { purpose: null }, after: { purpose: "CI" } });
});

test("a warning is accepted with its reason, replaced by who accepts it next, and taken back; each leaves its record", async () => {
  const banId = await draftOf();
  const input = { banId, check: "reinstatement-missing" as const, subject: "" };
  expect((await refusalOf(acceptLint(approver, { ...input, reason: "Known to all" }, now))).reason.key).toBe("lint.whyNot.officerOnly");
  await acceptLint(officer, { ...input, reason: "Known to all" }, now);
  await acceptLint(officer, { ...input, reason: "Said elsewhere" }, now);
  const { answered } = await lintBan(approver, banId, now);
  expect(answered.at(-1)).toMatchObject({ check: "reinstatement-missing", acceptance: { reason: "Said elsewhere", acceptedBy: "Li Wei" } });
  await takeBackLint(officer, input, now);
  expect((await refusalOf(takeBackLint(officer, input, now))).reason.key).toBe("lint.whyNot.notAccepted");
  expect((await refusalOf(acceptLint(officer, { ...input, check: "scope-empty", reason: "None" }, now))).reason.key).toBe(
    "lint.whyNot.gone",
  );
  const events = await db.auditEvent.findMany({
    where: { subjectId: `BAN-${banId}`, action: { startsWith: "ban.lint" } },
    orderBy: { id: "asc" },
  });
  expect(events.map(({ action, reason }) => [action, reason])).toEqual([
    ["ban.lint-accepted", "Known to all"],
    ["ban.lint-accepted", "Said elsewhere"],
    ["ban.lint-unaccepted", null],
  ]);
});

test("a contradiction is signed by an approver, and the signature ends when the contradiction becomes another one", async () => {
  const banId = await draftOf({ replacementAvailableOn: "2026-07-20" });
  const input = { banId, check: "replacement-late" as const, subject: "" };
  expect((await refusalOf(acceptLint(officer, { ...input, reason: "We wait" }, now))).reason.key).toBe("lint.whyNot.approverOnly");
  await acceptLint(approver, { ...input, reason: "Ten days without are bearable." }, now);
  const signed = async () => (await lintBan(officer, banId, now)).answered.find(({ check }) => check === "replacement-late")?.acceptance;
  expect(await signed()).toMatchObject({ acceptedBy: "Chen Wei" });
  await db.$executeRaw`UPDATE ban_version SET content = jsonb_set(content, '{replacementAvailableOn}', '"2026-08-20"') WHERE ban_id = ${banId}`;
  expect(await signed()).toBeNull();
});

test("a replacement that is refused to everybody blocks, and one that nobody decided on is a warning", async () => {
  const banId = await draftOf();
  expect(await checksOf(banId)).toContain("replacement-unapproved");
  await db.decision.create({ data: { toolId: qoder, status: "NOT_APPROVED", reason: "No", decidedAt: now } });
  expect(await checksOf(banId)).toContain("replacement-refused");
  await db.decision.updateMany({ where: { toolId: qoder }, data: { status: "APPROVED" } });
  const checks = await checksOf(banId);
  expect(checks).not.toContain("replacement-refused");
  expect(checks).not.toContain("replacement-unapproved");
});
