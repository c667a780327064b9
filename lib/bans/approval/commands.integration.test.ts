import { beforeAll, describe, expect, test } from "vitest";
import type { Viewer } from "@/lib/auth/viewer";
import { approveBan, commentBan, rejectBan, returnBan } from "@/lib/bans/approval/commands";
import { draftBan, editBan, submitBan } from "@/lib/bans/commands";
import { getBan } from "@/lib/bans/queries";
import { banContent } from "@/lib/bans/testing";
import { actionsOf, approved, at, type Company, drafted, newCompany, publish, reasonOf, submitted } from "@/lib/bans/testing-company";
import { listComments, listVersions } from "@/lib/bans/versions/queries";
import { db } from "@/lib/db";

let company: Company;
let officer: Viewer;
let approver: Viewer;
let second: Viewer;
let employee: Viewer;
let [claudeCode] = [0];

beforeAll(async () => {
  company = await newCompany();
  ({ officer, approver, second, employee, claudeCode } = company);
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
    const draft = await drafted(company);
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
    const banId = await approved(company);
    await expect(getBan(employee, banId)).rejects.toMatchObject({ code: "forbidden" });
    await expect(approveBan(employee, { banId }, at(4))).rejects.toMatchObject({ code: "forbidden" });
    await expect(publish(employee, banId)).rejects.toMatchObject({ code: "forbidden" });
  });
});

describe("a quorum", () => {
  test("of two approves with the second yes; each counts once, with its comment", async () => {
    const banId = await submitted(company, { approvals: 2 });
    const asked = await db.notice.findMany({ where: { banId, topic: "ban.submitted" }, orderBy: { personId: "asc" } });
    expect(asked.map(({ personId }) => personId)).toEqual([approver.personId, second.personId]);
    expect(await approveBan(approver, { banId, comment: "Legal agrees." }, at(2))).toMatchObject({ status: "IN_REVIEW", stillNeeded: 1 });
    expect(await reasonOf(approveBan(approver, { banId }, at(3)))).toEqual({ key: "versions.whyNot.approvedAlready" });
    expect(await reasonOf(publish(officer, banId))).toEqual({ key: "versions.whyNot.publishApprovedOnly" });
    expect(await approveBan(second, { banId }, at(4))).toMatchObject({ status: "APPROVED", stillNeeded: 0 });
    const [version] = await listVersions(officer, banId);
    expect(version?.approvals.map(({ by, comment }) => [by, comment])).toEqual([
      ["Chen Wei", "Legal agrees."],
      ["Sun Li", null],
    ]);
    expect(await actionsOf(banId)).toEqual(["ban.drafted", "ban.submitted", "ban.approved", "ban.approved"]);
  });

  test("is given anew after a return: what was approved before is void, and says so", async () => {
    const banId = await submitted(company, { approvals: 2 });
    await approveBan(approver, { banId }, at(2));
    await returnBan(second, { banId, reason: "Who pays?" }, at(3));
    await submitBan(officer, { banId }, at(4));
    expect(await approveBan(second, { banId }, at(5))).toMatchObject({ status: "IN_REVIEW", stillNeeded: 1 });
    expect((await listVersions(officer, banId))[0]?.approvals.map(({ by, isVoid }) => [by, isVoid])).toEqual([
      ["Chen Wei", true],
      ["Sun Li", false],
    ]);
  });

  test("never asks for more people than there are", async () => {
    const { banId } = await drafted(company);
    const late = submitBan(officer, { banId, approvals: 3 }, at(1));
    await expect(late).rejects.toMatchObject({ fields: { approvals: { key: "versions.whyNot.quorum", values: { n: 2 } } } });
    expect(await submitBan(officer, { banId, approvals: 2 }, at(1))).toMatchObject({ status: "IN_REVIEW" });
    expect((await getBan(officer, banId))?.content.approvals).toBe(2);
  });

  test("leaves out everybody who wrote a word of it, in the rules and in the database", async () => {
    const { banId } = await drafted(company);
    await editBan(approver, { banId, revision: undefined, content: { contact: "#approver" } }, at(1));
    await submitBan(officer, { banId }, at(2));
    expect(await reasonOf(approveBan(approver, { banId }, at(3)))).toEqual({ key: "versions.whyNot.approveOthersOnly" });
    const version = await db.banVersion.findFirstOrThrow({ where: { banId } });
    const forged = { versionId: version.id, personId: approver.personId ?? 0, approvedAt: at(3) };
    await expect(db.banApproval.create({ data: forged })).rejects.toThrow("does not approve it");
  });
});

test("a rejected ban is over, with the reason; its authors are told", async () => {
  const banId = await submitted(company);
  await rejectBan(approver, { banId, reason: "We need it until May." }, at(3));
  expect(await getBan(officer, banId)).toMatchObject({
    status: "CANCELLED",
    endReason: "We need it until May.",
    ender: "Chen Wei",
    working: null,
  });
  expect((await listVersions(officer, banId))[0]).toMatchObject({ status: "REJECTED", endReason: "We need it until May." });
  expect(await db.notice.findFirst({ where: { banId, topic: "ban.rejected" } })).toMatchObject({ personId: officer.personId });
});

test("comments stay, belong to a version and overtake nobody", async () => {
  const { banId, revision } = await drafted(company);
  await commentBan(second, { banId, text: "Which teams?" }, at(1));
  await editBan(officer, { banId, revision, content: { contact: "#teams" } }, at(2));
  expect(await listComments(officer, banId)).toMatchObject([{ by: "Sun Li", text: "Which teams?", version: 1, at: at(1) }]);
  await expect(commentBan(employee, { banId, text: "Why?" }, at(3))).rejects.toMatchObject({ code: "forbidden" });
  await expect(db.banComment.deleteMany({ where: { banId } })).rejects.toThrow("bans are kept");
});
