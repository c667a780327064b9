import { beforeAll, expect, test } from "vitest";
import { liftBan, suspendBan } from "@/lib/bans/endings/commands";
import { afterRecall, at, newStage, type Stage, whyNot } from "@/lib/bans/endings/testing";
import { recordRecordExport } from "@/lib/bans/record/commands";
import { getRecord } from "@/lib/bans/record/queries";
import { RECORD_FORMAT, recordDocument } from "@/lib/bans/record/rules";
import { banCode } from "@/lib/bans/rules";
import { newViewer } from "@/lib/bans/testing";
import { db } from "@/lib/db";

let stage: Stage;
let banId = 0;
let [claim, finding] = [0, 0];

beforeAll(async () => {
  stage = await newStage();
  const { officer, approver, claudeCode } = stage;
  const said = { toolId: claudeCode, bearing: "RAISES" as const, reportedOn: new Date("2026-06-30"), recordedAt: at(-10) };
  claim = (await db.claim.create({ data: { ...said, statement: "It reads the time zone." }, select: { id: true } })).id;
  const held = { toolId: claudeCode, title: "It reads the time zone", summary: "…", behaviour: "ENVIRONMENT_FINGERPRINTING" as const };
  const opened = { openedOn: new Date("2026-07-01"), recordedAt: at(-10), updatedAt: at(-10) };
  finding = (await db.finding.create({ data: { ...held, ...opened }, select: { id: true } })).id;
  banId = await stage.published({
    claims: [{ id: claim, statedAs: "REPORTED" }],
    findings: [finding],
    reinstatement: { en: "A test finds nothing else." },
  });
  const version = await db.banVersion.findFirstOrThrow({ where: { banId }, select: { id: true } });
  const accepted = {
    check: "notice-short",
    said: { percent: 96 },
    reason: "Enough.",
    acceptedById: officer.personId ?? 0,
    acceptedAt: at(1),
  };
  await db.lintAcceptance.create({ data: { versionId: version.id, ...accepted } });
  await db.banComment.create({ data: { banId, versionNumber: 1, authorId: approver.personId ?? 0, text: "Agreed.", at: at(2) } });
  // What became known later must not look as if it had been known.
  const step = { claimId: claim, before: "REPORTED" as const, after: "ACKNOWLEDGED" as const, reason: "It says so.", party: "Anthropic" };
  await db.claimStep.create({ data: { ...step, effectiveOn: new Date("2026-07-01"), at: afterRecall(1) } });
  await db.claim.update({ where: { id: claim }, data: { confirmation: "ACKNOWLEDGED" } });
});

test("the record holds what was decided, by whom, and on which claims at which confirmation", async () => {
  const auditor = await newViewer("Anna Keller", ["AUDITOR"], stage.root);
  await suspendBan(stage.officer, { banId, reason: "In doubt." }, afterRecall(2));
  await liftBan(stage.colleague, { banId, reason: "The vendor fixed it." }, afterRecall(3));
  const record = await getRecord(auditor, banId, afterRecall(4));
  expect(record).toMatchObject({
    phase: "lifted",
    basis: {
      claims: [{ id: claim, statedAs: "REPORTED", atPublication: "REPORTED", confirmation: "ACKNOWLEDGED" }],
      findings: [{ id: finding, atPublication: "UNDER_INVESTIGATION", status: "UNDER_INVESTIGATION" }],
    },
    versions: [{ number: 1, status: "PUBLISHED", author: "Li Wei", publisher: "Li Wei", approvals: [{ by: "Chen Wei", isVoid: false }] }],
    acceptances: [{ version: 1, check: "notice-short", reason: "Enough.", by: "Li Wei" }],
    comments: [{ by: "Chen Wei", text: "Agreed." }],
  });
  expect(record?.resolved?.tools.map(({ name }) => name)).toEqual(["Claude Code"]);
  expect(record?.events.map(({ action, by }) => `${action} ${by}`)).toEqual([
    "ban.drafted Li Wei",
    "ban.submitted Li Wei",
    "ban.approved Chen Wei",
    "ban.published Li Wei",
    "ban.suspended Li Wei",
    "ban.lifted Gao Lin",
  ]);
  expect(record?.notices.map(({ topic, people }) => [topic, people])).toContainEqual(["ban.lifted", null]);
});

test("duties are counted as they stand, and kept after a later version asks for them no more", async () => {
  const record = await getRecord(stage.officer, banId, afterRecall(5));
  const bound = await db.obligation.groupBy({ by: ["dutyId"], where: { banId }, _count: true });
  for (const { counts, endedAt } of record?.duties ?? []) {
    expect(Object.values(counts).reduce((sum, n) => sum + n, 0)).toBe(bound[0]?._count);
    expect(endedAt).toBeNull();
  }
  expect(record?.duties.map(({ kind }) => kind)).toEqual(["STOP_USE", "UNINSTALL"]);
});

test("the document stands by itself and survives JSON", async () => {
  const record = await getRecord(stage.officer, banId, afterRecall(6));
  if (!record) throw new Error("There is a record.");
  const document = JSON.parse(JSON.stringify(recordDocument(record, "Anna Keller")));
  expect(document).toMatchObject({
    format: RECORD_FORMAT,
    exported: { by: "Anna Keller" },
    ban: { code: banCode(banId), status: "LIFTED", endedBy: "Gao Lin", endReason: "The vendor fixed it." },
    says: { reinstatement: { en: "A test finds nothing else." } },
    scope: { tools: [{ slug: "claude-code" }] },
    basis: { claims: [{ claim: `C-${claim}`, statedAs: "REPORTED", atPublication: "REPORTED", now: "ACKNOWLEDGED" }] },
  });
  await recordRecordExport(stage.officer, banCode(banId), afterRecall(7));
  const last = await db.auditEvent.findFirst({ where: { subjectId: banCode(banId) }, orderBy: { id: "desc" } });
  expect(last?.action).toBe("ban.record-exported");
});

test("managers and employees have no record of a ban, and there is none of no ban", async () => {
  const manager = await newViewer("He Jing", ["MANAGER"], stage.cloud);
  for (const viewer of [manager, await newViewer("Liu Yang", [], stage.cloud)])
    expect((await whyNot(getRecord(viewer, banId, at(0))))?.code).toBe("forbidden");
  expect(await getRecord(stage.officer, 999_999, at(0))).toBeNull();
});

test("a list that is longer than the record says that it is cut", async () => {
  const auditor = await newViewer("Ben Keller", ["AUDITOR"], stage.root);
  expect((await getRecord(auditor, banId, afterRecall(5)))?.cut).toEqual([]);
  const told = { topic: "ban.published", subjectKind: "ban", subjectId: banCode(banId), banId, content: {} };
  const moments = Array.from({ length: 1_000 }, (_, minute) => new Date(afterRecall(5).getTime() + minute * 1_000));
  await db.notice.createMany({ data: moments.map((moment) => ({ ...told, createdAt: moment, notBefore: moment })) });
  expect((await getRecord(auditor, banId, afterRecall(6)))?.cut).toEqual(["notices"]);
});
