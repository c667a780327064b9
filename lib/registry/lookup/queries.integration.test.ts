import { beforeAll, describe, expect, test } from "vitest";
import type { Viewer } from "@/lib/auth/viewer";
import { db } from "@/lib/db";
import { commonTools, findTools } from "@/lib/registry/lookup/queries";
import { folded, squashed } from "@/lib/registry/search/rules";
import { newPerson, testDatabaseUrl } from "@/lib/testing";
import { loadShippedCatalogue } from "@/scripts/load-catalogue";

let viewer: Viewer;

beforeAll(async () => {
  await loadShippedCatalogue(testDatabaseUrl(), new Date());
  ({ viewer } = await newPerson());
  const { id: vendorId } = await db.vendor.create({
    data: { slug: "qingluan", name: "青鸾", legalName: "深海青鸾股份有限公司", confidence: "HIGH" },
    select: { id: true },
  });
  const spark = { slug: "cn-1", name: "青鸾翠鸟", vendorId, category: "assistant", confidence: "HIGH" } as const;
  const { id } = await db.tool.create({ data: spark, select: { id: true } });
  await db.tool.create({ data: { ...spark, slug: "cuiniao-old", name: "翠鸟旧版", mergedIntoId: id }, select: { id: true } });
  await db.tool.create({ data: { ...spark, slug: "hundred", name: "100% Assistant_X" }, select: { id: true } });
});

const slugs = async (typed: string) => (await findTools(viewer, typed)).tools.map(({ slug }) => slug);

describe("what somebody types has to find first", () => {
  test.each([
    // Names, in any case, width and writing.
    ["Cursor", "cursor", "exact"],
    ["  CLAUDE   code ", "claude-code", "exact"],
    ["claude-code", "claude-code", "exact"],
    ["ClaudeCode", "claude-code", "exact"],
    ["Ｃｕｒｓｏｒ", "cursor", "exact"],
    ["Zed", "zed", "exact"],
    ["Codeium", "windsurf", "exact"],
    ["windsu", "windsurf", "beginning"],
    // Chinese names, parts of them, and how they are read.
    ["通义灵码", "lingma", "exact"],
    ["通义 灵码", "lingma", "exact"],
    ["灵码", "lingma", "part"],
    ["豆包", "doubao", "exact"],
    ["doubao", "doubao", "exact"],
    ["tongyilingma", "lingma", "exact"],
    ["tongyi lingma", "lingma", "exact"],
    ["TONGYI LINGMA", "lingma", "exact"],
    ["tongyi", "qwen-chat", "exact"],
    ["青鸾翠鸟", "cn-1", "exact"],
    ["qingluancuiniao", "cn-1", "exact"],
    ["cuiniao", "cn-1", "part"],
    ["翠鸟", "cn-1", "part"],
    // Slips, also of an input method that offers the wrong characters.
    ["cusor", "cursor", "alike"],
    ["cursr", "cursor", "alike"],
    ["lingam", "lingma", "alike"],
    ["cluade code", "claude-code", "alike"],
    ["Claud Cod", "claude-code", "part"],
    ["Claud Coed", "claude-code", "alike"],
    ["copliot", "github-copilot", "alike"],
    ["chatgtp", "chatgpt-web", "alike"],
    ["windsruf", "windsurf", "alike"],
    ["同义灵码", "lingma", "alike"],
    ["豆苞", "doubao", "alike"],
    // Written with traditional characters.
    ["通義靈碼", "lingma", "alike"],
    // Words in any order, with the vendor among them.
    ["code claude", "claude-code", "part"],
    ["alibaba lingma", "lingma", "part"],
    ["翠鸟 青鸾", "cn-1", "part"],
    // Addresses and identifiers.
    ["chat.deepseek.com", "deepseek-app", "exact"],
    ["https://chat.deepseek.com/a/chat?x=1#y", "deepseek-app", "exact"],
    ["www.kimi.com", "kimi", "exact"],
    ["HTTPS://WWW.KIMI.COM/", "kimi", "exact"],
    ["@anthropic-ai/claude-code", "claude-code", "exact"],
    ["@ANTHROPIC-ai/Claude-Code", "claude-code", "exact"],
    ["anthropic-ai/claude-code-linux", "claude-code", "part"],
    ["https://www.npmjs.com/package/@anthropic-ai/claude-code", "claude-code", "exact"],
    ["https://marketplace.visualstudio.com/items?itemName=GitHub.copilot-chat", "github-copilot", "exact"],
    ["GitHub.copilot-chat", "github-copilot", "exact"],
    ["com.exafunction.windsurf", "windsurf", "exact"],
    ["com.anthropic.claudefordesktop", "claude-desktop", "exact"],
    ["claude.ai", "claude-ai", "exact"],
    // Vendors, also by their legal name.
    ["深海青鸾股份", "hundred", "vendor"],
    // Signs that mean something to SQL.
    ["100%", "hundred", "beginning"],
    ["assistant_x", "hundred", "part"],
  ])("%s → %s (%s)", async (typed, slug, fit) => {
    const { tools } = await findTools(viewer, typed);
    expect({ slug: tools[0]?.slug, fit: tools[0]?.fit, all: tools.map((tool) => tool.slug) }).toMatchObject({ slug, fit });
  });
});

test("a vendor's name finds all its tools, after those that are called so", async () => {
  const { tools } = await findTools(viewer, "Anthropic");
  expect(tools.map(({ slug }) => slug)).toEqual(expect.arrayContaining(["anthropic-api", "claude-code", "claude-desktop"]));
  const fits = tools.map(({ fit }) => fit);
  expect(fits.indexOf("vendor")).toBeGreaterThan(0);
  expect(fits.slice(fits.indexOf("vendor")).every((fit) => fit === "vendor")).toBe(true);
});

test.each([
  "https://cursor.example/claude-code",
  "Excel",
  "node",
  "%",
  "_",
  "%%%",
  "\\",
  "   ",
  "....",
  "' OR 1=1 --",
  "zzzzzzzz",
  "🦄",
  "not an ai tool",
])("nothing is made up for %s", async (typed) => {
  expect(await slugs(typed)).toEqual([]);
});

test("what was merged into another is not found by its old self", async () => {
  expect(await slugs("翠鸟旧版")).not.toContain("cuiniao-old");
});

test("a tool that is renamed is found by its new name at once", async () => {
  await db.tool.update({ where: { slug: "hundred" }, data: { name: "小助手" } });
  expect((await slugs("xiaozhushou"))[0]).toBe("hundred");
  expect(await slugs("100%")).toEqual([]);
});

test("of several that fit as well, the one that more people have comes first", async () => {
  const before = (await slugs("copilot")).filter((slug) => slug !== "copilot-cli");
  const last = before.at(-1) ?? "";
  const { id: toolId } = await db.tool.findUniqueOrThrow({ where: { slug: last }, select: { id: true } });
  expect(await commonTools(viewer, 8)).toEqual([]);
  await db.toolPresence.create({ data: { toolId, devices: 9, people: 8, asOf: new Date() } });
  const { tools } = await findTools(viewer, "copilot");
  const sameFit = tools.filter(({ fit }) => fit === tools.find(({ slug }) => slug === last)?.fit);
  expect(sameFit[0]?.slug).toBe(last);
  expect((await commonTools(viewer, 8)).map(({ slug }) => slug)).toEqual([last]);
});

test("more than twenty are cut, and that is said", async () => {
  const { tools, hasMore } = await findTools(viewer, "a");
  expect([tools.length, hasMore]).toEqual([20, true]);
});

test("the database folds names as the search folds what was typed", async () => {
  const names = [
    "Ｃｌａｕｄｅ　Code",
    "  a\tB ",
    "İstanbul",
    "GPT‐4",
    "Ⅳ",
    "ﬁne",
    "「豆包」·AI",
    "a_b-c.d/e\\f",
    "通义 灵码",
    "Café",
    "[x] (y); 'z'",
    "100%",
  ];
  for (const name of names) {
    const [row] = await db.$queryRaw<
      [{ folded: string; squashed: string }]
    >`SELECT folded(${name}) AS folded, squashed(${name}) AS squashed`;
    expect(row, name).toEqual({ folded: folded(name), squashed: squashed(name) });
  }
});
