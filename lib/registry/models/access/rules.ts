import { type Reason, reason } from "@/lib/refusal";
import type { AccessFields, EditAccess, RouteSort, RouteTable } from "@/lib/registry/models/access/schema";
import type { ChannelKind } from "@/lib/registry/models/channels";
import type { AccessMode } from "@/prisma/generated/enums";

/** From what is on without asking to what is off; what nobody knows stands before what is known to be off. */
export const MODES = ["DEFAULT", "AUTO_ROUTED", "SELECTABLE", "UNKNOWN", "DISABLED_BY_POLICY"] as const satisfies readonly AccessMode[];

export type Named = { slug: string; name: string };

/** One way on which a tool reaches a family. */
export type Route = {
  id: number;
  tool: Named & { id: number; vendor: Named; devices: number | null };
  channel: { key: string; label: string; kind: ChannelKind; controlledBy: Named | null };
  mode: AccessMode;
  source: string;
  asOf: string | null;
};

export type Controller = { vendor: Named | null; channels: number; tools: number };

export type Reading = {
  tools: number;
  routes: number;
  channels: number;
  /** Tools per mode. A tool that reaches the family in two of them counts in both. */
  byMode: Record<AccessMode, number>;
  inSeveralModes: number;
  /** Who can switch how much of it off: the most tools first; `vendor` null is nobody else. */
  controllers: Controller[];
};

/** The graph read from the model, as counts. */
export function readingOf(routes: readonly Route[]): Reading {
  const modesOf = new Map<number, Set<AccessMode>>();
  for (const { tool, mode } of routes) modesOf.set(tool.id, (modesOf.get(tool.id) ?? new Set()).add(mode));
  const count = (mode: AccessMode) => [...modesOf.values()].filter((modes) => modes.has(mode)).length;
  return {
    tools: modesOf.size,
    routes: routes.length,
    channels: countDistinct(routes, ({ channel }) => channel.key),
    byMode: {
      DEFAULT: count("DEFAULT"),
      AUTO_ROUTED: count("AUTO_ROUTED"),
      SELECTABLE: count("SELECTABLE"),
      UNKNOWN: count("UNKNOWN"),
      DISABLED_BY_POLICY: count("DISABLED_BY_POLICY"),
    },
    inSeveralModes: [...modesOf.values()].filter(({ size }) => size > 1).length,
    controllers: controllersOf(routes),
  };
}

function controllersOf(routes: readonly Route[]): Controller[] {
  const groups = Map.groupBy(routes, ({ channel }) => channel.controlledBy?.slug ?? "");
  return [...groups.values()]
    .map((own) => ({
      vendor: own[0]?.channel.controlledBy ?? null,
      channels: countDistinct(own, ({ channel }) => channel.key),
      tools: countDistinct(own, ({ tool }) => tool.id),
    }))
    .sort((a, b) => b.tools - a.tools || b.channels - a.channels || compareText(a.vendor?.name ?? "", b.vendor?.name ?? ""));
}

function countDistinct<Row>(rows: readonly Row[], keyOf: (row: Row) => unknown): number {
  return new Set(rows.map(keyOf)).size;
}

/** Stands for "nobody else" where a filter names who controls a channel. */
export const NOBODY = "none";

/** The routes that the page's filters leave. */
export function routesShown(routes: readonly Route[], { q, mode, kind, controller, channel }: RouteTable): Route[] {
  const low = q?.toLowerCase();
  return routes.filter(
    (route) =>
      (!low || [route.tool.name, route.tool.vendor.name, route.channel.label].some((name) => name.toLowerCase().includes(low))) &&
      (!mode || route.mode === mode) &&
      (!kind || route.channel.kind === kind) &&
      (!controller || (route.channel.controlledBy?.slug ?? NOBODY) === controller) &&
      (!channel || route.channel.key === channel),
  );
}

/** Sorted as the table asks. `rank` is the verdict's place from good to bad news. Ties go by tool and channel. */
export function sortedRoutes<One extends Route>(routes: readonly One[], sort: string, rank: (route: One) => number): One[] {
  const isDescending = sort.startsWith("-");
  const by = compareBy(sort.replace(/^-/, "") as RouteSort, rank);
  return routes.toSorted(
    (a, b) => by(a, b) * (isDescending ? -1 : 1) || compareText(a.tool.name, b.tool.name) || compareText(a.channel.label, b.channel.label),
  );
}

function compareBy<One extends Route>(column: RouteSort, rank: (route: One) => number): (a: One, b: One) => number {
  const text = (of: (route: One) => string) => (a: One, b: One) => compareText(of(a), of(b));
  const number = (of: (route: One) => number) => (a: One, b: One) => of(a) - of(b);
  switch (column) {
    case "tool":
      return text(({ tool }) => tool.name);
    case "vendor":
      return text(({ tool }) => tool.vendor.name);
    case "channel":
      return text(({ channel }) => channel.label);
    case "kind":
      return text(({ channel }) => channel.kind);
    case "controller":
      return text(({ channel }) => channel.controlledBy?.name ?? "");
    case "mode":
      return number(({ mode }) => MODES.indexOf(mode));
    case "asOf":
      return text(({ asOf }) => asOf ?? "");
    case "verdict":
      return number(rank);
    case "devices":
      return number(({ tool }) => tool.devices ?? -1);
  }
}

/** The same on every machine, whatever its language. */
export function compareText(a: string, b: string): number {
  return a.localeCompare(b, "en");
}

/** A source cannot have said anything tomorrow. One day more than UTC, for those who are ahead of it. */
export function whyNotAsOf(asOf: string | null, now: Date): Reason | null {
  if (asOf === null) return null;
  const latest = new Date(now.getTime() + 86_400_000).toISOString().slice(0, 10);
  return asOf > latest ? reason("models.field.dayAhead") : null;
}

/** Only what a change would really change. */
export function accessDifferences(before: AccessFields, changes: EditAccess["changes"]): Partial<AccessFields> {
  return Object.fromEntries(
    Object.entries(changes).filter(([field, value]) => value !== undefined && value !== Reflect.get(before, field)),
  );
}

type Recorded = { action: string; before: unknown; after: unknown };

/**
 * True when everything that raised the tool's revision since it was read is on record and none of it was this edge: then nobody was faster.
 * `events` are the tool's, whatever their number of revisions.
 */
export function isUntouched(
  edge: { family: string; channel: string },
  read: number,
  current: number,
  events: readonly Recorded[],
): boolean {
  const since = events.filter(({ after }) => Number(fieldOf(after, "revision") ?? 0) > read);
  const isAbout = (value: unknown) => fieldOf(value, "family") === edge.family && fieldOf(value, "channel") === edge.channel;
  return since.length === current - read && !since.some(({ before, after }) => isAbout(before) || isAbout(after));
}

function fieldOf(value: unknown, field: string): unknown {
  return typeof value === "object" && value !== null ? Reflect.get(value, field) : undefined;
}
