import { describe, expect, test } from "vitest";
import { recallUntil, widened } from "@/lib/bans/publication/rules";
import type { Scope } from "@/lib/bans/selector/queries";

const tool = (id: number, versionRange: string | null = null) => ({ id, slug: `t${id}`, name: `T${id}`, vendor: "V", versionRange });
const edge = (toolId: number, channel = "vendor-api") => ({
  toolId,
  tool: `T${toolId}`,
  familyId: 1,
  family: "F",
  channel,
  mode: "DEFAULT" as const,
});
const scope = (tools: Scope["tools"], access: Scope["access"] = []): Scope => ({ tools, access });

describe("a scope became wider", () => {
  const cases: [string, Scope, Scope, boolean, boolean][] = [
    ["not where it is the same", scope([tool(1)], [edge(2)]), scope([tool(1)], [edge(2)]), false, false],
    ["not where less is meant", scope([tool(1), tool(2)], [edge(3)]), scope([tool(1)]), false, false],
    ["by another tool", scope([tool(1)]), scope([tool(1), tool(2)]), true, false],
    ["not by a range of what was banned whole", scope([tool(1)]), scope([tool(1, "vers:npm/>=2")]), false, false],
    ["by the whole of what was banned in a range", scope([tool(1, "vers:npm/>=2")]), scope([tool(1)]), true, false],
    ["by another range, because nobody can tell", scope([tool(1, "vers:npm/>=2")]), scope([tool(1, "vers:npm/>=3")]), true, false],
    ["by another way into a model", scope([tool(1)], [edge(2)]), scope([tool(1)], [edge(2), edge(2, "cloud")]), false, true],
    ["not by a way through what was banned whole before", scope([tool(1), tool(2)]), scope([tool(1)], [edge(2)]), false, false],
  ];

  test.each(cases)("%s", (_, before, after, tools, access) => {
    expect(widened(before, after)).toEqual({ tools, access });
  });
});

test("a publication can be called back for five minutes", () => {
  expect(recallUntil(new Date("2026-07-03T07:00:00Z"))).toEqual(new Date("2026-07-03T07:05:00Z"));
});
