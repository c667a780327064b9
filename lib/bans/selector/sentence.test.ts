import { describe, expect, test } from "vitest";
import { scopeTranslator } from "@/i18n/scope-words";
import { populationSchema, selectorSchema } from "@/lib/bans/selector/schema";
import { populationWords, rangeWords, type ScopeNames, type Speaker, scopeSentence, selectorWords } from "@/lib/bans/selector/sentence";

const speakerOf = (locale: "en" | "zh-CN"): Speaker => ({ locale, say: scopeTranslator(locale) });
const [en, zh] = [speakerOf("en"), speakerOf("zh-CN")];

const names: ScopeNames = {
  vendors: [
    { id: 1, name: "Anthropic" },
    { id: 2, name: "OpenAI" },
  ],
  tools: [
    { id: 11, name: "Claude Code" },
    { id: 12, name: "Claude Desktop" },
    { id: 13, name: "Cursor" },
  ],
  families: [{ id: 21, name: "Claude" }],
  teams: [
    { id: 31, name: "Cloud" },
    { id: 32, name: "Search" },
    { id: 33, name: "Legal" },
  ],
};

const selector = (said: object) => selectorSchema.parse({ vendors: [], tools: [], ...said });
const population = (said: object) => populationSchema.parse({ everyone: false, include: [], exclude: [], ...said });

test.each([
  [null, "all versions", "全部版本"],
  ["vers:npm/*", "all versions", "全部版本"],
  ["vers:npm/>=2.1.91", "versions from 2.1.91 (npm)", "自 2.1.91 起的版本（npm）"],
  ["vers:intdot/>2.1", "versions after 2.1", "2.1 之后的版本"],
  ["vers:pypi/<3", "versions before 3 (PyPI)", "3 之前的版本（PyPI）"],
  ["vers:deb/<=3", "versions up to 3 (deb)", "3 及更早的版本（deb）"],
  ["vers:npm/>=2.1.0|<=2.2.0", "versions from 2.1.0 to 2.2.0 (npm)", "2.1.0 至 2.2.0 之间的版本（npm）"],
  ["vers:npm/>=2.1.0|<2.2.0", "versions from 2.1.0 and before 2.2.0 (npm)", "自 2.1.0 起、2.2.0 之前的版本（npm）"],
  ["vers:npm/2.1.0", "version 2.1.0 (npm)", "2.1.0 版（npm）"],
  ["vers:npm/1.0.0|2.0.0", "versions 1.0.0 and 2.0.0 (npm)", "1.0.0 和 2.0.0 版（npm）"],
  ["vers:npm/<1.0.0|>=2.0.0", "versions before 1.0.0 and from 2.0.0 (npm)", "1.0.0 之前和自 2.0.0 起的版本（npm）"],
  ["vers:npm/!=2.1.0", "all versions, but not 2.1.0 (npm)", "全部版本（2.1.0 除外）（npm）"],
  ["2.1 or so", "2.1 or so", "2.1 or so"],
])("the range %s is said in plain words", (range, english, chinese) => {
  expect(rangeWords(range, en)).toBe(english);
  expect(rangeWords(range, zh)).toBe(chinese);
});

describe("what is banned", () => {
  test("nothing yet says nothing", () => {
    expect(selectorWords(selector({ exclude: { tools: [11] } }), names, en)).toBeNull();
  });

  test("every kind of choice has its words", () => {
    const everything = selector({
      vendors: [1],
      tools: [13],
      ranges: [{ toolId: 11, range: "vers:npm/>=2.1.91" }],
      families: [21],
      channels: ["amazon-bedrock"],
      exclude: { tools: [12], vendors: [2], families: [21], channels: ["my-gateway"] },
    });
    expect(selectorWords(everything, names, en)).toBe(
      "Anthropic with everything it owns; Cursor, all versions; Claude Code, versions from 2.1.91 (npm); Claude models in other tools; whatever runs through Amazon Bedrock; without what OpenAI owns, Claude Desktop, Claude models and what runs through my-gateway",
    );
    expect(selectorWords(everything, names, zh)).toBe(
      "Anthropic 及其拥有的一切；Cursor（全部版本）；Claude Code 自 2.1.91 起的版本（npm）；其他工具中的 Claude 模型；经由 Amazon Bedrock 的一切使用；除外：OpenAI 拥有的一切、Claude Desktop、Claude 模型和经由 my-gateway 的使用",
    );
  });

  test("several of a kind stand in one list", () => {
    expect(selectorWords(selector({ vendors: [1, 2], tools: [11, 13] }), names, en)).toBe(
      "Anthropic and OpenAI with everything they own; Claude Code and Cursor, all versions",
    );
  });

  test("what has lost its name shows its number", () => {
    expect(selectorWords(selector({ tools: [99] }), names, en)).toBe("#99, all versions");
  });
});

describe("whom it binds", () => {
  test.each([
    [{}, null, null],
    [{ everyone: true }, "everybody in the company", "公司所有人"],
    [{ include: [31, 32] }, "everybody in Cloud and Search", "Cloud 和 Search 的所有人"],
    [
      { include: [31, 32], countries: { include: ["CN"] }, workerTypes: { exclude: ["INTERN"] } },
      "everybody in Cloud and Search who works in China, except interns",
      "Cloud 和 Search 中在中国工作的所有人（不含实习生）",
    ],
    [
      { everyone: true, legalEntities: { include: ["Meridian SG", "Meridian DE"] }, countries: { include: ["SG"] } },
      "everybody in the company who belongs to Meridian SG or Meridian DE and works in Singapore",
      "公司中隶属 Meridian SG 或 Meridian DE、在新加坡工作的所有人",
    ],
    [
      { everyone: true, workerTypes: { include: ["EMPLOYEE", "CONTRACTOR"] }, countries: { include: ["CN", "SG"] } },
      "employees and contractors in the company who work in China or Singapore",
      "公司中在中国或新加坡工作的正式员工和外包人员",
    ],
    [
      { everyone: true, exclude: [33], legalEntities: { exclude: ["Meridian DE"] }, countries: { exclude: ["DE"] } },
      "everybody in the company, except the team Legal, people of Meridian DE and people in Germany",
      "公司所有人（不含团队 Legal、隶属 Meridian DE 的人员和在德国的人员）",
    ],
  ])("%o", (said, english, chinese) => {
    expect(populationWords(population(said), names, en)).toBe(english);
    expect(populationWords(population(said), names, zh)).toBe(chinese);
  });
});

test("both together are one sentence, once both are said", () => {
  const content = { selector: selector({ tools: [11], exclude: { tools: [12] } }), population: population({ everyone: true }) };
  expect(scopeSentence(content, names, en)).toBe("Banned for everybody in the company: Claude Code, all versions; without Claude Desktop.");
  expect(scopeSentence(content, names, zh)).toBe("对公司所有人停用：Claude Code（全部版本）；除外：Claude Desktop。");
  expect(scopeSentence({ selector: content.selector }, names, en)).toBeNull();
});
