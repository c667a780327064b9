import { describe, expect, test } from "vitest";
import { type Difference, differences, type Names, scopeDifferences, wordRuns } from "@/lib/bans/diff/rules";
import { type BanDraft, banDraftSchema } from "@/lib/bans/schema";
import enVersions from "@/messages/en/versions.json";

const names: Names = {
  vendors: new Map([[1, "Anthropic"]]),
  tools: new Map([
    [1, "Claude Code"],
    [2, "Qoder"],
  ]),
  families: new Map([[1, "Claude"]]),
  teams: new Map([[7, "Search"]]),
  people: new Map([[9, "Gao Lin"]]),
  claims: new Map([[4, "It reads the clipboard."]]),
  findings: new Map([[5, "Reads more than it says"]]),
};

const none = { include: [], exclude: [] };
const full: BanDraft = banDraftSchema.parse({
  title: { en: "Claude Code", "zh-CN": "Claude Code" },
  summary: { en: "Stop using it." },
  reason: { en: "It may send information." },
  selector: { vendors: [], tools: [1] },
  population: { everyone: true, include: [], exclude: [] },
  duties: [{ kind: "STOP_USE", deadlineLocal: "2026-07-10T00:00", deadlineZone: "Asia/Shanghai" }],
  replacement: { toolId: 2 },
  exceptions: { allowed: false, contact: "#help", maxDays: 90, decideWithinHours: 72 },
  coverageRule: "ALL_KINDS",
  owner: "Li Wei",
  contact: "#ban",
  reviewOn: "2026-10-01",
});

const changed = (content: Record<string, unknown>): Difference[] => differences(full, banDraftSchema.parse({ ...full, ...content }), names);

describe("what changes", () => {
  test("is nothing where nothing changes, also when a value that goes without saying is said", () => {
    expect(changed({})).toEqual([]);
    expect(changed({ approvals: 1, claims: [], stages: [], replacementAvailableOn: null })).toEqual([]);
  });

  const cases: [string, Record<string, unknown>, Difference[]][] = [
    [
      "a vendor",
      { selector: { vendors: [1], tools: [1] } },
      [{ part: "selector-vendors", kind: "list", added: ["Anthropic"], removed: [] }],
    ],
    [
      "a tool for a range of it",
      { selector: { vendors: [], tools: [], ranges: [{ toolId: 1, range: "vers:npm/>=2.1.91" }] } },
      [
        { part: "selector-tools", kind: "list", added: [], removed: ["Claude Code"] },
        { part: "selector-ranges", kind: "list", added: ["Claude Code: vers:npm/>=2.1.91"], removed: [] },
      ],
    ],
    [
      "whom it binds",
      {
        population: {
          everyone: false,
          include: [7],
          exclude: [],
          countries: { include: ["DE"], exclude: [] },
          legalEntities: none,
          workerTypes: none,
        },
      },
      [
        { part: "population-everyone", kind: "value", before: { word: "everyone" }, after: { word: "someTeams" } },
        { part: "population-include", kind: "list", added: ["Search"], removed: [] },
        { part: "population-countries", kind: "list", added: [{ country: "DE" }], removed: [] },
      ],
    ],
    [
      "a date of a team",
      {
        duties: [{ ...full.duties?.[0], teams: [{ teamId: 7, deadlineLocal: "2026-08-01T18:00", deadlineZone: "Europe/Berlin" }] }],
      },
      [
        {
          part: "duty-teams",
          duty: "STOP_USE",
          kind: "list",
          added: [{ local: "2026-08-01T18:00", zone: "Europe/Berlin", of: "Search" }],
          removed: [],
        },
      ],
    ],
    [
      "no replacement any more",
      { replacement: { none: { owner: "Gao Lin", nextUpdateOn: "2026-08-01" } } },
      [
        { part: "replacement", kind: "value", before: "Qoder", after: "Gao Lin" },
        { part: "replacement-update", kind: "value", before: null, after: { day: "2026-08-01" } },
      ],
    ],
    [
      "words in one language",
      { title: { en: "Claude Code", "zh-CN": "停用 Claude Code" } },
      [{ part: "title", kind: "text", locale: "zh-CN", before: "Claude Code", after: "停用 Claude Code" }],
    ],
    ["how many approve", { approvals: 2 }, [{ part: "approvals", kind: "value", before: 1, after: 2 }]],
    [
      "what it rests on",
      { claims: [{ id: 4, statedAs: "REPORTED" }], findings: [5] },
      [
        { part: "claims", kind: "list", added: [{ word: "statedAs.REPORTED", of: "It reads the clipboard." }], removed: [] },
        { part: "findings", kind: "list", added: ["Reads more than it says"], removed: [] },
      ],
    ],
  ];

  test.each(cases)("%s", (_, content, expected) => {
    expect(changed(content)).toEqual(expected);
  });

  test("has its words", () => {
    const everything = differences({}, full, names);
    for (const { part } of [...everything, ...cases.flatMap(([, , found]) => found)]) expect(enVersions.part).toHaveProperty([part]);
  });
});

describe("two texts as one", () => {
  const shown = (before: string, after: string, locale = "en") =>
    wordRuns(before, after, locale).map(({ kind, text }) => ({ same: text, removed: `[-${text}]`, added: `[+${text}]` })[kind]);

  test("show the words that go and those that come", () => {
    expect(shown("Stop using it by Friday.", "Stop using it by Monday.").join("")).toBe("Stop using it by [-Friday][+Monday].");
    expect(shown("停止使用并卸载", "停止使用", "zh-CN").join("")).toBe("停止使用[-并卸载]");
    expect(shown("", "New").join("")).toBe("[+New]");
    expect(shown("Same", "Same")).toEqual(["Same"]);
  });

  test("put together again are the two texts, whatever they are", () => {
    const words = ["stop", " ", "use", "停用", "。", "\n", "é", "👩‍💻"];
    let seed = 7;
    const next = (n: number) => {
      seed = (seed * 48_271) % 2_147_483_647;
      return seed % n;
    };
    for (let round = 0; round < 300; round++) {
      const [before, after] = [0, 1].map(() => Array.from({ length: next(20) }, () => words[next(words.length)]).join(""));
      const runs = wordRuns(before ?? "", after ?? "", "en");
      const without = (kind: string) =>
        runs
          .filter((run) => run.kind !== kind)
          .map(({ text }) => text)
          .join("");
      expect([without("added"), without("removed")]).toEqual([before, after]);
    }
  });

  test("of 600 characters each take no time that anybody notices", () => {
    const [before, after] = ["a b ".repeat(250), "b c ".repeat(250)];
    const started = performance.now();
    wordRuns(before, after, "en");
    expect(performance.now() - started).toBeLessThan(1_000);
  });
});

test("a vendor's tools come and go without a word of the ban changing", () => {
  const tool = (id: number, name: string, versionRange: string | null = null) => ({ id, name, vendor: "Anthropic", versionRange });
  const edge = { tool: "Cursor", family: "Claude", channel: "vendor-api", mode: "DEFAULT" };
  const found = scopeDifferences(
    { tools: [tool(1, "A"), tool(2, "B")], access: [] },
    { tools: [tool(1, "A", "vers:npm/>=2"), tool(2, "B")], access: [edge] },
  );
  expect(found.tools).toEqual({ added: ["A (Anthropic) vers:npm/>=2"], removed: ["A (Anthropic)"] });
  expect(found.access.added).toEqual(["Cursor · Claude · vendor-api · DEFAULT"]);
});
