import fc from "fast-check";
import { expect, test } from "vitest";
import { type Box, fitted, layoutOf, WIDTH, widthOf } from "@/components/models/graph-layout";
import { MOST_ROWS, openKind, treeOf } from "@/components/models/graph-tree";
import { MODES, type Route } from "@/lib/registry/models/access/rules";
import { CHANNEL_KINDS } from "@/lib/registry/models/channels";

/** Each pair of tool and channel at most once, as in the database. */
const routes: fc.Arbitrary<Route[]> = fc
  .uniqueArray(
    fc.record({
      tool: fc.nat(120),
      channel: fc.nat(60),
      mode: fc.constantFrom(...MODES),
      devices: fc.option(fc.nat(50_000), { nil: null }),
    }),
    { maxLength: 400, selector: ({ tool, channel }) => `${tool} ${channel}` },
  )
  .map((rows) =>
    rows.map(({ tool, channel, mode, devices }, index) => ({
      id: index + 1,
      tool: { id: tool, slug: `tool-${tool}`, name: `Tool ${tool}`, vendor: { slug: "v", name: "V" }, devices },
      channel: {
        key: `channel-${channel}`,
        label: `Channel ${channel}`,
        kind: CHANNEL_KINDS[channel % CHANNEL_KINDS.length] ?? "other",
        controlledBy: channel % 3 === 0 ? null : { slug: "v", name: "V" },
      },
      mode,
      source: "pk",
      asOf: null,
    })),
  );

const boxesOf = (layout: ReturnType<typeof layoutOf>): Box[] => [
  layout.vendor,
  layout.family,
  layout.legend,
  ...layout.kinds.flatMap(({ title, channels, more }) => [
    title,
    ...channels.flatMap((channel) => [channel.box, ...channel.tools.map(({ box }) => box), ...(channel.more ? [channel.more] : [])]),
    ...(more ? [more] : []),
  ]),
];

const overlap = (a: Box, b: Box) => a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;

const none: ReadonlySet<string> = new Set();

test("no two nodes overlap, and all lie within the picture", () => {
  fc.assert(
    fc.property(routes, fc.subarray(CHANNEL_KINDS.map(openKind)), (all, open) => {
      const layout = layoutOf(treeOf(all, new Set(open)));
      const boxes = boxesOf(layout);
      for (const [index, box] of boxes.entries()) {
        expect(box.x >= 0 && box.x + box.width <= WIDTH && box.y >= 0 && box.y + box.height <= layout.height).toBe(true);
        for (const other of boxes.slice(index + 1)) expect(overlap(box, other)).toBe(false);
      }
    }),
    { numRuns: 60 },
  );
});

test("every line leaves one node and ends at another", () => {
  fc.assert(
    fc.property(routes, (all) => {
      const layout = layoutOf(treeOf(all, none));
      const boxes = boxesOf(layout);
      const isAt = (x: number, y: number) => boxes.some((box) => (x === box.x || x === box.x + box.width) && y === box.y + box.height / 2);
      for (const { from, to, path } of layout.lines) {
        expect([isAt(from.x, from.y), isAt(to.x, to.y)]).toEqual([true, true]);
        expect(path.startsWith(`M${from.x},${from.y}`)).toBe(true);
      }
    }),
    { numRuns: 60 },
  );
});

test("the same routes in any order give the same picture, of bounded height", () => {
  fc.assert(
    fc.property(routes, (all) => {
      const layout = layoutOf(treeOf(all, none));
      expect(layoutOf(treeOf(all.toReversed(), none))).toEqual(layout);
      expect(layout.height).toBeLessThanOrEqual(MOST_ROWS * 31 + CHANNEL_KINDS.length * 60);
    }),
    { numRuns: 60 },
  );
});

test("what is folded is counted, and opening shows all of it", () => {
  fc.assert(
    fc.property(routes, (all) => {
      for (const kind of treeOf(all, none)) {
        const own = all.filter(({ channel }) => channel.kind === kind.kind);
        expect(kind.shown.length + kind.folded).toBe(kind.channels);
        expect(kind.tools).toBe(new Set(own.map(({ tool }) => tool.id)).size);
        for (const channel of kind.shown) expect(channel.shown.length + channel.folded).toBe(channel.tools);
      }
      const open = new Set([...CHANNEL_KINDS.map(openKind), ...all.map(({ channel }) => channel.key)]);
      const shown = treeOf(all, open).flatMap((kind) => kind.shown.flatMap((channel) => channel.shown.map(({ id }) => id)));
      expect(shown.sort((a, b) => a - b)).toEqual(all.map(({ id }) => id));
    }),
    { numRuns: 60 },
  );
});

test("nothing at all is still a picture", () => {
  const layout = layoutOf(treeOf([], none));
  expect(layout.kinds).toEqual([]);
  expect(layout.lines).toHaveLength(1);
  expect(layout.height).toBeGreaterThan(0);
});

test("a text is cut where its box ends", () => {
  expect(fitted("Cursor", 100)).toBe("Cursor");
  const cut = fitted("GitHub Copilot, hosted by AWS, Anthropic and Google Cloud", 150);
  expect(cut).toMatch(/…$/);
  expect(widthOf(cut)).toBeLessThanOrEqual(150);
  expect(widthOf("讯飞开放平台")).toBeGreaterThan(widthOf("iflyte"));
});
