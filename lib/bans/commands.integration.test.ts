import { beforeAll, describe, expect, test } from "vitest";
import { mintViewer, type Viewer } from "@/lib/auth/viewer";
import { cancelBan, draftBan, editBan, submitBan } from "@/lib/bans/commands";
import { saveStep } from "@/lib/bans/edit/commands";
import { stepFormSchema } from "@/lib/bans/edit/schema";
import { liftBan } from "@/lib/bans/endings/commands";
import { banFactsFor, getBan, listBans } from "@/lib/bans/queries";
import { banContent, newVendor } from "@/lib/bans/testing";
import { actionsOf, approved, at, type Company, drafted, newCompany, publish, reasonOf } from "@/lib/bans/testing-company";
import { db } from "@/lib/db";

const cutoff = new Date("2026-07-09T16:00:00Z");

let company: Company;
let officer: Viewer;
let colleague: Viewer;
let employee: Viewer;
let [root, cloud, anthropic, claudeCode, agentSdk] = [0, 0, 0, 0, 0];

beforeAll(async () => {
  company = await newCompany();
  ({ officer, colleague, employee, root, cloud, anthropic, claudeCode, agentSdk } = company);
});

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
    const words = stepFormSchema.parse({ step: "words", revision: 1, "title.en": "Half", intent: "leave" });
    expect(await saveStep(officer, { banId, form: words }, at(1))).toMatchObject({ revision: 2 });
    await editBan(officer, { banId, revision: 2, content: { duties: banContent().duties } }, at(1));
    expect(await getBan(officer, banId)).toMatchObject({ cutoffAt: cutoff, zone: "Asia/Shanghai", revision: 3 });
    const empty = stepFormSchema.parse({ step: "words", revision: 3 });
    await expect(saveStep(officer, { banId, form: empty }, at(1))).rejects.toMatchObject({ code: "invalid" });
    await saveStep(officer, { banId, form: { ...empty, intent: "leave" } }, at(1));
  });

  test("tells the second of two writers who changed it and when, and keeps what the first wrote", async () => {
    const { banId, revision } = await drafted(company);
    await editBan(colleague, { banId, revision, content: { owner: "Gao Lin" } }, at(5));
    const late = reasonOf(editBan(officer, { banId, revision, content: { owner: "Li Wei" } }, at(6)));
    expect(await late).toEqual({ key: "bans.overtaken.edited", values: { who: "Gao Lin", time: "3 July 2026, 15:05" } });
    expect((await getBan(officer, banId))?.content.owner).toBe("Gao Lin");
  });

  test("is submitted only when it is complete, covers a tool and does not send people to what it bans", async () => {
    const { banId } = await draftBan(officer, { content: { title: { en: "Half" } } }, at(0));
    expect(await reasonOf(submitBan(officer, { banId }, at(1)))).toEqual({ key: "bans.whyNot.incomplete" });
    const nothing = await drafted(company, { selector: { vendors: [await newVendor("Empty")], tools: [] } });
    expect(await reasonOf(submitBan(officer, nothing, at(1)))).toEqual({ key: "bans.whyNot.noTools" });
    const loop = await drafted(company, { selector: { vendors: [anthropic], tools: [] }, replacement: { toolId: agentSdk } });
    expect(await reasonOf(submitBan(officer, loop, at(1)))).toEqual({ key: "bans.whyNot.replacementInScope" });
  });
});

describe("a list", () => {
  test("shows a manager what binds, with the sums of their own teams, and no drafts", async () => {
    const banId = await approved(company);
    await publish(officer, banId);
    const { banId: draft } = await drafted(company);
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
    const { banId: early } = await drafted(company);
    await cancelBan(officer, { banId: early, reason: "Not needed." }, at(4));
    expect(await getBan(officer, early)).toMatchObject({ status: "CANCELLED", endReason: "Not needed.", ender: "Li Wei" });
    expect(await reasonOf(cancelBan(officer, { banId: early, reason: "Again." }, at(5)))).toEqual({ key: "versions.whyNot.ended" });

    const banId = await approved(company);
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
