import { beforeAll, describe, expect, test } from "vitest";
import type { Viewer } from "@/lib/auth/viewer";
import { db } from "@/lib/db";
import { Refusal } from "@/lib/refusal";
import { createTool, editTool, reinstateTool, retireTool } from "@/lib/registry/tools/commands";
import { createToolSchema, editToolSchema, toolFormSchema } from "@/lib/registry/tools/schema";
import { newAuditor, newOfficer } from "@/lib/testing";

const at = (minute: number) => new Date(Date.UTC(2026, 6, 8, 7, minute));

let officer: Viewer;
let colleague: Viewer;

beforeAll(async () => {
  officer = (await newOfficer({ name: "Li Wei" })).viewer;
  colleague = (await newOfficer({ name: "Gao Lin" })).viewer;
  await db.vendor.create({ data: { slug: "anthropic", name: "Anthropic", legalName: "Anthropic, PBC", confidence: "HIGH" } });
  await db.vendor.create({ data: { slug: "alibaba", name: "Alibaba", confidence: "HIGH" } });
});

const input = (fields: object) =>
  createToolSchema.parse({ vendor: "anthropic", category: "coding-agent-cli", confidence: "HIGH", ...fields });
const create = (fields: object) => createTool(officer, input(fields), at(0));
const edit = (viewer: Viewer, slug: string, { revision, isDistinct = false, ...changes }: Record<string, unknown>, minute = 1) => {
  const { revision: read, isDistinct: distinct, ...parsed } = editToolSchema.parse({ revision, isDistinct, ...changes });
  return editTool(viewer, { slug, revision: read, isDistinct: distinct, changes: parsed }, at(minute));
};

const refusalOf = (work: Promise<unknown>) =>
  work.then(
    () => null,
    (error: unknown) => (error instanceof Refusal ? { code: error.code, ...error.reason, fields: error.fields } : Promise.reject(error)),
  );

describe("a tool", () => {
  test("is added with an address made of its name, found by every name, and recorded", async () => {
    expect(await create({ name: "Claude Code", aliases: "claude-cli\n克劳德代码\n", vendor: "Anthropic, PBC" })).toMatchObject({
      slug: "claude-code",
    });
    const names = await db.toolName.findMany({ where: { tool: { slug: "claude-code" } } });
    expect(names.map(({ name }) => name)).toEqual(expect.arrayContaining(["claude code", "claude-cli", "claude-code", "克劳德代码"]));
    const [event] = await db.auditEvent.findMany({ where: { subjectKind: "tool", subjectId: "claude-code" } });
    expect(event).toMatchObject({ action: "tool.created", actorName: "Li Wei", after: { vendor: "anthropic", name: "Claude Code" } });
  });

  test("is not added twice: the sentence names the one that is there, and another of the same name needs a deliberate yes", async () => {
    const like = await refusalOf(create({ name: "Claude-code" }));
    expect(like).toMatchObject({
      code: "conflict",
      fields: { name: { key: "tools.field.nameTaken", values: { tool: "Claude Code", address: "/tools/claude-code" } } },
    });
    const alias = await refusalOf(create({ name: "Claude CLI" }));
    expect(alias?.fields.name).toMatchObject({ key: "tools.field.aliasTaken", values: { alias: "claude-cli", tool: "Claude Code" } });
    const sameSlug = await refusalOf(create({ name: "Something else", slug: "claude-code", isDistinct: true }));
    expect(sameSlug?.fields.slug).toMatchObject({ key: "tools.field.slugTaken", values: { address: "/tools/claude-code" } });
    expect(await create({ name: "Claude-code", isDistinct: "true" })).toMatchObject({ slug: "claude-code-2" });
  });

  test("needs a vendor that is known, and says which ones are alike", async () => {
    const alike = await refusalOf(create({ name: "Lingma", vendor: "Alibab" }));
    expect(alike?.fields.vendor).toMatchObject({ key: "vendors.field.vendorAlike", values: { found: "Alibaba (alibaba)" } });
    const unknown = await refusalOf(create({ name: "Lingma", vendor: "Zzyzx" }));
    expect(unknown?.fields.vendor).toMatchObject({ key: "vendors.field.vendorUnknown" });
  });

  test("with a name of no Latin letter asks for an address", async () => {
    expect((await refusalOf(create({ name: "通义灵码" })))?.fields.slug).toMatchObject({ key: "tools.field.slugNeeded" });
    expect(await create({ name: "通义灵码", slug: "tongyi-lingma" })).toMatchObject({ slug: "tongyi-lingma" });
  });

  test("is changed by officers only", async () => {
    const auditor = (await newAuditor()).viewer;
    await expect(edit(auditor, "claude-code", { name: "Mine" })).rejects.toMatchObject({ code: "forbidden" });
    await expect(createTool(auditor, input({ name: "Mine" }), at(0))).rejects.toMatchObject({ code: "forbidden" });
  });
});

describe("two people who edit at once", () => {
  test("the second is told who changed what and when, and nothing of the first is lost", async () => {
    const { slug, revision } = await create({ name: "Agent One", notes: "Old words", licence: "MIT" });
    await edit(colleague, slug, { revision, notes: "New words of the first" });
    const late = await refusalOf(edit(officer, slug, { revision, notes: "Words of the second", licence: "Apache-2.0" }, 6));
    expect(late).toEqual({
      code: "conflict",
      key: "tools.overtaken.by",
      values: { who: "Gao Lin", time: "8 July 2026, 15:01" },
      fields: { notes: { key: "tools.overtaken.field", values: { value: "New words of the first" } } },
    });
    expect(await db.tool.findUnique({ where: { slug }, select: { notes: true, licence: true } })).toEqual({
      notes: "New words of the first",
      licence: "MIT",
    });
    await edit(officer, slug, { revision: revision + 1, notes: "Words of the second" });
    expect(await edit(officer, slug, { revision: revision + 2, notes: "Words of the second" })).toMatchObject({ revision: revision + 2 });
  });

  test("a form that sends everything clears what it leaves out, and a machine's change leaves the rest", async () => {
    const { slug } = await create({ name: "Agent Two", notes: "Some", aliases: ["two"] });
    await edit(officer, slug, { licence: "MIT" });
    expect(await db.tool.findUnique({ where: { slug }, select: { notes: true } })).toEqual({ notes: "Some" });
    const form = { name: "Agent Two", vendor: "anthropic", category: "coding-agent-cli", confidence: "HIGH", revision: "2" };
    const { revision, isDistinct, ...changes } = toolFormSchema.parse(form);
    await editTool(officer, { slug, revision, isDistinct, changes }, at(3));
    expect(await db.tool.findUnique({ where: { slug }, select: { notes: true, aliases: true, licence: true } })).toEqual({
      notes: null,
      aliases: [],
      licence: null,
    });
  });
});

describe("a tool that ends", () => {
  test("is retired with its successor and reinstated, each with a reason", async () => {
    const { slug } = await create({ name: "Old agent" });
    await create({ name: "New agent" });
    await retireTool(officer, { slug, reason: "The vendor stopped it.", successor: "New agent" }, at(2));
    expect(await db.tool.findUnique({ where: { slug }, select: { status: true, successor: { select: { slug: true } } } })).toEqual({
      status: "DISCONTINUED",
      successor: { slug: "new-agent" },
    });
    expect(await refusalOf(retireTool(officer, { slug, reason: "Again." }, at(3)))).toMatchObject({ key: "tools.whyNot.retired" });
    await reinstateTool(officer, { slug, reason: "It is back." }, at(4));
    const events = await db.auditEvent.findMany({
      where: { subjectId: slug },
      orderBy: { id: "asc" },
      select: { action: true, reason: true },
    });
    expect(events.slice(1)).toEqual([
      { action: "tool.retired", reason: "The vendor stopped it." },
      { action: "tool.reinstated", reason: "It is back." },
    ]);
  });

  test("cannot follow itself, over however many steps", async () => {
    for (const name of ["Ring A", "Ring B", "Ring C"]) await create({ name });
    await edit(officer, "ring-a", { successor: "ring-b" });
    await edit(officer, "ring-b", { successor: "ring-c" });
    expect((await refusalOf(edit(officer, "ring-c", { successor: "Ring A" })))?.fields.successor).toMatchObject({
      key: "tools.field.successorCycle",
    });
    expect((await refusalOf(edit(officer, "ring-a", { successor: "ring-a" })))?.fields.successor).toMatchObject({
      key: "tools.field.successorCycle",
    });
  });
});

test.each([
  [{ homepage: "http://example.com" }, "homepage"],
  [{ homepage: "javascript:alert(1)" }, "homepage"],
  [{ notes: "a\u0000b" }, "notes"],
  [{ name: "a\nb" }, "name"],
  [{ name: "x".repeat(200) }, "name"],
  [{ aliases: Array.from({ length: 60 }, (_, n) => `alias ${n}`).join("\n") }, "aliases"],
  [{ touches: ["soul"] }, "touches"],
  [{ slug: "Not A Slug" }, "slug"],
])("%o is refused at its field", (fields, field) => {
  const parsed = createToolSchema.safeParse({ name: "A", vendor: "anthropic", category: "ide", confidence: "HIGH", ...fields });
  expect(parsed.error?.issues.map(({ path }) => path[0])).toContain(field);
});
