import { beforeAll, describe, expect, test } from "vitest";
import type { Viewer } from "@/lib/auth/viewer";
import { approveBan } from "@/lib/bans/approval/commands";
import { editBan, submitBan } from "@/lib/bans/commands";
import { banFactsFor, getBan } from "@/lib/bans/queries";
import { recallBan } from "@/lib/bans/recall/commands";
import { banContent } from "@/lib/bans/testing";
import { actionsOf, at, type Company, newCompany, publish, published, reasonOf } from "@/lib/bans/testing-company";
import { beginChange } from "@/lib/bans/versions/commands";
import { listVersions } from "@/lib/bans/versions/queries";
import { db } from "@/lib/db";
import { releaseNotices } from "@/lib/outbox/commands";

let company: Company;
let officer: Viewer;
let colleague: Viewer;
let second: Viewer;
let employee: Viewer;
let [cloud, search, claudeCode, agentSdk] = [0, 0, 0, 0];

beforeAll(async () => {
  company = await newCompany();
  ({ officer, colleague, second, employee, cloud, search, claudeCode, agentSdk } = company);
});

const recall = (banId: number, minute: number, viewer = officer) => recallBan(viewer, { banId, reason: "The wrong vendor." }, at(minute));

const obligations = (banId: number) =>
  db.obligation.findMany({
    where: { banId, closedAt: null },
    select: { dutyId: true, personId: true, teamId: true, state: true, deadlineAt: true },
    orderBy: [{ dutyId: "asc" }, { personId: "asc" }],
  });

describe("calling a first publication back", () => {
  test("leaves nothing of it but the words and the record, and it can be published again", async () => {
    const banId = await published(company);
    const duties = await db.duty.findMany({ where: { banId }, select: { id: true } });
    expect(await recall(banId, 7)).toMatchObject({ status: "APPROVED", version: 1, versionStatus: "APPROVED" });
    expect(await getBan(officer, banId)).toMatchObject({ status: "APPROVED", publishedAt: null, scope: [], duties: [], binding: null });
    expect(await db.obligation.count({ where: { banId } })).toBe(0);
    const ids = duties.map(({ id }) => id);
    expect(await db.rollupDelta.count({ where: { dutyId: { in: ids } } })).toBe(0);
    expect(await db.rollup.count({ where: { dutyId: { in: ids } } })).toBe(0);
    expect((await banFactsFor(employee, [claudeCode], null)).get(claudeCode)?.find((fact) => fact.banId === banId)).toBeUndefined();
    expect(await db.notice.findMany({ where: { banId, topic: "ban.published" } })).toMatchObject([{ cancelledAt: at(7), sentAt: null }]);
    expect(await publish(colleague, banId, 8)).toMatchObject({ status: "PUBLISHED" });
    expect((await actionsOf(banId)).slice(-3)).toEqual(["ban.published", "ban.recalled", "ban.published"]);
  });

  test("is possible for five minutes, and not once anybody was told", async () => {
    const banId = await published(company);
    expect(await reasonOf(recall(banId, 8))).toEqual({ key: "versions.whyNot.recallTooLate" });
    // The clock of whoever calls back may be behind the one that lets notices go.
    await releaseNotices(at(8));
    expect(await reasonOf(recall(banId, 7))).toEqual({ key: "versions.whyNot.recallTooLate" });
    expect(await getBan(officer, banId)).toMatchObject({ status: "PUBLISHED" });
  });

  test("voids what somebody confirmed meanwhile, and keeps it on record", async () => {
    const banId = await published(company);
    await db.attestation.create({ data: { banId, personId: employee.personId ?? 0, wording: "Removed.", attestedAt: at(4) } });
    await recall(banId, 5);
    expect(await db.attestation.findFirst({ where: { banId } })).toMatchObject({ voidedAt: at(5) });
  });
});

describe("calling a change back", () => {
  async function changed() {
    const banId = await published(company, { population: { everyone: false, include: [cloud], exclude: [] } });
    await db.attestation.create({ data: { banId, personId: employee.personId ?? 0, wording: "Removed.", attestedAt: at(4) } });
    const before = { ban: await getBan(officer, banId), obligations: await obligations(banId) };
    await beginChange(officer, { banId, note: "Wider." }, at(10));
    const [stop] = banContent().duties;
    const certify = { ...stop, kind: "CERTIFY", responsible: "OWNER", ownerId: officer.personId, proof: "STATEMENT" };
    const content = {
      title: { en: "Wider" },
      selector: { vendors: [], tools: [claudeCode, agentSdk] },
      population: { everyone: false, include: [search], exclude: [] },
      duties: [{ ...stop, deadlineLocal: "2026-08-01T00:00" }, certify],
    };
    const input = banContent({ ...before.ban?.content, ...content } as Parameters<typeof banContent>[0]);
    await editBan(officer, { banId, revision: undefined, content: input }, at(11));
    await submitBan(officer, { banId }, at(12));
    await approveBan(second, { banId }, at(13));
    await publish(officer, banId, 14);
    return { banId, before };
  }

  test("lets the version before bind as it did: words, tools, dates, people and what was confirmed", async () => {
    const { banId, before } = await changed();
    expect((await obligations(banId)).map(({ personId }) => personId)).not.toContain(employee.personId);
    expect(await recall(banId, 16)).toMatchObject({ status: "PUBLISHED", version: 2, versionStatus: "APPROVED" });
    const after = await getBan(officer, banId);
    expect(after).toMatchObject({ version: 1, working: { number: 2, status: "APPROVED" } });
    for (const part of ["content", "scope", "duties", "cutoffAt", "zone", "publishedAt"] as const) {
      expect(after?.[part], part).toEqual(before.ban?.[part]);
    }
    expect(await obligations(banId)).toEqual(before.obligations);
    expect(await db.attestation.findFirst({ where: { banId } })).toMatchObject({ voidedAt: null, voidedByVersion: null });
    expect(await db.duty.count({ where: { banId } })).toBe(2);
    expect((await listVersions(officer, banId)).map(({ number, status }) => `${number} ${status}`)).toEqual(["2 APPROVED", "1 PUBLISHED"]);
  });

  test("and publishing it again once more replaces it", async () => {
    const { banId } = await changed();
    await recall(banId, 16, colleague);
    expect(await publish(officer, banId, 17)).toMatchObject({ version: 2, status: "PUBLISHED" });
    expect(await getBan(officer, banId)).toMatchObject({ version: 2, content: { title: { en: "Wider" } } });
  });
});
