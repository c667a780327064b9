import { beforeAll, beforeEach, expect, test } from "vitest";
import type { Viewer } from "@/lib/auth/viewer";
import { db } from "@/lib/db";
import { listProblems } from "@/lib/registry/catalogue/updates/queries";
import { apply, edition, officer, propose, shippedRegistry, toolIn, toolNow } from "@/lib/registry/catalogue/updates/testing";

let viewer: Viewer;

beforeAll(async () => {
  ({ viewer } = await officer());
});
beforeEach(shippedRegistry);

test("a file with mistakes says where they are, and the good rows can be applied", async () => {
  const bad = edition((next) => {
    const cursor = toolIn(next, "cursor");
    cursor.licence = "good";
    cursor.identifiers.push({ kind: "NPM", value: "x".repeat(5_000), confidence: "HIGH", source: "npm", note: null });
    toolIn(next, "poe").vendor = "nobody";
    (next.vendors[0] as { hqCountry: string }).hqCountry = "XX";
    next.tools.push(structuredClone(cursor));
    (next.tools[0] as { surprise?: string }).surprise = "?";
  });
  const id = await propose(bad, { complete: false });
  const problems = (await listProblems(viewer, id)) ?? [];
  const cursorAt = bad.tools.findIndex(({ slug }) => slug === "cursor");
  expect(problems.map(({ place, reason: { key } }) => `${place}: ${key.replace("catalogue.problem.", "")}`)).toEqual(
    expect.arrayContaining([
      "vendors[0]: country",
      "tools[0]: unknownField",
      `tools[${cursorAt}].identifiers[${toolIn(bad, "cursor").identifiers.length - 1}]: tooLong`,
      `tools[${bad.tools.length - 1}]: repeated`,
      `tools[${bad.tools.findIndex(({ slug }) => slug === "poe")}]: noVendor`,
    ]),
  );
  await apply(id, { scope: "all" });
  expect((await toolNow("cursor")).licence).toBe("good");
});

test("what is no catalogue is refused in words, and nothing is kept", async () => {
  const deep = `${"[".repeat(100)}${"]".repeat(100)}`;
  const expected: [string, string][] = [
    ["", "catalogue.refusal.empty"],
    ["not json", "catalogue.refusal.notJson"],
    ["x".repeat(10_000_000), "catalogue.refusal.notJson"],
    ["[]", "catalogue.refusal.notCatalogue"],
    ["{}", "catalogue.refusal.notCatalogue"],
    ['{"tools": 5}', "catalogue.refusal.notList"],
    [deep, "catalogue.refusal.tooDeep"],
    [`{"tools":[${"{},".repeat(1_000_000)}{}]}`, "catalogue.refusal.tooMany"],
    [`[${"[],".repeat(6_000_000)}0]`, "catalogue.refusal.tooManyValues"],
    [" ".repeat(65_000_000), "catalogue.refusal.tooLarge"],
  ];
  for (const [text, key] of expected) await expect(propose(text), key).rejects.toMatchObject({ reason: { key } });
  expect(await db.catalogueUpdate.count()).toBe(0);
}, 60_000);
