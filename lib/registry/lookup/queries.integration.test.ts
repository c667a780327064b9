import { beforeAll, expect, test } from "vitest";
import type { Viewer } from "@/lib/auth/viewer";
import { commonTools, findTools } from "@/lib/registry/lookup/queries";
import { newPerson, testDatabaseUrl } from "@/lib/testing";
import { loadShippedCatalogue } from "@/scripts/load-catalogue";

let viewer: Viewer;

beforeAll(async () => {
  await loadShippedCatalogue(testDatabaseUrl(), new Date());
  ({ viewer } = await newPerson());
});

test.each([
  ["Cursor", "cursor"],
  ["cursr", "cursor"],
  ["Claud Code", "claude-code"],
  ["copilot", "copilot-cli"],
  ["通义灵码", "lingma"],
  ["豆包", "doubao"],
  ["Codeium", "windsurf"],
  ["https://chat.deepseek.com/a/chat", "deepseek-app"],
  ["www.kimi.com", "kimi"],
  ["@anthropic-ai/claude-code", "claude-code"],
  ["GitHub.copilot-chat", "github-copilot"],
  ["com.exafunction.windsurf", "windsurf"],
])("somebody who types %s finds %s", async (typed, slug) => {
  const found = await findTools(viewer, typed);
  expect(found.map((tool) => tool.slug)).toContain(slug);
});

test("an exact name comes first", async () => {
  expect((await findTools(viewer, "claude code"))[0]?.slug).toBe("claude-code");
  expect((await findTools(viewer, "Zed"))[0]?.slug).toBe("zed");
});

test("a vendor's name finds its tools", async () => {
  expect((await findTools(viewer, "Anthropic")).map(({ slug }) => slug)).toEqual(
    expect.arrayContaining(["anthropic-api", "claude-code", "claude-desktop"]),
  );
});

test("nothing is made up", async () => {
  expect(await findTools(viewer, "Excel")).toEqual([]);
  expect(await findTools(viewer, "%")).toEqual([]);
  expect(await findTools(viewer, "  ")).toEqual([]);
});

test("before anything was counted, no tool is common", async () => {
  expect(await commonTools(viewer, 8)).toEqual([]);
});
