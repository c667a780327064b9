import { expect, test } from "vitest";
import { contentOf, gapsOf, mistakesOf } from "@/lib/bans/edit/rules";
import { stepFormSchema } from "@/lib/bans/edit/schema";

const form = (fields: object) => stepFormSchema.parse({ step: "replacement", revision: "3", ...fields });

test("a kind of work has a replacement of its own, none yet, or follows the main one", () => {
  const said = form({
    ...{ toolId: "4", availableOn: "2026-07-20", "case.coding-agent-cli.tool": "9", "case.coding-agent-cli.availableOn": "2026-08-01" },
    ...{
      "case.web assistant 2.0.tool": "none",
      "case.web assistant 2.0.owner": "Li Wei",
      "case.web assistant 2.0.nextUpdateOn": "2026-07-15",
    },
    "case.dictation.owner": "Nobody asks",
  });
  expect(mistakesOf(said)).toEqual({});
  expect(gapsOf(said)).toEqual({});
  expect(contentOf(said)).toEqual({
    replacement: { toolId: 4 },
    replacementAvailableOn: "2026-07-20",
    useCases: [
      { category: "coding-agent-cli", replacement: { toolId: 9 }, availableOn: "2026-08-01" },
      { category: "web assistant 2.0", replacement: { none: { owner: "Li Wei", nextUpdateOn: "2026-07-15" } }, availableOn: null },
    ],
  });
});

test("whoever looks for the main replacement looks for the others, and somebody has to", () => {
  const shared = form({ owner: "Li Wei", nextUpdateOn: "2026-07-15", "case.dictation.tool": "none" });
  expect(mistakesOf(shared)).toEqual({});
  expect(contentOf(shared).useCases).toMatchObject([{ replacement: { none: { owner: "Li Wei", nextUpdateOn: "2026-07-15" } } }]);
  expect(Object.keys(mistakesOf(form({ toolId: "4", "case.dictation.tool": "none" })))).toEqual([
    "case.dictation.owner",
    "case.dictation.nextUpdateOn",
  ]);
  expect(Object.keys(mistakesOf(form({ toolId: "4", "case.dictation.tool": "9", "case.dictation.availableOn": "soon" })))).toEqual([
    "case.dictation.availableOn",
  ]);
});

test("nothing but the fields of a kind of work gets in", () => {
  expect(() => form({ toolId: "4", "case.dictation.price": "1" })).toThrow();
});
