import { describe, expect, test } from "vitest";
import { z } from "zod";
import { populationContent, scopeContent, whyNotRange } from "@/lib/bans/selector/edit/rules";
import { populationFields, scopeFields } from "@/lib/bans/selector/edit/schema";

const scopeForm = (said: object) => z.strictObject(scopeFields).parse(said);
const populationForm = (said: object) => z.strictObject(populationFields).parse(said);
const scope = (said: object) => scopeContent(scopeForm(said)).selector;
const population = (said: object) => populationContent(populationForm(said)).population;

describe("the page of the scope", () => {
  test.each([
    ["vendors", "notVendors", (list: string[]) => ({ vendors: list.map(Number) })],
    ["families", "notFamilies", (list: string[]) => ({ families: list.map(Number) })],
  ])("what stands in %s cannot be left out at once", (list, not, said) => {
    expect(scope({ [list]: ["4", "9"], add: `${not}:4` })).toMatchObject({ ...said(["9"]), exclude: said(["4"]) });
    expect(scope({ [not]: ["4", "9"], add: `${list}:4` })).toMatchObject({ ...said(["4"]), exclude: said(["9"]) });
  });

  test("a tool is meant whole, in some versions or not at all", () => {
    const ranges = ["7 vers:npm/>=2.1.91"];
    expect(scope({ ranges, add: "tools:7" })).toMatchObject({ tools: [7], ranges: [] });
    expect(scope({ ranges, add: "notTools:7" })).toMatchObject({ tools: [], ranges: [], exclude: { tools: [7] } });
    expect(scope({ ranges, remove: "ranges:7" })).toMatchObject({ ranges: [] });
    expect(scope({ tools: ["7"], rangeTool: "7", rangeType: "npm", rangeFrom: "2.1.91", add: "ranges:7" })).toMatchObject({
      tools: [],
      ranges: [{ toolId: 7, range: "vers:npm/>=2.1.91" }],
    });
  });

  test("channels go by their key, whatever is in it", () => {
    expect(scope({ add: "channels:my gateway: no. 2" })).toMatchObject({ channels: ["my gateway: no. 2"] });
    expect(scope({ channels: ["amazon-bedrock"], add: "notChannels:amazon-bedrock" })).toMatchObject({
      channels: [],
      exclude: { channels: ["amazon-bedrock"] },
    });
  });

  test.each([
    [{ rangeFrom: "2.1.91" }, "vers:npm/>=2.1.91"],
    [{ rangeTo: "2.1.91" }, "vers:npm/<=2.1.91"],
    [{ rangeFrom: "2.1.91", rangeTo: "2.2.0" }, "vers:npm/>=2.1.91|<=2.2.0"],
    [{ rangeFrom: "2.1.91", rangeTo: "2.1.91" }, "vers:npm/2.1.91"],
    // Any order is taken, and kept as the specification writes it.
    [{ rangeVers: "vers:npm/<2.2.0|>=2.1.91" }, "vers:npm/>=2.1.91|<2.2.0"],
  ])("versions %o are kept as %s", (said, range) => {
    expect(scope({ tools: ["7"], rangeTool: "7", rangeType: "npm", ...said })).toMatchObject({ tools: [], ranges: [{ toolId: 7, range }] });
  });

  test.each([
    [{ add: "ranges:7" }, { rangeFrom: "scope.field.rangeEmpty" }],
    [{ rangeFrom: "2.2.0", rangeTo: "2.1.0" }, { rangeTo: "scope.field.rangeOrder" }],
    [{ rangeFrom: "two" }, { rangeFrom: "releases.vers.version" }],
    [{ rangeVers: "2.1 and later" }, { rangeVers: "releases.vers.characters" }],
    [{ rangeVers: "vers:nix/1" }, { rangeVers: "releases.vers.type" }],
  ])("versions %o are refused", (said, keys) => {
    const refused = whyNotRange(scopeForm({ rangeTool: "7", rangeType: "npm", ...said }));
    expect(Object.fromEntries(Object.entries(refused).map(([field, { key }]) => [field, key]))).toEqual(keys);
  });

  test("another button leaves the versions alone that stand in their fields", () => {
    const said = { ranges: ["7 vers:npm/>=2.1.91"], rangeTool: "7", rangeType: "npm", rangeFrom: "2.1.91" };
    expect(scope({ ...said, remove: "ranges:7" })).toMatchObject({ ranges: [] });
    expect(scope({ ...said, add: "tools:7" })).toMatchObject({ tools: [7], ranges: [] });
    expect(scope({ ...said, add: "vendors:3" })).toMatchObject({ vendors: [3], ranges: [{ toolId: 7 }] });
  });

  test.each(["tools:x", "nothing:4", "ranges:", "ranges:4 vers:npm/*"])("a button %s that no page has is refused", (add) => {
    expect(z.strictObject(scopeFields).safeParse({ add }).success).toBe(false);
  });
});

describe("the page of the population", () => {
  test("each group of people stands on one side only", () => {
    expect(population({ everyone: "yes", countries: ["CN"], add: "notCountries:CN" })).toMatchObject({
      everyone: true,
      countries: { include: [], exclude: ["CN"] },
    });
    expect(population({ everyone: "yes", notWorkers: ["INTERN"], add: "workers:INTERN" })).toMatchObject({
      workerTypes: { include: ["INTERN"], exclude: [] },
    });
    expect(population({ entities: ["Meridian: Cloud"], remove: "entities:Meridian: Cloud" })).toMatchObject({
      legalEntities: { include: [], exclude: [] },
    });
  });

  test("narrowing everybody keeps everybody", () => {
    expect(population({ everyone: "yes", add: "countries:CN" })).toMatchObject({ everyone: true, countries: { include: ["CN"] } });
  });

  test.each(["countries:China", "workers:ROBOT"])("a button %s that no page has is refused", (add) => {
    expect(z.strictObject(populationFields).safeParse({ add }).success).toBe(false);
  });
});
