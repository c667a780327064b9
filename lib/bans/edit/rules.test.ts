import { expect, test } from "vitest";
import { contentOf, gapsOf, pageAfter } from "@/lib/bans/edit/rules";
import { type StepForm, stepFormSchema } from "@/lib/bans/edit/schema";

const form = (fields: object): StepForm => stepFormSchema.parse({ revision: "3", ...fields });

test("a vendor is added once, and a tool of the same number stays", () => {
  const added = contentOf(form({ step: "scope", vendors: ["5"], tools: ["7"], add: "vendors:7" }));
  expect(added).toMatchObject({ selector: { vendors: [5, 7], tools: [7] } });
  expect(contentOf(form({ step: "scope", vendors: ["5"], add: "vendors:5" }))).toMatchObject({ selector: { vendors: [5], tools: [] } });
  expect(contentOf(form({ step: "scope", vendors: ["5"], tools: ["5"], remove: "vendors:5" }))).toMatchObject({
    selector: { vendors: [], tools: [5] },
  });
});

test("a team stands on one side only, and taking one in means not everyone", () => {
  const moved = contentOf(form({ step: "population", everyone: "yes", exclude: ["4", "9"], add: "include:4" }));
  expect(moved).toMatchObject({ population: { everyone: false, include: [4], exclude: [9] } });
  const left = contentOf(form({ step: "population", everyone: "yes", add: "exclude:4" }));
  expect(left).toMatchObject({ population: { everyone: true, include: [], exclude: [4] } });
});

test.each([
  [{ step: "scope" }, ["selector"]],
  [{ step: "population" }, ["everyone"]],
  [{ step: "cutoff", zone: "UTC" }, ["STOP_USE.on", "date"]],
  [{ step: "cutoff", zone: "UTC", "STOP_USE.on": "yes" }, ["date"]],
  [{ step: "replacement" }, ["nextUpdateOn", "owner"]],
  [{ step: "words" }, ["contact", "exceptions.allowed", "exceptions.contact", "owner", "reason.en", "reviewOn", "summary.en", "title.en"]],
])("Continue on an empty page %o names its fields", (fields, names) => {
  expect(Object.keys(gapsOf(form(fields))).sort()).toEqual(names);
});

test("a replacement is chosen and taken back at once", () => {
  expect(contentOf(form({ step: "replacement", toolId: "4", add: "tool:9" }))).toMatchObject({ replacement: { toolId: 9 } });
  expect(contentOf(form({ step: "replacement", toolId: "4", remove: "tool:4" }))).toMatchObject({
    replacement: { none: { owner: "", nextUpdateOn: "" } },
  });
});

test("a filled page has no gaps", () => {
  expect(gapsOf(form({ step: "replacement", toolId: "4" }))).toEqual({});
  expect(gapsOf(form({ step: "replacement", owner: "Li Wei", nextUpdateOn: "2026-07-20" }))).toEqual({});
});

test("each button leads where it says", () => {
  expect(pageAfter("BAN-1", form({ step: "scope" }))).toBe("/bans/BAN-1/edit/population");
  expect(pageAfter("BAN-1", form({ step: "population", intent: "back" }))).toBe("/bans/BAN-1/edit/scope");
  expect(pageAfter("BAN-1", form({ step: "words", intent: "leave" }))).toBe("/bans");
  expect(pageAfter("BAN-1", form({ step: "scope", add: "tools:4" }))).toBeNull();
});
