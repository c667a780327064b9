import { linkHorizontal } from "d3-shape";
import type { ChannelNode, KindNode, Leaf } from "@/components/models/graph-tree";
import type { ChannelKind } from "@/lib/registry/models/channels";
import type { AccessMode } from "@/prisma/generated/enums";

export type Box = { x: number; y: number; width: number; height: number };

export type PlacedTool = { box: Box; leaf: Leaf };
export type PlacedChannel = {
  box: Box;
  channel: ChannelNode;
  tools: PlacedTool[] /** "and 12 more", or what folds them again. */;
  more: Box | null;
};
export type PlacedKind = { kind: KindNode; band: Box; title: Box; channels: PlacedChannel[]; more: Box | null };
/** `mode` null: a line of the tree, which says nothing of how. */
export type Line = { id: string; path: string; from: Point; to: Point; mode: AccessMode | null; kind: ChannelKind | null };
export type Layout = {
  width: number;
  height: number;
  vendor: Box;
  family: Box;
  legend: Box;
  kinds: PlacedKind[];
  lines: Line[];
};
type Point = { x: number; y: number };

export const WIDTH = 1000;
const NODE = 26;
const ROW = 31;
const TITLE = 30;
const PAD = 8;
const GAP = 14;
const VENDOR = { x: 0, width: 112 };
const FAMILY = { x: 136, width: 112 };
const TRUNK = 264;
const BAND = { x: 280, width: WIDTH - 280 };
const CHANNEL = { x: 292, width: 296 };
const TOOL = { x: 644, width: WIDTH - 644 - 12 };
/** Five modes with their heading. */
const LEGEND = { y: 78, height: 190 };

/** Where everything stands. The same tree always gives the same picture; its height is that of its rows. */
export function layoutOf(tree: readonly KindNode[]): Layout {
  const kinds: PlacedKind[] = [];
  let y = 0;
  for (const kind of tree) {
    const placed = placeKind(kind, y);
    kinds.push(placed);
    y = placed.band.y + placed.band.height + GAP;
  }
  const vendor = { ...VENDOR, y: 2, height: NODE + 10 };
  const family = { ...FAMILY, y: 2, height: NODE + 10 };
  const legend = { x: VENDOR.x, y: LEGEND.y, width: FAMILY.x + FAMILY.width, height: LEGEND.height };
  return {
    width: WIDTH,
    height: Math.max(y - GAP, legend.y + legend.height),
    vendor,
    family,
    legend,
    kinds,
    lines: [straight("vendor", rightOf(vendor), leftOf(family)), ...kinds.flatMap((kind) => linesOf(kind, family))],
  };
}

function placeKind(kind: KindNode, top: number): PlacedKind {
  const title = { x: BAND.x + 12, y: top + 2, width: BAND.width - 24, height: TITLE - 4 };
  const channels: PlacedChannel[] = [];
  let y = top + TITLE + PAD / 2;
  for (const channel of kind.shown) {
    const placed = placeChannel(channel, y);
    channels.push(placed);
    y += ROW * Math.max(1, placed.tools.length + (placed.more ? 1 : 0));
  }
  const hasMore = kind.folded > 0 || kind.isOpen;
  const more = hasMore ? { ...CHANNEL, y, height: NODE } : null;
  if (more) y += ROW;
  return { kind, title, channels, more, band: { ...BAND, y: top, height: y - (ROW - NODE) + PAD - top } };
}

function placeChannel(channel: ChannelNode, top: number): PlacedChannel {
  const tools = channel.shown.map((leaf, index) => ({ leaf, box: { ...TOOL, y: top + index * ROW, height: NODE } }));
  const hasMore = channel.folded > 0 || channel.isOpen;
  const more = hasMore ? { ...TOOL, y: top + tools.length * ROW, height: NODE } : null;
  // Beside its first tool, so that a long list does not push its name out of sight.
  return { channel, tools, more, box: { ...CHANNEL, y: top, height: NODE } };
}

const leftOf = ({ x, y, height }: Box): Point => ({ x, y: y + height / 2 });
const rightOf = ({ x, y, width, height }: Box): Point => ({ x: x + width, y: y + height / 2 });

function linesOf({ kind, channels, more }: PlacedKind, family: Box): Line[] {
  const start = rightOf(family);
  const branch = (id: string, to: Point): Line => ({ id, path: branchPath(start, to), from: start, to, mode: null, kind: kind.kind });
  return [
    ...channels.flatMap(({ box, channel, tools, more: moreTools }) => [
      branch(`channel ${channel.key}`, leftOf(box)),
      ...tools.map(({ leaf, box: tool }) => curve(`tool ${leaf.id}`, rightOf(box), leftOf(tool), leaf.mode, kind.kind)),
      ...(moreTools ? [curve(`more ${channel.key}`, rightOf(box), leftOf(moreTools), null, kind.kind)] : []),
    ]),
    ...(more ? [branch(`more ${kind.kind}`, leftOf(more))] : []),
  ];
}

const RADIUS = 8;

/** Right to the trunk, along it, and off to the node, with rounded corners. */
function branchPath(from: Point, to: Point): string {
  const drop = to.y - from.y;
  const radius = Math.min(RADIUS, Math.abs(drop) / 2);
  if (radius < 1) return `M${from.x},${from.y}H${to.x}`;
  const down = Math.sign(drop);
  return `M${from.x},${from.y}H${TRUNK - radius}Q${TRUNK},${from.y} ${TRUNK},${from.y + radius * down}V${to.y - radius * down}Q${TRUNK},${to.y} ${TRUNK + radius},${to.y}H${to.x}`;
}

const link = linkHorizontal<{ source: Point; target: Point }, Point>()
  .x(({ x }) => x)
  .y(({ y }) => y);

function curve(id: string, from: Point, to: Point, mode: AccessMode | null, kind: ChannelKind): Line {
  return { id, path: link({ source: from, target: to }) ?? "", from, to, mode, kind };
}

function straight(id: string, from: Point, to: Point): Line {
  return { id, path: `M${from.x},${from.y}H${to.x}`, from, to, mode: null, kind: null };
}

const WIDE = /[\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uff60]/;

/** About how wide a text is at 12 px. The server has no font to measure with, so it errs on the wide side. */
export function widthOf(text: string): number {
  return [...text].reduce(
    (sum, letter) => sum + (WIDE.test(letter) ? 12.4 : /[A-Zmw@%]/.test(letter) ? 8.6 : /[iljtf.,:;'|() ]/.test(letter) ? 4.4 : 7.2),
    0,
  );
}

/** The text, cut with an ellipsis where it would be wider: behind a word, if that leaves the better half. */
export function fitted(text: string, width: number): string {
  if (widthOf(text) <= width) return text;
  const letters = [...text];
  while (letters.length > 1 && widthOf(`${letters.join("")}…`) > width) letters.pop();
  const cut = letters.join("");
  const word = cut.lastIndexOf(" ");
  return `${(word > cut.length / 2 ? cut.slice(0, word) : cut).trimEnd()}…`;
}
