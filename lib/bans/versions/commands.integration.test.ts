import { beforeAll, describe, expect, test } from "vitest";
import { mintViewer, type Viewer } from "@/lib/auth/viewer";
import { approveBan, rejectBan, returnBan } from "@/lib/bans/approval/commands";
import { editBan, submitBan } from "@/lib/bans/commands";
import { changedPeople, versionDifference } from "@/lib/bans/diff/queries";
import { banFactsFor, getBan, listBans } from "@/lib/bans/queries";
import { type BanDraftInput, banDraftSchema } from "@/lib/bans/schema";
import { banContent, newTool, newVendor, newViewer } from "@/lib/bans/testing";
import { actionsOf, at, type Company, newCompany, publish, published, reasonOf } from "@/lib/bans/testing-company";
import { beginChange, beginVersion, withdrawChange } from "@/lib/bans/versions/commands";
import { getBanInWork, getVersion, listVersions } from "@/lib/bans/versions/queries";
import { db, inTransaction } from "@/lib/db";

let company: Company;
let officer: Viewer;
let colleague: Viewer;
let approver: Viewer;
let second: Viewer;
let employee: Viewer;
let [root, cloud, search, claudeCode, agentSdk] = [0, 0, 0, 0, 0];

beforeAll(async () => {
  company = await newCompany();
  ({ officer, colleague, approver, second, employee, root, cloud, search, claudeCode, agentSdk } = company);
});

/** A published ban whose next version says this, approved. */
async function approvedChange(banId: number, content: BanDraftInput) {
  await beginChange(officer, { banId, note: "It has to be wider." }, at(10));
  await editBan(officer, { banId, revision: undefined, content: banDraftSchema.parse(content) }, at(11));
  await submitBan(officer, { banId }, at(12));
  await approveBan(second, { banId }, at(13));
}

const statesOf = async (banId: number) => (await listVersions(officer, banId)).map(({ number, status }) => `${number} ${status}`);
const duties = banContent().duties;

describe("a change of a published ban", () => {
  test("binds nobody until it is published: readers see the words that bind, and that a change is in work", async () => {
    const banId = await published(company);
    const begun = await beginChange(colleague, { banId, note: "The SDK as well." }, at(10));
    expect(begun).toMatchObject({ version: 2, versionStatus: "DRAFT", status: "PUBLISHED" });
    await editBan(colleague, { banId, revision: begun.revision, content: { title: { en: "Both" }, duties: duties.slice(0, 1) } }, at(11));
    expect(await getBan(officer, banId)).toMatchObject({
      version: 1,
      content: { title: { en: "Claude Code" } },
      working: { number: 2, status: "DRAFT", editorIds: [colleague.personId] },
    });
    expect(await getBanInWork(officer, banId)).toMatchObject({ version: 2, content: { title: { en: "Both" } }, author: "Gao Lin" });
    expect((await banFactsFor(employee, [claudeCode], null)).get(claudeCode)?.find((fact) => fact.banId === banId)?.title).toBe(
      "Claude Code",
    );
    const listed = (await listBans(officer, { limit: 1 })).items[0];
    expect(listed).toMatchObject({ title: "Claude Code", change: { number: 2, status: "DRAFT" } });
    expect((await listBans(officer, { state: "open", limit: 1 })).items[0]?.id).toBe(banId);
    expect(await db.duty.count({ where: { banId, endedAt: null } })).toBe(2);
  });

  test("is hidden from managers but for the fact of it, while every version that bound is theirs to read", async () => {
    const banId = await published(company);
    await beginChange(officer, { banId, note: "Wider." }, at(10));
    const manager = mintViewer({ ...employee, roles: ["EMPLOYEE", "MANAGER"], managedPaths: [`${root}.${cloud}`] });
    expect((await getBan(manager, banId))?.working).toEqual({ number: 2, status: "DRAFT", editorIds: [], approverIds: [] });
    expect((await listVersions(manager, banId)).map(({ number }) => number)).toEqual([1]);
    expect(await getVersion(manager, banId, 2)).toBeNull();
    expect(await changedPeople(manager, banId, 2, { change: "gained", limit: 10 })).toBeNull();
  });

  test("is one at a time, and joined by whoever accepts what is found meanwhile while it is a draft", async () => {
    const banId = await published(company);
    const { versionId } = await beginChange(officer, { banId, note: "Wider." }, at(10));
    expect(await reasonOf(beginChange(colleague, { banId, note: "Too." }, at(11)))).toEqual({
      key: "versions.whyNot.changeInWork",
      values: { number: 2 },
    });
    const joined = await inTransaction((tx) => beginVersion(tx, colleague, banId, "Found.", at(11)));
    expect(joined).toMatchObject({ versionId, version: 2 });
    await submitBan(officer, { banId }, at(12));
    expect(await reasonOf(inTransaction((tx) => beginVersion(tx, colleague, banId, "Found.", at(13))))).toMatchObject({
      key: "versions.whyNot.changeInWork",
    });
  });

  test("goes back, is rejected or withdrawn without the ban moving, and the next one has its own number", async () => {
    const banId = await published(company);
    await beginChange(officer, { banId, note: "First." }, at(10));
    await submitBan(officer, { banId }, at(11));
    await returnBan(approver, { banId, reason: "Why?" }, at(12));
    expect((await getBanInWork(officer, banId))?.returned).toMatchObject({ reason: "Why?", by: "Chen Wei" });
    expect((await getBan(officer, banId))?.returned).toBeNull();
    await submitBan(officer, { banId }, at(13));
    await rejectBan(approver, { banId, reason: "No." }, at(14));
    await beginChange(officer, { banId, note: "Second." }, at(15));
    await withdrawChange(officer, { banId, reason: "Not needed." }, at(16));
    expect(await statesOf(banId)).toEqual(["3 WITHDRAWN", "2 REJECTED", "1 PUBLISHED"]);
    expect(await getBan(officer, banId)).toMatchObject({ status: "PUBLISHED", version: 1, working: null, latest: 3 });
    expect(await actionsOf(banId)).toEqual([
      "ban.drafted",
      "ban.submitted",
      "ban.approved",
      "ban.published",
      "ban.version-begun",
      "ban.submitted",
      "ban.returned",
      "ban.submitted",
      "ban.rejected",
      "ban.version-begun",
      "ban.version-withdrawn",
    ]);
  });
});

describe("the publication of a change", () => {
  test("takes the place of what bound: words, tools, people, dates; a duty keeps its row and its history", async () => {
    const banId = await published(company, { population: { everyone: false, include: [cloud], exclude: [] } });
    const before = await db.duty.findMany({ where: { banId }, orderBy: { kind: "asc" } });
    const one = { ...duties[0], deadlineLocal: "2026-07-20T18:00" } as (typeof duties)[number];
    await approvedChange(banId, {
      title: { en: "Claude Code and the SDK" },
      selector: { vendors: [], tools: [claudeCode, agentSdk] },
      population: { everyone: false, include: [search], exclude: [] },
      duties: [one],
    });
    const done = await publish(officer, banId, 14);
    expect(done).toMatchObject({ version: 2, versionStatus: "PUBLISHED", status: "PUBLISHED", tools: 2 });
    expect(await statesOf(banId)).toEqual(["2 PUBLISHED", "1 REPLACED"]);
    expect(await getBan(officer, banId)).toMatchObject({
      version: 2,
      content: { title: { en: "Claude Code and the SDK" } },
      cutoffAt: new Date("2026-07-20T10:00:00Z"),
      publishedAt: at(3),
      scope: [{ name: "Claude Code" }, { name: "Agent SDK" }],
    });
    const after = await db.duty.findMany({ where: { banId }, orderBy: { kind: "asc" } });
    expect(after.map(({ id }) => id)).toEqual(before.map(({ id }) => id));
    expect(after.map(({ endedAt }) => endedAt)).toEqual([null, at(14)]);
    const open = await db.obligation.findMany({ where: { banId, closedAt: null }, select: { teamId: true, dutyId: true } });
    expect(new Set(open.map(({ teamId }) => teamId))).toEqual(new Set([search]));
    expect(new Set(open.map(({ dutyId }) => dutyId))).toEqual(new Set([after[0]?.id]));
    const kept = (await getVersion(officer, banId, 1))?.resolved;
    expect(kept?.tools.map(({ name }) => name)).toEqual(["Claude Code"]);
    expect((await getVersion(officer, banId, 2))?.resolved).toMatchObject({ gained: 1, lost: 1, people: 1 });
  });

  test("voids what people confirmed where the scope became wider, and only there", async () => {
    const wider = await published(company);
    const same = await published(company, { selector: { vendors: [], tools: [agentSdk] } });
    const said = (banId: number) => ({ banId, personId: employee.personId ?? 0, wording: "Removed.", attestedAt: at(5) });
    await db.attestation.createMany({ data: [said(wider), said(same)] });
    await approvedChange(wider, { selector: { vendors: [], tools: [claudeCode, agentSdk] } });
    await approvedChange(same, { contact: "#other" });
    expect(await publish(officer, wider, 14)).toMatchObject({ voided: 1 });
    expect(await publish(officer, same, 14)).toMatchObject({ voided: 0 });
    expect(await db.attestation.findFirst({ where: { banId: wider } })).toMatchObject({ voidedAt: at(14), voidedByVersion: 2 });
    expect(await db.attestation.findFirst({ where: { banId: same } })).toMatchObject({ voidedAt: null });
  });

  test("tells everybody it binds, five minutes later", async () => {
    const banId = await published(company);
    await approvedChange(banId, { contact: "#other" });
    await publish(officer, banId, 14);
    const notices = await db.notice.findMany({ where: { banId, personId: null }, orderBy: { id: "asc" } });
    expect(notices.map(({ topic, notBefore }) => [topic, notBefore])).toEqual([
      ["ban.published", at(8)],
      ["ban.changed", at(19)],
    ]);
  });
});

describe("what changes", () => {
  test("is said by name: words, scope, people, dates", async () => {
    const vendor = await newVendor("Grower");
    const tool = await newTool("Sprout", vendor);
    const banId = await published(company, {
      selector: { vendors: [vendor], tools: [] },
      population: { everyone: false, include: [cloud], exclude: [] },
    });
    const later = await newTool("Seedling", vendor);
    await beginChange(officer, { banId, note: "Later." }, at(10));
    const one = { ...duties[0], deadlineLocal: "2026-07-20T18:00" } as (typeof duties)[number];
    const content = {
      summary: { en: "Stop using Sprout and remove it." },
      population: { everyone: false, include: [cloud, search], exclude: [] },
      duties: [one],
      owner: "Gao Lin",
    };
    await editBan(officer, { banId, revision: undefined, content: banDraftSchema.parse(content) }, at(11));
    const found = await versionDifference(officer, banId, 2);
    expect(found).toMatchObject({ from: 1, people: { gained: expect.any(Number), lost: 0, isLive: true } });
    expect(found?.words).toEqual(
      expect.arrayContaining([
        { part: "population-include", kind: "list", added: ["Search"], removed: [] },
        { part: "duties", kind: "list", added: [], removed: [{ word: "duty.UNINSTALL" }] },
        {
          part: "duty-deadline",
          duty: "STOP_USE",
          kind: "value",
          before: { local: "2026-07-10T00:00", zone: "Asia/Shanghai" },
          after: { local: "2026-07-20T18:00", zone: "Asia/Shanghai" },
        },
        {
          part: "summary",
          kind: "text",
          locale: "en",
          before: "Stop using Claude Code and remove it.",
          after: "Stop using Sprout and remove it.",
        },
        { part: "owner", kind: "value", before: "Li Wei", after: "Gao Lin" },
      ]),
    );
    expect(found?.scope.tools).toEqual({ added: ["Seedling (Grower)"], removed: [] });
    const gained = await changedPeople(officer, banId, 2, { change: "gained", limit: 100 });
    expect(gained?.items.every(({ teamId }) => teamId === search)).toBe(true);
    expect(gained?.items).toHaveLength(found?.people.gained ?? -1);
    const [first, next] = [await changedPeople(officer, banId, 2, { change: "gained", limit: 1 }), later];
    expect(next).toBeGreaterThan(tool);
    expect(first?.items).toHaveLength(Math.min(1, found?.people.gained ?? 0));
  });

  test("of the first version is everything, and a later joiner changes what was counted at publication no more", async () => {
    const banId = await published(company, { population: { everyone: false, include: [search], exclude: [] } });
    const before = await versionDifference(officer, banId, 1);
    expect(before).toMatchObject({ from: null, people: { isLive: false, lost: 0 } });
    await newViewer("Later Joiner", [], search);
    expect((await versionDifference(officer, banId, 1))?.people).toEqual(before?.people);
    expect(await versionDifference(officer, banId, 7)).toBeNull();
  });
});
