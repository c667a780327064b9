import { compareText, MODES, type Named, type Route } from "@/lib/registry/models/access/rules";
import { CHANNEL_KINDS, type ChannelKind } from "@/lib/registry/models/channels";

// The access graph of one family as a tree: a tool that comes through three channels stands below each of them, so that no lines cross.

export type Leaf = Route & {
  /** Ways on which the same tool reaches the family, with this one and with those that a filter hides. */
  ways: number;
};

export type ChannelNode = {
  key: string;
  label: string;
  kind: ChannelKind;
  controlledBy: Named | null;
  tools: number;
  shown: Leaf[];
  /** Tools folded away. */
  folded: number;
  isOpen: boolean;
};

export type KindNode = {
  kind: ChannelKind;
  channels: number;
  /** Different ones. */
  tools: number;
  shown: ChannelNode[];
  /** Channels folded away, and the different tools that come only through them. */
  folded: number;
  foldedTools: number;
  isOpen: boolean;
};

/** What the address says of a whole kind. */
export const openKind = (kind: ChannelKind) => `kind:${kind}`;

/** Rows that fit into a picture one still takes in; what was opened by hand comes on top. */
export const MOST_ROWS = 48;

/** Channels per kind and tools per channel, from generous to tight. The first that fits is taken. */
const LIMITS = [
  { channels: 40, tools: 40 },
  { channels: 12, tools: 10 },
  { channels: 10, tools: 8 },
  { channels: 8, tools: 6 },
  { channels: 8, tools: 4 },
  { channels: 9, tools: 3 },
  { channels: 6, tools: 3 },
  { channels: 6, tools: 2 },
  { channels: 4, tools: 2 },
  { channels: 3, tools: 1 },
] as const;
type Limit = { channels: number; tools: number };

type Whole = { kind: ChannelKind; tools: number; channels: { first: Route; routes: Leaf[] }[] };

/** Kinds in their order, channels by the devices and tools behind them, tools by mode; the many are folded until the rest fits. `all` is without filters. */
export function treeOf(routes: readonly Route[], open: ReadonlySet<string>, all: readonly Route[] = routes): KindNode[] {
  const whole = wholeOf(routes, all);
  const limit = LIMITS.find((one) => rowsOf(whole, one) <= MOST_ROWS) ?? { channels: 3, tools: 1 };
  return whole.map(({ kind, tools, channels }) => {
    const isOpen = open.has(openKind(kind));
    const shown = isOpen ? channels : kept(channels, limit.channels);
    const hidden = channels.slice(shown.length);
    const seen = new Set(shown.flatMap(({ routes: own }) => own.map(({ tool }) => tool.id)));
    return {
      kind,
      tools,
      channels: channels.length,
      shown: shown.map((channel) => channelNode(channel, limit, open)),
      folded: hidden.length,
      foldedTools: new Set(hidden.flatMap(({ routes: own }) => own.map(({ tool }) => tool.id)).filter((id) => !seen.has(id))).size,
      isOpen: isOpen && channels.length > kept(channels, limit.channels).length,
    };
  });
}

function channelNode({ first: { channel }, routes }: Whole["channels"][number], limit: Limit, open: ReadonlySet<string>): ChannelNode {
  const isOpen = open.has(channel.key);
  const shown = isOpen ? routes : kept(routes, limit.tools);
  return {
    ...channel,
    tools: routes.length,
    shown,
    folded: routes.length - shown.length,
    isOpen: isOpen && routes.length > kept(routes, limit.tools).length,
  };
}

/** One more than the limit is shown too: a row that says "and 1 more" would take as much room. */
function kept<Item>(items: Item[], limit: number): Item[] {
  return items.length <= limit + 1 ? items : items.slice(0, limit);
}

function wholeOf(routes: readonly Route[], all: readonly Route[]): Whole[] {
  const ways = new Map<number, number>();
  for (const { tool } of all) ways.set(tool.id, (ways.get(tool.id) ?? 0) + 1);
  const byKind = Map.groupBy(routes, ({ channel }) => channel.kind);
  return CHANNEL_KINDS.flatMap((kind) => {
    const own = byKind.get(kind);
    if (!own) return [];
    const channels = [...Map.groupBy(own, ({ channel }) => channel.key).values()].flatMap((ofChannel) => {
      const sorted = ofChannel.map((route) => ({ ...route, ways: ways.get(route.tool.id) ?? 1 })).sort(leavesFirst);
      const [first] = sorted;
      return first ? [{ first, routes: sorted }] : [];
    });
    return [{ kind, tools: new Set(own.map(({ tool }) => tool.id)).size, channels: channels.sort(channelsFirst) }];
  });
}

const devicesOf = ({ tool }: Route) => tool.devices ?? 0;

function leavesFirst(a: Leaf, b: Leaf): number {
  return (
    MODES.indexOf(a.mode) - MODES.indexOf(b.mode) || devicesOf(b) - devicesOf(a) || compareText(a.tool.name, b.tool.name) || a.id - b.id
  );
}

type Filled = Whole["channels"][number];

const devicesBehind = ({ routes }: Filled) => routes.reduce((sum, route) => sum + devicesOf(route), 0);

function channelsFirst(a: Filled, b: Filled): number {
  return (
    devicesBehind(b) - devicesBehind(a) ||
    b.routes.length - a.routes.length ||
    MODES.indexOf(a.first.mode) - MODES.indexOf(b.first.mode) ||
    compareText(a.first.channel.label, b.first.channel.label) ||
    compareText(a.first.channel.key, b.first.channel.key)
  );
}

function rowsOf(whole: readonly Whole[], limit: Limit): number {
  const withMore = (shown: number, all: number) => shown + (shown < all ? 1 : 0);
  return whole.reduce((sum, { channels }) => {
    const shown = kept(channels, limit.channels);
    const rows = shown.reduce((n, { routes }) => n + withMore(kept(routes, limit.tools).length, routes.length), 0);
    return sum + withMore(rows, shown.length < channels.length ? rows + 1 : rows);
  }, 0);
}
