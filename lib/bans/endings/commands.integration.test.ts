import { beforeAll, describe, expect, test } from "vitest";
import type { Role } from "@/lib/auth/permissions";
import type { Viewer } from "@/lib/auth/viewer";
import { submitBan } from "@/lib/bans/commands";
import { liftBan, resumeBan, supersedeBan, suspendBan } from "@/lib/bans/endings/commands";
import { effectOf } from "@/lib/bans/endings/queries";
import { LEADS_TO, whyNotEnd } from "@/lib/bans/endings/rules";
import { ENDINGS } from "@/lib/bans/endings/schema";
import { actionsOf, afterRecall, at, newStage, reason, run, type Stage, whyNot } from "@/lib/bans/endings/testing";
import { banFactsFor, getBan } from "@/lib/bans/queries";
import { banCode } from "@/lib/bans/rules";
import { newViewer } from "@/lib/bans/testing";
import { beginChange } from "@/lib/bans/versions/commands";
import { db } from "@/lib/db";
import { BanStatus } from "@/prisma/generated/enums";

let stage: Stage;
let { officer, colleague, approver, published, cloud, search, claudeCode, cursor } = {} as Stage;
const byRoles: Record<string, Viewer> = {};

const ROLES: Role[][] = [[], ["MANAGER"], ["SECURITY_OFFICER"], ["APPROVER"], ["AUDITOR"], ["ADMINISTRATOR"]];

beforeAll(async () => {
  stage = await newStage();
  ({ officer, colleague, approver, published, cloud, search, claudeCode, cursor } = stage);
  for (const roles of ROLES) byRoles[roles.join()] = await newViewer(`Role ${roles.join()}`, roles, stage.root);
});

describe("every state, every action, every role", () => {
  let successor = 0;
  beforeAll(async () => {
    successor = await published();
  });

  async function inState(status: BanStatus): Promise<number> {
    if (status === "APPROVED") return stage.approved();
    if (status === "DRAFT" || status === "IN_REVIEW" || status === "CANCELLED") {
      const banId = await stage.draft();
      if (status === "IN_REVIEW") await submitBan(officer, { banId }, at(1));
      if (status === "CANCELLED") {
        await db.ban.update({ where: { id: banId }, data: { status, endedAt: at(1), endReason: reason } });
        await db.banVersion.updateMany({ where: { banId }, data: { status: "WITHDRAWN" } });
      }
      return banId;
    }
    const banId = await published();
    if (status === "SUPERSEDED") await supersedeBan(officer, { banId, by: successor, reason }, afterRecall(0));
    if (status === "SUSPENDED") await suspendBan(officer, { banId, reason }, afterRecall(0));
    if (status === "LIFTED") await liftBan(officer, { banId, reason }, afterRecall(0));
    return banId;
  }

  test.each(Object.values(BanStatus))("a ban that is %s", async (status) => {
    const refused = await inState(status);
    const before = await db.ban.findUniqueOrThrow({ where: { id: refused } });
    for (const action of ENDINGS) {
      for (const roles of ROLES) {
        const viewer = byRoles[roles.join()] ?? officer;
        const isOfficer = roles.includes("SECURITY_OFFICER");
        const expected = isOfficer ? whyNotEnd(action, { status }, viewer) : null;
        if (isOfficer && expected === null) continue;
        const answer = await whyNot(run(action, viewer, refused, successor));
        expect(answer?.code).toBe(isOfficer ? "conflict" : "forbidden");
        if (isOfficer) expect(answer?.reason).toEqual(expected);
      }
    }
    expect(await db.ban.findUniqueOrThrow({ where: { id: refused } })).toEqual(before);
    for (const action of ENDINGS.filter((one) => whyNotEnd(one, { status }, officer) === null)) {
      const banId = await inState(status);
      expect(await run(action, officer, banId, successor)).toMatchObject({ banId, status: LEADS_TO[action] });
      expect((await getBan(officer, banId))?.status).toBe(LEADS_TO[action]);
    }
  });
});

describe("a ban that rests", () => {
  test("asks nothing and is checked by nobody, keeps its dates, and looks at everybody anew when it goes on", async () => {
    const banId = await published();
    const obligations = await db.obligation.findMany({ where: { banId }, orderBy: { id: "asc" } });
    expect(await effectOf(officer, banId, { action: "suspend" }, afterRecall(0))).toMatchObject({
      open: obligations.length,
      settled: 0,
      past: 0,
      tools: ["Claude Code"],
      change: null,
    });
    await suspendBan(officer, { banId, reason: "The replacement failed." }, afterRecall(0));
    expect(await getBan(officer, banId)).toMatchObject({
      status: "SUSPENDED",
      suspended: { reason: "The replacement failed.", by: "Li Wei", at: afterRecall(0) },
    });
    const fact = async () => (await banFactsFor(officer, [claudeCode], null)).get(claudeCode)?.find((one) => one.banId === banId);
    expect(await fact()).toMatchObject({ status: "SUSPENDED", suspendedAt: afterRecall(0) });

    const joiner = await newViewer(`Joiner ${banId}`, [], cloud);
    await db.$queryRaw`SELECT sync_population(ARRAY[${joiner.personId}::int], ${afterRecall(1)}::timestamptz)`;
    expect(await db.obligation.findMany({ where: { banId }, orderBy: { id: "asc" } })).toEqual(obligations);

    const later = new Date("2026-07-11T00:00:00Z");
    const effect = await effectOf(officer, banId, { action: "resume" }, later);
    expect(effect).toMatchObject({ status: "SUSPENDED", past: obligations.length, open: obligations.length });
    await resumeBan(officer, { banId, reason: "It works again." }, later);
    expect(await getBan(officer, banId)).toMatchObject({ status: "PUBLISHED", suspended: null });
    expect(await db.obligation.count({ where: { banId, personId: joiner.personId } })).toBe(2);
    expect(await fact()).toMatchObject({ status: "PUBLISHED", suspendedAt: null });
    expect((await actionsOf(banId)).slice(-2)).toEqual(["ban.suspended", "ban.resumed"]);
    const told = await db.notice.findMany({ where: { banId }, orderBy: { id: "asc" }, select: { topic: true, personId: true } });
    expect(told.filter(({ topic }) => topic.startsWith("ban.")).slice(-2)).toEqual([
      { topic: "ban.suspended", personId: null },
      { topic: "ban.resumed", personId: null },
    ]);
  });

  test("tells nobody that it rests whom it has not told that it began", async () => {
    const banId = await published();
    await db.notice.updateMany({ where: { banId, topic: "ban.published" }, data: { sentAt: null } });
    await suspendBan(officer, { banId, reason }, at(4));
    const notices = await db.notice.findMany({ where: { banId, personId: null }, select: { topic: true, cancelledAt: true } });
    expect(notices).toEqual([{ topic: "ban.published", cancelledAt: at(4) }]);
  });

  test("can be changed meanwhile, and ends with the change in work withdrawn", async () => {
    const banId = await published();
    await suspendBan(officer, { banId, reason }, afterRecall(0));
    await beginChange(officer, { banId, note: "New dates." }, afterRecall(1));
    expect(await effectOf(officer, banId, { action: "lift" }, afterRecall(2))).toMatchObject({ change: 2 });
    await liftBan(colleague, { banId, reason: "Not needed any more." }, afterRecall(3));
    const versions = await db.banVersion.findMany({ where: { banId }, orderBy: { number: "asc" } });
    expect(versions.map(({ status, endReason }) => [status, endReason])).toEqual([
      ["PUBLISHED", null],
      ["WITHDRAWN", "Not needed any more."],
    ]);
    expect((await actionsOf(banId)).slice(-2)).toEqual(["ban.version-withdrawn", "ban.lifted"]);
    expect(await getBan(officer, banId)).toMatchObject({ status: "LIFTED", ender: "Gao Lin", endReason: "Not needed any more." });
  });
});

describe("a ban that ends", () => {
  test("takes what waits along, and what was stays", async () => {
    const banId = await published({ exceptions: { allowed: true, contact: "#help" } });
    const base = {
      banId,
      dutyKind: "UNINSTALL" as const,
      startsAt: at(0),
      endsAt: at(30),
      dueAfter: at(30),
      requestedAt: at(0),
      justification: "Work.",
    };
    const decided = { decidedById: approver.personId, decidedAt: at(1), decisionReason: "Yes." };
    const person = { personId: officer.personId, requestedById: officer.personId };
    for (const data of [
      { ...base, ...person, status: "PROPOSED" as const },
      { ...base, ...person, personId: colleague.personId, status: "UNDER_REVIEW" as const },
      { ...base, ...person, ...decided, status: "APPROVED" as const },
      { ...base, ...person, ...decided, status: "ACTIVE" as const },
      { ...base, ...person, ...decided, status: "REJECTED" as const },
    ])
      await db.exception.create({ data });
    expect(await effectOf(officer, banId, { action: "lift" }, afterRecall(0))).toMatchObject({ exceptions: 4 });
    const obligations = await db.obligation.findMany({ where: { banId }, orderBy: { id: "asc" } });
    await liftBan(officer, { banId, reason }, afterRecall(1));
    const after = await db.exception.findMany({ where: { banId }, orderBy: { id: "asc" }, select: { status: true } });
    expect(after.map(({ status }) => status)).toEqual(["WITHDRAWN", "WITHDRAWN", "REVOKED", "REVOKED", "REJECTED"]);
    expect(await db.obligation.findMany({ where: { banId }, orderBy: { id: "asc" } })).toEqual(obligations);
    expect((await banFactsFor(officer, [claudeCode], null)).get(claudeCode)?.find((fact) => fact.banId === banId)).toMatchObject({
      status: "LIFTED",
    });
  });

  test("gives way only to a ban that binds, after the two were compared", async () => {
    const old = await published({ population: { everyone: false, include: [cloud, search], exclude: [] } });
    const wider = await published({
      selector: { vendors: [], tools: [cursor] },
      population: { everyone: true, include: [], exclude: [cloud] },
    });
    const inCloud = await db.obligation.findMany({
      where: { banId: old },
      distinct: ["personId"],
      select: { personId: true, teamId: true },
    });
    const onlyOld = inCloud.filter(({ teamId }) => teamId === cloud).length;
    const effect = await effectOf(officer, old, { action: "supersede", by: wider }, afterRecall(0));
    expect(effect).toMatchObject({
      tools: ["Claude Code"],
      successor: { code: banCode(wider), toolsBoth: [], onlyOld, both: inCloud.length - onlyOld },
    });
    const fields = async (by: number) => (await whyNot(supersedeBan(officer, { banId: old, by, reason }, afterRecall(1))))?.fields.by?.key;
    expect(await fields(0)).toBe("endings.whyNot.successorMissing");
    expect(await fields(old)).toBe("endings.whyNot.successorItself");
    await suspendBan(officer, { banId: wider, reason }, afterRecall(1));
    expect(await fields(wider)).toBe("endings.whyNot.successorNotPublished");
    await resumeBan(officer, { banId: wider, reason }, afterRecall(2));
    await supersedeBan(officer, { banId: old, by: wider, reason: "One ban for both." }, afterRecall(3));
    expect(await getBan(officer, old)).toMatchObject({
      status: "SUPERSEDED",
      supersededBy: banCode(wider),
      endReason: "One ban for both.",
    });
    await expect(db.ban.update({ where: { id: old }, data: { supersededById: old } })).rejects.toThrow("ban_superseded_by");
  });
});
