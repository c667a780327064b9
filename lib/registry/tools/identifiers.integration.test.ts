import { beforeAll, describe, expect, test } from "vitest";
import type { Viewer } from "@/lib/auth/viewer";
import { approveBan } from "@/lib/bans/approval/commands";
import { draftBan, submitBan } from "@/lib/bans/commands";
import { publishBan } from "@/lib/bans/publication/commands";
import { banContent } from "@/lib/bans/testing";
import { db } from "@/lib/db";
import { deliver, npmSnapshot, seedTools } from "@/lib/inventory/testing";
import { Refusal } from "@/lib/refusal";
import { findTool, getTool } from "@/lib/registry/queries";
import { addIdentifier, editIdentifier, removeIdentifier } from "@/lib/registry/tools/identifiers/commands";
import { listIdentifiers, previewIdentifier, removalEffect } from "@/lib/registry/tools/identifiers/queries";
import { addIdentifierSchema } from "@/lib/registry/tools/identifiers/schema";
import { mergeTool } from "@/lib/registry/tools/merge/commands";
import { planMerge } from "@/lib/registry/tools/merge/queries";
import { newApprover, newOfficer, newTeam } from "@/lib/testing";

const SINCE = new Date("2026-07-08T07:00:00Z");
const at = (minute: number) => new Date(SINCE.getTime() + minute * 60_000);

let officer: Viewer;
let owner: number;
let claudeCode: number;
let otherVendor: number;
let ban: { banId: number; code: string };

const tool = async (slug: string, vendorId?: number) => {
  const data = { slug, name: slug, vendorId: vendorId ?? otherVendor, category: "coding-agent", confidence: "HIGH" as const };
  return (await db.tool.create({ data, select: { id: true } })).id;
};

const add = (slug: string, identifier: object, minute = 10) =>
  addIdentifier(
    officer,
    { slug, ...addIdentifierSchema.parse({ confidence: "HIGH", source: "seen in an inventory", ...identifier }) },
    at(minute),
  );

const refusalOf = (work: Promise<unknown>) =>
  work.then(
    () => null,
    (error: unknown) => (error instanceof Refusal ? { code: error.code, ...error.reason, fields: error.fields } : Promise.reject(error)),
  );

const states = async () => {
  const rows = await db.obligation.findMany({ where: { banId: ban.banId, personId: owner, closedAt: null }, select: { state: true } });
  return [...new Set(rows.map(({ state }) => state))];
};

beforeAll(async () => {
  const team = (await newTeam()).id;
  const author = await newOfficer({ name: "Li Wei", teamId: team });
  const approver = await newApprover({ teamId: team });
  officer = author.viewer;
  ({ claudeCode, owner } = await seedTools());
  otherVendor = (await db.vendor.create({ data: { slug: "fork-makers", name: "Fork Makers", confidence: "HIGH" } })).id;
  await deliver(npmSnapshot(SINCE, 0, ["claude-fork@1.0.0", "claude-fork-helper@2.0.0", "left-pad@1.3.0"]), at(1));
  await db.device.updateMany({ data: { ownerPersonId: owner } });
  const content = banContent({ selector: { vendors: [], tools: [claudeCode] } });
  const drafted = await draftBan(officer, { content }, at(2));
  await submitBan(officer, { banId: drafted.banId }, at(3));
  await approveBan(approver.viewer, { banId: drafted.banId }, at(4));
  await publishBan(officer, { banId: drafted.banId, code: drafted.code }, at(5));
  ban = drafted;
});

describe("an identifier under a published ban", () => {
  test("says before it is saved what it would match and whom the ban would newly find", async () => {
    const preview = await previewIdentifier(officer, "claude-code", { kind: "NPM", value: " Claude-Fork " });
    expect(preview).toMatchObject({
      matchValue: "claude-fork",
      software: [{ name: "claude-fork", versions: 1, devices: 1, tools: [] }],
      unmatched: 1,
      devices: 1,
      people: 1,
      there: null,
      sharedWith: [],
      needsShared: false,
      bans: [{ code: ban.code, people: 1 }],
    });
    expect(await states()).toEqual(["UNKNOWN"]);
    expect(await db.identifier.count({ where: { matchValue: "claude-fork" } })).toBe(0);
  });

  test("makes the ban see what inventories had reported before, and its removal takes that back", async () => {
    const { id } = await add("claude-code", { kind: "NPM", value: "Claude-Fork" });
    expect(await states()).toEqual(["INSTALLED"]);
    expect(await db.toolPresence.findUnique({ where: { toolId: claudeCode }, select: { devices: true, people: true } })).toEqual({
      devices: 1,
      people: 1,
    });
    const { items } = await listIdentifiers(officer, "claude-code");
    expect(items.find((item) => item.id === id)).toMatchObject({ value: "Claude-Fork", software: 1, devices: 1, platforms: [] });
    expect(await removalEffect(officer, "claude-code", id)).toMatchObject({
      software: 1,
      devices: 1,
      bans: [{ code: ban.code, people: 1 }],
    });
    await removeIdentifier(officer, { slug: "claude-code", id, reason: "It is another program." }, at(20));
    expect(await states()).not.toContain("INSTALLED");
    expect(await db.toolPresence.findUnique({ where: { toolId: claudeCode }, select: { devices: true } })).toEqual({ devices: 0 });
    const actions = await db.auditEvent.findMany({ where: { subjectKind: "tool", subjectId: "claude-code" }, orderBy: { id: "asc" } });
    expect(actions.map(({ action, reason }) => [action, reason])).toEqual([
      ["identifier.added", null],
      ["identifier.removed", "It is another program."],
    ]);
  });
});

describe("an identifier", () => {
  test("is there once, however it is written", async () => {
    const again = await refusalOf(add("claude-code", { kind: "NPM", value: "@Anthropic-AI/Claude-Code" }));
    expect(again).toMatchObject({
      code: "conflict",
      fields: {
        value: { key: "tools.identifier.there", values: { value: "@anthropic-ai/claude-code", address: "/tools/claude-code/identifiers" } },
      },
    });
  });

  test("of two vendors is warned of with their names, and takes a deliberate yes and a note", async () => {
    await tool("fork");
    await add("fork", { kind: "MACOS_TEAM", value: "Q6L2SF6YDW" });
    const preview = await previewIdentifier(officer, "claude-code", { kind: "MACOS_TEAM", value: "q6l2sf6ydw" });
    expect(preview).toMatchObject({
      platforms: ["MACOS"],
      namesSoftware: false,
      needsShared: true,
      sharedWith: [{ slug: "fork", vendor: "Fork Makers", isOtherVendor: true, how: "identifier" }],
    });
    const refused = await refusalOf(add("claude-code", { kind: "MACOS_TEAM", value: "Q6L2SF6YDW" }));
    expect(refused).toMatchObject({
      fields: { isShared: { key: "tools.identifier.shared", values: { tool: "fork", vendor: "Fork Makers" } }, note: {} },
    });
    await add("claude-code", { kind: "MACOS_TEAM", value: "Q6L2SF6YDW", isShared: "true", note: "Both are signed by one company." });
    expect(await db.identifier.count({ where: { kind: "MACOS_TEAM" } })).toBe(2);
  });

  test("that already names another vendor's software is warned of", async () => {
    await add("fork", { kind: "NPM", value: "claude-fork-helper" });
    const preview = await previewIdentifier(officer, "claude-code", { kind: "NPM", value: "claude-fork-helper" });
    expect(preview).toMatchObject({ unmatched: 0, software: [{ tools: [{ slug: "fork", vendor: "Fork Makers" }] }], needsShared: true });
  });

  test("of a publisher or a pattern of domains meets what others have", async () => {
    await db.software.create({
      data: { kind: "WINDOWS_PROGRAM", matchValue: "fork", publisher: "Fork  Makers Ltd", name: "Fork", firstSeenAt: SINCE },
    });
    await add("fork", { kind: "WINDOWS_PROGRAM", value: "Fork" });
    const publisher = await previewIdentifier(officer, "claude-code", { kind: "WINDOWS_PUBLISHER", value: 'CN="Fork Makers Ltd", O=x' });
    expect(publisher.sharedWith).toMatchObject([{ slug: "fork", how: "publisher", value: "Fork" }]);
    await add("fork", { kind: "DOMAIN", value: "api.fork.example" });
    const domain = await previewIdentifier(officer, "claude-code", { kind: "DOMAIN", value: "*.fork.example" });
    expect(domain.sharedWith).toMatchObject([{ slug: "fork", how: "domain", value: "api.fork.example" }]);
  });

  test("of a shape that no inventory reports is refused at its field", async () => {
    expect((await refusalOf(add("fork", { kind: "CHROME", value: "not an id" })))?.fields.value).toEqual({
      key: "tools.identifier.shape.CHROME",
    });
    const plugin = await refusalOf(add("fork", { kind: "JETBRAINS", value: "com.fork.plugin", pluginVendor: "Fork Makers" }));
    expect(plugin?.fields).toEqual({ pluginName: { key: "tools.identifier.pluginMissing" } });
    await add("fork", { kind: "JETBRAINS", value: "com.fork.plugin", pluginVendor: "Fork  Makers", pluginName: "Fork [Beta]" });
    expect(await db.identifier.findFirst({ where: { kind: "JETBRAINS", matchValue: "fork makers/fork [beta]" } })).not.toBeNull();
  });

  test("keeps its value when it is edited, and the second of two editors is told", async () => {
    const { items, tool: read } = await listIdentifiers(officer, "fork");
    const id = items[0]?.id ?? 0;
    await editIdentifier(officer, { slug: "fork", id, confidence: "LOW", note: "Not sure", revision: read.revision }, at(30));
    expect(await db.identifier.findUnique({ where: { id }, select: { confidence: true, note: true } })).toEqual({
      confidence: "LOW",
      note: "Not sure",
    });
    const late = await refusalOf(editIdentifier(officer, { slug: "fork", id, source: "elsewhere", revision: read.revision }, at(31)));
    expect(late).toMatchObject({ code: "conflict", key: "tools.overtaken.by", values: { who: "Li Wei" } });
  });
});

describe("merging duplicates", () => {
  test("is refused while a ban that is not over names the tool that would go, and says which", async () => {
    const refused = await refusalOf(mergeTool(officer, { slug: "claude-code", into: "codex", reason: "The same." }, at(40)));
    expect(refused).toMatchObject({ code: "conflict", key: "tools.merge.whyNot.ban", values: { ban: ban.code } });
    const asReplacement = await tool("instead");
    const drafted = await draftBan(officer, { content: { replacement: { toolId: asReplacement } } }, at(41));
    expect(await refusalOf(mergeTool(officer, { slug: "instead", into: "codex", reason: "The same." }, at(42)))).toMatchObject({
      values: { ban: drafted.code },
    });
    expect(await refusalOf(mergeTool(officer, { slug: "codex", into: "codex", reason: "The same." }, at(42)))).toMatchObject({
      key: "tools.merge.whyNot.same",
    });
  });

  test("moves software, presence, decisions and names, and the old address leads on", async () => {
    const duplicate = await tool("claude-forked");
    await tool("follower");
    await db.tool.update({ where: { slug: "follower" }, data: { successorId: duplicate } });
    await db.tool.update({ where: { id: duplicate }, data: { name: "Claude, forked", aliases: ["ccf"] } });
    await add("claude-forked", { kind: "NPM", value: "claude-fork" });
    await add("claude-forked", { kind: "NPM", value: "claude-fork-helper", isShared: true, note: "Same helper" });
    const decision = { reason: "Looked at", decidedAt: at(9) };
    const fork = await db.tool.findUniqueOrThrow({ where: { slug: "fork" } });
    await db.decision.create({ data: { ...decision, toolId: duplicate, status: "APPROVED" } });
    await db.decision.create({ data: { ...decision, toolId: duplicate, status: "UNDER_REVIEW", countries: ["CN"] } });
    await db.decision.create({ data: { ...decision, toolId: fork.id, status: "NOT_APPROVED" } });
    const plan = await planMerge(officer, { slug: "claude-forked", into: "fork" });
    expect(plan).toMatchObject({ devices: 1, people: 1, newAliases: ["Claude, forked", "ccf", "claude-forked"], whyNot: null });
    expect([plan.identifiers.moved.length, plan.identifiers.left.length]).toEqual([1, 1]);
    expect(plan.decisions).toMatchObject({ moved: [{ countries: ["CN"] }], left: [{ status: "APPROVED" }] });

    const merged = await mergeTool(officer, { slug: "claude-forked", into: "fork", reason: "One program under two names." }, at(50));
    expect(merged).toMatchObject({
      slug: "fork",
      mergedFrom: { slug: "claude-forked", name: "Claude, forked" },
      moved: { identifiers: 1, decisions: 1 },
      supersededDecisions: 1,
    });
    expect(await findTool(officer, "claude-forked")).toMatchObject({ slug: "fork" });
    expect(await getTool(officer, "claude-forked")).toMatchObject({
      slug: "fork",
      mergedFrom: { slug: "claude-forked", name: "Claude, forked" },
      aliases: ["Claude, forked", "ccf", "claude-forked"],
    });
    expect(await db.toolPresence.findUnique({ where: { toolId: fork.id }, select: { devices: true, people: true } })).toEqual({
      devices: 1,
      people: 1,
    });
    expect(await db.toolPresence.findUnique({ where: { toolId: duplicate }, select: { devices: true } })).toEqual({ devices: 0 });
    expect(await db.tool.findUnique({ where: { slug: "follower" }, select: { successorId: true } })).toEqual({ successorId: fork.id });
    const decisions = await db.decision.findMany({
      where: { toolId: fork.id },
      orderBy: { id: "asc" },
      select: { status: true, supersededAt: true },
    });
    expect(decisions).toEqual([
      { status: "APPROVED", supersededAt: at(50) },
      { status: "UNDER_REVIEW", supersededAt: null },
      { status: "NOT_APPROVED", supersededAt: null },
    ]);
    expect(await refusalOf(add("claude-forked", { kind: "NPM", value: "late" }))).toMatchObject({
      key: "tools.refusal.merged",
      values: { tool: "fork" },
    });
  });
});
