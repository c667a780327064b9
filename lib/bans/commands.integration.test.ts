import { beforeAll, describe, expect, test } from "vitest";
import { mintViewer, type Viewer } from "@/lib/auth/viewer";
import { approveBan, returnBan } from "@/lib/bans/approval/commands";
import { cancelBan, draftBan, editBan, submitBan } from "@/lib/bans/commands";
import { saveStep } from "@/lib/bans/edit/commands";
import { stepFormSchema } from "@/lib/bans/edit/schema";
import { liftBan } from "@/lib/bans/endings/commands";
import { publishBan } from "@/lib/bans/publication/commands";
import { banFactsFor, getBan, getPublication, listBans } from "@/lib/bans/queries";
import { banCode, publicationKey, TRANSITIONS } from "@/lib/bans/rules";
import { banContent, newTeam, newTool, newVendor, newViewer } from "@/lib/bans/testing";
import { db } from "@/lib/db";
import { readProgress } from "@/lib/progress";
import { Refusal } from "@/lib/refusal";
import { aPlace } from "@/lib/registry/testing";
import { BanStatus } from "@/prisma/generated/enums";

const at = (minute: number) => new Date(Date.UTC(2026, 6, 3, 7, minute));
const cutoff = new Date("2026-07-09T16:00:00Z");

let officer: Viewer;
let colleague: Viewer;
let approver: Viewer;
let employee: Viewer;
let [root, cloud, search] = [0, 0, 0];
let [anthropic, claudeCode, agentSdk, qoder] = [0, 0, 0, 0];

beforeAll(async () => {
  root = await newTeam("Meridian");
  cloud = await newTeam("Cloud", root);
  search = await newTeam("Search", root);
  officer = await newViewer("Li Wei", ["SECURITY_OFFICER"], root);
  colleague = await newViewer("Gao Lin", ["SECURITY_OFFICER"], root);
  approver = await newViewer("Chen Wei", ["APPROVER", "SECURITY_OFFICER"], root);
  employee = await newViewer("Wang Fang", [], cloud);
  await newViewer("Zhao Min", [], search);
  anthropic = await newVendor("Anthropic");
  claudeCode = await newTool("Claude Code", anthropic);
  agentSdk = await newTool("Agent SDK", await newVendor("Owned", anthropic));
  qoder = await newTool("Qoder", await newVendor("Alibaba"));
});

async function draftOf(changes: Parameters<typeof banContent>[0] = {}) {
  const content = banContent({ selector: { vendors: [], tools: [claudeCode] }, ...changes });
  return draftBan(officer, { content }, at(0));
}

async function approved(changes: Parameters<typeof banContent>[0] = {}) {
  const { banId } = await draftOf(changes);
  await submitBan(officer, { banId }, at(1));
  await approveBan(approver, { banId }, at(2));
  return banId;
}

const publish = (viewer: Viewer, banId: number) => publishBan(viewer, { banId, code: banCode(banId) }, at(3));

const reasonOf = (work: Promise<unknown>) =>
  work.then(
    () => null,
    (error: unknown) => (error instanceof Refusal ? error.reason : Promise.reject(error)),
  );

const actionsOf = async (banId: number) =>
  (await db.auditEvent.findMany({ where: { subjectKind: "ban", subjectId: banCode(banId) }, orderBy: { id: "asc" } })).map(
    ({ action }) => action,
  );

describe("a draft", () => {
  test("begins empty, in the name of its author, and is listed for those who write bans", async () => {
    const { banId, code } = await draftBan(officer, { content: {} }, at(0));
    expect(code).toBe(`BAN-${banId}`);
    expect(await getBan(officer, banId)).toMatchObject({
      status: "DRAFT",
      author: "Li Wei",
      content: { owner: "Li Wei" },
      scope: [],
      cutoffAt: null,
    });
    expect((await listBans(officer, { state: "open", limit: 1 })).items[0]?.code).toBe(code);
    expect(await actionsOf(banId)).toEqual(["ban.drafted"]);
  });

  test("is saved page by page, and lists know its cutoff", async () => {
    const { banId } = await draftBan(officer, { content: {} }, at(0));
    const cutoffPage = { step: "cutoff", revision: 1, kinds: ["STOP_USE"], date: "2026-07-10", time: "00:00", zone: "Asia/Shanghai" };
    expect(await saveStep(officer, { banId, form: stepFormSchema.parse(cutoffPage) }, at(1))).toMatchObject({ revision: 2 });
    expect(await getBan(officer, banId)).toMatchObject({ cutoffAt: cutoff, zone: "Asia/Shanghai", revision: 2 });
    const empty = stepFormSchema.parse({ step: "words", revision: 2 });
    await expect(saveStep(officer, { banId, form: empty }, at(1))).rejects.toMatchObject({ code: "invalid" });
    await saveStep(officer, { banId, form: { ...empty, intent: "leave" } }, at(1));
  });

  test("tells the second of two writers who changed it and when, and keeps what the first wrote", async () => {
    const { banId, revision } = await draftOf();
    await editBan(colleague, { banId, revision, content: { owner: "Gao Lin" } }, at(5));
    const late = reasonOf(editBan(officer, { banId, revision, content: { owner: "Li Wei" } }, at(6)));
    expect(await late).toEqual({ key: "bans.overtaken.edited", values: { who: "Gao Lin", time: "3 July 2026, 15:05" } });
    expect((await getBan(officer, banId))?.content.owner).toBe("Gao Lin");
  });

  test("is submitted only when it is complete, covers a tool and does not send people to what it bans", async () => {
    const { banId } = await draftBan(officer, { content: { title: { en: "Half" } } }, at(0));
    expect(await reasonOf(submitBan(officer, { banId }, at(1)))).toEqual({ key: "bans.whyNot.incomplete" });
    const nothing = await draftOf({ selector: { vendors: [await newVendor("Empty")], tools: [] } });
    expect(await reasonOf(submitBan(officer, nothing, at(1)))).toEqual({ key: "bans.whyNot.noTools" });
    const loop = await draftOf({ selector: { vendors: [anthropic], tools: [] }, replacement: { toolId: agentSdk } });
    expect(await reasonOf(submitBan(officer, loop, at(1)))).toEqual({ key: "bans.whyNot.replacementInScope" });
  });
});

describe("approval", () => {
  test("is given by somebody other than the author, and the words stay as they were read", async () => {
    const content = banContent({ selector: { vendors: [], tools: [claudeCode] } });
    const { banId } = await draftBan(approver, { content }, at(0));
    await submitBan(officer, { banId }, at(1));
    expect(await reasonOf(approveBan(approver, { banId }, at(2)))).toEqual({ key: "versions.whyNot.approveOthersOnly" });
    const byAuthor = { status: "APPROVED" as const, approvedById: approver.personId, approvedAt: at(2) };
    await expect(db.ban.update({ where: { id: banId }, data: byAuthor })).rejects.toThrow("ban_four_eyes");
    expect(await reasonOf(editBan(officer, { banId, revision: undefined, content: { owner: "X" } }, at(3)))).toEqual({
      key: "versions.whyNot.editDraftOnly",
    });
    await expect(db.banVersion.updateMany({ where: { banId }, data: { content: {} } })).rejects.toThrow("its words cannot change");
  });

  test("is not given to a version the approver did not read", async () => {
    const draft = await draftOf();
    await submitBan(officer, draft, at(1));
    await returnBan(approver, { banId: draft.banId, reason: "Who pays?" }, at(2));
    expect((await getBan(officer, draft.banId))?.returned).toMatchObject({ reason: "Who pays?", by: "Chen Wei" });
    await editBan(officer, { banId: draft.banId, revision: undefined, content: { contact: "#new" } }, at(3));
    const { revision } = await submitBan(officer, { banId: draft.banId }, at(4));
    expect(await reasonOf(approveBan(approver, { banId: draft.banId, revision: revision - 3 }, at(5)))).toMatchObject({
      key: "bans.overtaken.submitted",
    });
    expect(await approveBan(approver, { banId: draft.banId, revision }, at(5))).toMatchObject({ status: "APPROVED" });
  });

  test("an employee can neither read, approve nor publish", async () => {
    const banId = await approved();
    await expect(getBan(employee, banId)).rejects.toMatchObject({ code: "forbidden" });
    await expect(approveBan(employee, { banId }, at(4))).rejects.toMatchObject({ code: "forbidden" });
    await expect(publish(employee, banId)).rejects.toMatchObject({ code: "forbidden" });
  });
});

describe("publication", () => {
  test("freezes the vendor's tools with what it owns, the words and the instants, and gives everybody their duties", async () => {
    const banId = await approved({ selector: { vendors: [anthropic], tools: [] }, replacement: { toolId: qoder } });
    const people = await db.person.count();
    expect(await publish(officer, banId)).toMatchObject({ status: "PUBLISHED", tools: 2, obligations: 2 * people });
    const ban = await getBan(officer, banId);
    expect(ban?.scope.map(({ name }) => name).sort()).toEqual(["Agent SDK", "Claude Code"]);
    expect(ban?.duties.map(({ deadlineAt }) => deadlineAt)).toEqual([cutoff, cutoff]);
    expect(ban?.publisher).toBe("Li Wei");
    expect(await readProgress(publicationKey(banId))).toMatchObject({ step: "bans.progress.done", finished: true });
    expect(await getPublication(officer, banId)).toMatchObject({ status: "PUBLISHED" });
    await newTool("Later", anthropic);
    expect((await getBan(officer, banId))?.scope).toHaveLength(2);
    expect(await actionsOf(banId)).toEqual(["ban.drafted", "ban.submitted", "ban.approved", "ban.published"]);
  });

  test("reaches the teams named, without those left out", async () => {
    const banId = await approved({ population: { everyone: true, include: [], exclude: [cloud] } });
    await publish(officer, banId);
    const inCloud = await db.obligation.count({ where: { banId, personId: employee.personId } });
    expect(inCloud).toBe(0);
    expect(await db.obligation.count({ where: { banId, personId: officer.personId } })).toBe(2);
  });

  test("needs the code, typed", async () => {
    const banId = await approved();
    const wrong = publishBan(officer, { banId, code: "BAN" }, at(3));
    await expect(wrong).rejects.toMatchObject({ code: "invalid", fields: { code: { key: "bans.whyNot.wrongCode" } } });
    expect((await getBan(officer, banId))?.status).toBe("APPROVED");
  });

  test("of two people who press at once, one succeeds and the other is told who was faster", async () => {
    const banId = await approved();
    const answers = await Promise.all([publish(officer, banId), publish(colleague, banId)].map(reasonOf));
    const [told] = answers.filter((answer) => answer !== null);
    expect(answers.filter((answer) => answer === null)).toHaveLength(1);
    const winner = answers[0] === null ? "Li Wei" : "Gao Lin";
    expect(told).toMatchObject({ key: "bans.overtaken.published", values: { who: winner } });
    const perPerson = await db.obligation.groupBy({ by: ["dutyId", "personId"], where: { banId }, _count: true });
    expect(perPerson.every(({ _count }) => _count === 1)).toBe(true);
    expect((await actionsOf(banId)).filter((action) => action === "ban.published")).toHaveLength(1);
  });

  test("that fails leaves nothing behind and says that it stopped", async () => {
    const banId = await approved({ replacement: { toolId: qoder } });
    await publish(officer, await approved({ selector: { vendors: [], tools: [qoder] } }));
    expect(await reasonOf(publish(officer, banId))).toEqual({ key: "bans.whyNot.replacementBanned" });
    expect(await getBan(officer, banId)).toMatchObject({ status: "APPROVED", scope: [], duties: [] });
    expect(await readProgress(publicationKey(banId))).toMatchObject({ step: "bans.progress.stopped", finished: true });
  });

  test("is the verdict for those it reaches", async () => {
    const tool = await newTool("Verdict", anthropic);
    const banId = await approved({
      selector: { vendors: [], tools: [tool] },
      population: { everyone: false, include: [search], exclude: [] },
    });
    expect(await banFactsFor(employee, [tool], null)).toEqual(new Map());
    await publish(officer, banId);
    const factOf = async (teamPath: string) => (await banFactsFor(employee, [tool], aPlace({ teamPath }))).get(tool)?.[0];
    expect(await factOf(`${root}.${search}`)).toMatchObject({
      banId,
      status: "PUBLISHED",
      cutoffAt: cutoff,
      applies: true,
      coversEveryone: false,
    });
    expect(await factOf(`${root}.${cloud}`)).toMatchObject({ applies: false });

    const decided = { requestedAt: at(0), decidedById: approver.personId, decisionReason: "Yes", dueAfter: at(90) };
    const period = { startsAt: at(0), endsAt: at(60), justification: "tested", ...decided };
    const holder = { id: (await newViewer("Holder", [], search)).personId ?? 0, teamPath: `${root}.${search}` };
    await db.exception.createMany({
      data: [
        { banId, dutyKind: "STOP_USE", personId: holder.id, status: "ACTIVE", ...period },
        { banId, dutyKind: "STOP_USE", teamId: root, status: "ACTIVE", ...period, endsAt: at(90) },
        { banId, dutyKind: "STOP_USE", teamId: cloud, status: "ACTIVE", ...period },
        { banId, dutyKind: "UNINSTALL", personId: holder.id, status: "ACTIVE", ...period },
        { banId, dutyKind: "STOP_USE", personId: holder.id, status: "PROPOSED", ...period },
        { banId, dutyKind: "STOP_USE", personId: officer.personId, status: "ACTIVE", ...period },
      ],
    });
    const exemptions = (await banFactsFor(employee, [tool], aPlace(holder))).get(tool)?.[0]?.exemptions;
    expect(exemptions?.toSorted((a, b) => a.until.getTime() - b.until.getTime())).toEqual([
      { from: at(0), until: at(60) },
      { from: at(0), until: at(90) },
    ]);
    expect((await banFactsFor(employee, [tool], null)).get(tool)?.[0]?.exemptions).toEqual([]);
  });
});

describe("a list", () => {
  test("shows a manager what binds, with the sums of their own teams, and no drafts", async () => {
    const banId = await approved();
    await publish(officer, banId);
    const { banId: draft } = await draftOf();
    const manager = mintViewer({ ...employee, roles: ["EMPLOYEE", "MANAGER"], managedPaths: [`${root}.${cloud}`] });
    const { items } = await listBans(manager, { limit: 100 });
    expect(items.map(({ id }) => id)).not.toContain(draft);
    expect(items.find(({ id }) => id === banId)?.counts).toMatchObject({ unknown: 1, installed: 0 });
    expect(await getBan(manager, draft)).toBeNull();
    const whole = (await listBans(officer, { limit: 100 })).items.find(({ id }) => id === banId);
    expect(whole?.counts?.unknown).toBe(await db.person.count());
  });

  test("goes on where the page before ended", async () => {
    const first = await listBans(officer, { limit: 2 });
    const second = await listBans(officer, { limit: 2, cursor: first.next ?? "" });
    expect(first.items).toHaveLength(2);
    expect(second.items.every(({ id }) => id < (first.items[1]?.id ?? 0))).toBe(true);
  });
});

describe("the end of a ban", () => {
  test("before publication is a cancellation, after it a lifting, each with its reason, and nothing is deleted", async () => {
    const { banId: early } = await draftOf();
    await cancelBan(officer, { banId: early, reason: "Not needed." }, at(4));
    expect(await getBan(officer, early)).toMatchObject({ status: "CANCELLED", endReason: "Not needed.", ender: "Li Wei" });
    expect(await reasonOf(cancelBan(officer, { banId: early, reason: "Again." }, at(5)))).toEqual({ key: "versions.whyNot.ended" });

    const banId = await approved();
    await publish(officer, banId);
    expect(await reasonOf(cancelBan(officer, { banId, reason: "Late." }, at(6)))).toEqual({
      key: "versions.whyNot.cancelBeforePublicationOnly",
    });
    const obligations = await db.obligation.count({ where: { banId } });
    await liftBan(officer, { banId, reason: "The vendor fixed it." }, at(7));
    expect(await getBan(officer, banId)).toMatchObject({ status: "LIFTED", endReason: "The vendor fixed it." });
    expect(await db.obligation.count({ where: { banId } })).toBe(obligations);
    expect((await banFactsFor(employee, [claudeCode], null)).get(claudeCode)?.find((fact) => fact.banId === banId)).toMatchObject({
      status: "LIFTED",
    });
  });
});

describe("the database itself", () => {
  test("knows the same legal steps as the rules", async () => {
    const all = Object.values(BanStatus);
    const rows = await db.$queryRaw<{ was: BanStatus; becomes: BanStatus }[]>`
      SELECT was::text, becomes::text FROM unnest(enum_range(NULL::ban_status)) was, unnest(enum_range(NULL::ban_status)) becomes
      WHERE ban_may_become(was, becomes)`;
    const legal = all.flatMap((was) => TRANSITIONS[was].map((becomes) => `${was} ${becomes}`));
    expect(rows.map(({ was, becomes }) => `${was} ${becomes}`).sort()).toEqual(legal.sort());
  });

  test("refuses an illegal step, a change of published words, and every deletion", async () => {
    const banId = await approved();
    await publish(officer, banId);
    await expect(db.ban.update({ where: { id: banId }, data: { status: "DRAFT" } })).rejects.toThrow("cannot go from PUBLISHED to DRAFT");
    await expect(db.banVersion.updateMany({ where: { banId }, data: { content: {} } })).rejects.toThrow(
      "is no draft: its words cannot change",
    );
    await expect(db.duty.deleteMany({ where: { banId } })).rejects.toThrow("bans are kept");
    await expect(db.banScopeTool.deleteMany({ where: { banId } })).rejects.toThrow("bans are kept");
  });
});
