import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { GET } from "@/app/api/v1/drift/route";
import { openSession, sessionCookie } from "@/lib/auth/session";
import type { Viewer } from "@/lib/auth/viewer";
import { approveBan, returnBan } from "@/lib/bans/approval/commands";
import { draftBan, editBan, submitBan } from "@/lib/bans/commands";
import { decideDrift } from "@/lib/bans/drift/commands";
import { countDrift, DRIFT_CSV_HEADER, driftCsvRows, listDrift } from "@/lib/bans/drift/queries";
import { sweepDrift } from "@/lib/bans/drift/sweep";
import { liftBan } from "@/lib/bans/endings/commands";
import { publishBan } from "@/lib/bans/publication/commands";
import { banCode } from "@/lib/bans/rules";
import { selectorSchema } from "@/lib/bans/selector/schema";
import { banContent, newTeam, newTool, newVendor, newViewer } from "@/lib/bans/testing";
import { beginChange, withdrawChange } from "@/lib/bans/versions/commands";
import { db, inTransaction } from "@/lib/db";
import { get } from "@/lib/http/testing";
import { Refusal } from "@/lib/refusal";

const at = (minute: number) => new Date(Date.UTC(2026, 6, 3, 7, minute));
const later = (minute: number) => new Date(Date.UTC(2026, 6, 4, 7, minute));

let officer: Viewer;
let colleague: Viewer;
let approver: Viewer;
let manager: Viewer;
let [anthropic, claude, cursor] = [0, 0, 0];
let nr = 0;

const newFamily = async (name: string, vendorId: number) => {
  const data = { slug: name.toLowerCase().replaceAll(" ", "-"), name, vendorId, openWeights: false, confidence: "HIGH" as const };
  return (await db.modelFamily.create({ data, select: { id: true } })).id;
};
const newEdge = (toolId: number, familyId: number, channel: string) =>
  db.modelAccess.create({ data: { toolId, familyId, channel, mode: "SELECTABLE", source: "test" }, select: { id: true } });

beforeAll(async () => {
  const root = await newTeam("Meridian");
  officer = await newViewer("Li Wei", ["SECURITY_OFFICER"], root);
  colleague = await newViewer("Gao Lin", ["SECURITY_OFFICER"], root);
  approver = await newViewer("Chen Wei", ["APPROVER"], root);
  manager = await newViewer("Wang Fang", ["MANAGER"], root);
});

beforeEach(async () => {
  nr += 1;
  anthropic = await newVendor(`Anthropic ${nr}`);
  claude = await newFamily(`Claude ${nr}`, anthropic);
  await newTool(`Claude Code ${nr}`, anthropic);
  cursor = await newTool(`Cursor ${nr}`, await newVendor(`Anysphere ${nr}`));
  await newEdge(cursor, claude, "anthropic-api");
});

async function published(changes: object = {}): Promise<number> {
  const selector = selectorSchema.parse({ vendors: [anthropic], tools: [], ...changes });
  const { banId } = await draftBan(officer, { content: banContent({ selector }) }, at(0));
  await submitBan(officer, { banId }, at(1));
  await approveBan(approver, { banId }, at(2));
  await publishBan(officer, { banId, code: banCode(banId) }, at(3));
  return banId;
}

async function publishChange(banId: number, minute: number): Promise<void> {
  await submitBan(officer, { banId }, later(minute));
  await approveBan(approver, { banId }, later(minute + 1));
  await publishBan(officer, { banId, code: banCode(banId) }, later(minute + 2));
}

const drift = async (banId: number) => (await listDrift(officer, { ban: banId, limit: 100 })).items;
const idsOf = async (banId: number) => (await drift(banId)).map(({ id }) => id);
const decide = (viewer: Viewer, ids: number[], decision: "accept" | "dismiss", reason?: string, minute = 10) =>
  decideDrift(viewer, { ids, decision, reason }, later(minute));
const boundTools = async (banId: number) =>
  (await db.banScopeTool.findMany({ where: { banId }, orderBy: { toolId: "asc" } })).map(({ toolId }) => toolId);
const reasonOf = (work: Promise<unknown>) =>
  work.then(
    () => null,
    (error: unknown) => (error instanceof Refusal ? error.reason.key : Promise.reject(error)),
  );

describe("what the registry gains", () => {
  test("nothing new is nothing to decide, however often one looks", async () => {
    const banId = await published();
    expect(await sweepDrift(later(0))).toEqual({ found: 0, gone: 0, settled: 0, reopened: 0 });
    expect(await drift(banId)).toEqual([]);
  });

  test("a new tool, a tool of a new vendor below and a new way to a model are proposed once each, and told to those who decide", async () => {
    const banId = await published();
    const notebook = await newTool(`Notebook ${nr}`, anthropic);
    const owned = await newTool(`Agent ${nr}`, await newVendor(`Owned ${nr}`, anthropic));
    await newEdge(cursor, claude, "amazon-bedrock");
    expect(await sweepDrift(later(0))).toMatchObject({ found: 3 });
    expect(await sweepDrift(later(1))).toMatchObject({ found: 0 });
    expect(await drift(banId)).toMatchObject([
      { status: "OPEN", tool: { id: cursor }, edge: { channel: "amazon-bedrock", mode: "SELECTABLE" }, owner: null },
      { status: "OPEN", tool: { id: owned, vendor: `Owned ${nr}` }, edge: null, owner: `Anthropic ${nr}` },
      { status: "OPEN", tool: { id: notebook, vendor: `Anthropic ${nr}` }, edge: null, owner: `Anthropic ${nr}` },
    ]);
    expect(await countDrift(officer, { ban: banId })).toEqual({ OPEN: 3, ACCEPTED: 0, DISMISSED: 0 });
    const told = await db.notice.findMany({ where: { topic: "ban.drift-found", banId }, select: { personId: true, content: true } });
    expect(told.map(({ personId }) => personId).sort()).toEqual([officer.personId, colleague.personId].sort());
    expect(told[0]?.content).toMatchObject({ ban: banCode(banId), count: 3 });
    expect(await boundTools(banId)).not.toContain(notebook);
  });

  test("what somebody names in some versions is proposed whole when its vendor is banned whole", async () => {
    const tool = await newTool(`Ranged ${nr}`, await newVendor(`Elsewhere ${nr}`));
    const banId = await published({ ranges: [{ toolId: tool, range: "vers:npm/>=2.1.91" }] });
    await db.tool.update({ where: { id: tool }, data: { vendorId: anthropic } });
    await sweepDrift(later(0));
    expect(await drift(banId)).toMatchObject([{ tool: { id: tool }, edge: null }]);
  });

  test("what matches no more goes away by itself, and the record tells", async () => {
    const banId = await published();
    const notebook = await newTool(`Notebook ${nr}`, anthropic);
    await sweepDrift(later(0));
    await db.tool.update({ where: { id: notebook }, data: { vendorId: await newVendor(`Buyer ${nr}`) } });
    expect(await sweepDrift(later(1))).toMatchObject({ gone: 1 });
    expect(await drift(banId)).toEqual([]);
    const actions = await db.auditEvent.findMany({ where: { subjectId: banCode(banId), actorKind: "system" }, orderBy: { id: "asc" } });
    expect(actions.map(({ action, before }) => [action, before])).toEqual([
      ["ban.drift-found", null],
      ["ban.drift-gone", { matches: [`Notebook ${nr}`] }],
    ]);
  });

  test("a ban that is over or rests proposes nothing", async () => {
    const banId = await published();
    await liftBan(officer, { banId, reason: "over" }, at(9));
    await newTool(`Notebook ${nr}`, anthropic);
    expect(await sweepDrift(later(0))).toMatchObject({ found: 0 });
    expect(await drift(banId)).toEqual([]);
  });
});

describe("a decision", () => {
  test("taken in, it begins the next version, which binds only once it is published; what waits or was left out stays out", async () => {
    const banId = await published();
    const [taken, left, waiting] = [
      await newTool(`Taken ${nr}`, anthropic),
      await newTool(`Left ${nr}`, anthropic),
      await newTool(`Waiting ${nr}`, anthropic),
    ];
    await sweepDrift(later(0));
    const idOf = async (toolId: number) => (await drift(banId)).find(({ tool }) => tool.id === toolId)?.id ?? 0;
    expect(await decide(officer, [await idOf(taken)], "accept")).toEqual({
      decision: "accept",
      count: 1,
      bans: [{ code: banCode(banId), version: 2 }],
    });
    await decide(officer, [await idOf(left)], "dismiss", "A mail client of the same name.");
    expect(await boundTools(banId)).not.toContain(taken);
    await publishChange(banId, 20);
    expect(await boundTools(banId)).toContain(taken);
    expect(await boundTools(banId)).not.toContain(left);
    expect(await boundTools(banId)).not.toContain(waiting);
    // Whatever comes later, it is not asked again.
    expect(await sweepDrift(later(40))).toMatchObject({ found: 0, settled: 0, reopened: 0 });
    expect((await drift(banId)).map(({ tool, status }) => [tool.id, status])).toEqual(
      expect.arrayContaining([
        [taken, "ACCEPTED"],
        [left, "DISMISSED"],
        [waiting, "OPEN"],
      ]),
    );
  });

  test("joins the draft there is, and makes whoever decides one of its authors", async () => {
    const banId = await published();
    await newTool(`Notebook ${nr}`, anthropic);
    await sweepDrift(later(0));
    await beginChange(officer, { banId, note: "another date" }, later(5));
    const before = await db.ban.findUniqueOrThrow({ where: { id: banId } });
    await decide(colleague, await idsOf(banId), "accept");
    const [version, ban] = [
      await db.banVersion.findFirstOrThrow({ where: { banId, number: 2 } }),
      await db.ban.findUniqueOrThrow({ where: { id: banId } }),
    ];
    expect(version.editorIds.sort()).toEqual([officer.personId, colleague.personId].sort());
    expect(ban.revision).toBe(before.revision + 1);
    expect(version.contentRevision).toBe(ban.revision);
    expect(await db.banVersion.count({ where: { banId } })).toBe(2);
  });

  test("waits while a version is with its approvers", async () => {
    const banId = await published();
    await newTool(`Notebook ${nr}`, anthropic);
    await sweepDrift(later(0));
    await beginChange(officer, { banId, note: "another date" }, later(5));
    await editBan(officer, { banId, content: { owner: "Gao Lin" } }, later(6));
    await submitBan(officer, { banId }, later(7));
    expect(await reasonOf(decide(officer, await idsOf(banId), "accept"))).toBe("drift.whyNot.inReview");
    await decide(officer, await idsOf(banId), "dismiss", "not ours");
    await returnBan(approver, { banId, reason: "say more" }, later(12));
    expect(await reasonOf(decide(officer, await idsOf(banId), "accept", "ours after all", 13))).toBeNull();
  });

  test("is asked again when its version comes to nothing", async () => {
    const banId = await published();
    await newTool(`Notebook ${nr}`, anthropic);
    await sweepDrift(later(0));
    await decide(officer, await idsOf(banId), "accept");
    await withdrawChange(officer, { banId, reason: "not now" }, later(12));
    expect(await sweepDrift(later(13))).toMatchObject({ reopened: 1, found: 0 });
    expect(await drift(banId)).toMatchObject([{ status: "OPEN", decided: null, version: null }]);
  });

  test("is settled by a version that names the tool itself", async () => {
    const banId = await published();
    const notebook = await newTool(`Notebook ${nr}`, anthropic);
    await sweepDrift(later(0));
    await beginChange(officer, { banId, note: "by name" }, later(5));
    const selector = selectorSchema.parse({ vendors: [anthropic], tools: [notebook] });
    await editBan(officer, { banId, content: { selector } }, later(6));
    await publishChange(banId, 20);
    expect(await boundTools(banId)).toContain(notebook);
    expect(await sweepDrift(later(30))).toMatchObject({ settled: 1 });
    expect(await drift(banId)).toMatchObject([{ status: "ACCEPTED", version: { number: 2 } }]);
  });

  test("of two who decide at once one is told who was faster", async () => {
    const banId = await published();
    await newTool(`Notebook ${nr}`, anthropic);
    await sweepDrift(later(0));
    const ids = await idsOf(banId);
    const outcomes = await Promise.all([reasonOf(decide(officer, ids, "accept")), reasonOf(decide(colleague, ids, "dismiss", "not ours"))]);
    const [status] = (await drift(banId)).map((one) => one.status);
    // Left out first, it can still be taken in; taken in first, it can be left out while its version is a draft.
    expect(["ACCEPTED", "DISMISSED"]).toContain(status);
    expect(outcomes).toEqual([null, null]);
    expect(await reasonOf(decide(colleague, ids, status === "ACCEPTED" ? "accept" : "dismiss", "again"))).toBe(
      status === "ACCEPTED" ? "drift.refusal.accepted" : "drift.refusal.dismissed",
    );
    expect(await db.banVersion.count({ where: { banId } })).toBeLessThanOrEqual(2);
  });

  test("over several bans is all or nothing", async () => {
    const [one, other] = [await published(), await published()];
    await newTool(`Notebook ${nr}`, anthropic);
    await sweepDrift(later(0));
    const ids = [...(await idsOf(one)), ...(await idsOf(other))];
    await liftBan(officer, { banId: other, reason: "over" }, later(5));
    expect(await reasonOf(decide(officer, ids, "accept"))).toBe("drift.whyNot.ended");
    expect(await db.banVersion.count({ where: { banId: one } })).toBe(1);
    expect(await reasonOf(decide(officer, [...ids, 999_999_999], "accept"))).toBe("drift.refusal.notFound");
  });

  test("is taken away as rows, and that is on record", async () => {
    const banId = await published();
    await newTool(`=Notebook ${nr}`, anthropic);
    await sweepDrift(later(0));
    await decide(officer, await idsOf(banId), "dismiss", "not ours");
    const rows = await Array.fromAsync(driftCsvRows(officer, { ban: banId }));
    expect(rows.map((row) => Object.fromEntries(DRIFT_CSV_HEADER.map((name, index) => [name, row[index]])))).toMatchObject([
      {
        status: "DISMISSED",
        ban: banCode(banId),
        name: `=Notebook ${nr}`,
        banned_vendor: `Anthropic ${nr}`,
        reason: "not ours",
        decided_by: "Li Wei",
      },
    ]);
    const id = await inTransaction((tx) => openSession(tx, officer.personId ?? 0, { userAgent: "test", address: "192.0.2.1" }));
    const cookie = (await sessionCookie(id)).split(";")[0] ?? "";
    const answer = await get(GET, { path: `/api/v1/drift?ban=${banCode(banId)}&format=csv`, cookie });
    expect(await answer.text()).toContain(`,'=Notebook ${nr},`);
    const exported = await db.auditEvent.findFirstOrThrow({ where: { action: "ban.drift-exported" }, select: { after: true } });
    expect(exported.after).toEqual({ ban: banCode(banId), status: null });
  });

  test("is for those who write bans; managers read", async () => {
    await expect(decide(manager, [1], "accept")).rejects.toMatchObject({ code: "forbidden" });
    await expect(decide(approver, [1], "accept")).rejects.toMatchObject({ code: "forbidden" });
    expect((await listDrift(manager, { limit: 1 })).items.length).toBeLessThanOrEqual(1);
  });
});
