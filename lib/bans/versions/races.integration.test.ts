import { beforeAll, describe, expect, test } from "vitest";
import type { Viewer } from "@/lib/auth/viewer";
import { approveBan, returnBan } from "@/lib/bans/approval/commands";
import { editBan, submitBan } from "@/lib/bans/commands";
import { liftBan } from "@/lib/bans/endings/commands";
import { publishBan } from "@/lib/bans/publication/commands";
import { getBan } from "@/lib/bans/queries";
import { recallBan } from "@/lib/bans/recall/commands";
import { banCode } from "@/lib/bans/rules";
import { actionsOf, approved, at, type Company, drafted, newCompany, published, reasonOf, submitted } from "@/lib/bans/testing-company";
import { beginChange } from "@/lib/bans/versions/commands";
import { getBanInWork } from "@/lib/bans/versions/queries";
import { db } from "@/lib/db";
import type { Reason } from "@/lib/refusal";

// Two people press at the same moment, in the database that both of them write to.

let company: Company;
let officer: Viewer;
let colleague: Viewer;
let approver: Viewer;
let second: Viewer;

beforeAll(async () => {
  company = await newCompany();
  ({ officer, colleague, approver, second } = company);
});

const ROUNDS = 5;

/** One of the two is null, the other says who was faster. */
function expectOneFaster(answers: readonly (Reason | null)[], names: readonly [string, string], keys: readonly string[]): void {
  expect(answers.filter((answer) => answer === null)).toHaveLength(1);
  const winner = answers[0] === null ? names[0] : names[1];
  const [told] = answers.filter((answer) => answer !== null);
  expect(told).toMatchObject({ values: { who: winner } });
  expect(keys).toContain(told?.key);
}

const race = (...work: [Promise<unknown>, Promise<unknown>]) => Promise.all(work.map(reasonOf));
const revisionOf = async (banId: number) => (await getBan(officer, banId))?.revision;
const countOf = async (banId: number, action: string) => (await actionsOf(banId)).filter((one) => one === action).length;

describe.each(Array.from({ length: ROUNDS }, (_, round) => round))("at once, round %i", () => {
  test("two officers publish: one does, nothing is doubled", async () => {
    const banId = await approved(company);
    const revision = await revisionOf(banId);
    const publish = (viewer: Viewer) => publishBan(viewer, { banId, code: banCode(banId), revision }, at(3));
    expectOneFaster(await race(publish(officer), publish(colleague)), ["Li Wei", "Gao Lin"], ["bans.overtaken.published"]);
    const perPerson = await db.obligation.groupBy({ by: ["dutyId", "personId"], where: { banId }, _count: true });
    expect(perPerson.every(({ _count }) => _count === 1)).toBe(true);
    expect(await db.duty.count({ where: { banId } })).toBe(2);
    expect(await db.notice.count({ where: { banId, topic: "ban.published" } })).toBe(1);
    expect(await countOf(banId, "ban.published")).toBe(1);
  });

  test("two officers edit: the words of one stand whole, the other is told", async () => {
    const { banId, revision } = await drafted(company);
    const edit = (viewer: Viewer) =>
      editBan(viewer, { banId, revision, content: { owner: viewer.name, contact: `#${viewer.name}` } }, at(3));
    expectOneFaster(await race(edit(officer), edit(colleague)), ["Li Wei", "Gao Lin"], ["bans.overtaken.edited"]);
    const content = (await getBan(officer, banId))?.content;
    expect(content?.contact).toBe(`#${content?.owner}`);
  });

  test("two officers submit: once in review", async () => {
    const { banId, revision } = await drafted(company);
    const submit = (viewer: Viewer) => submitBan(viewer, { banId, revision }, at(3));
    expectOneFaster(await race(submit(officer), submit(colleague)), ["Li Wei", "Gao Lin"], ["bans.overtaken.submitted"]);
    expect(await countOf(banId, "ban.submitted")).toBe(1);
  });

  test("two officers begin a change: one version", async () => {
    const banId = await published(company);
    const revision = await revisionOf(banId);
    const begin = (viewer: Viewer) => beginChange(viewer, { banId, revision, note: "Wider." }, at(10));
    expectOneFaster(await race(begin(officer), begin(colleague)), ["Li Wei", "Gao Lin"], ["bans.overtaken.begun"]);
    expect(await db.banVersion.count({ where: { banId } })).toBe(2);
  });

  test("two approvers approve where one is enough: one approval", async () => {
    const banId = await submitted(company);
    const revision = await revisionOf(banId);
    const approve = (viewer: Viewer) => approveBan(viewer, { banId, revision }, at(3));
    expectOneFaster(await race(approve(approver), approve(second)), ["Chen Wei", "Sun Li"], ["bans.overtaken.approved"]);
    expect(await db.banApproval.count({ where: { version: { banId } } })).toBe(1);
    expect(await getBan(officer, banId)).toMatchObject({ status: "APPROVED" });
  });

  test("two approvers approve where two are needed: both count, and it is approved", async () => {
    const banId = await submitted(company, { approvals: 2 });
    const revision = await revisionOf(banId);
    const approve = (viewer: Viewer) => approveBan(viewer, { banId, revision }, at(3));
    expect(await race(approve(approver), approve(second))).toEqual([null, null]);
    expect(await db.banApproval.count({ where: { version: { banId }, voidedAt: null } })).toBe(2);
    expect(await getBan(officer, banId)).toMatchObject({ status: "APPROVED" });
  });

  test("one approver presses twice: one approval", async () => {
    const banId = await submitted(company, { approvals: 2 });
    const revision = await revisionOf(banId);
    const approve = () => approveBan(approver, { banId, revision }, at(3));
    expect((await race(approve(), approve())).filter((answer) => answer?.key === "versions.whyNot.approvedAlready")).toHaveLength(1);
    expect(await db.banApproval.count({ where: { version: { banId } } })).toBe(1);
    expect(await getBan(officer, banId)).toMatchObject({ status: "IN_REVIEW" });
  });

  test("an approval against a return: one of the two, and no approval counts for a draft", async () => {
    const banId = await submitted(company);
    const revision = await revisionOf(banId);
    const answers = await race(
      approveBan(approver, { banId, revision }, at(3)),
      returnBan(second, { banId, revision, reason: "Who pays?" }, at(3)),
    );
    expectOneFaster(answers, ["Chen Wei", "Sun Li"], ["bans.overtaken.approved", "bans.overtaken.returned"]);
    const status = (await getBan(officer, banId))?.status;
    expect(status).toBe(answers[0] === null ? "APPROVED" : "DRAFT");
    expect(await db.banApproval.count({ where: { version: { banId }, voidedAt: null } })).toBe(status === "APPROVED" ? 1 : 0);
  });

  test("a call back against a lift: the ban either is an approved one without duties, or is lifted with them", async () => {
    const banId = await published(company);
    const revision = await revisionOf(banId);
    const answers = await race(
      recallBan(officer, { banId, revision, reason: "Wrong." }, at(5)),
      liftBan(colleague, { banId, revision, reason: "Over." }, at(5)),
    );
    expectOneFaster(answers, ["Li Wei", "Gao Lin"], ["bans.overtaken.recalled", "bans.overtaken.lifted"]);
    const ban = await getBan(officer, banId);
    expect(ban?.status).toBe(answers[0] === null ? "APPROVED" : "LIFTED");
    expect((await db.obligation.count({ where: { banId } })) > 0).toBe(ban?.status === "LIFTED");
  });

  test("an edit against the submission: what is in review is what its submitter saw, or with the edit in it", async () => {
    const { banId, revision } = await drafted(company);
    const answers = await race(
      editBan(officer, { banId, revision, content: { contact: "#edited" } }, at(3)),
      submitBan(colleague, { banId, revision }, at(3)),
    );
    expectOneFaster(answers, ["Li Wei", "Gao Lin"], ["bans.overtaken.edited", "bans.overtaken.submitted"]);
    const ban = await getBanInWork(officer, banId);
    expect([ban?.status, ban?.content.contact]).toEqual(answers[0] === null ? ["DRAFT", "#edited"] : ["IN_REVIEW", "#ban-cc"]);
  });

  test("a publication against a return: it binds, or is a draft again", async () => {
    const banId = await approved(company);
    const revision = await revisionOf(banId);
    const answers = await race(
      publishBan(officer, { banId, code: banCode(banId), revision }, at(3)),
      returnBan(second, { banId, revision, reason: "Wait." }, at(3)),
    );
    expectOneFaster(answers, ["Li Wei", "Sun Li"], ["bans.overtaken.published", "bans.overtaken.returned"]);
    expect((await db.obligation.count({ where: { banId } })) > 0).toBe(answers[0] === null);
  });
});
