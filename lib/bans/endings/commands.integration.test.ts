import { beforeAll, describe, expect, test } from "vitest";
import type { Role } from "@/lib/auth/permissions";
import type { Viewer } from "@/lib/auth/viewer";
import { approveBan } from "@/lib/bans/approval/commands";
import { draftBan, editBan, submitBan } from "@/lib/bans/commands";
import { liftBan, resumeBan, supersedeBan, suspendBan } from "@/lib/bans/endings/commands";
import { effectOf } from "@/lib/bans/endings/queries";
import { LEADS_TO, whyNotEnd } from "@/lib/bans/endings/rules";
import { ENDINGS, type Ending } from "@/lib/bans/endings/schema";
import { publishBan } from "@/lib/bans/publication/commands";
import { banFactsFor, getBan } from "@/lib/bans/queries";
import { banCode } from "@/lib/bans/rules";
import { banContent, newTeam, newTool, newVendor, newViewer } from "@/lib/bans/testing";
import { beginChange } from "@/lib/bans/versions/commands";
import { db } from "@/lib/db";
import { Refusal } from "@/lib/refusal";
import { BanStatus } from "@/prisma/generated/enums";

const at = (minute: number) => new Date(Date.UTC(2026, 6, 3, 7, minute));
const afterRecall = (minute: number) => at(10 + minute);

let officer: Viewer;
let colleague: Viewer;
let approver: Viewer;
const byRoles: Record<string, Viewer> = {};
let [root, cloud, search] = [0, 0, 0];
let [claudeCode, cursor] = [0, 0];

const ROLES: Role[][] = [[], ["MANAGER"], ["SECURITY_OFFICER"], ["APPROVER"], ["AUDITOR"], ["ADMINISTRATOR"]];

beforeAll(async () => {
  root = await newTeam("Meridian");
  cloud = await newTeam("Cloud", root);
  search = await newTeam("Search", root);
  officer = await newViewer("Li Wei", ["SECURITY_OFFICER"], root);
  colleague = await newViewer("Gao Lin", ["SECURITY_OFFICER"], root);
  approver = await newViewer("Chen Wei", ["APPROVER"], root);
  await newViewer("Wang Fang", [], cloud);
  await newViewer("Zhao Min", [], search);
  for (const roles of ROLES) byRoles[roles.join()] = await newViewer(`Role ${roles.join()}`, roles, root);
  const vendor = await newVendor("Anthropic");
  claudeCode = await newTool("Claude Code", vendor);
  cursor = await newTool("Cursor", await newVendor("Anysphere"));
});

type Changes = Parameters<typeof banContent>[0];

async function published(changes: Changes = {}): Promise<number> {
  const content = banContent({ selector: { vendors: [], tools: [claudeCode] }, ...changes });
  const { banId } = await draftBan(officer, { content }, at(0));
  await submitBan(officer, { banId }, at(1));
  await approveBan(approver, { banId }, at(2));
  await publishBan(officer, { banId, code: banCode(banId) }, at(3));
  // As if the notices had left.
  await db.notice.updateMany({ where: { banId, sentAt: null, cancelledAt: null }, data: { sentAt: at(8) } });
  return banId;
}

const reason = "Because.";

async function bring(banId: number, status: "SUSPENDED" | "LIFTED") {
  await (status === "SUSPENDED" ? suspendBan : liftBan)(officer, { banId, reason }, afterRecall(0));
}

const whyNot = (work: Promise<unknown>) =>
  work.then(
    () => null,
    (error: unknown) => (error instanceof Refusal ? error : Promise.reject(error)),
  );

function run(action: Ending, viewer: Viewer, banId: number, by: number, minute = 5) {
  const input = { banId, reason };
  switch (action) {
    case "suspend":
      return suspendBan(viewer, input, afterRecall(minute));
    case "resume":
      return resumeBan(viewer, input, afterRecall(minute));
    case "lift":
      return liftBan(viewer, input, afterRecall(minute));
    case "supersede":
      return supersedeBan(viewer, { ...input, by }, afterRecall(minute));
  }
}

const actionsOf = async (banId: number) =>
  (await db.auditEvent.findMany({ where: { subjectKind: "ban", subjectId: banCode(banId) }, orderBy: { id: "asc" } })).map(
    ({ action }) => action,
  );

describe("every state, every action, every role", () => {
  let successor = 0;
  beforeAll(async () => {
    successor = await published();
  });

  async function inState(status: BanStatus): Promise<number> {
    const content = banContent({ selector: { vendors: [], tools: [claudeCode] } });
    if (status === "DRAFT" || status === "IN_REVIEW" || status === "CANCELLED") {
      const { banId } = await draftBan(officer, { content }, at(0));
      if (status === "IN_REVIEW") await submitBan(officer, { banId }, at(1));
      if (status === "CANCELLED") {
        const ended = { status, endedAt: at(1), endReason: reason };
        await db.ban.update({ where: { id: banId }, data: ended });
        await db.banVersion.updateMany({ where: { banId }, data: { status: "WITHDRAWN" } });
      }
      return banId;
    }
    if (status === "APPROVED") {
      const { banId } = await draftBan(officer, { content }, at(0));
      await submitBan(officer, { banId }, at(1));
      await approveBan(approver, { banId }, at(2));
      return banId;
    }
    const banId = await published();
    if (status === "SUPERSEDED") await supersedeBan(officer, { banId, by: successor, reason }, afterRecall(0));
    if (status === "SUSPENDED" || status === "LIFTED") await bring(banId, status);
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
    expect((await banFactsFor(officer, [claudeCode], null)).get(claudeCode)?.some((fact) => fact.banId === banId)).not.toBe(true);

    const joiner = await newViewer(`Joiner ${banId}`, [], cloud);
    await db.$queryRaw`SELECT sync_population(ARRAY[${joiner.personId}::int], ${afterRecall(1)}::timestamptz)`;
    expect(await db.obligation.findMany({ where: { banId }, orderBy: { id: "asc" } })).toEqual(obligations);

    const later = new Date("2026-07-11T00:00:00Z");
    const effect = await effectOf(officer, banId, { action: "resume" }, later);
    expect(effect).toMatchObject({ status: "SUSPENDED", past: obligations.length, open: obligations.length });
    await resumeBan(officer, { banId, reason: "It works again." }, later);
    expect(await getBan(officer, banId)).toMatchObject({ status: "PUBLISHED", suspended: null });
    expect(await db.obligation.count({ where: { banId, personId: joiner.personId } })).toBe(2);
    expect((await banFactsFor(officer, [claudeCode], null)).get(claudeCode)?.some((fact) => fact.banId === banId)).toBe(true);
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
    await bring(banId, "SUSPENDED");
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

describe("at the same moment", () => {
  const outcome = async (work: Promise<unknown>[]) => {
    const settled = await Promise.all(work.map(whyNot));
    return settled.map((refusal) => refusal?.reason.key ?? "done").sort();
  };

  test.each<[Ending, Ending]>([
    ["suspend", "suspend"],
    ["suspend", "lift"],
    ["lift", "lift"],
    ["supersede", "lift"],
    ["supersede", "suspend"],
  ])("of two officers who %s and %s, one succeeds and the other is told who did", async (one, other) => {
    const [banId, by] = [await published(), await published()];
    const answers = await outcome([run(one, officer, banId, by), run(other, colleague, banId, by)]);
    expect(answers.filter((answer) => answer === "done")).toHaveLength(1);
    expect(answers.find((answer) => answer !== "done")).toMatch(/^bans\.overtaken\.(suspended|lifted|superseded)$/);
    expect((await actionsOf(banId)).filter((action) => ["ban.suspended", "ban.lifted", "ban.superseded"].includes(action))).toHaveLength(1);
  });

  test("two who resume do it once, and nobody gets a duty twice", async () => {
    const banId = await published();
    await bring(banId, "SUSPENDED");
    expect(await outcome([run("resume", officer, banId, 0), run("resume", colleague, banId, 0)])).toEqual([
      "bans.overtaken.resumed",
      "done",
    ]);
    const [twice] = await db.$queryRaw<[{ n: number }]>`
      SELECT count(*)::int AS n FROM (SELECT FROM obligation WHERE ban_id = ${banId} GROUP BY duty_id, person_id HAVING count(*) > 1) x`;
    expect(twice.n).toBe(0);
  });

  test("two bans that replace each other end in one of them", async () => {
    const [first, second] = [await published(), await published()];
    await outcome([
      supersedeBan(officer, { banId: first, by: second, reason }, afterRecall(1)),
      supersedeBan(colleague, { banId: second, by: first, reason }, afterRecall(1)),
    ]);
    const states = await db.ban.findMany({ where: { id: { in: [first, second] } }, select: { status: true } });
    expect(states.map(({ status }) => status).sort()).toEqual(["PUBLISHED", "SUPERSEDED"]);
  });

  test("a change that begins while the ban is lifted is withdrawn with it, or is told that it came late", async () => {
    for (let round = 0; round < 4; round++) {
      const banId = await published();
      await outcome([
        liftBan(officer, { banId, reason }, afterRecall(1)),
        beginChange(colleague, { banId, note: "Wider." }, afterRecall(1)),
      ]);
      const inWork = await db.banVersion.count({ where: { banId, status: { in: ["DRAFT", "IN_REVIEW", "APPROVED"] } } });
      const { status } = await db.ban.findUniqueOrThrow({ where: { id: banId } });
      expect([status, inWork]).toSatisfy(([end, open]) => (end === "LIFTED" && open === 0) || (end === "PUBLISHED" && open === 1));
    }
  });

  test("an officer who edits a change while another lifts the ban loses nothing that was saved before", async () => {
    const banId = await published();
    const begun = await beginChange(officer, { banId, note: "Wider." }, afterRecall(0));
    const edit = editBan(officer, { banId, revision: begun.revision, content: { owner: "Gao Lin" } }, afterRecall(1));
    const answers = await outcome([edit, liftBan(colleague, { banId, reason }, afterRecall(1))]);
    expect(answers).toContain("done");
    const version = await db.banVersion.findFirstOrThrow({ where: { banId, number: 2 } });
    const { status } = await db.ban.findUniqueOrThrow({ where: { id: banId } });
    expect(status === "LIFTED" ? "WITHDRAWN" : "DRAFT").toBe(version.status);
  });

  test("a publication and a suspension of the same ban are both kept, whichever is first", async () => {
    const banId = await published();
    await beginChange(officer, { banId, note: "Other words." }, afterRecall(0));
    await submitBan(officer, { banId }, afterRecall(1));
    await approveBan(approver, { banId }, afterRecall(2));
    const publication = publishBan(officer, { banId, code: banCode(banId) }, afterRecall(3));
    await outcome([publication, suspendBan(colleague, { banId, reason }, afterRecall(3))]);
    const binding = await db.banVersion.findMany({ where: { banId, status: "PUBLISHED" } });
    expect(binding).toHaveLength(1);
    const { status } = await db.ban.findUniqueOrThrow({ where: { id: banId } });
    expect(["PUBLISHED", "SUSPENDED"]).toContain(status);
  });
});
