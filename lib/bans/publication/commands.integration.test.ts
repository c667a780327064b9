import { beforeAll, describe, expect, test } from "vitest";
import type { Viewer } from "@/lib/auth/viewer";
import { acceptLint } from "@/lib/bans/lint/commands";
import { lintBan } from "@/lib/bans/lint/queries";
import { publishBan } from "@/lib/bans/publication/commands";
import { banFactsFor, getBan, getPublication } from "@/lib/bans/queries";
import { banCode, publicationKey } from "@/lib/bans/rules";
import { newTool, newVendor, newViewer } from "@/lib/bans/testing";
import { actionsOf, approved, at, type Company, newCompany, publish, reasonOf } from "@/lib/bans/testing-company";
import { db } from "@/lib/db";
import { readProgress } from "@/lib/progress";
import { aPlace } from "@/lib/registry/testing";

const cutoff = new Date("2026-07-09T16:00:00Z");

let company: Company;
let officer: Viewer;
let colleague: Viewer;
let approver: Viewer;
let employee: Viewer;
let [root, cloud, search, anthropic, qoder] = [0, 0, 0, 0, 0];

beforeAll(async () => {
  company = await newCompany();
  ({ officer, colleague, approver, employee, root, cloud, search, anthropic, qoder } = company);
});

describe("publication", () => {
  test("freezes the vendor's tools with what it owns, the words and the instants, and gives everybody their duties", async () => {
    const banId = await approved(company, { selector: { vendors: [anthropic], tools: [] }, replacement: { toolId: qoder } });
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
    const banId = await approved(company, { population: { everyone: true, include: [], exclude: [cloud] } });
    await publish(officer, banId);
    const inCloud = await db.obligation.count({ where: { banId, personId: employee.personId } });
    expect(inCloud).toBe(0);
    expect(await db.obligation.count({ where: { banId, personId: officer.personId } })).toBe(2);
  });

  test("needs the code, typed", async () => {
    const banId = await approved(company);
    const wrong = publishBan(officer, { banId, code: "BAN" }, at(3));
    await expect(wrong).rejects.toMatchObject({ code: "invalid", fields: { code: { key: "bans.whyNot.wrongCode" } } });
    expect((await getBan(officer, banId))?.status).toBe("APPROVED");
  });

  test("of two people who press at once, one succeeds and the other is told who was faster", async () => {
    const banId = await approved(company);
    const revision = (await getBan(officer, banId))?.revision;
    const press = (viewer: Viewer) => reasonOf(publishBan(viewer, { banId, code: banCode(banId), revision }, at(3)));
    const answers = await Promise.all([press(officer), press(colleague)]);
    const [told] = answers.filter((answer) => answer !== null);
    expect(answers.filter((answer) => answer === null)).toHaveLength(1);
    const winner = answers[0] === null ? "Li Wei" : "Gao Lin";
    expect(told).toMatchObject({ key: "bans.overtaken.published", values: { who: winner } });
    const perPerson = await db.obligation.groupBy({ by: ["dutyId", "personId"], where: { banId }, _count: true });
    expect(perPerson.every(({ _count }) => _count === 1)).toBe(true);
    expect((await actionsOf(banId)).filter((action) => action === "ban.published")).toHaveLength(1);
  });

  test("that fails leaves nothing behind and says that it stopped", async () => {
    const instead = await newTool("Instead", await newVendor("Elsewhere"));
    const banId = await approved(company, { replacement: { toolId: instead } });
    await publish(officer, await approved(company, { selector: { vendors: [], tools: [instead] } }));
    expect(await reasonOf(publish(officer, banId))).toEqual({ key: "bans.whyNot.replacementBanned" });
    expect(await getBan(officer, banId)).toMatchObject({ status: "APPROVED", scope: [], duties: [] });
    expect(await readProgress(publicationKey(banId))).toMatchObject({ step: "bans.progress.stopped", finished: true });
  });

  test("waits while it bans what another ban tells people to use, until an approver signs for it", async () => {
    const needed = await newTool("Needed", await newVendor("Needs"));
    await publish(officer, await approved(company, { replacement: { toolId: needed } }));
    const banId = await approved(company, { selector: { vendors: [], tools: [needed] } });
    expect(await reasonOf(publish(officer, banId))).toEqual({ key: "lint.whyNot.unsigned", values: { n: 1 } });
    const subject = (await lintBan(approver, banId, at(3))).findings.find(({ check }) => check === "required-elsewhere")?.subject ?? "";
    await acceptLint(approver, { banId, check: "required-elsewhere", subject, reason: "The other ban changes tomorrow." }, at(3));
    expect(await publish(officer, banId)).toMatchObject({ status: "PUBLISHED" });
  });

  test("is the verdict for those it reaches", async () => {
    const tool = await newTool("Verdict", anthropic);
    const banId = await approved(company, {
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
