import { expect, test } from "vitest";
import {
  isUntouched,
  MODES,
  NOBODY,
  type Route,
  readingOf,
  routesShown,
  sortedRoutes,
  whyNotAsOf,
} from "@/lib/registry/models/access/rules";
import { routeTableSchema } from "@/lib/registry/models/access/schema";
import { channelKeyOf, channelOf, knownChannels } from "@/lib/registry/models/channels";
import { shippedCatalogue } from "@/scripts/load-catalogue";

const shipped = shippedCatalogue();

/** The routes of a family as the shipped catalogue gives them. */
function shippedRoutes(family: string): Route[] {
  const vendors = new Map(shipped.vendors.map(({ slug, name }) => [slug, { slug, name }]));
  const edges = shipped.tools.flatMap((tool, index) =>
    tool.access
      .filter((access) => access.family === family)
      .flatMap(({ channels, mode, source }) => channels.map((channel) => ({ tool, id: index, channel: channelOf(channel), mode, source }))),
  );
  return edges.map(({ tool, id, channel, mode, source }, index) => ({
    id: index,
    tool: { id, slug: tool.slug, name: tool.name, vendor: vendors.get(tool.vendor) ?? { slug: "", name: "" }, devices: null },
    channel: { ...channel, controlledBy: vendors.get(channel.controlledBy ?? "") ?? null },
    mode,
    source,
    asOf: null,
  }));
}

const table = (search: Record<string, string> = {}) => routeTableSchema.parse(search);

test("every channel of the catalogue says its kind, and its controller is a vendor of the catalogue", () => {
  const used = new Set(shipped.tools.flatMap(({ access }) => access.flatMap(({ channels }) => channels)));
  expect([...used].filter((key) => channelOf(key).kind === "other")).toEqual([]);
  const vendors = new Set(shipped.vendors.map(({ slug }) => slug));
  expect(knownChannels().filter(({ controlledBy }) => controlledBy !== null && !vendors.has(controlledBy))).toEqual([]);
});

test("a channel is known by its key and by its label, and anything else is its own words", () => {
  expect([channelKeyOf("Amazon Bedrock"), channelKeyOf("amazon-bedrock"), channelKeyOf(" A relay ")]).toEqual([
    "amazon-bedrock",
    "amazon-bedrock",
    "A relay",
  ]);
  expect(channelOf("A relay")).toEqual({ key: "A relay", label: "A relay", kind: "other", controlledBy: null });
});

test("each number of the sentence is the number of tools in the rows it leads to", () => {
  for (const { slug } of shipped.families) {
    const routes = shippedRoutes(slug);
    const reading = readingOf(routes);
    const toolsIn = (rows: readonly Route[]) => new Set(rows.map(({ tool }) => tool.id)).size;
    expect(toolsIn(routesShown(routes, table()))).toBe(reading.tools);
    for (const mode of MODES) expect(toolsIn(routesShown(routes, table({ mode })))).toBe(reading.byMode[mode]);
    for (const { vendor, tools, channels } of reading.controllers) {
      const rows = routesShown(routes, table({ controller: vendor?.slug ?? NOBODY }));
      expect([toolsIn(rows), new Set(rows.map(({ channel }) => channel.key)).size]).toEqual([tools, channels]);
    }
    const sum = MODES.reduce((n, mode) => n + reading.byMode[mode], 0);
    expect(sum - reading.tools >= reading.inSeveralModes).toBe(true);
    expect(reading.controllers.reduce((n, { channels }) => n + channels, 0)).toBe(reading.channels);
  }
});

test("a vendor's own product serves its own models by default, and what nobody can say stays unknown", () => {
  const claude = shippedRoutes("anthropic-claude");
  const modeOf = (slug: string, channel: string) =>
    claude.find(({ tool, channel: { key } }) => tool.slug === slug && key === channel)?.mode;
  expect(readingOf(claude).tools).toBe(58);
  expect(modeOf("claude-code", "claude-subscription")).toBe("DEFAULT");
  expect(modeOf("claude-code", "amazon-bedrock")).toBe("SELECTABLE");
  expect(modeOf("lovable", "lovable")).toBe("UNKNOWN");
});

test("rows are filtered by what they say and sorted as asked, ties by tool", () => {
  const claude = shippedRoutes("anthropic-claude");
  expect(routesShown(claude, table({ q: "anysphere" })).map(({ tool }) => tool.slug)).toEqual(["cursor"]);
  expect(routesShown(claude, table({ channel: "cursor", kind: "gateway" }))).toEqual([]);
  const sorted = sortedRoutes(claude, "-mode", () => 0).map(({ mode }) => MODES.indexOf(mode));
  expect(sorted).toEqual(sorted.toSorted((a, b) => b - a));
  const byTool = sortedRoutes(claude, "tool", () => 0).map(({ tool }) => tool.name);
  expect(byTool).toEqual(byTool.toSorted((a, b) => a.localeCompare(b, "en")));
});

test("an address that means nothing shows everything", () => {
  expect(table({ mode: "SOMETIMES", sort: "colour", kind: "" })).toMatchObject({
    mode: undefined,
    sort: "mode",
    kind: undefined,
    open: [],
  });
});

test("a day to come is refused", () => {
  const now = new Date("2026-07-08T07:00:00Z");
  expect([whyNotAsOf(null, now), whyNotAsOf("2026-07-09", now)]).toEqual([null, null]);
  expect(whyNotAsOf("2026-07-10", now)?.key).toBe("models.field.dayAhead");
});

test("another change of the same tool does not make an edge overtaken, and one that is not on record does", () => {
  const edge = { family: "anthropic-claude", channel: "cursor" };
  const renamed = { action: "tool.edited", before: { name: "A" }, after: { name: "B", revision: 4 } };
  const changed = { action: "access.recorded", before: null, after: { ...edge, mode: "DEFAULT", revision: 5 } };
  expect(isUntouched(edge, 3, 4, [renamed])).toBe(true);
  expect(isUntouched(edge, 3, 5, [changed, renamed])).toBe(false);
  expect(isUntouched(edge, 3, 5, [renamed])).toBe(false);
});
